"""Ask whether the addresses that reviews cite still lead somewhere. One that fails on several days is dead.

Politely: a few addresses at a time, each of another host, once a week; one that failed is asked again the next day. A
server that answers by a refusal is there: many refuse programs alone.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlsplit

import anyio
from asgiref.sync import async_to_sync
from django.conf import settings
from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q, Subquery
from django.utils import timezone
from django.utils.translation import gettext as _

from claims.models import Evidence, LinkCheck, LinkWatch, Source
from claims.models.audit import lock_for_this_transaction
from claims.outward.asking import Limits, ask
from claims.outward.connecting import NoAnswer, NotAllowed
from claims.sources.links import record_link_check

AT_A_TIME = 20  # addresses, each of another host
LOOKED_THROUGH = 500  # addresses that are due, for so many hosts
ASKED_EVERY = timedelta(days=7)
ASKED_AFTER_FAILURE = timedelta(days=1)
ASKED_BY_ONE_FOR = timedelta(hours=1)  # before another worker may ask, or this one again when nobody answered
DEAD_AFTER = 3  # days in a row
LIMITS = Limits(seconds=10.0, body_bytes=0, redirects=5)
GONE = (404, 410)


@dataclass(frozen=True)
class Found:
    """What stood at an address, in a few words; `is_answer` if a server said so, `works` None if we may not ask it."""

    url: str
    words: str
    works: bool | None
    is_answer: bool = False


def ask_links(*, now: datetime) -> int:
    """Ask what is due, and count what was found; running it again, or twice at once, asks nobody twice.

    Where no server answers at all, it is we who cannot reach them: nothing is found then.
    """
    found = async_to_sync(_ask_all)(take_due(now=now))
    if not any(each.is_answer for each in found):
        return 0
    for each in found:
        note(each, now=now)
    return len(found)


@transaction.atomic
def take_due(*, now: datetime) -> list[str]:
    """Cited addresses that were not asked for longest, one of each host; nobody else is given them for an hour."""
    lock_for_this_transaction("links")
    due_at = LinkWatch.objects.filter(url=OuterRef("url")).values("due_at")
    cited = Source.objects.filter(Exists(Evidence.objects.filter(source=OuterRef("pk")))).exclude(url="")
    due = cited.annotate(due_at=Subquery(due_at)).filter(Q(due_at=None) | Q(due_at__lte=now))
    of_hosts: dict[str | None, str] = {}
    for url in due.order_by(F("due_at").asc(nulls_first=True), "pk").values_list("url", flat=True)[
        :LOOKED_THROUGH
    ]:
        of_hosts.setdefault(urlsplit(url).hostname, url)
    taken = list(of_hosts.values())[:AT_A_TIME]
    known = LinkWatch.objects.filter(url__in=taken)
    new = set(taken) - set(known.values_list("url", flat=True))
    known.update(due_at=now + ASKED_BY_ONE_FOR)
    LinkWatch.objects.bulk_create(LinkWatch(url=url, due_at=now + ASKED_BY_ONE_FOR) for url in new)
    return taken


@transaction.atomic
def note(found: Found, *, now: datetime) -> None:
    """Write down what was found: the day if it failed, and whether the link is dead now, or works again."""
    watch = LinkWatch.objects.select_for_update().get(url=found.url)
    today = timezone.localdate(now)
    if found.works:
        watch.failed_days, watch.failed_on = 0, None
    elif found.works is False and watch.failed_on != today:
        watch.failed_days, watch.failed_on = watch.failed_days + 1, today
    watch.due_at = now + (ASKED_AFTER_FAILURE if found.works is False else ASKED_EVERY)
    watch.save()
    is_dead = found.works is False and watch.failed_days >= DEAD_AFTER
    is_mended = (
        found.works and LinkCheck.objects.filter(url=found.url, is_dead=True, settled_at=None).exists()
    )
    if is_dead or is_mended:
        source = Source.objects.filter(url=found.url).latest("pk")
        record_link_check(source_id=source.pk, is_dead=is_dead, found=found.words, now=now)


async def _ask_all(urls: Iterable[str]) -> list[Found]:
    found = []

    async def ask_for(url: str) -> None:
        found.append(await _ask(url))

    async with anyio.create_task_group() as questions:
        for url in urls:
            questions.start_soon(ask_for, url)
    return found


async def _ask(url: str) -> Found:
    headers = {"User-Agent": f"Factcheck link check (+{settings.SITE_URL})"}
    try:
        answer = await ask("GET", url, headers=headers, limits=LIMITS)
    except NotAllowed as refusal:  # it may lead somewhere for people, inside their own network
        return Found(url, str(refusal), works=None)
    except NoAnswer as failure:
        return Found(url, str(failure), works=False)
    works = answer.status not in GONE and answer.status < 500
    return Found(url, _("The server answers %(status)s.") % {"status": answer.status}, works, is_answer=True)
