"""In which request, task or run of a command something is done: the id that audit, logs and answers share."""

import logging
import re
from collections.abc import Callable
from contextvars import ContextVar
from uuid import uuid4

from celery.signals import task_postrun, task_prerun
from django.conf import settings
from django.http import HttpRequest, HttpResponse

HEADER = "X-Request-ID"
FORM = re.compile(r"[0-9A-Za-z._-]{8,64}")
RUN = uuid4().hex  # of this process, for what belongs to no request and no task: a command has one a run
_current: ContextVar[str] = ContextVar("request_id", default=RUN)


def current_request_id() -> str:
    """The id of what is being done; at most 64 characters, never empty."""
    return _current.get()


class RequestIdMiddleware:
    """Give each request an id, and tell it to whoever asked. Stands first, so that all others log with it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer under an id of our own, or under the one that our proxy has given in a form we can read."""
        known = _of_proxy(request) or uuid4().hex
        token = _current.set(known)
        try:
            response = self.get_response(request)
        finally:
            _current.reset(token)
        response[HEADER] = known
        return response


def _of_proxy(request: HttpRequest) -> str:
    given = request.headers.get(HEADER, "") if settings.BEHIND_PROXY else ""
    return given if FORM.fullmatch(given) else ""


class AddRequestId(logging.Filter):
    """Name in each line of the log what it was written for."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Every line passes."""
        record.request_id = current_request_id()
        return True


@task_prerun.connect
def enter_task(task_id: str, **_: object) -> None:
    """What a task does bears the task's id."""
    _current.set(task_id)


@task_postrun.connect
def leave_task(**_: object) -> None:
    """What its process does between two tasks bears none."""
    _current.set(RUN)
