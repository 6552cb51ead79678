"""The second rating: given before the first is seen, declined, or settled where two editors disagree."""

from datetime import datetime

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from claims.models import AuditEntry, DeskSettings, Rating, Review, Revision, SecondRating
from claims.models.audit import lock_for_this_transaction
from claims.review.blindness import has_second_rating, is_blind
from claims.review.moves import MoveNotAllowed, StaleSave, check_move
from claims.review.revising import lock_revision, record_move

SETS_DESK = "claims.change_desksettings"


@transaction.atomic
def rate_revision(
    *, revision_id: int, editor: User, version: int, rating_id: int, reason: str, now: datetime
) -> Revision:
    """Say how one would rate a claim under review, before seeing how its author did; from then on one sees it.

    Raises MoveNotAllowed for whoever knows the first rating already.
    """
    revision = lock_revision(revision_id)
    check_move("rate", revision, editor, version=version, reason=reason)
    _refuse_who_has_seen("rate", revision, editor)
    rating = _rating(rating_id, _("Cannot rate: choose one of the ratings of the scale."))
    first = Review.objects.get(pk=revision.review_id).submitted_rating or revision.rating
    SecondRating.objects.create(
        revision=revision,
        rater=editor,
        rating=rating,
        reason=reason.strip(),
        first_rating=first,
        rated_at=now,
    )
    detail = {"second rating": ["", rating.name]}
    record_move("rate", revision, editor, now, before=revision.state, reason=reason.strip(), detail=detail)
    return revision


@transaction.atomic
def decline_to_rate(*, revision_id: int, editor: User, version: int = 0, now: datetime) -> Revision:
    """See the rating without giving a second one, which one cannot do any more then. Declining twice is once."""
    revision = lock_revision(revision_id)
    check_move("decline_rating", revision, editor, version=version)
    if not SecondRating.objects.filter(revision=revision, rater=editor).exists():
        _refuse_who_has_seen("decline_rating", revision, editor)
        SecondRating.objects.create(revision=revision, rater=editor, rated_at=now)
        record_move("decline_rating", revision, editor, now, before=revision.state)
    return revision


@transaction.atomic
def agree_on_rating(
    *, revision_id: int, editor: User, version: int, rating_id: int, reason: str, now: datetime
) -> Revision:
    """Settle a disagreement: write down which rating was agreed on, and why. It may be settled anew."""
    revision = lock_revision(revision_id)
    check_move("agree_rating", revision, editor, version=version, reason=reason)
    rating = _rating(rating_id, _("Cannot agree: choose one of the ratings of the scale."))
    settled = disagreements(revision)
    if not settled:
        raise MoveNotAllowed(_("Cannot agree: nobody has rated it otherwise, so there is nothing to settle."))
    before = settled[0].agreed_rating
    pks = [each.pk for each in settled]
    SecondRating.objects.filter(pk__in=pks).update(agreed_rating=rating, agreed_by=editor, agreed_at=now)
    detail = {"rating agreed": [before.name if before else "", rating.name]}
    record_move(
        "agree_rating", revision, editor, now, before=revision.state, reason=reason.strip(), detail=detail
    )
    return revision


def disagreements(revision: Revision) -> QuerySet[SecondRating]:
    """The second ratings of a revision that differ from its first, settled or not."""
    return SecondRating.objects.filter(~Q(rating=F("first_rating")), revision=revision, rating__isnull=False)


def refuse_open_disagreement(revision: Revision) -> None:
    """Refuse to approve while two editors rate a revision differently, or while it says other than they agreed."""
    for each in disagreements(revision).select_related("agreed_rating"):
        if each.agreed_rating is None:
            raise MoveNotAllowed(
                _(
                    "Cannot approve: two editors rate it differently. Talk it over in the comments, and write down "
                    "which rating you agree on."
                )
            )
        if each.agreed_rating_id != revision.rating_id:
            raise MoveNotAllowed(
                _(
                    "Cannot approve: the rating agreed on is “%(rating)s”, and this says otherwise. "
                    "Have the rating changed, or write down another agreement."
                )
                % {"rating": _(each.agreed_rating.name)}
            )


def note_that_they_know(revision: Revision | None, person: User, now: datetime) -> None:
    """Somebody hands an open revision on: they know its rating, and cannot be blind to it any more."""
    if revision is not None:
        SecondRating.objects.get_or_create(revision=revision, rater=person, defaults={"rated_at": now})


def desk_settings() -> DeskSettings:
    """How the desk works; the defaults where nobody has changed them."""
    return DeskSettings.objects.filter(pk=1).first() or DeskSettings(pk=1, version=0)


@transaction.atomic
def change_desk(*, editor: User, version: int, has_second_rating: bool, now: datetime) -> DeskSettings:
    """Turn the second rating on or off. Raises MoveNotAllowed, or StaleSave after somebody else's change."""
    if not editor.has_perm(SETS_DESK):
        raise MoveNotAllowed(
            _("Cannot change how the desk works: this is for a standards editor. Ask one of them.")
        )
    lock_for_this_transaction("desk settings")
    stored = desk_settings()
    if stored.version != version:
        raise StaleSave(
            _("Cannot save: somebody has changed these settings since you opened them. Read them again.")
        )
    if stored.has_second_rating != has_second_rating:
        words = [["off", "on"][stored.has_second_rating], ["off", "on"][has_second_rating]]
        stored.has_second_rating, stored.version = has_second_rating, stored.version + 1
        stored.save()
        AuditEntry.record(
            actor=editor,
            person=editor,
            move="change_desk",
            detail={"blind second rating": words},
            happened_at=now,
        )
    return stored


def _refuse_who_has_seen(name: str, revision: Revision, editor: User) -> None:
    if not has_second_rating():
        raise MoveNotAllowed(
            _("Cannot %(act)s: this desk does without second ratings. A standards editor can turn them on.")
            % {"act": _VERBS[name]}
        )
    if not is_blind(revision, editor):
        raise MoveNotAllowed(
            _(
                "Cannot %(act)s: you know the first rating already, for you wrote in this review, were assigned "
                "to it, or have rated or declined before. Ask another editor."
            )
            % {"act": _VERBS[name]}
        )


_VERBS = {"rate": gettext_lazy("rate"), "decline_rating": gettext_lazy("decline")}


def _rating(pk: int, refusal: str) -> Rating:
    found = Rating.objects.filter(pk=pk).first()
    if found is None:
        raise MoveNotAllowed(refusal)
    return found
