"""Who is this speaker?"""

import pytest

from claims.matching.speakers import find_speakers
from claims.models import Speaker
from tests.factories import SpeakerFactory

pytestmark = pytest.mark.django_db


class TestFindSpeakers:
    def test_stores_a_new_name_once(self):
        found = find_speakers([("Ana Alpha", "person"), ("Ana Alpha", "person")])

        assert found["Ana Alpha", "person"] == Speaker.objects.get()

    @pytest.mark.parametrize("name", ["Ana Alpha", "ANA ALPHA", "A. Alpha"])
    def test_knows_a_name_and_its_aliases(self, name):
        ana = SpeakerFactory(aliases=["A. Alpha"])

        assert find_speakers([(name, "person")]) == {(name, "person"): ana}

    def test_keeps_a_person_apart_from_an_organization_of_that_name(self):
        SpeakerFactory(name="Ford")

        assert find_speakers([("Ford", "organization")])["Ford", "organization"].kind == "organization"

    def test_cuts_a_name_that_is_too_long_to_be_one(self):
        long = "A" * 500

        assert find_speakers([(long, "person")])[long, "person"].name == "A" * 200

    def test_costs_the_same_for_one_name_and_for_many(self, django_assert_num_queries):
        names = [(f"Speaker {number}", "person") for number in range(100)]

        with django_assert_num_queries(3):
            find_speakers(names)
