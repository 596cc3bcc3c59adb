"""Pages that are written into the portal, found part by part beside the records.

What such a page says stands in its templates, in every language. Its parts are read off the page as
it is shown, so that what is found is always what can be read there. They are few: every search looks
through them all.
"""

from dataclasses import dataclass, field
from html.parser import HTMLParser

from django.utils.translation import gettext

from kyodo_portal.search.queries import Query
from kyodo_portal.search.wordings import stands
from kyodo_portal.words.readings import READING, without_readings
from kyodo_portal.words.text import normalise

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"}
INLINE = {"a", "abbr", "b", "em", "i", "mark", "rb", "rp", "rt", "ruby", "small", "span", "strong"}
"""Elements that do not end a line of text."""

POLITE = ("お", "ご")
SOUND = r"\2"
LONGEST_SOUND = 30
"""Letters of what is typed in kana that are compared with what is read aloud."""
WRITTEN = 8 * LONGEST_SOUND
"""Letters in which so many sounds are written, readings and their marks among them."""


@dataclass(frozen=True, slots=True)
class PagePart:
    """A part of a page that can be linked to. `section` is the title of the part it stands in, if
    any; `body` is its words line by line with the readings that are known, the title first. `text`
    is the same lines normalised, without readings; `spoken` is how each line goes on from each word
    with a reading, read aloud. The page itself `shows_readings` or not."""

    url: str
    title: str
    section: str
    body: str
    text: str
    spoken: str
    shows_readings: bool = True

    def has(self, word: str) -> bool:
        """Whether a normalised word is written or read aloud here."""
        return has(word, self.text, self.spoken)


def look_through(query: Query, parts: list[PagePart]) -> list[PagePart]:
    """The parts that contain every word as it is written or read aloud, first those that are called
    so, then those that are only read so, last those that have another way to write it. Without words
    none."""
    if not query:
        return []
    found = [part for part in parts if _has_all(query, part.text, part.spoken)]
    return sorted(found, key=lambda part: _rank(part, query))


def is_called(part: PagePart, query: Query) -> bool:
    """Whether the title has every word."""
    return _has_all(query, part.text.partition("\n")[0], spoken(part.body.partition("\n")[0]))


def _rank(part: PagePart, query: Query) -> tuple[bool, bool, bool]:
    typed = query.as_typed
    return (
        not _has_all(typed, part.text, part.spoken),
        not is_called(part, query),
        not _has_all(query, part.text, ""),
    )


def _has_all(query: Query, text: str, aloud: str) -> bool:
    return all(any(has(way, text, aloud) for way in ways) for ways in query.all_ways)


def has(word: str, text: str, aloud: str) -> bool:
    """Whether a word is written or read aloud there. A reading is found from its beginning; one letter
    only as it is written, for as a sound it is in every line."""
    return stands(word, text) or (len(word) > 1 and f"\n{word}" in aloud)


def spoken(body: str) -> str:
    """From each word that bears a reading its line goes on, read aloud and normalised: on a line of
    its own, each after a line end. A word begins with its polite お or ご too."""
    return "".join(
        f"\n{normalise(READING.sub(SOUND, line[start : start + WRITTEN]))[:LONGEST_SOUND]}"
        for line in body.split("\n")
        for match in READING.finditer(line)
        for start in beginnings(line, match.start())
    )


def beginnings(line: str, start: int) -> tuple[int, ...]:
    """Where a word that begins at `start` can be said to begin."""
    return (start - 1, start) if line[:start].endswith(POLITE) else (start,)


def parts_of(html: str, url: str) -> list[PagePart]:
    """The parts of a page at `url`: its beginning, each part under an h2 with an id, and of these
    each entry (`<li>`) with an id. Pictures, forms, the signs of badges and what is marked
    `data-not-searched` are left out."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return [
        PagePart(
            url=f"{url}#{draft.anchor}" if draft.anchor else url,
            title=draft.lines[0],
            section=draft.inside.lines[0] if draft.inside and draft.inside.lines else "",
            body="\n".join(draft.lines),
            text="\n".join(normalise(without_readings(line)) for line in draft.lines),
            spoken=spoken("\n".join(draft.lines)),
        )
        for draft in reader.drafts
        if draft.lines
    ]


@dataclass(slots=True)
class _Draft:
    """A part while it is read; `lines[0]` is its heading."""

    anchor: str
    inside: "_Draft | None" = None
    lines: list[str] = field(default_factory=list)


class _Reader(HTMLParser):
    """Reads lines of text into the part they stand in."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.drafts: list[_Draft] = []
        self.section = self.here = _Draft("")
        self.open: list[tuple[str, bool, bool]] = []  # tag, left out, begins an entry
        self.line = self.label = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in INLINE or tag in VOID:
            self._end_line()
        if tag in VOID:
            return
        told = {name: value or "" for name, value in attrs}
        anchor = told.get("id", "")
        is_entry = tag == "li" and anchor != ""
        if tag == "h1" or (tag == "h2" and anchor):
            self.section = self._begin(anchor, None)
        elif is_entry:
            self._begin(anchor, self.section)
        is_no_text = tag in ("svg", "form") or "data-not-searched" in told
        is_sign = "mark-sign" in told.get("class", "").split()
        self.open.append((tag, self._is_left_out or is_no_text or is_sign, is_entry))

    def handle_endtag(self, tag: str) -> None:
        if tag not in (opened for opened, _, _ in self.open):
            return
        if tag not in INLINE:
            self._end_line(of=tag)
        while self.open:
            opened, _, was_entry = self.open.pop()
            if was_entry:
                self.here = self.section
            if opened == tag:
                break

    def handle_data(self, data: str) -> None:
        if not self._is_left_out:
            self.line += data

    @property
    def _is_left_out(self) -> bool:
        return bool(self.open) and self.open[-1][1]

    def _begin(self, anchor: str, inside: _Draft | None) -> _Draft:
        self.here = _Draft(anchor, inside)
        self.drafts.append(self.here)
        return self.here

    def _end_line(self, of: str = "") -> None:
        line, self.line = " ".join(self.line.split()), ""
        if of == "dt":
            self.label, line = line, ""
        if line and self.label:
            line = gettext("{label}：{value}").format(label=self.label, value=line)
            self.label = ""
        if line:
            self.here.lines.append(line)
