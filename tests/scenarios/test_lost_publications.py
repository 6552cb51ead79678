"""A process that dies while it publishes what is due publishes nothing; the next sweep publishes it once."""

import os
import subprocess
import sys
from datetime import timedelta

import pytest
from django.conf import settings

from claims.models import AuditEntry, PublicRecord, Revision, RevisionState
from claims.review.scheduling import publish_due_revisions
from tests.factories import NINE, UserFactory, scheduled
from tests.scenarios.conftest import database_of_test

pytestmark = pytest.mark.django_db(transaction=True)

# Publishes like the beat's task, and dies with no last word at the point named by the argument.
DYING = """
import os, sys
from unittest.mock import patch
import django
django.setup()
from django.utils import timezone
from claims.review.scheduling import publish_due_revisions
with patch(sys.argv[1], side_effect=lambda *args, **named: os._exit(9)):
    publish_due_revisions(now=timezone.now())
"""


def die_at(point: str) -> int:
    """Run a sweep that dies there; give how it ended."""
    environment = os.environ | database_of_test() | {"DJANGO_SETTINGS_MODULE": "factcheck.settings"}
    command = [sys.executable, "-c", DYING, point]
    return subprocess.run(command, cwd=settings.BASE_DIR, env=environment, timeout=120).returncode


class TestSweepKilledInMidPublication:
    @pytest.mark.parametrize(
        "point",
        [
            "claims.review.actions.make_move",
            "claims.review.actions.append_record",
            "claims.publication.ledger.PublicRecord.objects.create",
        ],
    )
    def test_publishes_nothing_and_the_next_publishes_once(self, point):
        waiting = scheduled(UserFactory(role="Editor"), UserFactory(role="Editor"))
        moves = AuditEntry.objects.count()

        assert die_at(point) == 9

        assert Revision.objects.get(pk=waiting.pk).state == RevisionState.APPROVED
        assert (PublicRecord.objects.count(), AuditEntry.objects.count()) == (0, moves)
        later = NINE + timedelta(hours=3)
        assert [publish_due_revisions(now=later) for _ in range(2)] == [1, 0]
        assert PublicRecord.objects.count() == 1
