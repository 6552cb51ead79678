"""Desk pages ask the database a bounded number of questions, however much there is to show."""

from dataclasses import dataclass

import pytest
from django.contrib.auth.models import User
from django.db.models.functions import Now
from django.urls import reverse
from django.utils import timezone

from claims.models import (
    Article,
    Claim,
    DemoPerson,
    ErrorReport,
    Presence,
    ReaderRequest,
    Revision,
    RevisionState,
    SavedView,
    Source,
    Topic,
    UnsavedText,
)
from claims.review.assigning import comment_on_review
from claims.review.rechecking import note_new_evidence
from claims.review.revision_queries import REVISION_LISTS
from claims.review.triage import ClaimContent, SpeakerEntry, edit_claim
from claims.sources.copies import add_copy
from claims.sources.links import note_dead_link
from claims.sources.protected import protect_source
from claims.sources.queries import SOURCE_LISTS
from tests.factories import (
    NINE,
    AppearanceFactory,
    ArticleFactory,
    UserFactory,
    approved,
    cancelled,
    correction,
    draft,
    in_review,
    published,
    rated_twice,
    reported,
    retracted,
    scheduled,
    sent_request,
    superseded,
)

QUERIES_AT_MOST = 12


@dataclass
class Desk:
    """A newsroom, by those who look at it."""

    reporter: User
    editor: User


@pytest.fixture(scope="class", params=[1, 5], ids="{} rows".format)
def newsroom(request, for_all):
    """A newsroom with as many rows of each kind, made once; nothing of it stays."""
    with for_all():
        desk = Desk(UserFactory(role="Reporter"), UserFactory(role="Editor"))
        fill(request.param, desk.reporter, desk.editor)
        yield desk


def fill(count, reporter, editor):
    """So many rows of each kind."""
    topic = Topic.objects.create(name="Energy", slug="energy")
    text = "Ana Alpha said the dam is safe. " * 40
    article = ArticleFactory(text=text)
    for number in range(count):
        place = AppearanceFactory(
            article=article, start=32 * number, end=32 * number + 30, speakers=["Ana", "Ben"]
        )
        place.claim.topics.add(topic)
        ArticleFactory()
    for make in (draft, in_review):
        for _ in range(count):
            make(reporter)
    for make in (approved, published, scheduled, correction):
        for _ in range(count):
            make(reporter, editor)
    for make in (superseded, retracted, cancelled):
        make(reporter, editor)
    work_together(count, reporter, editor)
    public = Revision.objects.filter(state=RevisionState.PUBLISHED).select_related("review__claim")
    for live in public[:count]:
        reported(live.review.claim, assignee=editor)
        sent_request(assignee=editor)
        note_new_evidence(revision_id=live.pk, editor=reporter, reason="A survey.", now=timezone.now())
    keep_sources(count, reporter)
    SavedView.objects.bulk_create(
        SavedView(person=editor, name=f"View {number}", query="kind=fact", saved_at=NINE)
        for number in range(count)
    )


def work_together(count, reporter, editor):
    """Comments that call the editor, unsaved texts of theirs, and somebody else at every claim."""
    for number in range(count):
        comment_on_review(
            revision_id=Revision.objects.first().pk,
            editor=reporter,
            comment=f"@{editor.username} look at {number}",
            now=NINE,
        )
    UnsavedText.objects.bulk_create(
        UnsavedText(revision=revision, person=editor, page=f"{number:032}", fields="body=Typed", kept_at=NINE)
        for revision in Revision.objects.all()
        for number in range(min(3, count))
    )
    Presence.objects.bulk_create(
        Presence(claim=claim, person=reporter, seen_at=Now()) for claim in Claim.objects.all()
    )


def keep_sources(count, reporter):
    """As many sources, with copies, and with dead links where verdicts rest on them."""
    for number in range(count):
        source = Source.objects.create(
            url=f"https://x.example/{number}", title="X", publisher="X", kind="primary"
        )
        acts = {"source_id": source.pk, "editor": reporter, "now": NINE}
        for content in (b"Cracks", b"Cracks were found"):
            add_copy(**acts, content=content, name="")
        note_dead_link(**acts, reason="Gone")
    cited = Source.objects.order_by("pk").first()
    add_copy(source_id=cited.pk, editor=reporter, content=b"Cracks", name="", now=NINE)
    note_dead_link(source_id=cited.pk, editor=reporter, reason="Gone", now=NINE)
    protect_source(editor=reporter, name="Ana", description="x", danger="y", now=NINE)


