"""The network: a small language model's encoder, and above it one layer for the tags and one for the pointers."""

from collections.abc import Sequence
from pathlib import Path

import torch
from torch import Tensor, nn
from transformers import BertModel

from claims.extraction.learned.heads import POINTERS_WIDTH, TAGS_WIDTH, WINDOW

_SHAPES = 3
_DROPPED = 0.1


class Tagger(nn.Module):
    """Reads pieces of words; gives the tags and pointers of heads.py for each."""

    def __init__(self, start: Path, kept: Sequence[int], attention: str = "sdpa"):
        """Take the encoder from the folder `start`; of its vocabulary only the pieces `kept`."""
        super().__init__()
        self.encoder = BertModel.from_pretrained(
            start, add_pooling_layer=False, attn_implementation=attention, attention_probs_dropout_prob=0.0
        )
        embeddings, width = self.encoder.embeddings, self.encoder.config.hidden_size
        self.words = nn.Embedding(len(kept), width)
        self.words.weight.data = embeddings.word_embeddings.weight.data[torch.tensor(kept)].clone()
        self.places = nn.Embedding(WINDOW, width)
        self.places.weight.data = embeddings.position_embeddings.weight.data[:WINDOW].clone()
        # the shape of a piece stands where the encoder told its first text from its second
        self.shapes = nn.Embedding(_SHAPES, width)
        self.shapes.weight.data = embeddings.token_type_embeddings.weight.data[0].repeat(_SHAPES, 1)
        self.normal = embeddings.LayerNorm
        self.encoder.embeddings = None
        self.dropout = nn.Dropout(_DROPPED)
        self.tags = nn.Linear(width, TAGS_WIDTH)
        self.pointers = nn.Linear(width, POINTERS_WIDTH)

    def forward(self, ids: Tensor, shapes: Tensor, mask: Tensor | None = None) -> tuple[Tensor, Tensor]:
        """`ids` and `shapes`: (windows, pieces); `mask`: 1 where a piece stands; out: (windows, pieces, width)."""
        places = torch.arange(ids.shape[1], device=ids.device)
        hidden = self.normal(self.words(ids) + self.places(places) + self.shapes(shapes))
        hidden = self.dropout(hidden)
        bias = None if mask is None else (1.0 - mask[:, None, None, :].float()) * -1e4
        for layer in self.encoder.encoder.layer:
            hidden = layer(hidden, bias)
            hidden = hidden[0] if isinstance(hidden, tuple) else hidden
        hidden = self.dropout(hidden)
        return self.tags(hidden), self.pointers(hidden)
