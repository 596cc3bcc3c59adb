"""Tables as offices keep them: titles and group lines around the headings, empty columns, totals.

A table comes as lines of cells with the number of each in its file. Its headings are found by what
they say, wherever they stand near the top; every line that is no record is passed over and named.
"""

import csv
import io
import re
from collections.abc import Iterable, Iterator
from itertools import chain, islice

from kyodo_portal.files.csv_cells import unguarded
from kyodo_portal.files.tables.headings import Headings
from kyodo_portal.files.tables.read import Content, FileRow, shortened
from kyodo_portal.files.tables.refused import ImportRefused
from kyodo_portal.words.text import half_width

Line = tuple[int, list[str]]
"""The number of a line in its file (of a record of several lines, the last), and its cells."""

SEPARATORS = ",\t;"
LOOKED_AT = 20
"""Lines at the top of a table among which its headings may stand."""

_TOTAL = re.compile(r"(合|小|総|累|総合)?計([(:].*)?|合計額|計[0-9]+件")


def csv_lines(text: str, headings: Headings) -> Iterator[Line]:
    """The lines of a CSV file, whichever of the usual separators parts its cells. Raises
    `ImportRefused` while it is read."""
    reader = csv.reader(
        io.StringIO(text, newline=""), delimiter=_separator(text, headings), strict=True
    )
    try:
        for cells in reader:
            yield reader.line_num, [unguarded(cell) for cell in cells]
    except csv.Error as error:
        raise ImportRefused(
            f"CSVとして読めません（{reader.line_num}行目あたり：{shortened(str(error), 60)}）。"
        ) from None


def _separator(text: str, headings: Headings) -> str:
    """The separator under which most headings are known."""

    def known_under(mark: str) -> int:
        return max((_known(cells, headings) for cells in _top_of(text, mark)), default=0)

    return max(SEPARATORS, key=known_under)


def _top_of(text: str, separator: str) -> list[list[str]]:
    lines: list[list[str]] = []
    try:
        lines.extend(
            islice(csv.reader(io.StringIO(text, newline=""), delimiter=separator), LOOKED_AT)
        )
    except csv.Error:
        return lines
    return lines


def _known(cells: Iterable[str], headings: Headings) -> int:
    return sum(headings.key_of(cell) in headings.labels for cell in cells)


def known_headings(lines: Iterable[Line], headings: Headings) -> int:
    """How many headings are known in the line that has most of them."""
    return max((_known(cells, headings) for _, cells in lines), default=0)


def table_of(lines: Iterator[Line], headings: Headings) -> Content:
    """The records of a table. Raises `ImportRefused` where it has no headings, or cells under none."""
    top = list(islice(lines, LOOKED_AT))
    place = max(range(len(top)), key=lambda n: _known(top[n][1], headings), default=0)
    if not top:
        return Content([])
    if _known(top[place][1], headings) < 2:
        raise ImportRefused(f"見出しの行が見つかりません。表のはじめの行に、{headings.usual}")
    table = _Table(*top[place], headings)
    above = [str(number) for number, cells in top[:place] if _is_written(cells)]
    notes = [f"{'・'.join(above)}行目は見出しより上にあるので、使っていません。"] if above else []
    rows: list[FileRow] = []
    for number, cells in chain(top[place + 1 :], lines):
        if not _is_written(cells):
            continue
        why_not = table.why_no_record(cells, is_first=not rows)
        if why_not:
            notes.append(f"{number}行目は{why_not}とみて、使っていません。")
        else:
            rows.append(table.row(len(rows) + 1, number, cells))
    return Content(rows, notes)


def _is_written(cells: list[str]) -> bool:
    return any(cell.strip() for cell in cells)


class _Table:
    """The headings of a table: which of our columns stands at which place."""

    def __init__(self, line: int, cells: list[str], known: Headings) -> None:
        self.line, self.known = line, known
        self.keys = [known.key_of(cell) for cell in cells]
        self.needed = [name for name in known.needed if name in self.keys]
        self.headings = known.own(
            {key: " ".join(cell.split()) for key, cell in zip(self.keys, cells, strict=True) if key}
        )
        doubled = sorted({key for key in self.keys if key and self.keys.count(key) > 1})
        if doubled:
            names = "、".join(self.headings[key] for key in doubled)
            raise ImportRefused(f"{line}行目に同じ列の名前が二度出てきます：{names}")
        for cell in cells:
            if known.in_thousands(cell):
                raise ImportRefused(
                    f"{line}行目の「{shortened(cell)}」は、円のほかの単位の金額のようです。"
                    "円になおして、見出しから単位を消してください。"
                )

    def why_no_record(self, cells: list[str], *, is_first: bool) -> str:
        """Why a line is no record: the headings once more, a sum, or a second line of headings
        before the first record. Empty for a record."""
        said = dict(zip(self.keys, (cell.strip() for cell in cells), strict=False))
        if _known(cells, self.known) * 2 > len(set(self.keys) & set(self.known.labels)):
            return "見出しのくり返し"
        first = next(cell for cell in cells if cell.strip())
        if _TOTAL.fullmatch("".join(half_width(first).split())):
            return "合計の行"
        if sum(bool(said.get(name)) for name in self.needed) * 2 >= len(self.needed):
            return ""
        return "見出しの続き" if is_first and not said.get(self.known.named) else ""

    def row(self, number: int, line: int, cells: list[str]) -> FileRow:
        """The record in a line. Raises `ImportRefused` for cells without a heading or without end."""
        where = f"{number}件目（{line}行目）"
        while len(cells) > len(self.keys) and not cells[-1].strip():
            cells = cells[:-1]
        if len(cells) != len(self.keys):
            raise ImportRefused(
                f"{where}：列の数が{len(cells)}で、{self.line}行目の{len(self.keys)}と合いません。"
                "コンマや引用符の抜けがないか確かめてください。"
            )
        values = {}
        for place, (key, cell) in enumerate(zip(self.keys, cells, strict=True), start=1):
            if key:
                values[key] = cell
            elif cell.strip():
                raise ImportRefused(
                    f"{where}：見出しのない{place}列目に「{shortened(cell)}」があります。"
                    "見出しを書くか、その列を消してください。"
                )
        return FileRow(
            number,
            values,
            line=line,
            is_text=True,
            headings=self.headings,
            called_by=self.known.named,
        )
