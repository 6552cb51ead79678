"""The chain of the audit."""

import copy
from datetime import UTC, datetime, timedelta
from random import Random

import pytest
from django.contrib.auth.models import Group
from django.db import connection

from claims.models import AuditEntry, Notification
from claims.models.audit import FIRST_HASH, broken_entries
from claims.people.accounts import give_role
from tests.factories import NINE, UserFactory, published

pytestmark = pytest.mark.django_db


@pytest.fixture
def chain():
    """A published review's entries; a superuser has taken the triggers off to tamper with them."""
    published(UserFactory(role="Editor"), UserFactory(role="Editor"))
    Notification.objects.all().delete()  # they hold on to entries
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE claims_auditentry DISABLE TRIGGER USER")
    return AuditEntry.objects.order_by("pk")


class TestBrokenEntries:
    def test_finds_nothing_in_an_untouched_chain(self, chain):
        moves = ["open_review", "leave_unasked", "save", "submit", "approve", "publish"]
        assert list(chain.values_list("move", flat=True)) == moves
        assert not list(broken_entries(chain))

    @pytest.mark.parametrize(
        ("field", "value"),
        [
            ("move", "approve"),
            ("reason", "x"),
            ("detail", {"x": 1}),
            ("start_state", "x"),
            ("end_state", "x"),
            ("content_hash", "x"),
            ("happened_at", "2026-01-01T00:00Z"),
            ("revision", None),
            ("roles", []),
            ("roles", ["Editor", "Administrator"]),
            ("request_id", ""),
        ],
    )
    def test_names_a_changed_entry(self, chain, field, value):
        target = chain[2]
        AuditEntry.objects.filter(pk=target.pk).update(**{field: value})

        assert [entry for entry, _ in broken_entries(chain.all())] == [target]

    def test_notices_a_removed_entry(self, chain):
        chain[2].delete()

        assert len(list(broken_entries(chain.all()))) == 1

    def test_notices_another_number(self, chain):
        """Also of the last one, which no other follows."""
        last = chain.last()
        AuditEntry.objects.filter(pk=last.pk).update(id=last.pk + 1)

        assert len(list(broken_entries(chain.all()))) == 1


class TestRecord:
    def test_notes_the_roles_that_were_held_then(self):
        editor = UserFactory(role="Editor")
        editor.groups.add(Group.objects.get(name="Standards editor"))
        published(UserFactory(role="Reporter"), editor)
        editor.groups.clear()

        entries = AuditEntry.objects.order_by("pk")
        assert [entry.roles for entry in entries] == [["Reporter"]] * 4 + [["Editor", "Standards editor"]] * 2


class TestFirstEntries:
    """Those written before roles and requests were noted."""

    FIELDS = {
        "actor_id": 1,
        "claim_id": 2,
        "revision_id": 3,
        "move": "return",
        "start_state": "in_review",
        "end_state": "draft",
        "reason": "“Why now?”",
        "detail": {"due": [None, "2026-03-05"]},
        "content_hash": "ab" * 32,
        "happened_at": datetime(2026, 3, 4, 9, 0, tzinfo=UTC),
        "previous_hash": FIRST_HASH,
    }

    def test_verify_as_they_did(self):
        hashed_then = "7de6bf2969e582e47d191e9cbeddfd0425f1a76a1c2c1dc5ef4cf48670987c44"

        assert AuditEntry(pk=7, **self.FIELDS).computed_hash() == hashed_then

    @pytest.mark.parametrize("forged", [{"roles": ["Editor"]}, {"request_id": "0123456789"}])
    def test_cannot_be_given_what_they_do_not_have(self, forged):
        plain = AuditEntry(pk=7, **self.FIELDS).computed_hash()

        assert AuditEntry(pk=7, **self.FIELDS, **forged).computed_hash() != plain


class TestTamperWithACopy:
    """A thousand random forgeries of one row each; the digest of the day is kept elsewhere."""

    def test_is_always_found(self):
        published(UserFactory(role="Editor"), UserFactory(role="Editor"))
        administrator = UserFactory(role="Administrator")
        give_role(person_id=UserFactory().pk, role="Editor", administrator=administrator, now=NINE)
        chain = list(AuditEntry.objects.order_by("pk"))
        assert not is_found(chain, chain)

        missed = [seed for seed in range(1000) if not is_found(chain, forged_copy(chain, Random(seed)))]

        assert not missed


def is_found(chain, copied):
    """Whether the chain breaks, or its end is not the one that was kept."""
    kept, end = ((len(rows), rows[-1].pk, rows[-1].hash) for rows in (chain, copied))
    return end != kept or any(broken_entries(copied))


def forged_copy(chain, random):
    """The chain with one row changed, removed, exchanged with another, or added."""
    rows = [copy.deepcopy(entry) for entry in chain]
    place = random.randrange(len(rows))
    match random.choice(["change", "remove", "exchange", "add"]):
        case "change":
            field = random.choice(AuditEntry._meta.concrete_fields).attname
            setattr(rows[place], field, another(getattr(rows[place], field), random))
        case "remove":
            del rows[place]
        case "exchange":
            other = random.choice([number for number in range(len(rows)) if number != place])
            rows[place].pk, rows[other].pk = rows[other].pk, rows[place].pk
        case "add":
            added = copy.deepcopy(random.choice(rows))
            added.reason, added.pk = "Forged.", rows[place].pk - random.random()
            added.previous_hash = rows[place].previous_hash
            added.hash = added.computed_hash()
            rows.append(added)
    return sorted(rows, key=lambda row: row.pk)


def another(value, random):
    """A value like this one that is not it."""
    if isinstance(value, str):
        place = random.randrange(len(value) + 1)
        return value[:place] + random.choice("xyz") + value[place + random.randrange(2) :] + "."
    if isinstance(value, datetime):
        return value + timedelta(microseconds=random.choice([-1, 1]))
    if isinstance(value, list):
        return value[1:] if value and random.random() < 0.5 else [*value, "Administrator"]
    if isinstance(value, dict):
        return value | {"reason": ["", "x"]}
    if value is None:
        return random.randrange(1, 100)
    return value + random.randrange(1, 100)
