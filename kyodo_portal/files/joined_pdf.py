"""Several PDFs as one, for paper: pypdf behind one door. Every page gets its number at the foot.

The same parts make the same bytes: nothing of the clock and nothing random goes in. What the single ones say
to a screen reader (their tags) is not in the joined file.
"""

import importlib
import tempfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from typing import IO, Any

from django.core.files.base import File

LEFT_OUT = ("/StructParents", "/Tabs", "/Annots")
"""Of each page: what leads to its tags and to other pages."""

FOOT = 24
"""Height of the page number above the lower edge, in points."""

LITTLE = 4_096
"""Bytes of a stream that stay in memory until all is written; fonts and pictures wait on the disk."""


@dataclass(frozen=True, slots=True)
class Part:
    """One PDF of several: how it is opened, how many pages it has, and what the viewer's list of contents calls
    it (nothing where it is empty)."""

    opened: Callable[[], IO[bytes] | File]
    pages: int
    title: str = ""


def pages_of(content: IO[bytes]) -> int:
    """How many pages a PDF of our own has."""
    return len(importlib.import_module("pypdf").PdfReader(content).pages)


def join(parts: Iterable[Part], into: IO[bytes], *, total: int, title: str, author: str) -> None:
    """Write the parts one after the other; `total` is how many pages that makes. One part is open at a time."""
    pypdf = importlib.import_module("pypdf")
    writer, numbers = pypdf.PdfWriter(), _Numbers(pypdf)
    writer.metadata = {"/Title": title, "/Author": author, "/Producer": "pypdf"}
    page_number = known = 0
    with tempfile.TemporaryFile() as spool:
        for part in parts:
            with part.opened() as content:
                reader = pypdf.PdfReader(content)
                for place, page in enumerate(reader.pages):
                    added = writer.add_page(page, excluded_keys=LEFT_OUT)
                    page_number += 1
                    numbers.put(writer, added, f"{page_number} / {total}")
                    if place == 0 and part.title:
                        writer.add_outline_item(title=part.title, page_number=page_number - 1)
                # The writer would hold on to every reader, with all it has read, to the end.
                writer.reset_translation(reader)
                writer._merged_in_pages.clear()
            known = _lay_down(writer, known, spool)
        writer.write(into)


def _lay_down(writer: Any, known: int, spool: IO[bytes]) -> int:
    """Put what is long of the objects that came since `known` on the disk: five hundred sets of fonts do not
    stand in memory at once. Returns how many objects there are now."""
    stream_on_disk = _stream_on_disk()
    for place in range(known, len(writer._objects)):
        stream = writer._objects[place]
        if isinstance(stream, stream_on_disk.__base__) and len(stream._data) > LITTLE:
            writer._objects[place] = stream_on_disk(stream, spool)
    return len(writer._objects)


@cache
def _stream_on_disk() -> Any:
    """The kind of stream that is read back when it is written; made here, for pypdf is loaded when it is
    needed."""
    kinds = importlib.import_module("pypdf.generic")

    class StreamOnDisk(kinds.EncodedStreamObject):  # type: ignore[name-defined] # imported late
        def __init__(self, stream: Any, spool: IO[bytes]) -> None:
            super().__init__()
            self.update(stream)
            self.indirect_reference = stream.indirect_reference
            self._spool, self._length = spool, len(stream._data)
            self._begins = spool.seek(0, 2)
            spool.write(stream._data)

        @property
        def _data(self) -> bytes:
            self._spool.seek(self._begins)
            return self._spool.read(self._length)

    return StreamOnDisk


class _Numbers:
    """Draws page numbers, with a font that every viewer and printer has."""

    def __init__(self, pypdf: Any) -> None:
        self.kinds = pypdf.generic
        self.font: Any = None
        self.before: Any = None

    def put(self, writer: Any, page: Any, words: str) -> None:
        """Words of digits and signs, at the foot of a page, in its middle. What the page itself draws is put
        between a saving and a restoring, so that its own scale does not move the number."""
        kinds = self.kinds
        if self.font is None:
            names = {"/Type": "/Font", "/Subtype": "/Type1", "/BaseFont": "/Helvetica"}
            self.font = writer._add_object(
                kinds.DictionaryObject(
                    {kinds.NameObject(key): kinds.NameObject(name) for key, name in names.items()}
                )
            )
            self.before = writer._add_object(self._drawing(b"q\n"))
        resources = page["/Resources"].get_object()
        key = kinds.NameObject("/Font")
        fonts = resources.setdefault(key, kinds.DictionaryObject()).get_object()
        fonts[kinds.NameObject("/PageNumber")] = self.font
        left = float(page.mediabox.width) / 2 - 2.4 * len(words)
        drawn = f"\nQ\nBT /PageNumber 9 Tf {left:.1f} {FOOT} Td ({words}) Tj ET\n"
        after = writer._add_object(self._drawing(drawn.encode("ascii")))
        own = page.raw_get("/Contents")
        page[kinds.NameObject("/Contents")] = kinds.ArrayObject([self.before, own, after])

    def _drawing(self, content: bytes) -> Any:
        stream = self.kinds.DecodedStreamObject()
        stream.set_data(content)
        return stream
