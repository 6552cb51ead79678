"""Two people do the same to a source in the same instant; it is done once."""

import pytest

from claims.models import AuditEntry, ProtectedName, Source, SourceCopy, StoredFile
from claims.models.audit import broken_entries
from claims.sources.acts import SourceRefused
from claims.sources.copies import add_copy
from claims.sources.links import mend_link, note_dead_link
from claims.sources.protected import confirm_source, protect_source
from tests.factories import NINE, UserFactory
from tests.scenarios.test_two_at_once import at_once
from tests.sources.files import PAGE

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def editors():
    return [UserFactory(role="Editor") for _ in range(3)]


@pytest.fixture
def source():
    return Source.objects.create(url="https://dam.example/1", title="A", publisher="B", kind="primary")


def each(editors, act, **given):
    """What each of two editors gets who act at once; a refusal counts as its sentence."""

    def by(editor):
        def run():
            try:
                return act(editor=editor, now=NINE, **given)
            except SourceRefused as refusal:
                return str(refusal)

        return run

    return at_once(*[by(editor) for editor in editors[:2]])


class TestAtOnce:
    def test_the_same_file_is_stored_once(self, editors, source):
        one, other = each(editors, add_copy, source_id=source.pk, content=PAGE, name="page.html")

        assert one == other
        assert StoredFile.objects.count() == SourceCopy.objects.count() == AuditEntry.objects.count() == 1

    def test_a_dead_link_is_noted_once(self, editors, source):
        each(editors, note_dead_link, source_id=source.pk, reason="Page not found")

        assert list(AuditEntry.objects.values_list("move", flat=True)) == ["note_dead_link"]

    def test_a_link_is_mended_once(self, editors, source):
        results = each(editors, mend_link, source_id=source.pk, url="https://dam.example/2", archive_url="")

        assert len([result for result in results if isinstance(result, Source)]) == 1
        assert Source.objects.filter(replaces=source).count() == 1

    def test_a_protected_source_is_confirmed_once(self, editors):
        hidden = protect_source(
            editor=editors[2], name="Ana", description="An engineer", danger="x", now=NINE
        )

        each(editors, confirm_source, source_id=hidden.pk)

        assert ProtectedName.objects.get().confirmed_by in editors[:2]
        assert AuditEntry.objects.filter(move="confirm_source").count() == 1
        assert not list(broken_entries(AuditEntry.objects.order_by("pk")))
