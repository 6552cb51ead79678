"""Tables as Parquet: whole numbers, days, moments and texts, each of which may be missing.

As much of the format as that needs (Apache Parquet, version 1 of its pages; Thrift's compact protocol): groups of rows,
in each its columns one after another, packed by gzip, and at the end of the file where everything lies. So a file goes
out as its rows come. The usual library for it takes 170 MB on every machine.
"""

import struct
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import islice
from typing import Any

ROWS_IN_A_GROUP = 5000
MAGIC = b"PAR1"
PLAIN, RUNS, GZIP, OPTIONAL, DATA_PAGE = 0, 3, 2, 1, 0  # as the format numbers them
INT32, INT64, BYTES = 1, 2, 6  # how values lie in the file
_FIRST_DAY, _FIRST_MOMENT = date(1970, 1, 1), datetime(1970, 1, 1, tzinfo=UTC)
_INT32, _INT64 = struct.Struct("<i").pack, struct.Struct("<q").pack


class Long(int):
    """A number that Thrift is to write as one of 64 bits."""


@dataclass(frozen=True)
class Kind:
    """What a column holds: how that lies in the file, what readers take it for (`None`: as it lies), and its bytes."""

    lies_as: int
    meant_as: int | None
    pack: Callable[[Any], bytes]


def _text(value: str) -> bytes:
    words = value.encode()
    return _INT32(len(words)) + words


def _day(value: str) -> bytes:
    return _INT32((date.fromisoformat(value) - _FIRST_DAY).days)


def _moment(value: str) -> bytes:
    moment = datetime.fromisoformat(value)
    return _INT64((moment - _FIRST_MOMENT) // timedelta(microseconds=1))


TEXT, NUMBER, DAY, MOMENT = (
    Kind(BYTES, 0, _text),
    Kind(INT64, None, _INT64),
    Kind(INT32, 6, _day),
    Kind(INT64, 10, _moment),
)


def parquet(columns: dict[str, Kind], rows: Iterable[Sequence]) -> Iterator[bytes]:
    """A file of rows with these columns. Days and moments are given as ISO 8601 has them, moments with their zone."""
    yield MAGIC
    written, groups, count = len(MAGIC), [], 0
    coming = iter(rows)
    while group := list(islice(coming, ROWS_IN_A_GROUP)):
        chunks = []
        for name, kind, values in zip(columns, columns.values(), zip(*group, strict=True), strict=True):
            page, unpacked = _page(kind, values)
            chunks.append(_chunk(name, kind, values, written, len(page), unpacked))
            written += len(page)
            yield page
        size = sum(chunk[3][6] for chunk in chunks)
        groups.append({1: chunks, 2: Long(size), 3: Long(len(group))})
        count += len(group)
    about = _thrift({1: 1, 2: _schema(columns), 3: Long(count), 4: groups})
    yield about + _INT32(len(about)) + MAGIC


def _page(kind: Kind, values: Sequence) -> tuple[bytes, int]:
    """The values of a column in a group behind what heads them, and the size of it all before it was packed."""
    there = [value for value in values if value is not None]
    body = _which_are_there(values) + b"".join(map(kind.pack, there))
    packed = zlib.compress(body, wbits=31)
    form = {1: len(values), 2: PLAIN, 3: RUNS, 4: RUNS}
    head = _thrift({1: DATA_PAGE, 2: len(body), 3: len(packed), 5: form})
    return head + packed, len(head) + len(body)


def _which_are_there(values: Sequence) -> bytes:
    """A bit for each value, as one run of the format's hybrid of runs and bits, behind its length."""
    eights = -(-len(values) // 8)
    bits = int("".join("01"[value is not None] for value in reversed(values)), 2)
    run = _varint(eights << 1 | 1) + bits.to_bytes(eights, "little")
    return _INT32(len(run)) + run


def _chunk(name: str, kind: Kind, values: Sequence, at: int, size: int, unpacked: int) -> dict:
    about = {1: kind.lies_as, 2: [PLAIN, RUNS], 3: [name], 4: GZIP, 5: Long(len(values))}
    return {2: Long(at), 3: about | {6: Long(unpacked), 7: Long(size), 9: Long(at)}}


def _schema(columns: dict[str, Kind]) -> list[dict]:
    root = {4: "claims", 5: len(columns)}
    named = ({1: kind.lies_as, 3: OPTIONAL, 4: name, 6: kind.meant_as} for name, kind in columns.items())
    return [root, *({key: value for key, value in each.items() if value is not None} for each in named)]


def _thrift(value: Any) -> bytes:
    """Numbers from 0 on, texts, lists of one kind, and structures: their fields by number, in rising order."""
    if isinstance(value, int):
        return _varint(value << 1)
    if isinstance(value, str):
        words = value.encode()
        return _varint(len(words)) + words
    if isinstance(value, list):
        mark = _mark(value[0]) if value else _mark({})
        head = (
            bytes([len(value) << 4 | mark]) if len(value) < 15 else bytes([0xF0 | mark]) + _varint(len(value))
        )
        return head + b"".join(map(_thrift, value))
    fields = zip([0, *value], value.items(), strict=False)
    return (
        b"".join(bytes([number - last << 4 | _mark(v)]) + _thrift(v) for last, (number, v) in fields) + b"\0"
    )


def _mark(value: Any) -> int:
    """How Thrift numbers the kinds of values."""
    return {int: 5, Long: 6, str: 8, list: 9, dict: 12}[type(value)]


def _varint(number: int) -> bytes:
    """Seven bits a byte, the lowest first."""
    parts = bytearray()
    while number > 127:
        parts.append(number & 127 | 128)
        number >>= 7
    return bytes([*parts, number])
