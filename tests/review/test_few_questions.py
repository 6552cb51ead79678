"""What an act needs it reads once: the number of its questions to the database is bounded."""

import pytest

from claims.review.actions import (
    approve_revision,
    open_review,
    publish_revision,
    save_revision,
    submit_revision,
)
from tests.factories import NINE, accepted_claim, approved, content, draft, in_review, left_unasked

pytestmark = pytest.mark.django_db


def act(action, revision, editor, **more):
    return action(revision_id=revision.pk, editor=editor, version=revision.version, now=NINE, **more)


class TestFewQuestions:
    def test_open_a_review(self, author, django_assert_max_num_queries):
        claim = accepted_claim()

        with django_assert_max_num_queries(22):
            open_review(claim_id=claim.pk, editor=author, version=claim.version, now=NINE)

    def test_save_a_revision(self, author, django_assert_max_num_queries):
        revision, other = draft(author), content(headline="The dam is cracked")

        with django_assert_max_num_queries(35):
            act(save_revision, revision, author, content=other)

    def test_leave_a_speaker_unasked(self, author, django_assert_max_num_queries):
        revision = draft(author)

        with django_assert_max_num_queries(33):
            left_unasked(revision, author)

    def test_submit_it(self, author, django_assert_max_num_queries):
        revision = left_unasked(draft(author), author)

        with django_assert_max_num_queries(13):
            act(submit_revision, revision, author)

    def test_approve_it(self, author, editor, django_assert_max_num_queries):
        revision = in_review(author)

        with django_assert_max_num_queries(28):
            act(approve_revision, revision, editor)

    def test_publish_it(self, author, editor, django_assert_max_num_queries):
        revision = approved(author, editor)

        with django_assert_max_num_queries(40):
            act(publish_revision, revision, editor)
