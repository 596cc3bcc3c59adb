"""What a record of a past project must say: every column with its rule, every fault with its reason."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from groups.models import ActivityField
from kyodo_portal.words.text import clean, parse_int
from projects.imports.files import FileRow, shortened
from projects.types import CollaborationForm, StartPattern

LIST_MARKS = re.compile("[;；]")
FIRST_YEAR, LAST_YEAR = 1950, 2100
MOST_YEN = 10**13
"""Ten trillion yen: more than the whole budget of any city, less than the column holds."""

TRUE, FALSE = {"true", "1", "はい"}, {"false", "0", "いいえ"}


class Fault(Exception):
    """One value that cannot be taken in; the message is the reason, a Japanese sentence."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault of one record, with where to find it."""

    row: str
    field: str
    value: str
    reason: str

    def __str__(self) -> str:
        shown = f"「{self.value}」" if self.value else ""
        return f"{self.row}の {self.field}{shown}：{self.reason}"


def _text(limit: int) -> Callable[[Any], Any]:
    def check(value: Any) -> str:
        if not isinstance(value, str):
            raise Fault("文字で書いてください。")
        try:
            cleaned = clean(value).strip()
        except ValueError:
            raise Fault(
                "保存できない文字（NULなど）が入っています。入力し直してください。"
            ) from None
        if len(cleaned) > limit:
            raise Fault(f"{limit}文字までです（いまは{len(cleaned)}文字）。")
        return cleaned

    return check


def _number(least: int, most: int, reason: str) -> Callable[[Any], int]:
    def check(value: Any) -> int:
        if isinstance(value, str):
            try:
                value = parse_int(value)
            except ValueError:
                raise Fault(reason) from None
        if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
            raise Fault(reason)
        return value

    return check


def _many(check_one: Callable[[Any], Any]) -> Callable[[Any], list[Any]]:
    def check(value: Any) -> list[Any]:
        if isinstance(value, str):
            value = [part.strip() for part in LIST_MARKS.split(value) if part.strip()]
        if not isinstance(value, list):
            raise Fault("いくつかの値のリストで書いてください（CSVでは「;」で区切ります）。")
        return [check_one(single) for single in value]

    return check


def _pattern(value: Any) -> str:
    if value not in StartPattern.values:
        raise Fault("始まりの類型は A・B・C・D のどれかです。")
    return str(value)


def _flag(value: Any) -> bool:
    if isinstance(value, bool):
        return value
    word = value.strip().lower() if isinstance(value, str) else ""
    if word in TRUE | FALSE:
        return word in TRUE
    raise Fault("true か false で書いてください。")


def _url(value: Any) -> str:
    address = _text(2000)(value)
    if not re.match(r"https?://[^\s/]", address):
        raise Fault("出典は http:// か https:// で始まる住所で書いてください。")
    return str(address)


_year = _number(FIRST_YEAR, LAST_YEAR, f"年度は{FIRST_YEAR}から{LAST_YEAR}までの西暦の整数です。")
_yen = _number(0, MOST_YEN, "金額は0円以上の整数（円）です。")
_form = _number(1, max(CollaborationForm), f"形態は1から{max(CollaborationForm)}までの番号です。")
_field = _number(1, max(ActivityField), f"分野は1から{max(ActivityField)}までの番号です。")


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the file: its rule, and whether a record may leave it empty or out."""

    check: Callable[[Any], Any]
    required: bool = False


COLUMNS: dict[str, Column] = {
    "id": Column(_text(100), required=True),
    "city": Column(_text(50), required=True),
    "title": Column(_text(200), required=True),
    "partner_name": Column(_text(200)),
    "partner_type": Column(_text(50)),
    "department": Column(_text(500)),
    "purpose": Column(_text(2000), required=True),
    "proposal_type": Column(_text(200)),
    "start_pattern": Column(_pattern, required=True),
    "start_pattern_name": Column(_text(50)),
    "forms": Column(_many(_form), required=True),
    "form_names": Column(_many(_text(50))),
    "primary_form": Column(_form, required=True),
    "form_basis": Column(_text(50)),
    "reasoning": Column(_text(2000)),
    "field_no": Column(_field, required=True),
    "field_name": Column(_text(100)),
    "fiscal_year": Column(_year, required=True),
    "fiscal_year_end": Column(_year, required=True),
    "fiscal_year_label": Column(_text(50)),
    "budget_total_yen": Column(_yen),
    "budget_city_yen": Column(_yen),
    "decision": Column(_text(5000)),
    "evaluation": Column(_text(5000)),
    "source_urls": Column(_many(_url)),
    "confidence": Column(_text(50)),
    "note": Column(_text(5000)),
    "budget_cap_yen": Column(_yen),
    "fiscal_year_certain": Column(_flag),
}

MISSING = "書かれていません。この項目は必ず必要です。"


@dataclass(frozen=True, slots=True)
class Checked:
    """What a file's rows came to: good records, faults, and columns that were left unused."""

    records: list[tuple[FileRow, dict[str, Any]]]
    problems: list[Problem]
    unknown: list[str]


