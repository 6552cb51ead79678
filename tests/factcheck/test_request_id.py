"""The id that a request, a task or a run of a command has in audit, logs and answers."""

import logging
import re

import pytest
from django.test import Client
from django.urls import reverse

from claims.models import AuditEntry
from claims.tasks import publish_scheduled
from factcheck.request_id import FORM, HEADER, RUN, AddRequestId, current_request_id
from tests.factories import AppearanceFactory, UserFactory, scheduled

pytestmark = pytest.mark.django_db


@pytest.fixture
def browser():
    person = UserFactory(role="Editor")
    browser = Client()
    browser.force_login(person)
    return browser


def accept(browser, **headers):
    claim = AppearanceFactory().claim
    return browser.post(reverse("desk:accept", args=[claim.public_id]), {"version": 1}, headers=headers)


class TestRequest:
    def test_has_an_id_of_its_own_in_the_answer_and_in_the_audit(self, browser):
        first, second = accept(browser)[HEADER], accept(browser)[HEADER]

        assert first != second
        assert re.fullmatch("[0-9a-f]{32}", first)
        assert list(AuditEntry.objects.order_by("pk").values_list("request_id", flat=True)) == [first, second]

    def test_takes_none_from_outside(self, browser):
        assert accept(browser, **{HEADER: "0123456789abcdef"})[HEADER] != "0123456789abcdef"

    def test_takes_one_from_its_own_proxy(self, browser, settings):
        settings.BEHIND_PROXY = True

        assert accept(browser, **{HEADER: "0123456789abcdef"})[HEADER] == "0123456789abcdef"
        assert AuditEntry.objects.get().request_id == "0123456789abcdef"

    @pytest.mark.parametrize(
        "given", ["short", "x" * 65, "two words", "ключ-ключ", "semi;colon", "", "٣" * 10]
    )
    def test_takes_none_in_another_form(self, browser, settings, given):
        settings.BEHIND_PROXY = True

        assert re.fullmatch("[0-9a-f]{32}", browser.get("/", headers={HEADER: given})[HEADER])

    def test_is_over_when_it_is_answered(self, browser):
        browser.get("/")

        assert current_request_id() == RUN


class TestElsewhere:
    def test_a_task_acts_under_the_id_of_the_task(self):
        scheduled(UserFactory(role="Editor"), UserFactory(role="Editor"))

        publish_scheduled.apply(task_id="0b7c6a1e-9d8c-4d26-a0e5-5f7a1c0d9a11")

        assert AuditEntry.objects.get(move="publish").request_id == "0b7c6a1e-9d8c-4d26-a0e5-5f7a1c0d9a11"
        assert current_request_id() == RUN

    def test_a_command_acts_under_one_of_its_run(self):
        assert FORM.fullmatch(current_request_id())

    def test_each_line_of_the_log_names_it(self, settings):
        line = logging.makeLogRecord({"msg": "said"})

        assert AddRequestId().filter(line)
        assert RUN in logging.Formatter(settings.LOGGING["formatters"]["line"]["format"]).format(line)
