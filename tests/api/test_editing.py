"""Programs of the desk write in claims and revisions: the fields they send, and only as they were read."""

import pytest

from claims.models import AuditEntry, Claim, Revision, Source, SourceKind, Topic
from claims.review.locks import hold_revision
from tests.factories import AppearanceFactory, UserFactory, draft, in_review, published

pytestmark = pytest.mark.django_db

DESK = "/api/v1/desk/"


def patch(program, address, body, **headers):
    """Send an edit of what is there now, unless `if_match` names something else; an empty one is left out."""
    sent = {"if-match": headers.pop("if_match", None)}
    if sent["if-match"] is None:
        sent["if-match"] = program.get(f"{DESK}{address}/")["ETag"]
    sent = {name.replace("_", "-"): value for name, value in (sent | headers).items() if value}
    return program.patch(f"{DESK}{address}/", body, content_type="application/json", headers=sent)


class TestRevision:
    def test_is_written_where_something_is_sent(self, desk, editor):
        before = draft(UserFactory(role="Editor"))

        answer = patch(desk, f"revisions/{before.pk}", {"headline": "The dam leaks", "rating": "false"})

        after = Revision.objects.get(pk=before.pk)
        assert (answer.status_code, answer["ETag"]) == (200, f'"{after.version}.1"')
        assert (after.headline, after.rating.slug, after.body) == ("The dam leaks", "false", before.body)
        assert after.evidence.count() == before.evidence.count() > 0
        entry = AuditEntry.objects.latest("pk")
        assert (entry.move, entry.actor, set(entry.detail)) == ("save", editor, {"headline", "rating"})

    def test_cites_what_is_sent_and_nothing_else(self, desk):
        revision = draft(UserFactory(role="Editor"))
        works = [
            {"stance": "supports", "title": title, "publisher": "Parliament", "kind": "primary"}
            | {"unavailable": "On paper."}
            for title in ("Minutes of June", "Minutes of May")
        ]

        answer = patch(desk, f"revisions/{revision.pk}", {"evidence": works})

        assert answer.status_code == 200
        cited = revision.evidence.order_by("position").values_list("source__title", flat=True)
        assert list(cited) == ["Minutes of June", "Minutes of May"]

    def test_keeps_its_protected_sources_from_programs(self, desk):
        revision = draft(UserFactory(role="Editor"))
        source = Source.objects.create(title="A clerk", publisher="", kind=SourceKind.PROTECTED)
        revision.evidence.update(source=source)

        answer = patch(desk, f"revisions/{revision.pk}", {"evidence": []})

        assert answer.status_code == 409
        assert "protected source" in answer.json()["detail"]

    def test_is_written_once_for_a_key(self, desk):
        revision = draft(UserFactory(role="Editor"))
        sent = {"if_match": desk.get(f"{DESK}revisions/{revision.pk}/")["ETag"], "idempotency_key": "1"}

        first, again = (patch(desk, f"revisions/{revision.pk}", {"body": "It leaks."}, **sent) for _ in "12")

        assert (first.status_code, first.content) == (200, again.content)
        assert Revision.objects.get(pk=revision.pk).version == revision.version + 1

    @pytest.mark.parametrize(("seen", "status"), [("", 428), ('"999.1"', 412), ("*", 412)])
    def test_is_not_written_over_unseen(self, desk, seen, status):
        revision = draft(UserFactory(role="Editor"))

        answer = patch(desk, f"revisions/{revision.pk}", {"body": "x"}, if_match=seen)

        assert (answer.status_code, Revision.objects.get(pk=revision.pk).body) == (status, revision.body)

    def test_is_not_written_while_somebody_writes_it(self, desk):
        revision, other = draft(UserFactory(role="Editor")), UserFactory(role="Editor")
        hold_revision(revision_id=revision.pk, person=other, session="theirs", opens=True)

        answer = patch(desk, f"revisions/{revision.pk}", {"body": "x"})

        assert answer.status_code == 409
        assert "has been writing this" in answer.json()["detail"]

    def test_is_not_written_once_it_is_public(self, desk, editor):
        live = published(UserFactory(role="Editor"), editor)

        assert patch(desk, f"revisions/{live.pk}", {"body": "x"}).status_code == 409

    def test_may_not_be_approved_by_whose_program_wrote_it(self, desk):
        revision = in_review(UserFactory(role="Editor"))
        answer = patch(desk, f"revisions/{revision.pk}", {"headline": "The dam leaks"})

        sent = {"content_type": "application/json", "headers": {"if-match": answer["ETag"]}}
        refused = desk.post(f"{DESK}revisions/{revision.pk}/moves/", {"move": "approve"}, **sent)

        assert refused.status_code == 409

    @pytest.mark.parametrize(
        ("body", "field"),
        [
            ({}, "request"),
            ({"headlin": "x"}, "headlin"),
            ({"headline": 7}, "headline"),
            ({"headline": "x" * 201}, "headline"),
            ({"body": "a\0b"}, "body"),
            ({"body": "x" * 200_001}, "body"),
            ({"rating": "no such!"}, "rating"),
            ({"evidence_status_on": "9999-12-31"}, "evidence_status_on"),
            ({"evidence": [{"title": "x"}]}, "evidence"),
            ({"evidence": [{}] * 51}, "evidence"),
            ({"state": "published"}, "state"),
        ],
    )
    def test_is_refused_what_nobody_can_read(self, desk, body, field):
        answer = patch(desk, f"revisions/{draft(UserFactory(role='Editor')).pk}", body, if_match='"1.1"')

        assert (answer.status_code, list(answer.json()["errors"])) == (400, [field])


class TestClaim:
    def test_is_changed_where_something_is_sent(self, desk):
        claim = AppearanceFactory().claim
        Topic.objects.create(name="Water", slug="water")
        hop = {"name": "Bruno Beta", "kind": "person", "role": "originator"}

        answer = patch(desk, f"claims/{claim.public_id}", {"topics": ["water"], "speakers": [hop]})

        after = Claim.objects.get()
        assert (answer.status_code, answer["ETag"], after.text) == (200, f'"{after.version}"', claim.text)
        assert [topic.slug for topic in after.topics.all()] == ["water"]
        said = after.appearances.get().attributions.values_list("speaker__name", flat=True)
        assert list(said) == ["Bruno Beta"]

    @pytest.mark.parametrize(
        ("body", "status"),
        [
            ({"topics": ["watre"]}, 409),
            ({"topics": [7]}, 400),
            ({"text": " "}, 400),
            ({"speakers": [{"name": "Bruno Beta"}]}, 400),
            ({"status": "accepted"}, 400),
        ],
    )
    def test_is_refused_what_makes_none(self, desk, body, status):
        claim = AppearanceFactory().claim

        assert patch(desk, f"claims/{claim.public_id}", body).status_code == status
        assert Claim.objects.get().version == claim.version
