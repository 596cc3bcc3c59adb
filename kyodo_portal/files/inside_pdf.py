"""The names by which a PDF says that it does something: found in its objects, also in those that are
packed together; never in the bytes of its pictures, where any letters may stand by chance."""

import re
import zlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

MOST_UNPACKED = 40 * 1024 * 1024
"""Bytes of packed objects that are unpacked to be looked into."""

TELLING = (
    *("JavaScript", "JS", "XFA", "Launch", "EmbeddedFile", "RichMedia"),
    *("GoToE", "GoToR", "SubmitForm", "ImportData", "Encrypt"),
)
_NAME = re.compile(rb"/([^\s()<>\[\]{}/%]{2,40})")
_NOTE = re.compile(rb"/Subtype\s*/Text(?![A-Za-z])")
_HEX = re.compile(rb"#([0-9A-Fa-f]{2})")
_PACKED = re.compile(rb"/Type\s*/ObjStm(?![A-Za-z])")
_FILTERS = re.compile(rb"/Filter\s*(\[[^\]]*\]|/\w+)")


@dataclass(slots=True)
class Marks:
    """How often each telling name stands in a PDF, and whether a part of it could not be read."""

    counted: Counter[str] = field(default_factory=Counter)
    is_sealed: bool = False

    def count(self, *names: str) -> int:
        return sum(self.counted[name] for name in names)

    def has(self, *names: str) -> bool:
        return self.count(*names) > 0


def marks_in(data: bytes) -> Marks:
    """Look through the objects of a PDF."""
    marks, left = Marks(), MOST_UNPACKED
    for plain, packed in _objects(data):
        _look_at(plain, marks)
        if packed is None:
            continue
        content = _unpacked(plain, packed, left)
        if content is None:
            marks.is_sealed = True
            continue
        left -= len(content)
        _look_at(content, marks)
    marks.is_sealed |= marks.has("Encrypt")
    return marks


def _objects(data: bytes) -> Iterator[tuple[bytes, bytes | None]]:
    """The text of a PDF piece by piece, each up to the bytes that follow it; those only where they
    are packed objects."""
    at = 0
    while (begin := data.find(b"stream", at)) >= 0:
        end = data.find(b"endstream", begin + 6)
        if end < 0:
            break
        plain = data[at:begin]
        body = data[begin + 6 : end].removeprefix(b"\r").removeprefix(b"\n")
        own = plain[plain.rfind(b" obj") :] if b" obj" in plain else plain
        yield plain, body if _PACKED.search(own) else None
        at = end + 9
    yield data[at:], None


def _unpacked(plain: bytes, packed: bytes, most: int) -> bytes | None:
    """What packed objects hold; None where they are packed in a way nobody uses for them, or hold
    more than is looked at."""
    own = plain[plain.rfind(b" obj") :]
    filters = _FILTERS.search(own)
    if filters is None:
        return packed
    if re.findall(rb"/(\w+)", filters[1]) != [b"FlateDecode"]:
        return None
    unpacking = zlib.decompressobj()
    try:
        content = unpacking.decompress(packed, most + 1)
    except zlib.error:
        return None
    return None if len(content) > most else content


def _look_at(text: bytes, marks: Marks) -> None:
    for found in _NAME.findall(text):
        name = _HEX.sub(lambda code: bytes([int(code[1], 16)]), found).decode("latin-1")
        if name in TELLING:
            marks.counted[name] += 1
    marks.counted["Text"] += len(_NOTE.findall(text))
