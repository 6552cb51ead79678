"""The whole record goes out as files."""

import csv
import hashlib
import io
import json
from datetime import UTC, date, datetime

import pytest
from arro3.io import read_parquet
from django.core.management import CommandError, call_command
from django.db import connection

from claims.publication.exports import json_lines
from tests.factories import UserFactory, retracted

pytestmark = pytest.mark.django_db
TIMES = ["first_appeared_at", "published_at", "updated_at"]  # written otherwise in each


def export(client, name: str) -> str:
    """What an export holds."""
    return b"".join(client.get(f"/api/v1/export/{name}").streaming_content).decode()


class TestExport:
    def test_has_every_record_as_the_api_answers_it(self, client, printed, django_assert_num_queries):
        records = [row.record for row in printed(3)]
        retracted(UserFactory(role="Editor"), UserFactory(role="Editor"))

        lines = export(client, "claims.jsonl").splitlines()

        assert [json.loads(line) for line in lines] == records[::-1]

    def test_as_a_table_computes_nothing(self, client, printed):
        printed(2, {"claim_reviewed": '=HYPERLINK("https://x.example")', "headline": "a\nb"})

        row, first = csv.DictReader(io.StringIO(export(client, "claims.csv"), newline=""))

        assert row["claim_reviewed"] == '\'=HYPERLINK("https://x.example")'
        assert (row["headline"], row["rating"], row["rating_value"]) == ("a\nb", "Mostly false", "2")
        assert (first["speakers"], first["topics"], first["corrections"]) == ("Ana Alpha", "", "0")

    def test_as_parquet_has_what_the_table_has_with_its_kinds(self, client, printed, monkeypatch):
        monkeypatch.setattr("claims.publication.parquet.ROWS_IN_A_GROUP", 9)
        rating = {"name": "Unproven", "slug": "unproven", "value": None, "best": 5, "worst": 1}
        printed(20, {"claim_reviewed": "=2+2 – „Łódź“", "appearances": [], "rating": rating})

        found = read_rows(client)

        table = list(csv.DictReader(io.StringIO(export(client, "claims.csv"), newline="")))
        table[18]["claim_reviewed"] = "=2+2 – „Łódź“"  # without the apostrophe that only a spreadsheet needs
        without_times = dict.fromkeys(TIMES)
        assert [row | without_times for row in as_text(found)] == [row | without_times for row in table]
        assert (found[18]["rating_value"], found[18]["first_appeared_at"]) == (None, None)
        assert found[19]["evidence_status_as_of"] == date.fromisoformat(table[19]["evidence_status_as_of"])
        assert found[19]["published_at"] == datetime.fromisoformat(table[19]["published_at"])

    def test_as_parquet_may_be_empty(self, client, db):
        assert read_rows(client) == []

    def test_of_markup_is_a_feed_of_reviews(self, client, printed):
        printed(2)

        feed = json.loads(export(client, "datafeed.json"))

        assert feed["@type"] == "DataFeed"
        assert [element["item"][0]["@type"] for element in feed["dataFeedElement"]] == ["ClaimReview"] * 2

    def test_is_named_for_the_day(self, client, db):
        response = client.get("/api/v1/export/claims.jsonl", headers={"accept": "text/html"})

        assert response["Content-Disposition"] == f'attachment; filename="claims-{today()}.jsonl"'
        assert b"".join(response.streaming_content) == b""

    @pytest.mark.parametrize("name", ["claims.jsonl", "claims.csv", "claims.parquet", "datafeed.json"])
    def test_is_one_statement_and_a_cursor(self, client, printed, name, django_assert_max_num_queries):
        printed(50)

        with django_assert_max_num_queries(3):  # the transaction's beginning and end are counted here
            assert list(client.get(f"/api/v1/export/{name}").streaming_content)

    def test_that_somebody_leaves_midway_holds_nothing(self, printed):
        printed(3)
        lines = json_lines()
        next(lines)

        lines.close()

        assert not connection.needs_rollback
        assert len(list(json_lines())) == 3


class TestCommand:
    def test_writes_whole_files_with_their_checksums(self, printed, tmp_path):
        printed(3)

        call_command("export_claims", tmp_path)

        names = {f"claims-{today()}.{form}" for form in ("jsonl", "csv", "parquet", "datafeed.json")}
        assert {file.name for file in tmp_path.iterdir()} == names | {f"{name}.sha256" for name in names}
        for name in names:
            digest = hashlib.sha256((tmp_path / name).read_bytes()).hexdigest()
            assert (tmp_path / f"{name}.sha256").read_text() == f"{digest}  {name}\n"

    def test_says_where_it_could_not_write(self, db, tmp_path):
        with pytest.raises(CommandError, match="could not be written: No such file or directory"):
            call_command("export_claims", tmp_path / "nowhere")


def read_rows(client) -> list[dict]:
    """The rows of the Parquet file as Arrow reads them."""
    file = io.BytesIO(b"".join(client.get("/api/v1/export/claims.parquet").streaming_content))
    table = read_parquet(file).read_all()
    columns = {name: table[name].to_pylist() for name in table.schema.names}
    return [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)]


def as_text(rows: list[dict]) -> list[dict]:
    """Rows as a table of text has them."""
    return [{name: "" if value is None else str(value) for name, value in row.items()} for row in rows]


def today() -> str:
    return f"{datetime.now(UTC):%Y-%m-%d}"
