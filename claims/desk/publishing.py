"""What is done with a verdict once it is approved: its time, its corrections, its retraction."""

from functools import partial

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from claims.desk.moving import make_move, make_move_with_reason
from claims.desk.page import DeskRequest, at_desk
from claims.desk.writing import show_revision
from claims.review.correcting import cancel_correction, correct_revision, restore_revision, retract_revision
from claims.review.scheduling import schedule_revision, unschedule_revision

NO_TIME = gettext_lazy("Cannot schedule: give a day and a time that exist, such as 9 March 2027, 14:00.")


@require_POST
@at_desk
def correct(request: DeskRequest, pk: int) -> HttpResponse:
    """Begin a correction beside the live revision, or go to the one that is open."""
    done = _("Readers go on seeing the verdict as it is until this is approved and published.")
    return make_move(request, pk, correct_revision, done)


@require_POST
@at_desk
def cancel(request: DeskRequest, pk: int) -> HttpResponse:
    """Give a correction up."""
    return make_move(request, pk, cancel_correction, _("Cancelled. Readers see what they saw before."))


@require_POST
@at_desk
def retract(request: DeskRequest, pk: int) -> HttpResponse:
    """Take a verdict back, with the reason that readers will see."""
    done = _("Retracted. Its address gives readers your reason now.")
    keeps_words = "keeps_words" in request.POST
    return make_move_with_reason(request, pk, partial(retract_revision, keeps_words=keeps_words), done)


@require_POST
@at_desk
def restore(request: DeskRequest, pk: int) -> HttpResponse:
    """Put a retracted verdict before the readers again."""
    return make_move_with_reason(
        request, pk, restore_revision, _("Restored. Readers see the verdict again, with your reason.")
    )


@require_POST
@at_desk
def schedule(request: DeskRequest, pk: int) -> HttpResponse:
    """Let an approved revision publish itself at a time of the desk's clock."""
    try:
        moment = forms.DateTimeField().clean(request.POST.get("publish_at", "").replace("\0", ""))
    except (ValidationError, OverflowError):
        return show_revision(request, pk, refusal=str(NO_TIME))
    shown = date_format(timezone.localtime(moment), "DATETIME_FORMAT")
    done = _("It publishes itself on %(moment)s, and not before.") % {"moment": shown}
    return make_move(request, pk, schedule_revision, done, publish_at=moment)


@require_POST
@at_desk
def unschedule(request: DeskRequest, pk: int) -> HttpResponse:
    """Forget the time; it stays approved."""
    return make_move(request, pk, unschedule_revision, _("Off the schedule."))
