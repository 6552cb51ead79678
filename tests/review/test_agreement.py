"""How far two editors agree."""

from collections import Counter

import pytest

from claims.models import Topic
from claims.review import agreement
from claims.review.actions import approve_revision, publish_revision
from claims.review.agreement import agreement_by_rating, agreement_by_topic, kappa
from claims.review.second_rating import agree_on_rating
from tests.factories import NINE, accepted_claim, rated_twice


class TestKappa:
    def test_is_that_of_the_worked_example(self):
        # 50 applications read by two: 20 yes-yes, 15 no-no, 5 and 10 apart: (0.7 - 0.5) / (1 - 0.5)
        pairs = Counter({("yes", "yes"): 20, ("yes", "no"): 5, ("no", "yes"): 10, ("no", "no"): 15})

        assert kappa(pairs) == pytest.approx(0.4)

    def test_is_one_where_all_agree_and_none_where_chance_had_no_part(self):
        assert kappa(Counter({("a", "a"): 5, ("b", "b"): 5})) == 1
        assert kappa(Counter({("a", "a"): 10})) is None
        assert kappa(Counter()) is None

    def test_is_below_zero_where_they_disagree_more_than_by_chance(self):
        assert kappa(Counter({("a", "b"): 5, ("b", "a"): 5})) == -1


@pytest.mark.django_db
class TestFigures:
    @pytest.fixture
    def decided(self, author, editor, monkeypatch):
        """Three verdicts on water, one of them rated otherwise, and one that is not decided yet."""
        monkeypatch.setattr(agreement, "AT_LEAST", 3)
        water = Topic.objects.create(name="Water", slug="water")
        for second in ("mostly-false", "mostly-false", "false"):
            claim = accepted_claim()
            claim.topics.add(water, Topic.objects.get_or_create(name=f"On {second}", slug=second)[0])
            revision = rated_twice(author, editor, second=second, claim=claim)
            act = {"revision_id": revision.pk, "editor": editor, "version": revision.version, "now": NINE}
            if second == "false":
                first = revision.rating_id
                agree_on_rating(**act, rating_id=first, reason="Cracks.")
            ready = approve_revision(**act)
            publish_revision(**(act | {"version": ready.version}))
        rated_twice(author, editor, second="true")

    def test_count_each_verdict_once_in_all_and_for_each_topic(self, decided):
        rows = dict(agreement_by_topic().rows)

        assert rows["All topics"] == rows["Water"] == [2, 1, 67, 0.0]
        assert rows["On false"] == ["–", "–", "fewer than 3", "fewer than 3"]

    def test_count_for_a_rating_where_either_gave_it(self, decided):
        rows = dict(agreement_by_rating().rows)

        assert rows["Mostly false"][:3] == [2, 1, 67]
        assert rows["False"][2] == "fewer than 3"
        assert "True" not in rows

    def test_say_nothing_of_few(self, author, editor):
        rated_twice(author, editor)

        assert agreement_by_topic().rows == [("All topics", ["–", "–", "fewer than 10", "fewer than 10"])]
        assert agreement_by_rating().rows == []
