"""Rows to test with; every one as the actions would leave it, so that the database's own rules hold."""

import hashlib
from datetime import UTC, datetime, timedelta

import factory
from django.contrib.auth.models import Group, User

from claims.models import (
    Appearance,
    ArrivedBy,
    Article,
    Attribution,
    AuditEntry,
    Claim,
    ClaimKind,
    ClaimStatus,
    ContactAttempt,
    DeskSettings,
    ErrorReport,
    EvidenceStatus,
    ExtractionState,
    HopRole,
    QuoteType,
    Rating,
    ReaderRequest,
    Revision,
    RevisionEdit,
    Speaker,
    SpeakerKind,
    UnaskedSpeaker,
    Voice,
)
from claims.publication.replies import HEARD
from claims.review.actions import (
    RevisionContent,
    approve_revision,
    open_review,
    publish_revision,
    save_revision,
    submit_revision,
)
from claims.review.awaited import speakers_of
from claims.review.citing import EvidenceEntry
from claims.review.correcting import cancel_correction, correct_revision, retract_revision
from claims.review.excerpts import approve_excerpt, propose_excerpt
from claims.review.linking import link_claim
from claims.review.replies import AnswerEntry, ContactEntry, record_answer, record_contact
from claims.review.scheduling import schedule_revision
from claims.review.second_rating import rate_revision
from claims.review.unasked import leave_unasked
from claims.review.waiving import waive_gate

NINE = datetime(2026, 3, 4, 9, 0, tzinfo=UTC)


class UserFactory(factory.django.DjangoModelFactory):
    """Somebody with a role: `UserFactory(role="Editor")`."""

    class Meta:
        model = User
        skip_postgeneration_save = True

    username = factory.Sequence("person{}".format)
    first_name = "Pat"
    last_name = factory.Sequence("Person{}".format)

    @factory.post_generation
    def role(self, create: bool, name: str | None, **kwargs) -> None:
        """Put them into the group of their role."""
        if name:
            self.groups.add(Group.objects.get(name=name))


class ArticleFactory(factory.django.DjangoModelFactory):
    """An article that has been read."""

    class Meta:
        model = Article

    title = "Minister defends the dam"
    outlet = "The Ledger"
    published_at = NINE
    text = factory.Sequence("Ana Alpha said the dam is safe. Story {}.".format)
    sha256 = factory.LazyAttribute(lambda article: hashlib.sha256(article.text.encode()).hexdigest())
    arrived_by = ArrivedBy.DESK
    submitted_at = NINE
    due_at = NINE
    state = ExtractionState.DONE


class SpeakerFactory(factory.django.DjangoModelFactory):
    """A person."""

    class Meta:
        model = Speaker
        django_get_or_create = ("name", "kind")

    name = "Ana Alpha"
    kind = SpeakerKind.PERSON


class ClaimFactory(factory.django.DjangoModelFactory):
    """A candidate without a place; AppearanceFactory gives it one."""

    class Meta:
        model = Claim

    text = "the dam is safe"
    kind = ClaimKind.FACT
    checkworthiness = 0.8
    evidence_status = EvidenceStatus.NONE_PROVIDED
    evidence_status_on = NINE.date()
    created_at = NINE


class AppearanceFactory(factory.django.DjangoModelFactory):
    """A claim where it stands in an article, said by `speakers` (names; one by default)."""

    class Meta:
        model = Appearance
        skip_postgeneration_save = True

    claim = factory.SubFactory(ClaimFactory)
    article = factory.SubFactory(ArticleFactory)
    start = 15
    end = 30
    words = factory.LazyAttribute(lambda a: a.article.text[a.start : a.end])
    voice = Voice.ATTRIBUTED
    quote_type = QuoteType.INDIRECT
    cue = "said"
    evidence_status = EvidenceStatus.NONE_PROVIDED
    found_by = ["attribution"]
    model = "test 1"
    pipeline = "1.1.0"

    @factory.post_generation
    def speakers(self, create: bool, names: list[str] | None, **kwargs) -> None:
        """Store who said it."""
        for hop, name in enumerate(["Ana Alpha"] if names is None else names, start=1):
            Attribution.objects.create(
                appearance=self,
                hop=hop,
                role=HopRole.ORIGINATOR,
                speaker=SpeakerFactory(name=name),
                title="Minister",
            )


