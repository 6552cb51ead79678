"""The trained network: one ONNX file that holds the weights and the vocabulary."""

import json
from functools import cache
from pathlib import Path

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from claims.extraction.contract import ModelNotInstalled
from claims.extraction.learned.pieces import FIRST, LAST, Ints, tokenizer_of

SHIPPED = Path(__file__).parent / "tagger.onnx"

Floats = NDArray[np.float32]


@cache
def weights_at(path: Path) -> "Weights":
    """Load the weights once for this process. Raises ModelNotInstalled."""
    return Weights(path)


class Weights:
    """Runs the network on one window at a time, on one thread: workers are processes."""

    def __init__(self, path: Path):
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 3
        try:
            self.session = onnxruntime.InferenceSession(path.read_bytes(), options, ["CPUExecutionProvider"])
            told = self.session.get_modelmeta().custom_metadata_map
            vocabulary = json.loads(told["vocabulary"])
        except Exception as error:  # onnxruntime's own share no base
            raise ModelNotInstalled(
                f"The extraction's tagger cannot be read from {path}: restore the file, "
                "or set EXTRACTION_TAGGER to one that `make train` has made."
            ) from error
        self.name = told.get("name", path.stem)
        self.factors: dict[str, float] = json.loads(told.get("factors", "{}"))
        self.referents: dict[str, float] = json.loads(told.get("referents", "{}"))
        self.people: dict[str, float] = json.loads(told.get("people", "{}"))
        self.evidence: dict[str, list[float]] = json.loads(told.get("evidence", "{}"))
        self.tokenizer = tokenizer_of(vocabulary)
        self.first, self.last = vocabulary.index(FIRST), vocabulary.index(LAST)

    def read(self, ids: Ints, shapes: Ints) -> tuple[Floats, Floats]:
        """Give tags and pointers of one window, the first row for the piece before its words."""
        given = {
            "ids": np.concatenate(([self.first], ids, [self.last]))[None],
            "shapes": np.concatenate(([0], shapes, [0]))[None],
        }
        tags, pointers = self.session.run(None, given)
        return tags[0, :-1], pointers[0, :-1]
