"""Where in the queue somebody is, as the address says it: which queue, through which filters, how far down."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, QueryDict
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext_lazy

from claims.models import Article, Claim, ClaimKind, ClaimStatus, EvidenceStatus
from claims.review.queues import TRIAGED, QueueFilter

WORDS_AT_MOST = 200  # characters of a search or a name
DAYS_AT_MOST = 3650
NO_SUCH_QUEUE = gettext_lazy("There is no such queue. Begin with the one of claims to triage.")


@dataclass(frozen=True)
class Place:
    """A place in the queue: the part of the address that a decision leads back to."""

    status: ClaimStatus = ClaimStatus.CANDIDATE
    article: Article | None = None
    narrowed: QueueFilter = field(default_factory=QueueFilter)
    after: Claim | None = None

    @classmethod
    def read(cls, query: QueryDict) -> "Place":
        """The place an address names. Raises Http404 for one that we never wrote."""
        status = query.get("status", ClaimStatus.CANDIDATE)
        article, after = query.get("article", ""), query.get("after", "")
        if status not in TRIAGED or not (article or "0").isdecimal() or "\0" in after:
            raise Http404(NO_SUCH_QUEUE)
        return cls(
            ClaimStatus(status),
            get_object_or_404(Article.objects.defer("text"), pk=int(article)) if article else None,
            read_filter(query),
            get_object_or_404(Claim, public_id=after) if after else None,
        )

    def named(self) -> dict[str, str]:
        """What the address says of it, without how far down."""
        narrowed = {key: getattr(self.narrowed, name) for key, (name, _) in PARAMETERS.items()}
        named = {
            "status": str(self.status) if self.status != ClaimStatus.CANDIDATE else "",
            "article": str(self.article.pk) if self.article else "",
            **narrowed,
        }
        return {name: str(value) for name, value in named.items() if value not in ("", None)}

    def query(self, **more: str) -> str:
        """What follows the “?” of its address."""
        after = {"after": self.after.public_id} if self.after else {}
        return urlencode(self.named() | after | {name: value for name, value in more.items() if value})

    def address(self, **more: str) -> str:
        """The address of this place, with a claim chosen if one is given."""
        query = self.query(**more)
        return reverse("desk:queue") + (f"?{query}" if query else "")

    def top(self, **changes: Any) -> "Place":
        """The top of this queue, or of another one with the same filters."""
        return replace(self, after=None, **changes)


def read_filter(query: QueryDict) -> QueueFilter:
    """The filters that an address names. Raises Http404 for values that no form of ours offers."""
    try:
        given = {name: read(query.get(key, "").strip()) for key, (name, read) in PARAMETERS.items()}
    except ValueError:
        raise Http404(NO_SUCH_QUEUE) from None
    return QueueFilter(**given)


def _one_of(choices: type[ClaimKind | EvidenceStatus]) -> Callable[[str], str]:
    return lambda text: str(choices(text)) if text else ""


def _words(text: str) -> str:
    if "\0" in text or len(text) > WORDS_AT_MOST:
        raise ValueError
    return text


def _days(text: str) -> int | None:
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and len(text) < 6 and 1 <= int(text) <= DAYS_AT_MOST):
        raise ValueError
    return int(text)


def _worth(text: str) -> float | None:
    if not text:
        return None
    if len(text) > 6 or not 0 <= float(text) <= 1:  # not true of nan
        raise ValueError
    return float(text)


# The name in the address; the field of QueueFilter; how it is read, with ValueError for what no form of ours offers.
PARAMETERS: dict[str, tuple[str, Callable[[str], Any]]] = {
    "q": ("words", _words),
    "kind": ("kind", _one_of(ClaimKind)),
    "evidence": ("evidence", _one_of(EvidenceStatus)),
    "speaker": ("speaker", _words),
    "outlet": ("outlet", _words),
    "days": ("days", _days),
    "worth": ("worth", _worth),
}
