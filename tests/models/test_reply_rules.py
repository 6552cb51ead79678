"""What the database refuses whoever asks of the right of reply: raw SQL stands for every forgotten door."""

import pytest
from django.db import DatabaseError, connection, transaction

from tests.factories import UserFactory, answered, approved, asked, draft, excerpted

pytestmark = pytest.mark.django_db


def run(sql, *values):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(sql, values)


def refused(change, row, *values, match):
    with pytest.raises(DatabaseError, match=match):
        run(f"UPDATE claims_contactattempt SET {change} WHERE id = %s", *values, row.pk)  # noqa: S608


@pytest.fixture
def author():
    return UserFactory(role="Editor")


@pytest.fixture
def editor():
    return UserFactory(role="Editor")


class TestAttempt:
    @pytest.mark.parametrize(
        "change",
        [
            "contacted_at = contacted_at - interval '1 day'",
            "deadline = deadline + interval '1 day'",
            "asked = 'somebody else'",
            "channel = 'phone'",
            "recorded_at = now()",
        ],
    )
    def test_stays_as_it_was_written_down(self, author, change):
        refused(change, asked(draft(author), author), match="is refused")

    def test_is_never_removed(self, author):
        asked(draft(author), author)

        with pytest.raises(DatabaseError, match="is refused"):
            run("DELETE FROM claims_contactattempt")

    def test_that_was_withdrawn_stays_so(self, author):
        attempt = asked(draft(author), author)
        run("UPDATE claims_contactattempt SET withdrawn_at = now()")

        refused("withdrawn_at = NULL", attempt, match="is refused")

    def test_is_due_after_asking_and_no_second_time(self, author):
        asked(draft(author), author)
        copy = """INSERT INTO claims_contactattempt (review_id, speaker_id, asked, channel, contact, question,
                  contacted_at, deadline, outcome, answer, excerpt, version, recorded_by_id, recorded_at)
                  SELECT review_id, speaker_id, asked, channel, contact, question, contacted_at, {}, outcome, answer,
                  excerpt, version, recorded_by_id, recorded_at FROM claims_contactattempt"""

        with pytest.raises(DatabaseError, match="an_answer_is_due_after_asking"):
            run(copy.format("contacted_at"))
        with pytest.raises(DatabaseError, match="an_attempt_is_written_down_once"):
            run(copy.format("deadline"))


class TestAnswer:
    def test_comes_after_asking(self, author):
        refused(
            "answered_at = contacted_at - interval '1 second'",
            answered(draft(author), author),
            match="an_answer_comes_after_asking",
        )

    @pytest.mark.parametrize(
        "change",
        [
            "answer = ''",
            "answered_at = NULL",
            "answer_by_id = NULL",
            "outcome = 'none'",
            "outcome = 'awaited'",
            "outcome = 'perhaps'",
            "question = ''",
        ],
    )
    def test_fits_what_is_said_of_it(self, author, change):
        refused(change, answered(draft(author), author), match="says_what_was_asked_and_what_came_back")


class TestExcerpt:
    @pytest.mark.parametrize(
        "change", ["excerpt = 'It is quite safe'", "excerpt_by_id = NULL", "answer = 'Another answer'"]
    )
    def test_stands_in_the_answer_and_says_who_chose_it(self, author, change):
        refused(change, excerpted(draft(author), author), match="stands_in_the_answer_and_says_who_chose_it")

    @pytest.mark.parametrize("mark", ["%", "_", "\\"])
    def test_stands_there_letter_for_letter(self, author, mark):
        refused("excerpt = %s", excerpted(draft(author), author), mark, match="stands_in_the_answer")

    @pytest.mark.parametrize("who", ["excerpt_by_id", "answer_by_id"])
    def test_is_not_approved_by_whoever_entered_it(self, author, who):
        attempt, other = excerpted(draft(author), author), UserFactory(role="Editor")
        mine = {"excerpt_by_id": "answer_by_id", "answer_by_id": "excerpt_by_id"}[who]
        run(f"UPDATE claims_contactattempt SET {mine} = %s", other.pk)  # noqa: S608

        refused(
            f"excerpt_approved_by_id = {who}, excerpt_approved_at = now()",
            attempt,
            match="approved_by_another_editor",
        )

    def test_is_not_approved_by_nobody_nor_without_the_right(self, author):
        attempt = excerpted(draft(author), author)
        change = "excerpt_approved_by_id = %s, excerpt_approved_at = now()"

        refused(
            change, attempt, UserFactory(role="Reporter").pk, match="right to approve may approve an excerpt"
        )
        refused("excerpt_approved_at = now()", attempt, match="right to approve may approve an excerpt")

    @pytest.mark.parametrize("change", ["excerpt = 'safe'", "excerpt_approved_by_id = %s"])
    def test_in_other_words_needs_another_approval(self, author, editor, change):
        values = [UserFactory(role="Editor").pk] if "%s" in change else []

        refused(
            change, excerpted(draft(author), author, editor), *values, match="needs an approval of its own"
        )

    def test_is_not_approved_where_there_is_none(self, author, editor):
        refused(
            "excerpt_approved_by_id = %s, excerpt_approved_at = now()",
            answered(draft(author), author),
            editor.pk,
            match="approved_by_another_editor",
        )


