"""A list as it was read and judged, before anything is written."""

from collections.abc import Callable
from dataclasses import dataclass, field

from kyodo_portal.files.tables.columns import Record, Rules
from kyodo_portal.files.tables.headings import Headings
from kyodo_portal.files.tables.read import FileRow
from kyodo_portal.files.tables.reading import read_table
from kyodo_portal.files.tables.refused import ImportRefused
from kyodo_portal.life.jobs.kinds import Section
from kyodo_portal.words.text import normalise


@dataclass(frozen=True, slots=True)
class Read:
    """The good records of a list, and what of it was left aside."""

    records: list[tuple[FileRow, Record]]
    left: list[Section] = field(default_factory=list)


def reader(headings: Headings, rules: Rules) -> Callable[[bytes, str], Read]:
    """What reads a list under these headings and judges it by these rules. It raises `ImportRefused`
    with one sentence for every fault of every record."""

    def read(data: bytes, name: str) -> Read:
        content = read_table(data, name, headings)
        checked = rules.check(content.rows)
        if checked.problems:
            raise ImportRefused(*checked.problems)
        left = [
            counted("使わなかった行", content.notes),
            counted("使わなかった列", checked.unknown),
        ]
        return Read(checked.records, [section for section in left if section.lines])

    return read


def counted(title: str, lines: list[str]) -> Section:
    """A part of the report with its number; without a title, and so left out, where it has none."""
    return Section(f"{title}：{len(lines)}件" if lines else "", lines)


def same_name(name: str) -> str:
    """By what two names are the same name: width, case, kana and blanks put aside."""
    return "".join(normalise(name, 200).split())
