"""What somebody has typed and not saved: kept while they type, offered when they come back, removed by saving."""

import re
import secrets
from collections.abc import Mapping
from datetime import datetime, timedelta

from django.contrib.auth.models import User
from django.contrib.postgres.expressions import ArraySubquery
from django.db import transaction
from django.db.models import F, OuterRef, Q, QuerySet
from django.db.models.functions import JSONObject
from django.utils.translation import gettext as _

from claims.models import EditLock, UnsavedText
from claims.review.locks import hold_revision
from claims.review.moves import MoveNotAllowed

KEPT_FOR = timedelta(days=30)  # since the last letter
PAGE = re.compile("[0-9a-f]{32}")


def new_page() -> str:
    """The name of a form that is opened now: two tabs are two texts."""
    return secrets.token_hex(16)


def page_named(data: Mapping[str, str]) -> str:
    """The name that an opened form sends; a new one if it sends none of ours."""
    named = data.get("page", "")
    return named if PAGE.fullmatch(named) else new_page()


@transaction.atomic
def keep_text(
    *, revision_id: int, person: User, session: str, page: str, fields: str, now: datetime
) -> EditLock | None:
    """Keep what a form holds, whoever has the lock; None if that is `person`, else the lock of whoever has it.

    Never a save: no version, no audit. Raises MoveNotAllowed for a form that was saved already.
    """
    known = {"revision_id": revision_id, "person": person, "page": page}
    if UnsavedText.objects.filter(**known).exclude(closed_at=None).exists():
        raise MoveNotAllowed(_("This form was saved already. Open the review anew to go on writing."))
    # The lock first, as taking over does: either that finds this text, or this finds that it was taken over.
    lock = hold_revision(revision_id=revision_id, person=person, session=session)
    text = {
        "fields": fields,
        "kept_at": now,
        "taken_over_by": lock.holder if lock and lock.holder_id != person.pk else None,
    }
    kept, is_new = UnsavedText.objects.get_or_create(**known, defaults=text)
    if not is_new:
        UnsavedText.objects.filter(pk=kept.pk, closed_at=None).update(**text)  # it may be saved meanwhile
    return lock


def close_page(*, revision_id: int, person: User, page: str, now: datetime) -> None:
    """Forget what a form held, since it was saved; a request of it that comes late is forgotten too."""
    UnsavedText.objects.update_or_create(
        revision_id=revision_id,
        person=person,
        page=page,
        defaults={"fields": "", "closed_at": now, "kept_at": now, "taken_over_by": None},
    )


def drop_text(*, person: User, revision_id: int, pk: int) -> bool:
    """Throw away an unsaved text of one's own; whether there was one."""
    return texts_of(person).filter(revision=revision_id, pk=pk).delete()[0] > 0


def texts_of(person: User | None) -> QuerySet[UnsavedText]:
    """What somebody has typed and neither saved nor thrown away, the latest first."""
    texts = UnsavedText.objects.filter(person=person, closed_at=None)
    return texts.select_related("taken_over_by").order_by("-kept_at", "-pk")


def texts_of_revision(person: User | None) -> ArraySubquery:
    """The unsaved texts of one revision, to be asked for together with it."""
    named = {name: f"taken_over_by__{name}" for name in ("first_name", "last_name", "username")}
    each = JSONObject(pk="pk", page="page", kept_at="kept_at", taken_over=F("taken_over_by"), **named)
    return ArraySubquery(texts_of(person).filter(revision=OuterRef("pk")).values(each=each))


def remove_old_texts(now: datetime) -> int:
    """Remove what nobody has come back for, and the traces of saved forms; give the number of texts."""
    old = Q(kept_at__lte=now - KEPT_FOR) | Q(closed_at__lte=now - timedelta(days=1))
    return UnsavedText.objects.filter(old).delete()[0]