def accepted_claim(**fields) -> Claim:
    """A claim that stands in an article and has been accepted."""
    return AppearanceFactory(claim__status=ClaimStatus.ACCEPTED, **fields).claim


def content(**changes) -> RevisionContent:
    """All that a revision needs to be submitted."""
    words = {
        "headline": "No report says the dam is safe",
        "short_answer": "Nobody has shown a report. The last inspection found cracks.",
        "body": "## What we found\n\nThe inspection of **May** found cracks.",
        "rating": Rating.objects.get(slug="mostly-false"),
        "evidence_status": EvidenceStatus.NONE_PROVIDED,
        "evidence_status_on": NINE.date(),
        "why_chosen": "Forty thousand people live below the dam.",
        "known": "- Cracks were found.",
        "not_known": "",
        "not_shown": "",
        "evidence": (
            EvidenceEntry(
                "contradicts",
                "Inspection",
                "Dam Authority",
                "https://dam.example/1",
                "primary",
                "Cracks",
                unavailable="It may be read there and not copied.",
            ),
            EvidenceEntry(
                "context",
                "History",
                "The Ledger",
                "https://ledger.example/2",
                "secondary",
                unavailable="It may be read there and not copied.",
            ),
        ),
    }
    return RevisionContent(**(words | changes))


def opened(author: User, claim: Claim | None = None) -> Revision:
    """An empty revision of an accepted claim, assigned to its author."""
    claim = claim or accepted_claim()
    return open_review(claim_id=claim.pk, editor=author, version=claim.version, now=NINE)


def written(revision: Revision, author: User, **changes) -> Revision:
    """The same with words; what they are beside `changes`, `content` says."""
    return save_revision(
        revision_id=revision.pk, editor=author, version=revision.version, content=content(**changes), now=NINE
    )


def draft(author: User, claim: Claim | None = None, **changes) -> Revision:
    """A written revision of a new accepted claim, assigned to its author."""
    return written(opened(author, claim), author, **changes)


WHY_UNASKED = {"reason": "public_record", "words": "It stands in the minutes."}


def empty_left_unasked(revision: Revision, editor: User) -> Revision:
    """An empty draft as `left_unasked` would leave it, but for its gates: by rows, since most tests begin so."""
    for speaker in speakers_of(revision.review.claim).filter(kind__in=HEARD):
        told = {"recorded_by": editor, "recorded_at": NINE, **WHY_UNASKED}
        UnaskedSpeaker.objects.create(review=revision.review, speaker=speaker, **told)
        revision.version += 1
        RevisionEdit.objects.create(
            revision=revision, editor=editor, content_hash=revision.content_hash, edited_at=NINE
        )
        AuditEntry.record(
            actor=editor,
            claim=revision.review.claim,
            revision=revision,
            move="leave_unasked",
            start_state=revision.state,
            end_state=revision.state,
            detail={"speaker": ["", speaker.name]},
            content_hash=revision.content_hash,
            happened_at=NINE,
        )
    Revision.objects.filter(pk=revision.pk).update(version=revision.version)
    return revision


def left_unasked(revision: Revision, editor: User) -> Revision:
    """The same with a reason why none of its speakers was asked."""
    review = revision.review
    asked = review.contact_attempts.filter(withdrawn_at=None).values("speaker")
    for speaker in speakers_of(review.claim).filter(kind__in=HEARD).exclude(pk__in=asked):
        act = {"revision_id": revision.pk, "speaker_id": speaker.pk, "editor": editor}
        revision = leave_unasked(**act, **WHY_UNASKED, now=NINE)
    return revision


