"""In which language somebody reads the desk and our mails."""

from datetime import datetime

from django.conf import settings
from django.contrib.auth.models import User
from django.db import transaction
from django.utils.translation import gettext_noop

from claims.models import AuditEntry, ChosenLanguage
from claims.models.audit import lock_for_this_transaction
from factcheck.languages import CODES

BROWSERS = gettext_noop("as the browser asks")  # in the audit


@transaction.atomic
def choose_language(*, person: User, name: str, now: datetime) -> None:
    """Keep what somebody wants to read, "" for what their browser asks for; choosing the same again changes nothing.

    Raises ValueError for a language that we have not got.
    """
    if name and name not in CODES:
        raise ValueError(f"There is no language {name!r}.")
    lock_for_this_transaction(f"language {person.pk}")
    kept = ChosenLanguage.objects.filter(person=person).values_list("name", flat=True).first() or ""
    if name == kept:
        return
    if name:
        ChosenLanguage.objects.update_or_create(person=person, defaults={"name": name})
    else:
        ChosenLanguage.objects.filter(person=person).delete()
    labels = dict(settings.LANGUAGES)
    told = [labels[CODES[each]] if each in CODES else each or BROWSERS for each in (kept, name)]
    AuditEntry.record(
        actor=person, person=person, move="choose_language", detail={"language": told}, happened_at=now
    )
