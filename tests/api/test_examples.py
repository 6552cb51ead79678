"""The examples on the page for programs do what they say."""

import html
import io
import re
import urllib.request

import pytest

from tests.api.test_claims import local

pytestmark = pytest.mark.django_db


@pytest.fixture
def examples(client):
    """The code that the page begins with, by its language."""
    blocks = re.findall("<pre><code>(.*?)</code></pre>", client.get("/api/v1/docs/").text, re.DOTALL)
    curl, python, javascript = (html.unescape(block) for block in blocks[:3])
    return {"curl": curl, "python": python, "javascript": javascript}


class TestExample:
    def test_in_python_follows_all_changes_and_goes_on(
        self, client, publish, examples, monkeypatch, tmp_path, capsys
    ):
        monkeypatch.chdir(tmp_path)
        monkeypatch.setattr(
            urllib.request, "urlopen", lambda link: io.BytesIO(client.get(local(link)).content)
        )
        first = publish()
        exec(examples["python"], {})  # noqa: S102
        assert capsys.readouterr().out.startswith(f"publication {first.public_id} ")

        second = publish()
        exec(examples["python"], {})  # noqa: S102

        assert capsys.readouterr().out.startswith(f"publication {second.public_id} ")

    @pytest.mark.parametrize("language", ["curl", "javascript"])
    def test_asks_what_is_answered(self, client, publish, examples, language):
        publish()
        (address,) = re.findall(r'http://[^\s"]+', examples[language])

        answer = client.get(local(address))

        (record,) = answer.json()["results"]
        assert {"id", "claim_reviewed", "rating"} <= set(record)