class TestUnderAnApprovedRevision:
    """What an editor stands behind does not change, not even beside the revision."""

    @pytest.fixture
    def attempt(self, author, editor):
        """One that was written down while the revision was a draft, which is approved since."""
        revision = approved(author, editor)
        run("ALTER TABLE claims_contactattempt DISABLE TRIGGER told_stays_on_insert")
        run(
            """INSERT INTO claims_contactattempt (review_id, speaker_id, asked, channel, contact, question,
               contacted_at, deadline, outcome, answer, excerpt, version, recorded_by_id, recorded_at)
               SELECT %s, s.id, '', 'mail', '', 'Why?', now(), now() + interval '1 day', 'awaited', '', '', 1, %s, now()
               FROM claims_speaker s""",
            revision.review_id,
            author.pk,
        )
        run("ALTER TABLE claims_contactattempt ENABLE TRIGGER told_stays_on_insert")
        return revision.review.contact_attempts.get()

    @pytest.mark.parametrize("change", ["outcome = 'none'", "withdrawn_at = now()"])
    def test_nothing_changes_that_readers_are_told(self, attempt, change):
        refused(change, attempt, match="under an approved revision")

    def test_nothing_is_added(self, attempt):
        with pytest.raises(DatabaseError, match="under an approved revision"):
            run(
                """INSERT INTO claims_contactattempt (review_id, speaker_id, asked, channel, contact, question,
                   contacted_at, deadline, outcome, answer, excerpt, version, recorded_by_id, recorded_at)
                   SELECT review_id, speaker_id, 'x', channel, contact, question, contacted_at, deadline, outcome,
                   answer, excerpt, version, recorded_by_id, recorded_at FROM claims_contactattempt"""
            )

    def test_no_reason_for_not_asking_is_given(self, attempt):
        with pytest.raises(DatabaseError, match="under an approved revision"):
            run(
                """INSERT INTO claims_unaskedspeaker (review_id, speaker_id, reason, words, link, recorded_by_id,
                   recorded_at) SELECT review_id, speaker_id, 'dead', 'In 2019.', '', recorded_by_id, now()
                   FROM claims_contactattempt"""
            )

    def test_what_stays_at_the_desk_may_change(self, attempt):
        run("UPDATE claims_contactattempt SET contact = '', question = 'Taken out at her request.'")

        attempt.refresh_from_db()
        assert attempt.contact == ""


class TestUnaskedSpeaker:
    @pytest.mark.parametrize(
        ("change", "rule"),
        [
            ("'dead', '', ''", "unasked_speaker_has_words"),
            ("'answered_publicly', 'x', ''", "a_public_answer_has_its_link"),
            ("'dead', 'x', 'https://x.example'", "a_public_answer_has_its_link"),
        ],
    )
    def test_has_words_and_the_link_that_its_reason_needs(self, author, change, rule):
        revision = draft(author)
        sql = f"""INSERT INTO claims_unaskedspeaker (review_id, speaker_id, reason, words, link, recorded_by_id,
                  recorded_at) SELECT %s, id, {change}, %s, now() FROM claims_speaker"""  # noqa: S608

        with pytest.raises(DatabaseError, match=rule):
            run(sql, revision.review_id, author.pk)
