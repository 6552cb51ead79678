import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

TEXT = "“The dam <holds>,” said Ana Alpha. Crime fell in May, according to The Harbour Post."


@pytest.fixture
def article(tmp_path):
    file = tmp_path / "dam story.txt"
    file.write_text(TEXT, encoding="utf-8")
    return file


def run(*files, format: str) -> str:
    out = StringIO()
    call_command("extract", *map(str, files), format=format, stdout=out)
    return out.getvalue()


class TestExtractCommand:
    def test_prints_one_object_a_file(self, article):
        (found,) = json.loads(run(article, format="json"))

        assert found["id"] == "dam story"
        assert [TEXT[c["start"] : c["end"]] == c["text"] for c in found["claims"]] == [True, True]

    def test_prints_the_fields_of_the_contract(self, article):
        (found,) = json.loads(run(article, format="json"))

        assert found["attributions"][0].keys() == ATTRIBUTION_FIELDS
        assert found["attributions"][0]["speakers"][0].keys() == SPEAKER_FIELDS
        assert found["claims"][0].keys() == CLAIM_FIELDS

    def test_prints_a_table(self, article):
        assert "Ana Alpha" in run(article, format="table")

    def test_marks_the_article_on_a_page_of_its_own(self, article):
        page = run(article, format="html")

        assert '<mark class="speaker">Ana Alpha</mark>' in page
        assert "The dam &lt;holds&gt;" in page
        assert "http" not in page

    @pytest.mark.parametrize(
        ("data", "sentence"),
        [(b"\xff\xfe\x00", "not UTF-8"), (b"a\0b", "not a text file"), (None, "cannot be read")],
    )
    def test_refuses_what_is_no_text(self, tmp_path, data, sentence):
        file = tmp_path / "bad.txt"
        if data is not None:
            file.write_bytes(data)

        with pytest.raises(CommandError, match=sentence):
            run(file, format="json")


ATTRIBUTION_FIELDS = {"id", "spans", "cue", "speakers", "quote_type", "relayed_by"}
SPEAKER_FIELDS = {"name", "kind", "title", "mention", "start", "end"}
CLAIM_FIELDS = set(
    "text start end voice attribution speakers relayed_by cue quote_type evidence_status evidence_cue kind "
    "checkworthiness factors found_by".split()
)
