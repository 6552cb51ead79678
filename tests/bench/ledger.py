"""A public ledger of any size, made up from a fixed seed; the database's own triggers list what stands in it.

One verdict is published as the desk does. All others are records of the same form with other words, speakers, topics,
ratings and days; they come straight into the ledger, in transactions of BATCH. Only the two triggers that ask for the
revision behind a record rest meanwhile, and the indexes of words are made at the end.
"""

import hashlib
import json
import random
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import accumulate

import psycopg
from django.contrib.postgres.indexes import GinIndex
from django.db import connection, transaction
from django.utils.text import slugify

from claims.models import Claim, PublicRecord, PublicVerdict, Rating
from tests.bench.newsroom import OUTLETS, VOCABULARY, invented_word
from tests.factories import UserFactory, published

BATCH, BEGINNING = 2_000, datetime(2020, 1, 1, tzinfo=UTC)
SPEAKERS, TOPICS, OFTEN = 50_000, 200, 0.1  # a tenth of all claims are of the first speaker
WORDS = (8, 28)
STATUSES = [
    ("unstated", "Unstated"),
    ("none_provided", "None provided"),
    ("cited", "Cited"),
    ("disputed", "Disputed"),
]
ASK_FOR_A_REVISION = ("ledger_follows_revisions", "ledger_prints_revisions")
INDEXES_OF_WORDS = [
    (model, index)
    for model in (PublicRecord, PublicVerdict)
    for index in model._meta.indexes
    if isinstance(index, GinIndex)
]
LARGE = 20_000  # rows to add, from which on it is quicker to make the indexes of words anew


@dataclass(frozen=True)
class Invented:
    """What records are made up of."""

    words: list[str]
    weights: list[float]
    speakers: list[str]
    topics: list[dict]
    ratings: list[dict]
    outlets: list[str]


def fill_ledger(count: int) -> str:
    """Bring the ledger to so many verdicts; what is there already stays. The SHA-256 of the last batch's claims."""
    if not PublicRecord.objects.exists():
        published(UserFactory(role="Editor"), UserFactory(role="Editor"))
    form = PublicRecord.objects.get(sequence=1)
    invented, digest = _invented(form.record), ""
    held = PublicRecord.objects.count()
    if count - held > LARGE:
        _remove_indexes_of_words()
    with without_asking_for_revisions():
        for first in range(held + 1, count + 1, BATCH):
            digest = _add(form, invented, range(first, min(first + BATCH, count + 1)))
    _make_indexes_of_words()
    with connection.cursor() as cursor:
        cursor.execute("SELECT setval('claims_claim_id_seq', (SELECT max(id) FROM claims_claim))")
        cursor.execute("VACUUM ANALYZE")
    return digest


def _invented(record: dict) -> Invented:
    topics = [invented_word(number + 500).title() for number in range(TOPICS)]
    return Invented(
        words=[invented_word(number) for number in range(VOCABULARY)],
        weights=list(accumulate(1 / (rank + 1) for rank in range(VOCABULARY))),
        speakers=[f"{invented_word(n).title()} {invented_word(n * 7 + 3).title()}" for n in range(SPEAKERS)],
        topics=[{"slug": slugify(name), "name": name} for name in topics],
        ratings=[
            record["rating"] | {"slug": each.slug, "name": each.name, "value": each.value}
            for each in Rating.objects.order_by("position")
        ],
        outlets=[f"The {invented_word(number).title()} Post" for number in range(OUTLETS)],
    )


