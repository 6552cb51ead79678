"""A newsroom of any size, made up from a fixed seed and copied into the database as it would stand there."""

import hashlib
import random
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from itertools import accumulate

from django.db import connection

NOW = datetime.now(UTC).replace(microsecond=0)
VOCABULARY, SPEAKERS, OUTLETS = 20_000, 2_000, 60
CLAIMS_PER_ARTICLE, WORDS_PER_CLAIM = 20, (8, 28)
KINDS = [("fact", 0.8), ("opinion", 0.14), ("prediction", 0.059), ("pledge", 0.001)]
STATUSES = [("unstated", 0.7), ("none_provided", 0.2), ("cited", 0.099), ("disputed", 0.001)]
# The triggers keep these names one statement at a time; here they are copied as the triggers would have left them.
KEPT_BY_TRIGGERS = ("claims_appearance", "claims_attribution")
SYLLABLES = [
    "ba",
    "den",
    "for",
    "gil",
    "ha",
    "kin",
    "lor",
    "mas",
    "nev",
    "ost",
    "pra",
    "rin",
    "sul",
    "tam",
    "vor",
    "wel",
]


def add_claims(count: int, *, seed: int = 0) -> None:
    """Add open claims with their articles, appearances and speakers; the same seed gives the same ones."""
    chance, first = random.Random(seed), _next_id("claims_claim")
    words = [invented_word(number) for number in range(VOCABULARY)]
    weights = list(accumulate(1 / (rank + 1) for rank in range(VOCABULARY)))
    speakers = [
        f"{invented_word(number).title()} {invented_word(number * 7 + 3).title()}"
        for number in range(SPEAKERS)
    ]
    texts = [
        " ".join(chance.choices(words, cum_weights=weights, k=chance.randint(*WORDS_PER_CLAIM)))
        for _ in range(count)
    ]
    said_by = [chance.randrange(SPEAKERS) for _ in range(count)]
    with connection.cursor() as cursor:
        for table in KEPT_BY_TRIGGERS:
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
    _copy_speakers(speakers)
    articles = _copy_articles(texts, seed)
    _copy_claims(first, texts, said_by, speakers, articles, chance)
    _copy_places(first, texts, said_by, articles)
    with connection.cursor() as cursor:
        for table in KEPT_BY_TRIGGERS:
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
        for table in ("claim", "article", "appearance", "attribution", "speaker"):
            cursor.execute(
                "SELECT setval(%s, %s)", [f"claims_{table}_id_seq", _next_id(f"claims_{table}") - 1]
            )
        cursor.execute("ANALYZE")


def invented_word(number: int) -> str:
    """A word of its own for each number, short for small ones."""
    letters, number = SYLLABLES[number % 16], number // 16
    while number:
        letters, number = letters + SYLLABLES[number % 16], number // 16
    return letters


def _copy(table: str, columns: str, rows: Iterable[tuple]) -> None:
    with connection.cursor() as cursor, cursor.copy(f"COPY claims_{table} ({columns}) FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)


def _next_id(table: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT coalesce(max(id), 0) + 1 FROM {table}")  # noqa: S608 - our own tables
        return cursor.fetchone()[0]


def _copy_speakers(names: list[str]) -> None:
    if _next_id("claims_speaker") > 1:
        return
    rows = ((number, name, "person", "{}", "") for number, name in enumerate(names, start=1))
    _copy("speaker", "id, name, kind, aliases, description", rows)


def _copy_articles(texts: list[str], seed: int) -> list[tuple[int, str]]:
    """Store the articles, a claim a paragraph; give the key and the outlet of each."""
    first, articles, rows = _next_id("claims_article"), [], []
    for number in range(0, len(texts), CLAIMS_PER_ARTICLE):
        text = f"{seed}.{number}\n" + "\n".join(texts[number : number + CLAIMS_PER_ARTICLE])
        pk, outlet = first + len(articles), f"The {invented_word(len(articles) % OUTLETS).title()} Post"
        articles.append((pk, outlet))
        digest = hashlib.sha256(text.encode()).hexdigest()
        rows.append(
            (pk, "Story", outlet, "", "", NOW, "en", text, digest, "desk", NOW, "done", "", 1, NOW, "", "")
        )
    columns = (
        "id, title, outlet, byline, url, published_at, language, text, sha256, arrived_by, submitted_at, state, "
        "failure, attempts, due_at, model, pipeline"
    )
    _copy("article", columns, rows)
    return articles


def _copy_claims(
    first: int,
    texts: list[str],
    said_by: list[int],
    speakers: list[str],
    articles: list[tuple[int, str]],
    chance: random.Random,
) -> None:
    count = len(texts)
    kinds = chance.choices([kind for kind, _ in KINDS], [share for _, share in KINDS], k=count)
    statuses = chance.choices([status for status, _ in STATUSES], [share for _, share in STATUSES], k=count)
    rows = (
        (
            *(first + number, f"b{first + number:09}", texts[number], "candidate", "", kinds[number]),
            *(round(chance.random(), 6), "[]", statuses[number], NOW.date(), 1),
            NOW - timedelta(minutes=chance.randrange(500_000)),
            speakers[said_by[number]],
            articles[number // CLAIMS_PER_ARTICLE][1],
        )
        for number in range(count)
    )
    columns = (
        "id, public_id, text, status, dismissal_reason, kind, checkworthiness, factors, evidence_status, "
        "evidence_status_on, version, created_at, speaker_names, outlet_names"
    )
    _copy("claim", columns, rows)


def _copy_places(first: int, texts: list[str], said_by: list[int], articles: list[tuple[int, str]]) -> None:
    """Each claim stands in its article, and was said by its speaker."""
    place, places, start = _next_id("claims_appearance"), [], 0
    for number, text in enumerate(texts):
        at = number % CLAIMS_PER_ARTICLE
        start = 10 if at == 0 else start + 1
        article = articles[number // CLAIMS_PER_ARTICLE][0]
        places.append(
            (
                *(place + number, first + number, article, start, start + len(text), text),
                *("attributed", "indirect", "said", "unstated", "[]", "bench", "bench"),
            )
        )
        start += len(text)
    columns = (
        'id, claim_id, article_id, start, "end", words, voice, quote_type, cue, evidence_status, found_by, '
        "model, pipeline"
    )
    _copy("appearance", columns, places)
    hops = ((place + number, 1, "originator", speaker + 1, "", "") for number, speaker in enumerate(said_by))
    _copy("attribution", "appearance_id, hop, role, speaker_id, title, words", hops)
