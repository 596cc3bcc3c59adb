"""What a document holds beside what one sees when one opens it: hidden sheets, comments, changes that
are still tracked, files within the file, ties to other files, scripts.

Whoever sends it is told before it is final, because whoever receives it can read all of that; where a
document becomes public it is refused with it. Nothing is opened to find out: names of parts, and the
elements of the few that matter, read by a parser that knows no entities and stops at a limit.
"""

import io
import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.parsers import expat

from django.utils.translation import gettext, ngettext

from kyodo_portal.files.inside_pdf import Marks, marks_in

MOST_ELEMENTS = 1_000_000
"""Elements of one document that are looked at; some seconds of work."""

AT_ONCE = 256 * 1024
NAMES_SHOWN = 3


@dataclass(slots=True)
class Hidden:
    """What a document holds unseen. `sheets` are names; the rest says how often, or whether."""

    sheets: list[str] = field(default_factory=list)
    slides: int = 0
    comments: int = 0
    changes: int = 0
    files: int = 0
    ties: bool = False
    scripts: bool = False
    starts: bool = False
    sealed: bool = False

    def __bool__(self) -> bool:
        return self != Hidden()

    def said(self) -> list[str]:
        """Each thing as the person who sends the document reads it."""
        named = "」「".join(self.sheets[:NAMES_SHOWN])
        slides = ngettext(
            "表示されないスライド{count}枚", "表示されないスライド{count}枚", self.slides
        )
        comments = ngettext("コメント{count}件", "コメント{count}件", self.comments)
        changes = ngettext("変更の履歴{count}か所", "変更の履歴{count}か所", self.changes)
        files = ngettext(
            "中に埋め込まれたファイル{count}個", "中に埋め込まれたファイル{count}個", self.files
        )
        said = [
            (self.sheets, gettext("表示されないシート「{names}」").format(names=named)),
            (self.slides, slides.format(count=self.slides)),
            (self.comments, comments.format(count=self.comments)),
            (self.changes, changes.format(count=self.changes)),
            (self.files, files.format(count=self.files)),
            (self.ties, gettext("ほかのファイルやひな形へのつながり")),
            (self.scripts, gettext("自動で動く命令（スクリプト）")),
            (self.starts, gettext("ほかのプログラムやファイルを開く命令")),
            (self.sealed, gettext("暗号などで中を確かめられない部分")),
        ]
        return [words for is_there, words in said if is_there]


def hidden_in(data: bytes, extension: str) -> Hidden:
    """What a checked document of this kind holds unseen; nothing for a photo, which is rebuilt."""
    if extension == "pdf":
        return _of_pdf(marks_in(data))
    if extension in _PARTS:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _Office(archive, extension).look()
    return Hidden()


def _of_pdf(marks: Marks) -> Hidden:
    return Hidden(
        comments=marks.count("Text"),
        files=marks.count("EmbeddedFile", "RichMedia"),
        ties=marks.has("GoToR", "SubmitForm", "ImportData"),
        scripts=marks.has("JavaScript", "JS", "XFA"),
        starts=marks.has("Launch", "GoToE"),
        sealed=marks.is_sealed,
    )


_PARTS = {
    "docx": re.compile(r"word/(document|header\d*|footer\d*|footnotes|endnotes)\.xml", re.I),
    "xlsx": re.compile(r"xl/workbook\.xml", re.I),
    "pptx": re.compile(r"ppt/slides/[^/]+\.xml", re.I),
}
"""The parts whose elements are looked at."""

_COMMENTS = re.compile(r"(word|xl|ppt)/(comments/)?(comments?|modernComment)[^/]*\.xml", re.I)
_THREADS = re.compile(r"xl/threadedComments/[^/]+\.xml", re.I)
_EMBEDDED = re.compile(r"(word|xl|ppt)/(embeddings|activeX)/[^/]+", re.I)
_ELSEWHERE = re.compile(r"xl/(externalLinks/[^/]+|connections)\.xml", re.I)
_REVISIONS = re.compile(r"xl/revisions/[^/]+\.xml", re.I)
_TIES = re.compile(r".*\.rels", re.I)

_CHANGES = {"ins", "del", "moveFrom", "moveTo", "cellIns", "cellDel"}
_COMMENT = {"comment", "cm"}


class _Unreadable(Exception):
    """A part that is no plain XML, or too much of it."""


class _Office:
    """The look into one Office document."""

    def __init__(self, archive: zipfile.ZipFile, extension: str) -> None:
        self.archive = archive
        self.looked_at = _PARTS[extension]
        self.found = Hidden()
        self.left = MOST_ELEMENTS

    def look(self) -> Hidden:
        for name in self._names():
            try:
                self._look_at(name)
            except (_Unreadable, expat.ExpatError, zipfile.BadZipFile, OSError, ValueError):
                self.found.sealed = True
        return self.found

    def _names(self) -> list[str]:
        return [name for name in self.archive.namelist() if not name.endswith("/")]

    def _look_at(self, name: str) -> None:
        if _EMBEDDED.fullmatch(name):
            self.found.files += not name.lower().endswith((".rels", ".xml"))
        elif _ELSEWHERE.fullmatch(name):
            self.found.ties = True
        elif _REVISIONS.fullmatch(name):
            self.found.changes += 1
        elif _COMMENTS.fullmatch(name) or _THREADS.fullmatch(name):
            counted = self._elements(name)
            count = sum(counted[kind] for kind in _COMMENT)
            # A thread of comments has its old-fashioned double beside it.
            self.found.comments += 0 if _THREADS.fullmatch(name) else count
        elif _TIES.fullmatch(name) or self.looked_at.fullmatch(name):
            counted = self._elements(name)
            self.found.changes += sum(counted[kind] for kind in _CHANGES)

    def _elements(self, name: str) -> Counter[str]:
        """How often each element stands in a part; what hides things is taken down on the way."""
        counted: Counter[str] = Counter()

        def start(full: str, attributes: dict[str, str]) -> None:
            element = full.rpartition(" ")[2]
            counted[element] += 1
            self.left -= 1
            if self.left < 0:
                raise _Unreadable
            given = {key.rpartition(" ")[2]: value for key, value in attributes.items()}
            self._take_down(element, given)

        def refuse(*_: object) -> None:
            raise _Unreadable

        parser = expat.ParserCreate(namespace_separator=" ")
        parser.StartElementHandler = start
        parser.StartDoctypeDeclHandler = refuse
        for piece in self._pieces(name):
            parser.Parse(piece)
        parser.Parse(b"", True)
        return counted

    def _pieces(self, name: str) -> Iterator[bytes]:
        with self.archive.open(name) as part:
            while piece := part.read(AT_ONCE):
                yield piece

    def _take_down(self, element: str, given: dict[str, str]) -> None:
        if element == "sheet" and given.get("state") in ("hidden", "veryHidden"):
            self.found.sheets.append(given.get("name", ""))
        elif element == "sld" and given.get("show") in ("0", "false"):
            self.found.slides += 1
        elif element == "Relationship" and given.get("TargetMode") == "External":
            self.found.ties |= not given.get("Type", "").endswith("/hyperlink")
