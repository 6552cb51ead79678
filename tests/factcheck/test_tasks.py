"""The times that tasks are given."""

import pytest

from factcheck.celery import app


def limits(task) -> tuple[float, float]:
    conf = app.conf
    return task.soft_time_limit or conf.task_soft_time_limit, task.time_limit or conf.task_time_limit


@pytest.fixture(scope="module")
def tasks():
    app.loader.import_default_modules()
    return [task for name, task in app.tasks.items() if name.startswith("claims.")]


class TestTimeLimits:
    def test_warn_a_task_before_they_end_it(self, tasks):
        assert tasks
        assert all(soft < hard for soft, hard in map(limits, tasks))

    def test_end_a_task_before_the_broker_gives_it_to_another(self, tasks):
        patience = app.conf.broker_transport_options["visibility_timeout"]

        assert all(hard < patience for _, hard in map(limits, tasks))
