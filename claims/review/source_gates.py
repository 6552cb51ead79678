"""Gates on what a verdict rests on: each gives "", or a sentence that says what is missing and what would help."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from claims.models import INTERESTED, Evidence, ReadingState, StoredFile
from claims.review.judged import Judged
from claims.sources.excerpts import stands_in, where_it_differs

if TYPE_CHECKING:
    from claims.sources.queries import JudgedEvidence

NAMED_AT_MOST = 3  # sources in a sentence


def sources_are_kept(work: Judged) -> str:
    """Every source has a link and a stored copy, or says why not (S4)."""
    uses = [use for use in work.evidence if not use.source.is_protected and not use.unavailable]
    if without_link := [use for use in uses if not use.source.url]:
        return ngettext(
            "%(titles)s has no link. Give one, or say under “More about this source” why there is none.",
            "%(titles)s have no link. Give one, or say under “More about this source” why there is none.",
            len(without_link),
        ) % {"titles": _titles(without_link)}
    without_copy = [use for use in uses if use.copy_id is None]
    if not without_copy:
        return ""
    if unsaved := [use for use in without_copy if use.newest_copy]:
        return ngettext(
            "%(titles)s has a stored copy since this was last saved. Save it once more, so that it is cited.",
            "%(titles)s have a stored copy since this was last saved. Save it once more, so that it is cited.",
            len(unsaved),
        ) % {"titles": _titles(unsaved)}
    return ngettext(
        "%(titles)s has no stored copy. Upload one on the source’s page, or say under “More about this source” "
        "why there is none.",
        "%(titles)s have no stored copy. Upload one on the source’s page, or say under “More about this source” "
        "why there is none.",
        len(without_copy),
    ) % {"titles": _titles(without_copy)}


def excerpts_are_found(work: Judged) -> str:
    """Every excerpt stands in the stored copy that its evidence names, word for word (S4)."""
    for use, sentence in excerpt_faults(work):
        return _("“%(title)s”: %(sentence)s") % {"title": use.source.title, "sentence": sentence}
    return ""


def protected_sources_are_confirmed(work: Judged) -> str:
    """Whoever we do not name is known to a second editor, who stands behind it (S5)."""
    waiting = [use for use in work.evidence if use.source.is_protected and not _is_confirmed(use)]
    if not waiting:
        return ""
    return _(
        "No second editor has confirmed the protected source %(titles)s. "
        "Ask one who may see protected names to open its page and confirm it."
    ) % {"titles": _titles(waiting)}


def interests_are_disclosed(work: Judged) -> str:
    """What parties, companies and advocacy groups have at stake is told beside what they say (S8)."""
    silent = [
        use for use in work.evidence if use.source.publisher_kind in INTERESTED and not use.source.interests
    ]
    if not silent:
        return ""
    return _(
        "Readers are not told what the publisher of %(titles)s has at stake. "
        "Say it under “More about this source”."
    ) % {"titles": _titles(silent)}


def excerpt_faults(work: Judged) -> "Iterable[tuple[JudgedEvidence, str]]":
    """Each piece of evidence whose excerpt cannot be found in its copy, with a sentence that says what would help."""
    for use in work.evidence:
        if use.excerpt and use.copy and (sentence := excerpt_fault(use.excerpt, use.copy.file)):
            yield use, sentence


def excerpt_fault(excerpt: str, file: StoredFile) -> str:
    """Why an excerpt is not found in a file; "" if it stands there."""
    if file.state == ReadingState.WAITING:
        return _("its stored copy is still being read. Look again in a moment.")
    if not file.squeezed:
        return _("its stored copy has no text of its own. Type on the source’s page what it says.")
    if stands_in(excerpt, file.squeezed):
        return ""
    if shared := where_it_differs(excerpt, file.squeezed):
        return _(
            "the excerpt is not in its stored copy; it differs after “%(words)s”. Quote it word for word, "
            "with “[…]” for what you leave out."
        ) % {"words": shared}
    return _("the excerpt is not in its stored copy. Quote it word for word, or upload a copy that holds it.")


def _is_confirmed(use: Evidence) -> bool:
    kept = getattr(use.source, "protected_name", None)
    return kept is not None and kept.confirmed_at is not None


def _titles(uses: Sequence[Evidence]) -> str:
    titles = ", ".join(_("“%(name)s”") % {"name": use.source.title} for use in uses[:NAMED_AT_MOST])
    rest = len(uses) - NAMED_AT_MOST
    if rest <= 0:
        return titles
    more = {"titles": titles, "number": rest}
    return ngettext("%(titles)s and %(number)s more", "%(titles)s and %(number)s more", rest) % more
