"""FastAPI with asynchronous psycopg and pydantic, as their documentation puts them together.

It is spared what would cost it more: the parts of a record are taken as they come, and cursors are not signed.
"""

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from fastapi import FastAPI, HTTPException
from psycopg.rows import scalar_row
from psycopg_pool import AsyncConnectionPool
from pydantic import BaseModel

SIZE = 50
LIST = """
SELECT record FROM claims_publicrecord
WHERE until_at IS NULL AND state <> 'retracted' AND sequence < %s ORDER BY sequence DESC LIMIT %s
"""
DETAIL = "SELECT record FROM claims_publicrecord WHERE until_at IS NULL AND state <> 'retracted' AND public_id = %s"
pool = AsyncConnectionPool(os.environ["DATABASE_URL"], open=False, kwargs={"row_factory": scalar_row})


class Record(BaseModel):
    """A record."""

    id: str
    url: str
    version: int
    sequence: int
    state: str
    language: str
    corrections: list[dict[str, Any]]
    claim_reviewed: str
    kind: str
    topics: list[dict[str, Any]]
    speakers: list[dict[str, Any]]
    relayed_by: list[dict[str, Any]]
    appearances: list[dict[str, Any]]
    evidence_status: dict[str, Any]
    rating: dict[str, Any]
    headline: str
    short_answer: str
    body: str
    known: str
    not_known: str
    not_shown: str
    why_chosen: str
    evidence: list[dict[str, Any]]
    replies: list[dict[str, Any]]
    primary_explanation: str
    waivers: list[dict[str, Any]]
    written_by: list[str]
    approved_by: list[str]
    methodology_version: int
    published_at: str
    updated_at: str


class Page(BaseModel):
    """Records, and where the next ones are."""

    next: str | None
    results: list[Record]


@asynccontextmanager
async def lifespan(app: FastAPI) -> AsyncIterator[None]:
    """Hold connections for as long as the server runs."""
    async with pool:
        yield


app = FastAPI(lifespan=lifespan)


@app.get("/claims/")
async def list_claims(before: int = 2**62) -> Page:
    """A page of records, the newest first."""
    async with pool.connection() as connection:
        cursor = await connection.execute(LIST, [before, SIZE + 1])
        rows = await cursor.fetchall()
    following = f"/claims/?before={rows[SIZE - 1]['sequence']}" if len(rows) > SIZE else None
    return Page(next=following, results=rows[:SIZE])


@app.get("/claims/{public_id}/")
async def read_claim(public_id: str) -> Record:
    """One record."""
    async with pool.connection() as connection:
        cursor = await connection.execute(DETAIL, [public_id])
        row = await cursor.fetchone()
    if row is None:
        raise HTTPException(404)
    return row
