"""From a stored article to its stored claims: run the extraction under a lease, then store what it found once."""

import logging
from dataclasses import dataclass

from django.conf import settings
from django.db import InterfaceError, OperationalError, transaction
from django.db.models.functions import Now

from claims.extraction import extract
from claims.extraction.contract import ExtractedClaim, Extraction, FoundSpeaker
from claims.intake.work import Lease, give_back, renewed, take_article
from claims.matching.speakers import find_speakers
from claims.models import (
    Appearance,
    Article,
    Attribution,
    Claim,
    ExtractionState,
    HopRole,
    SpeakerKind,
)

log = logging.getLogger(__name__)


def extract_claims(*, article_id: int) -> None:
    """Extract and store the claims of one article, unless that is done or somebody else is at it."""
    lease = take_article(article_id)
    if lease is None:
        return
    try:
        with renewed(lease):
            found = extract(
                Article.objects.get(pk=article_id).text,
                model=settings.EXTRACTION_MODEL,
                tagger=settings.EXTRACTION_TAGGER,
            )
            store_claims(lease=lease, found=found)
    except (OperationalError, InterfaceError):
        raise  # the database is away: the lease runs out and the article is offered again
    except Exception as error:
        log.exception("article %s could not be read, attempt %s", article_id, lease.number)
        give_back(lease, reason=f"The extraction stopped with {type(error).__name__}: {error}"[:2000])


@transaction.atomic
def store_claims(*, lease: Lease, found: Extraction) -> int:
    """Store the claims found in an article, skipping places already stored; count the new.

    Stores nothing if the lease is no longer held: whoever took the article over stores it.
    """
    article = lease.held().select_for_update().first()
    if article is None:
        return 0
    stored = set(article.appearances.values_list("start", "end"))
    new = [claim for claim in found.claims if (claim.start, claim.end) not in stored]
    appearances = _store_appearances(article, found, new)
    _store_attributions(article, new, appearances)
    article.state, article.failure, article.language = ExtractionState.DONE, "", found.language
    article.model, article.pipeline, article.extracted_at = found.model, found.pipeline, Now()
    article.save(update_fields=["state", "failure", "language", "model", "pipeline", "extracted_at"])
    return len(new)


def _store_appearances(article: Article, found: Extraction, new: list[ExtractedClaim]) -> list[Appearance]:
    """A claim and its first appearance for each claim found; the machine never adds to a claim already held."""
    seen_at = article.published_at or article.submitted_at
    claims = Claim.objects.bulk_create(
        Claim(
            text=extracted.text,
            kind=extracted.kind,
            checkworthiness=extracted.checkworthiness,
            factors=[{"name": factor.name, "weight": factor.weight} for factor in extracted.factors],
            evidence_status=extracted.evidence_status,
            evidence_status_on=seen_at.date(),
            created_at=article.submitted_at,
        )
        for extracted in new
    )
    return Appearance.objects.bulk_create(
        _appearance(article, found, extracted, claim) for extracted, claim in zip(new, claims, strict=True)
    )


def _appearance(article: Article, found: Extraction, extracted: ExtractedClaim, claim: Claim) -> Appearance:
    cue, evidence_cue = extracted.cue, extracted.evidence_cue
    return Appearance(
        claim=claim,
        article=article,
        start=extracted.start,
        end=extracted.end,
        words=extracted.text,
        voice=extracted.voice,
        quote_type=extracted.quote_type,
        cue=cue.text[:200] if cue else "",
        cue_start=cue.start if cue else None,
        cue_end=cue.end if cue else None,
        evidence_status=extracted.evidence_status,
        evidence_start=evidence_cue.start if evidence_cue else None,
        evidence_end=evidence_cue.end if evidence_cue else None,
        found_by=list(extracted.found_by),
        model=found.model,
        pipeline=found.pipeline,
    )


def _store_attributions(article: Article, new: list[ExtractedClaim], appearances: list[Appearance]) -> None:
    hops = [_hops(article, extracted) for extracted in new]
    speakers = find_speakers((hop.name, hop.kind) for chain in hops for hop in chain)
    Attribution.objects.bulk_create(
        Attribution(
            appearance=appearance,
            hop=number,
            role=hop.role,
            speaker=speakers[hop.name, hop.kind],
            title=hop.title[:200],
            words=hop.words[:500],
            start=hop.start,
            end=hop.end,
        )
        for appearance, chain in zip(appearances, hops, strict=True)
        for number, hop in enumerate(chain, start=1)
    )


@dataclass(frozen=True)
class _Hop:
    role: HopRole
    name: str
    kind: str
    title: str = ""
    words: str = ""
    start: int | None = None
    end: int | None = None


def _hops(article: Article, extracted: ExtractedClaim) -> list[_Hop]:
    """Who said it, then who relayed it, each once; the outlet itself where it speaks in its own voice."""
    if extracted.voice == "outlet":
        return [_Hop(HopRole.ORIGINATOR, article.outlet, SpeakerKind.ORGANIZATION)] if article.outlet else []
    said = [_hop(HopRole.ORIGINATOR, speaker) for speaker in extracted.speakers]
    relayed = [_hop(HopRole.RELAYER, relayer) for relayer in extracted.relayers]
    return list({(hop.role, hop.name.lower(), hop.kind): hop for hop in said + relayed}.values())


def _hop(role: HopRole, found: FoundSpeaker) -> _Hop:
    return _Hop(role, found.name, found.kind, found.title, found.mention, found.start, found.end)
