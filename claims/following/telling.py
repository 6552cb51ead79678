"""Note whom the ledger's new versions concern, and which requests are answered: each once, whoever asks how often."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import islice

from django.db import transaction
from django.db.models import Case, Exists, OuterRef, Q, QuerySet, When
from django.utils import timezone

from claims.models import (
    ANNOUNCED_CHANGES,
    DIGEST_HOUR,
    ClaimStatus,
    FollowedKind,
    Follower,
    Following,
    LedgerTold,
    News,
    PublicRecord,
    ReaderMail,
    ReaderMailKind,
    ReaderRequest,
    RequestState,
    Rhythm,
)
from claims.models.audit import lock_for_this_transaction

VERSIONS = 50  # of the ledger, in one transaction
FOLLOWERS = 1_000  # stored at a time
REQUESTS = 100  # answered in one sweep
DIGESTS = 500  # gathered in one sweep
MAY_BE_TAKEN_BACK_FOR = timedelta(minutes=10)  # a decision at the desk, before its answer is mailed


@transaction.atomic
def gather_news(*, now: datetime) -> int:
    """Note who is to be told of the versions that came since the last time; count them."""
    told = LedgerTold.objects.select_for_update().get(pk=1)
    noted = 0
    for record in PublicRecord.objects.filter(sequence__gt=told.sequence).order_by("sequence")[:VERSIONS]:
        noted += _note(record, now)
        told.sequence = record.sequence
    told.save(update_fields=["sequence"])
    return noted


def _note(record: PublicRecord, now: datetime) -> int:
    """Each follower of one version once, by the quickest of their wishes; whoever confirmed later knew it already."""
    concerned = Following.objects.filter(_concerned_by(record), confirmed_at__lte=record.from_at)
    is_quick = Case(When(rhythm=Rhythm.AT_ONCE, then=0), default=1)
    once = concerned.order_by("follower", is_quick, "pk").distinct("follower").iterator(FOLLOWERS)
    noted = 0
    while batch := list(islice(once, FOLLOWERS)):
        quick = [following for following in batch if following.rhythm == Rhythm.AT_ONCE]
        mails = ReaderMail.objects.bulk_create(
            ReaderMail(kind=ReaderMailKind.NEWS, follower_id=each.follower_id, created_at=now, due_at=now)
            for each in quick
        )
        carried_by = dict(zip((each.pk for each in quick), mails, strict=True))
        News.objects.bulk_create(
            News(follower_id=each.follower_id, following=each, record=record, mail=carried_by.get(each.pk))
            for each in batch
        )
        noted += len(batch)
    return noted


def _concerned_by(record: PublicRecord) -> Q:
    """First versions are news of their speakers and topics, later ones of the verdict; corrected spelling is none."""
    if record.change:
        is_news = record.change in ANNOUNCED_CHANGES
        return Q(kind=FollowedKind.CLAIM, key=record.public_id) if is_news else Q(pk=None)
    speakers = [str(speaker["id"]) for speaker in record.record["speakers"] if "id" in speaker]
    topics = [topic["slug"] for topic in record.record["topics"]]
    return Q(kind=FollowedKind.SPEAKER, key__in=speakers) | Q(kind=FollowedKind.TOPIC, key__in=topics)


def gather_digests(*, now: datetime) -> int:
    """Make the daily mails, in the newsroom's morning; count them."""
    local = timezone.localtime(now)
    if local.hour < DIGEST_HOUR:
        return 0
    waiting = News.objects.filter(follower=OuterRef("pk"), mail=None)
    made = ReaderMail.objects.filter(follower=OuterRef("pk"), digest_on=local.date())
    due = Follower.objects.filter(Exists(waiting), ~Exists(made)).order_by("pk")[:DIGESTS]
    return sum(_gather(follower, now) for follower in due)


@transaction.atomic
def _gather(follower: Follower, now: datetime) -> bool:
    """One follower's mail of the day; False if another worker has made it meanwhile."""
    mail, is_new = ReaderMail.objects.get_or_create(
        follower=follower,
        digest_on=timezone.localdate(now),
        defaults={"kind": ReaderMailKind.DIGEST, "created_at": now, "due_at": now},
    )
    if is_new:
        News.objects.filter(follower=follower, mail=None).update(mail=mail)
    return is_new


@transaction.atomic
def gather_answers(*, now: datetime) -> int:
    """Note an answer to each request that is settled, and has left an address; count them."""
    lock_for_this_transaction("answers to readers")
    answers = [
        ReaderMail(kind=ReaderMailKind.ANSWER, asked=request, created_at=now, due_at=now)
        for request in settled_requests(now - MAY_BE_TAKEN_BACK_FOR)[:REQUESTS]
    ]
    return len(ReaderMail.objects.bulk_create(answers))


def settled_requests(before: datetime) -> QuerySet[ReaderRequest]:
    """Requests of which nothing more is to come, with an address that was not answered yet."""
    answered = ReaderMail.objects.filter(asked=OuterRef("pk"))
    waiting = ReaderRequest.objects.exclude(mail="").filter(~Exists(answered), decided_at__lte=before)
    settled = Q()
    for path in ("", "joined_to__"):
        settled |= Q(*_settled(path))
    return waiting.filter(settled, Q(joined_to=None) | Q(joined_to__decided_at__lte=before)).order_by("pk")


def _settled(path: str) -> Iterator[Q]:
    claim = f"{path}claim"
    public = PublicRecord.objects.filter(Q(claim=OuterRef(claim)) | Q(claim__merged=OuterRef(claim)))
    yield (
        Q(**{f"{path}state": RequestState.DECLINED})
        | Q(**{f"{claim}__status": ClaimStatus.DISMISSED})
        | Q(Exists(public))
    )
