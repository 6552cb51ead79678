"""Who may not see a rating yet, because they are to rate first.

While a revision is written or judged, its rating, and the words that draw a conclusion from it, are kept from
whoever could give the second rating: they may approve, did not write in it, do not do the review, and have neither
rated nor declined. Whatever the desk shows of a revision asks here first.
"""

from collections.abc import Iterable

from django.contrib.auth.models import User
from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef, Q, Value
from django.db.models.expressions import Combinable
from django.utils.translation import gettext_lazy

from claims.models import DeskSettings, Revision, RevisionEdit, RevisionState, SecondRating

BLIND_IN = (RevisionState.DRAFT, RevisionState.IN_REVIEW)
NEEDS_SIGHT = (
    "save",
    "take_over",
    "submit",
    "approve",
    "return",
    "waive",
    "withdraw",
    "agree_rating",
)  # moves of those who know the rating
HIDDEN = gettext_lazy("Hidden until you have rated it")


def has_second_rating() -> bool:
    """Whether the desk asks for second ratings."""
    return DeskSettings.objects.filter(has_second_rating=True).exists()


def is_blind_to(person: User) -> Combinable:
    """Of revisions in a query: whether this person must not see their rating yet."""
    if not person.has_perm("claims.approve_revision"):
        return Value(False)
    edits = RevisionEdit.objects.filter(revision=OuterRef("pk"), editor=person)
    answers = SecondRating.objects.filter(revision=OuterRef("pk"), rater=person)
    return ExpressionWrapper(
        Q(Exists(DeskSettings.objects.filter(has_second_rating=True)))
        & Q(state__in=BLIND_IN, rating__isnull=False)
        & ~Q(review__assignee=person)
        & ~Q(Exists(edits))
        & ~Q(Exists(answers)),
        BooleanField(),
    )


def is_blind(revision: Revision, person: User) -> bool:
    """The same of one revision, without asking the database where it cannot be."""
    if revision.state not in BLIND_IN or revision.rating_id is None:
        return False
    if revision.review.assignee_id == person.pk:
        return False
    return revision.pk in blind_among([revision.pk], person)


def blind_among(revision_ids: Iterable[int | None], person: User) -> set[int]:
    """Those of the revisions whose rating this person must not see yet."""
    asked = {pk for pk in revision_ids if pk}
    if not asked or not person.has_perm("claims.approve_revision"):
        return set()
    found = Revision.objects.filter(pk__in=asked, state__in=BLIND_IN).annotate(is_hidden=is_blind_to(person))
    return set(found.filter(is_hidden=True).values_list("pk", flat=True))
