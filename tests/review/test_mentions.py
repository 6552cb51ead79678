"""People called by name in a comment."""

import pytest

from claims.models import AuditEntry, Notification
from claims.review.assigning import comment_on_review
from claims.review.mentions import called_in, names_in, split_at_names
from tests.factories import NINE, UserFactory, draft

pytestmark = pytest.mark.django_db


@pytest.fixture
def ines():
    return UserFactory(username="ines", role="Reporter")


def comment(author, words):
    return comment_on_review(revision_id=draft(author).pk, editor=author, comment=words, now=NINE)


class TestNamesIn:
    @pytest.mark.parametrize(
        ("words", "names"),
        [
            ("@ines look", ["ines"]),
            ("Ask @ines.", ["ines"]),
            ("(@ines, @ruth!)", ["ines", "ruth"]),
            ("@Ines and @ines", ["Ines"]),
            ("@a.vane-2+x: yes", ["a.vane-2+x"]),
            ("write to ines@desk.example", []),
            ("a/@ines and @@ines", []),
            ("@ ines, @", []),
            ("„@inès“", ["inès"]),
        ],
    )
    def test_finds_what_stands_after_an_at_sign(self, words, names):
        assert names_in(words) == names

    def test_stops_after_fifty(self):
        assert len(names_in(" ".join(f"@a{number}" for number in range(2000)))) == 50


class TestCalledIn:
    def test_tells_accounts_from_unknown_names(self, ines):
        called = called_in("@INES and @inez")

        assert called.people == [ines]
        assert called.unknown == ["inez"]

    def test_knows_no_closed_account(self, ines):
        ines.is_active = False
        ines.save()

        assert called_in("@ines").unknown == ["ines"]


class TestCommentOnReview:
    def test_calls_those_it_names(self, author, ines):
        comment(author, "@ines did you ask the mayor?")

        told = ines.notifications.get()
        assert (told.kind, told.entry.reason) == ("mentioned", "@ines did you ask the mayor?")

    def test_calls_whoever_has_an_open_account(self, author):
        visitor = UserFactory(username="vera")

        comment(author, "@vera do you know?")

        assert visitor.notifications.get().kind == "mentioned"

    def test_is_kept_also_where_nobody_has_the_name(self, author):
        comment(author, "@inez did you ask?")

        assert AuditEntry.objects.latest("pk").reason == "@inez did you ask?"
        assert not Notification.objects.exists()

    def test_tells_nobody_of_their_own_words(self, ines):
        comment(ines, "@ines must ask the mayor")

        assert not ines.notifications.exists()

    def test_is_told_to_those_it_names_and_as_a_comment_to_the_others(self, ines):
        theo, follower = UserFactory(role="Reporter"), UserFactory(role="Reporter")
        revision = draft(theo)
        for person in (ines, follower):
            revision.review.followers.add(person)

        comment_on_review(revision_id=revision.pk, editor=theo, comment="@ines look", now=NINE)

        told = set(Notification.objects.values_list("person", "kind"))
        assert told == {(ines.pk, "mentioned"), (follower.pk, "commented")}

    def test_calls_somebody_once_however_often_named(self, author, ines):
        comment(author, "@ines @ines @Ines")

        assert ines.notifications.count() == 1


class TestSplitAtNames:
    def test_keeps_every_letter_and_marks_known_names_alone(self):
        words = "@ines, ask @inez. @INES."

        pieces = split_at_names(words, ["ines"])

        assert "".join(text for text, _ in pieces) == words
        assert [text for text, is_name in pieces if is_name] == ["@ines", "@INES"]