def _add(form: PublicRecord, invented: Invented, numbers: range) -> str:
    chance = random.Random(numbers[0])
    records = [_record(form.record, invented, number, chance) for number in numbers]
    last = Claim.objects.order_by("-pk").values_list("pk", flat=True)[0]
    keys = {number: last + 1 + place for place, number in enumerate(numbers)}
    with transaction.atomic(), connection.cursor() as cursor:
        columns = "id, public_id, text, status, dismissal_reason, kind, checkworthiness, factors, "
        columns += "evidence_status, evidence_status_on, version, created_at, speaker_names, outlet_names"
        with cursor.copy(f"COPY claims_claim ({columns}) FROM STDIN") as rows:
            for number, record in zip(numbers, records, strict=True):
                words = (
                    record["claim_reviewed"],
                    "accepted",
                    "",
                    "fact",
                    0.5,
                    "[]",
                    "unstated",
                    "2020-01-01",
                    1,
                )
                rows.write_row((keys[number], record["id"], *words, BEGINNING, "", ""))
        columns = "claim_id, public_id, version, sequence, state, change, record, content_hash, from_at"
        with cursor.copy(f"COPY claims_publicrecord ({columns}) FROM STDIN") as rows:
            for number, record in zip(numbers, records, strict=True):
                text = json.dumps(record, ensure_ascii=False)
                kept = (1, number, "published", "", text, form.content_hash, _moment(number))
                rows.write_row((keys[number], record["id"], *kept))
    claims = "\n".join(record["claim_reviewed"] for record in records)
    return hashlib.sha256(claims.encode()).hexdigest()[:12]


def _record(form: dict, invented: Invented, number: int, chance: random.Random) -> dict:
    """A record of the form's shape, of which all that lists and searches go by is another."""
    public_id, at = f"b{number:09}", _moment(number).isoformat()
    words = chance.choices(invented.words, cum_weights=invented.weights, k=chance.randint(*WORDS))
    claim = " ".join(words).capitalize()
    speaker = 0 if chance.random() < OFTEN else int(SPEAKERS ** chance.random())
    status, label = chance.choice(STATUSES)
    article = form["appearances"][0]["article"] | {"outlet": chance.choice(invented.outlets)}
    return form | {
        "id": public_id,
        "url": f"{form['url'].partition('/claims/')[0]}/claims/{public_id}/{slugify(claim)[:80].strip('-')}/",
        "sequence": number,
        "claim_reviewed": claim,
        "headline": f"What is known of {' '.join(words[:5])}",
        "speakers": [form["speakers"][0] | {"id": 1_000_000 + speaker, "name": invented.speakers[speaker]}],
        "topics": [invented.topics[int(TOPICS ** chance.random()) - 1]],
        "rating": chance.choice(invented.ratings),
        "evidence_status": form["evidence_status"] | {"status": status, "label": label},
        "appearances": [form["appearances"][0] | {"words": f"{claim}.", "article": article}],
        "published_at": at,
        "updated_at": at,
    }


def _moment(number: int) -> datetime:
    return BEGINNING + timedelta(minutes=number)


@contextmanager
def without_asking_for_revisions() -> Iterator[None]:
    """Take what has no revision behind it into the ledger."""
    _switch("DISABLE")
    try:
        yield
    finally:
        _switch("ENABLE")


def _switch(how: str) -> None:
    with connection.cursor() as cursor:
        for trigger in ASK_FOR_A_REVISION:
            cursor.execute(f"ALTER TABLE claims_publicrecord {how} TRIGGER {trigger}")


def _remove_indexes_of_words() -> None:
    with connection.cursor() as cursor:
        for _, index in INDEXES_OF_WORDS:
            cursor.execute(f"DROP INDEX IF EXISTS {index.name}")


def _make_indexes_of_words() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET maintenance_work_mem = '512MB'")
        cursor.execute("SELECT indexname FROM pg_indexes WHERE schemaname = 'public'")
        there = {name for (name,) in cursor.fetchall()}
    with connection.schema_editor() as editor:
        for model, index in INDEXES_OF_WORDS:
            if index.name not in there:
                editor.add_index(model, index)


def copy_database(name: str, *, only_drop: bool = False) -> None:
    """Keep the database as it is now under another name as well; or take that copy away."""
    held = connection.settings_dict["NAME"]
    connection.close()
    with _server() as server:
        server.execute(f'DROP DATABASE IF EXISTS "{name}"')
        if not only_drop:
            server.execute(f'CREATE DATABASE "{name}" TEMPLATE "{held}"')


def has_database(name: str) -> bool:
    """Whether there is such a copy."""
    with _server() as server:
        return bool(server.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone())


def _server() -> psycopg.Connection:
    address = connection.get_connection_params() | {"dbname": "postgres"}
    parts = ("dbname", "user", "password", "host", "port")
    return psycopg.connect(**{part: address[part] for part in parts}, autocommit=True)