def in_review(author: User, claim: Claim | None = None, **changes) -> Revision:
    """A submitted revision."""
    ready = written(empty_left_unasked(opened(author, claim), author), author, **changes)
    return submit_revision(revision_id=ready.pk, editor=author, version=ready.version, now=NINE)


def ask_for_second_ratings() -> None:
    """The desk as a standards editor may set it: whoever may approve rates first."""
    DeskSettings.objects.update_or_create(pk=1, defaults={"has_second_rating": True})


def rated_twice(author: User, rater: User, second: str = "false", **changes) -> Revision:
    """A submitted revision, rated mostly false, that `rater` has rated before seeing so."""
    ask_for_second_ratings()
    waiting = in_review(author, **changes)
    return rate_revision(
        revision_id=waiting.pk,
        editor=rater,
        version=waiting.version,
        rating_id=Rating.objects.get(slug=second).pk,
        reason="The cracks were never measured.",
        now=NINE + timedelta(minutes=1),
    )


def sole_source(author: User, **changes) -> Revision:
    """A submitted revision whose evidence comes from one publisher."""
    evidence = content().evidence[:1]
    return in_review(author, evidence=evidence, **changes)


def waived(author: User, editor: User, **changes) -> Revision:
    """One whose second publisher `editor` has waived."""
    revision = sole_source(author, **changes)
    return waive_gate(
        revision_id=revision.pk,
        editor=editor,
        version=revision.version,
        gate="two_publishers",
        reason="Nobody else has inspected the dam.",
        now=NINE,
    )


def approved(author: User, approver: User, **changes) -> Revision:
    """A revision that `approver` stands behind."""
    waiting = in_review(author, **changes)
    return approve_revision(
        revision_id=waiting.pk, editor=approver, version=waiting.version, now=NINE + timedelta(minutes=1)
    )


def published(author: User, approver: User, **changes) -> Revision:
    """A live revision, with its public record."""
    ready = approved(author, approver, **changes)
    return publish_revision(
        revision_id=ready.pk, editor=approver, version=ready.version, now=NINE + timedelta(minutes=2)
    )


def correction(author: User, approver: User, **changes) -> Revision:
    """A draft beside a live revision, in which the rating and the headline are others; `changes` are of its words."""
    live = published(author, approver)
    words = {"rating": Rating.objects.get(slug="false"), "headline": "The dam is cracked"}
    words |= {"correction_note": "An earlier version called the claim mostly false."} | changes
    opened = correct_revision(
        revision_id=live.pk, editor=author, version=live.version, now=NINE + timedelta(minutes=3)
    )
    return save_revision(
        revision_id=opened.pk,
        editor=author,
        version=opened.version,
        content=content(**words),
        now=NINE + timedelta(minutes=4),
    )


def corrected(author: User, approver: User, **changes) -> Revision:
    """A live revision that has superseded another."""
    revision = correction(author, approver, **changes)
    for act, editor, minutes in (
        (submit_revision, author, 5),
        (approve_revision, approver, 6),
        (publish_revision, approver, 7),
    ):
        revision = act(
            revision_id=revision.pk,
            editor=editor,
            version=revision.version,
            now=NINE + timedelta(minutes=minutes),
        )
    return revision


def superseded(author: User, approver: User) -> Revision:
    """A revision that a correction has taken the place of."""
    return corrected(author, approver).review.revisions.get(number=1)


def cancelled(author: User, approver: User) -> Revision:
    """A correction that was given up."""
    begun = correction(author, approver)
    return cancel_correction(
        revision_id=begun.pk, editor=author, version=begun.version, now=NINE + timedelta(minutes=5)
    )


def retracted(
    author: User,
    approver: User,
    reason: str = "The report we relied on was forged.",
    *,
    keeps_words: bool = False,
) -> Revision:
    """A live revision that was taken back."""
    live = published(author, approver)
    return retract_revision(
        revision_id=live.pk,
        editor=approver,
        version=live.version,
        reason=reason,
        keeps_words=keeps_words,
        now=NINE + timedelta(minutes=3),
    )


