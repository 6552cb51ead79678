import json
import sys

import pytest
from django.core.management import CommandError, call_command


@pytest.fixture
def data(tmp_path):
    """The smallest data to train from, by option."""
    article = {"id": "a", "text": "Ana said it.", "quotes": []}
    files = {"attributions": [article], "sentences": [{"text": "Crime fell.", "label": 1}]}
    for name, lines in files.items():
        (tmp_path / f"{name}.jsonl").write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    return {name: tmp_path / f"{name}.jsonl" for name in files} | {"out": tmp_path / "tagger.onnx"}


class TestTrainExtraction:
    def test_says_what_to_install_without_pytorch(self, data, monkeypatch):
        monkeypatch.setitem(sys.modules, "claims.management.training.training", None)

        with pytest.raises(CommandError, match=r"requirements-train\.txt"):
            call_command("train_extraction", **data)

    def test_refuses_a_file_that_is_not_there(self, data, tmp_path):
        with pytest.raises(CommandError, match="cannot be read"):
            call_command("train_extraction", **data | {"sentences": tmp_path / "none.jsonl"})

    def test_refuses_data_of_another_form(self, data):
        with pytest.raises(CommandError, match="holds no attributions"):
            call_command("train_extraction", **data | {"attributions": data["sentences"]})
