"""What the tagger says of every piece of a word: the columns of its two outputs, shared by training and reading.

Tags are logits. A group of spans is written as B-I-O: column 0 outside, then "begins" and "goes on" for each label.
Pointers are vectors: who asks times who answers, for each kind of link; piece 0 of a window answers "nobody".
"""

STATUSES = ("none_provided", "cited", "disputed")
KINDS = ("fact", "prediction", "pledge", "opinion")
SPEAKER_KINDS = ("person", "organization", "group", "document", "unnamed")
NAMES = ("person", "organization")
GENDERS = ("m", "f")

GROUPS: dict[str, tuple[str, ...]] = {
    "contents": ("",),
    "claims": ("",),
    "cues": ("",),
    "sources": ("",),
    "relays": ("",),
    "evidence": STATUSES,
    "names": NAMES,
}
KINDS_OF = {
    "kinds": KINDS,
    "speaker_kinds": SPEAKER_KINDS,
    "genders": GENDERS,
}  # of pieces in a span, not B-I-O
LINKS = ("content_to_cue", "cue_to_source", "relay_to_cue", "evidence_to_claim")
LINK_WIDTH = 64  # numbers in the vector of one side of a link

WINDOW = 512  # pieces read at once, the first and last of which are no words


def columns() -> dict[str, slice]:
    """Where each group, each kind and the check-worthiness stand among the tags."""
    widths = {group: 1 + 2 * len(labels) for group, labels in GROUPS.items()}
    widths |= {group: len(labels) for group, labels in KINDS_OF.items()} | {"checkworthiness": 1}
    found, start = {}, 0
    for name, width in widths.items():
        found[name] = slice(start, start + width)
        start += width
    return found


COLUMNS = columns()
TAGS_WIDTH = COLUMNS["checkworthiness"].stop
POINTERS_WIDTH = 2 * LINK_WIDTH * len(LINKS)


def link_columns(link: str) -> tuple[slice, slice]:
    """Where the asking and the answering side of a link stand among the pointers."""
    start = 2 * LINK_WIDTH * LINKS.index(link)
    return slice(start, start + LINK_WIDTH), slice(start + LINK_WIDTH, start + 2 * LINK_WIDTH)
