"""Find the speakers of these names among those we hold, or store them."""

from collections.abc import Iterable, Mapping

from django.db.models import Q
from django.db.models.functions import Lower

from claims.models import Speaker

NAME_LENGTH = Speaker._meta.get_field("name").max_length


def find_speakers(named: Iterable[tuple[str, str]]) -> dict[tuple[str, str], Speaker]:
    """Map each (name, kind) to its row; letter case aside, a name or alias of the same kind is the same speaker."""
    named = list(named)
    wanted = sorted({(name[:NAME_LENGTH], kind) for name, kind in named})
    known = _known(wanted)
    missing = [key for key in wanted if _folded(key) not in known]
    if missing:
        # In sorted order, so that two workers storing the same names wait for each other instead of deadlocking.
        Speaker.objects.bulk_create([Speaker(name=n, kind=k) for n, k in missing], ignore_conflicts=True)
        known = {**known, **_known(missing)}
    return {(name, kind): known[_folded((name[:NAME_LENGTH], kind))] for name, kind in named}


def _known(wanted: list[tuple[str, str]]) -> Mapping[tuple[str, str], Speaker]:
    folded = [name.lower() for name, _ in wanted]
    found = Speaker.objects.annotate(folded=Lower("name")).filter(
        Q(folded__in=folded) | Q(aliases__overlap=[name for name, _ in wanted])
    )
    by_alias = {(alias.lower(), s.kind): s for s in found for alias in s.aliases}
    return by_alias | {(s.name.lower(), s.kind): s for s in found}


def _folded(key: tuple[str, str]) -> tuple[str, str]:
    return key[0].lower(), key[1]