def addresses():
    """The pages, by what they show."""
    queue, reviews = reverse("desk:queue"), reverse("desk:reviews")
    claim, article = Claim.objects.filter(status="candidate").first(), Article.objects.order_by("pk").first()
    yield queue
    yield f"{queue}?article={article.pk}"
    yield f"{queue}?after={claim.public_id}"
    yield f"{queue}?status=accepted"
    yield f"{queue}?status=dismissed"
    yield f"{queue}?q=dam&kind=fact&evidence=cited&speaker=Ana&outlet=Ledger&days=365&worth=0.1"
    yield f"{queue}?speaker=Nobody"
    yield f"{queue}?claim={claim.public_id}&held=dam"
    yield reverse("desk:stale")
    yield f"{reverse('desk:stale')}?why=evidence&mine=1"
    yield reverse("desk:requests")
    yield f"{reverse('desk:request', args=[ReaderRequest.objects.first().pk])}?held=dam"
    yield reverse("desk:error-reports")
    yield f"{reverse('desk:error-reports')}?mine=1&late=1"
    yield reverse("desk:error-report", args=[ErrorReport.objects.first().pk])
    yield reverse("desk:views")
    yield reverse("desk:awaited")
    yield reverse("desk:commands")
    yield reverse("desk:figures")
    yield f"{reverse('desk:figures')}?part=quality"
    yield reverse("desk:claim", args=[claim.public_id])
    yield reverse("desk:articles")
    yield reverse("desk:article", args=[article.pk])
    yield reverse("desk:paste")
    yield reverse("desk:tokens")
    yield reverse("desk:account")
    yield reverse("desk:notifications")
    yield reverse("desk:notification-settings")
    for name in REVISION_LISTS:
        yield f"{reviews}?list={name}"
    for name in SOURCE_LISTS:
        yield f"{reverse('desk:sources')}?list={name}"
    yield f"{reverse('desk:sources')}?q=x"
    yield f"{reverse('desk:find-sources')}?find_source=x"
    for source in (*Source.objects.order_by("pk")[:2], Source.objects.get(kind="protected")):
        yield reverse("desk:source", args=[source.pk])
    yield reverse("desk:protect-source")
    of_each_state = [
        Revision.objects.filter(state=state).order_by("number", "pk").first() for state in RevisionState
    ]
    corrections = Revision.objects.filter(number=2, state=RevisionState.DRAFT).order_by("pk")
    for revision in [
        *of_each_state,
        corrections.first(),
        Revision.objects.exclude(publish_at=None).order_by("pk").first(),
    ]:
        yield reverse("desk:plan", args=[revision.pk])
        yield reverse("desk:replies", args=[revision.pk])
        yield reverse("desk:revision", args=[revision.pk])
        kept = UnsavedText.objects.filter(revision=revision).first()
        yield reverse("desk:revision", args=[revision.pk]) + "?edit"
        yield reverse("desk:unsaved", args=[revision.pk, kept.pk])
        yield reverse("desk:differences", args=[revision.pk])
        yield reverse("desk:claim", args=[revision.review.claim.public_id])


class TestAskTheDatabase:
    def test_stays_within_bounds_on_every_page(
        self, newsroom, sign_in, settings, django_assert_max_num_queries
    ):
        """Also for the people of a demo, of whom there is one more question to ask."""
        settings.REQUIRE_TWO_FACTOR = True
        DemoPerson.objects.create(user=newsroom.editor)
        client = sign_in(newsroom.editor)
        client.get(reverse("desk:tokens"))
        for address in addresses():
            with django_assert_max_num_queries(QUERIES_AT_MOST, info=address):
                assert client.get(address).status_code == 200

    @pytest.mark.parametrize("newsroom", [5], indirect=True, ids="{} rows".format)
    def test_stays_within_bounds_where_ratings_are_hidden(
        self, newsroom, sign_in, django_assert_max_num_queries
    ):
        disputed, person = (
            rated_twice(newsroom.reporter, newsroom.editor),
            UserFactory(role="Standards editor"),
        )
        hiding = [reverse("desk:audit"), reverse("desk:revision", args=[disputed.pk])]
        for client, pages in ((sign_in(person), [*addresses(), *hiding]), (sign_in(newsroom.editor), hiding)):
            for address in pages:
                with django_assert_max_num_queries(QUERIES_AT_MOST, info=address):
                    assert client.get(address).status_code in (200, 302, 403, 404)


class TestAskFew:
    def test_asks_few_more_to_check_an_unsaved_text_that_comes_back(
        self, sign_in, reporter, editor, django_assert_max_num_queries
    ):
        revision = correction(reporter, editor)
        kept = UnsavedText.objects.create(
            revision=revision, person=editor, page="a" * 32, fields="rating=1", kept_at=NINE
        )
        address = reverse("desk:revision", args=[revision.pk]) + f"?kept={kept.pk}"
        client = sign_in(editor)

        with django_assert_max_num_queries(QUERIES_AT_MOST + 6, info=address):
            assert client.get(address).status_code == 200

    def test_counts_a_long_queue_no_further_than_a_hundred(self, desk, db):
        Claim.objects.bulk_create(
            Claim(
                text="x",
                kind="fact",
                checkworthiness=0,
                evidence_status="cited",
                evidence_status_on=NINE,
                created_at=NINE,
            )
            for _ in range(150)
        )

        assert desk.get("/desk/").context["tabs"][0]["size"] == "100+"

    def test_shows_a_long_history_in_part(self, desk, reporter):
        claim = AppearanceFactory().claim
        for number in range(60):
            content = ClaimContent(
                f"Words {number}",
                "fact",
                "cited",
                NINE.date(),
                [],
                [SpeakerEntry("Ana", "person", "originator")],
            )
            edit_claim(claim_id=claim.pk, editor=reporter, version=number + 1, content=content, now=NINE)

        assert len(desk.get(reverse("desk:claim", args=[claim.public_id])).context["history"]) == 50