def check_rows(rows: list[FileRow]) -> Checked:
    """Judge every row by every rule, so that one look at the report is enough to mend the file."""
    records, problems = [], []
    first: dict[str, int] = {}
    unknown = sorted({name for row in rows for name in row.values if name not in COLUMNS})
    for row in rows:
        record, faults = _check_row(row)
        identity = record.get("id")
        if identity in first:
            reason = f"同じ番号が{first[identity]}件目にもあります。"
            faults.append(Problem(row.label, "id", shortened(identity), reason))
        elif identity:
            first[identity] = row.number
        problems += faults
        if not faults:
            records.append((row, record))
    return Checked(records, problems, unknown)


def _check_row(row: FileRow) -> tuple[dict[str, Any], list[Problem]]:
    record: dict[str, Any] = {}
    problems: list[Problem] = []
    for name, column in COLUMNS.items():
        value = row.values.get(name)
        empty = value is None or (isinstance(value, str) and not value.strip())
        if empty and column.required:
            problems.append(Problem(row.label, name, "", MISSING))
        elif empty:
            if name in row.values:
                record[name] = None if row.is_text else value
        else:
            try:
                record[name] = column.check(value)
            except Fault as fault:
                problems.append(Problem(row.label, name, shortened(value), str(fault)))
    for name, reason in _contradictions(record):
        problems.append(Problem(row.label, name, shortened(row.values.get(name)), reason))
    return record, problems


def _contradictions(record: dict[str, Any]) -> list[tuple[str, str]]:
    """Where two columns of a record, each right by itself, do not go together."""
    found = []
    forms, primary = record.get("forms"), record.get("primary_form")
    if forms == []:
        found.append(("forms", "形態を一つ以上書いてください。"))
    elif forms and len(set(forms)) != len(forms):
        found.append(("forms", "同じ形態が二度出てきます。"))
    elif forms and primary is not None and primary not in forms:
        found.append(("primary_form", "主な形態が、forms の中にありません。"))
    names = record.get("form_names")
    if forms and names and [CollaborationForm(number).label for number in forms] != names:
        found.append(("form_names", "forms の番号と、形態の名前が合いません。"))
    pattern, called = record.get("start_pattern"), record.get("start_pattern_name")
    if pattern and called and StartPattern(pattern).label != called:
        found.append(("start_pattern_name", "start_pattern の記号と、類型の名前が合いません。"))
    first, last = record.get("fiscal_year"), record.get("fiscal_year_end")
    if first is not None and last is not None and last < first:
        found.append(("fiscal_year_end", "終わりの年度が、始まりの年度より前です。"))
    total, share = record.get("budget_total_yen"), record.get("budget_city_yen")
    if total is not None and share is not None and share > total:
        found.append(("budget_city_yen", "市の負担が、総事業費より多くなっています。"))
    if not (record.get("partner_name") or record.get("partner_type")):
        found.append(
            ("partner_name", "相手の団体の名前（partner_name）か種別（partner_type）が必要です。")
        )
    if any(len(name) > 100 for name in departments_of(record)):
        found.append(("department", "課の名前は、一つあたり100文字までです。"))
    return found


def departments_of(record: dict[str, Any]) -> list[str]:
    """The departments a record names, parted by 、."""
    return [name for name in (record.get("department") or "").split("、") if name]
