"""From the trained network to the one file that extraction reads: ONNX, eight bits a weight, vocabulary inside."""

import json
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic

from claims.management.training.network import Tagger

_EXAMPLE_PIECES = 16


def export_tagger(model: Tagger, told: Mapping[str, object], path: Path) -> None:
    """Write the weights; `told` goes with them: name, vocabulary, factors of check-worthiness."""
    model.eval()
    example = torch.ones(1, _EXAMPLE_PIECES, dtype=torch.long)
    with TemporaryDirectory() as folder:
        whole, small = Path(folder) / "whole.onnx", Path(folder) / "small.onnx"
        pieces = {0: "windows", 1: "pieces"}
        torch.onnx.export(
            model,
            (example, torch.zeros_like(example)),
            str(whole),
            input_names=["ids", "shapes"],
            output_names=["tags", "pointers"],
            dynamic_axes={name: pieces for name in ("ids", "shapes", "tags", "pointers")},
            opset_version=17,
            dynamo=False,
        )
        quantize_dynamic(whole, small, weight_type=QuantType.QInt8, per_channel=True, reduce_range=True)
        path.write_bytes(small.read_bytes())
    tell(path, told)


def tell(path: Path, told: Mapping[str, object]) -> None:
    """Write what is told of the weights into their file, in the place of what was told before."""
    weights = onnx.load(str(path))
    entries = {entry.key: entry for entry in weights.metadata_props}
    for key, value in told.items():
        entry = entries.get(key) or weights.metadata_props.add()
        entry.key, entry.value = key, value if isinstance(value, str) else json.dumps(value)
    path.write_bytes(weights.SerializeToString())