def scheduled(author: User, approver: User, at: datetime = NINE + timedelta(hours=2)) -> Revision:
    """An approved revision that publishes itself `at` a time."""
    ready = approved(author, approver)
    return schedule_revision(
        revision_id=ready.pk,
        editor=approver,
        version=ready.version,
        publish_at=at,
        now=NINE + timedelta(minutes=2),
    )


# --- the right of reply: asked an hour before nine by mail, to answer within an hour of it --------------------------

ASKED_AT, ANSWER_BY = NINE - timedelta(hours=1), NINE + timedelta(hours=1)
ANSWER = "We inspected the dam in May.\nIt is safe, and nobody needs to worry. Call me: +44 20 7946 0958."


def contact_entry(revision: Revision, name: str = "Ana Alpha", **changes) -> ContactEntry:
    """How a speaker was asked."""
    asked = {
        "speaker_id": SpeakerFactory(name=name).pk,
        "channel": "mail",
        "contacted_at": ASKED_AT,
        "deadline": ANSWER_BY,
        "question": "What makes you say that the dam is safe?",
        "contact": "ana@ministry.example",
    }
    return ContactEntry(**(asked | changes))


def asked(revision: Revision, editor: User, name: str = "Ana Alpha", **changes) -> ContactAttempt:
    """An attempt that `editor` has written down; its revision is to be read again."""
    entry = contact_entry(revision, name, **changes)
    told = record_contact(revision_id=revision.pk, editor=editor, entry=entry, now=NINE)
    return told.review.contact_attempts.latest("pk")


def answered(
    revision: Revision, editor: User, attempt: ContactAttempt | None = None, **changes
) -> ContactAttempt:
    """An attempt with what came back, an answer if `changes` do not say otherwise."""
    attempt = attempt or asked(revision, editor)
    entry = AnswerEntry(**({"outcome": "answered", "answer": ANSWER, "answered_at": NINE} | changes))
    act = {"revision_id": revision.pk, "attempt_id": attempt.pk, "editor": editor, "version": attempt.version}
    record_answer(**act, entry=entry, now=ANSWER_BY + timedelta(minutes=1))
    attempt.refresh_from_db()
    return attempt


def excerpted(
    revision: Revision, editor: User, approver: User | None = None, excerpt: str = "It is safe"
) -> ContactAttempt:
    """An answer of which an excerpt is proposed for print, and approved if there is an approver."""
    attempt = answered(revision, editor)
    act = {"revision_id": revision.pk, "attempt_id": attempt.pk, "now": ANSWER_BY + timedelta(minutes=2)}
    propose_excerpt(**act, editor=editor, version=attempt.version, excerpt=excerpt)
    if approver:
        approve_excerpt(**act, editor=approver, version=attempt.version + 1)
    attempt.refresh_from_db()
    return attempt


def linked(claim: Claim, other: Claim, editor: User, relation: str = "contradicts") -> Claim:
    """The claim, said to bear on another."""
    link = {"claim_id": claim.pk, "relation": relation, "to": other.public_id, "editor": editor}
    return link_claim(**link, version=claim.version, now=NINE)


def sent_request(**fields) -> ReaderRequest:
    """What a reader asks us to check."""
    given = {
        "words": "The dam will break this winter.",
        "outlet": "A group of a messenger",
        "why": "My mother lives below it.",
        "received_at": NINE,
    }
    return ReaderRequest.objects.create(**(given | fields))


def reported(claim: Claim, **fields) -> ErrorReport:
    """What a reader says is wrong in the verdict on a claim."""
    given = {
        "public_version": 1,
        "what": "The inspection was in April, not in May.",
        "mail": "reader@example.org",
        "received_at": NINE,
        "due_on": NINE.date() + timedelta(days=9),
    }
    return ErrorReport.objects.create(claim=claim, **(given | fields))
