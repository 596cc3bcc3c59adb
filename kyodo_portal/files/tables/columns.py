"""What a record of a list must say: every column with its rule, every fault with its reason and the
file's own heading."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from kyodo_portal.files.tables.headings import Headings
from kyodo_portal.files.tables.read import FileRow, shortened
from kyodo_portal.files.tables.values import Check, Fault, is_nothing

MISSING = "書かれていません。この項目は必ず必要です。"

Record = dict[str, Any]
Contradictions = Callable[[Record, Callable[[str], str]], list[tuple[str, str]]]
"""Where columns of a record, each right by itself, do not go together: column and reason. It is
given the record and what says how the file calls a column."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault of one record, with where to find it: under which of the file's own headings."""

    row: str
    field: str
    value: str
    reason: str

    def __str__(self) -> str:
        shown = f"「{self.value}」" if self.value else ""
        return f"{self.row}の {self.field}{shown}：{self.reason}"


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the file: its rule, and whether a record may leave it empty or out, which the city
    may decide."""

    check: Check
    required: bool | Callable[[], bool] = False

    @property
    def is_required(self) -> bool:
        return self.required() if callable(self.required) else self.required


@dataclass(frozen=True, slots=True)
class Checked:
    """What a file's rows came to: good records, faults, and columns that were left unused."""

    records: list[tuple[FileRow, Record]]
    problems: list[str]
    unknown: list[str] = field(default_factory=list)


def explained(headings: Headings, columns: Mapping[str, Column]) -> tuple[tuple[str, str], ...]:
    """The columns of a kind of list for those who make one: each by its name, marked by ＊ where every
    record needs it, with what else may stand above it."""
    others = {
        key: "、".join(other for other, own in headings.aliases.items() if own == key)
        for key in headings.labels
    }
    return tuple(
        (f"{label}{'＊' if columns[key].required else ''}", others[key] or "（この名前だけ）")
        for key, label in headings.labels.items()
    )


def nothing_contradicts(_: Record, __: Callable[[str], str]) -> list[tuple[str, str]]:
    return []


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """The rules of a kind of list.

    columns         every column, in the order in which faults are told.
    contradictions  where columns do not go together.
    identity        the column that no two records may share, where there is one; `twice` is said of it.
    same            what tells whether two of them are the same.
    """

    columns: Mapping[str, Column]
    contradictions: Contradictions = nothing_contradicts
    identity: str = ""
    twice: str = "同じ番号が{place}にもあります。"
    same: Callable[[str], str] = str

    def check(self, rows: list[FileRow]) -> Checked:
        """Judge every row by every rule, so that one look at the report is enough to mend the file."""
        if lacking := self._lacking(rows):
            return Checked([], lacking)
        records: list[tuple[FileRow, Record]] = []
        problems: list[str] = []
        first: dict[str, FileRow] = {}
        unknown = sorted({name for row in rows for name in row.values if name not in self.columns})
        for row in rows:
            record, faults = self._check_row(row)
            told = record.get(self.identity)
            identity = self.same(told) if told else ""
            if identity in first:
                reason = self.twice.format(place=first[identity].place)
                heading = row.heading(self.identity)
                faults.append(Problem(row.label, heading, shortened(told), reason))
            elif identity:
                first[identity] = row
            problems += map(str, faults)
            if not faults:
                records.append((row, record))
        return Checked(records, problems, unknown)

    def _lacking(self, rows: list[FileRow]) -> list[str]:
        """A table without a column that every record needs is told so once, and not for each record."""
        if not rows or not rows[0].is_text:
            return []
        missing = [name for name, column in self.columns.items() if column.is_required]
        names = [rows[0].heading(name) for name in missing if name not in rows[0].values]
        if not names:
            return []
        return [
            f"「{'」「'.join(names)}」の列がありません。見出しの行に加えて、書き足してください。"
        ]

    def _check_row(self, row: FileRow) -> tuple[Record, list[Problem]]:
        record: Record = {}
        problems: list[Problem] = []
        for name, column in self.columns.items():
            value = row.values.get(name)
            if not is_nothing(value):
                try:
                    record[name] = column.check(value)
                except Fault as fault:
                    told = Problem(row.label, row.heading(name), shortened(value), str(fault))
                    problems.append(told)
            elif column.is_required:
                problems.append(Problem(row.label, row.heading(name), "", MISSING))
            elif name in row.values:
                record[name] = None if value or row.is_text else value
        for name, reason in self.contradictions(record, row.heading):
            value = row.values.get(name)
            problems.append(Problem(row.label, row.heading(name), shortened(value), reason))
        return record, problems
