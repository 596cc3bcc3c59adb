"""One value of a record of a past project: what it may be, and how offices write it."""

import re
from typing import Any

from kyodo_portal.cities import city
from kyodo_portal.cities.choices import known_fields, known_forms
from kyodo_portal.cities.rows.kinds import COMMON_FIELDS, COMMON_FORMS, PATTERNS
from kyodo_portal.files.tables.chosen import numbered
from kyodo_portal.files.tables.values import Fault, text
from kyodo_portal.words.text import normalise, parse_int
from kyodo_portal.words.typed import Unreadable, parse_fiscal_year
from projects.register.facets import EARLIEST_YEAR, LATEST_YEAR

BETWEEN_NUMBERS = re.compile(r"[;；、，,\n/／]|(?<=[0-9０-９])[・\s](?=[0-9０-９])")
BETWEEN_ADDRESSES = re.compile(r"[;；\s]")

MOST_YEN = 10**13
"""Ten trillion yen: more than the whole budget of any city, less than the column holds."""

UNSETTLED = "未定"


def yen(value: Any) -> int | None:
    """An amount of whole yen; what nobody has settled yet is nothing."""
    reason = "金額は0円以上の整数（円）です。"
    if isinstance(value, str):
        if value.strip() == UNSETTLED:
            return None
        try:
            value = parse_int(value)
        except ValueError:
            raise Fault(reason) from None
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= MOST_YEN:
        raise Fault(reason)
    return value


def year(value: Any) -> int:
    """A 年度 in any of the ways `parse_fiscal_year` reads."""
    reason = (
        f"年度は{EARLIEST_YEAR}年度から{LATEST_YEAR}年度までです。"
        "2023、2023年度、令和5年度、R5 のように書いてください。"
    )
    if isinstance(value, str):
        try:
            value = parse_fiscal_year(value)
        except Unreadable:
            raise Fault(reason) from None
    if isinstance(value, bool) or not isinstance(value, int):
        raise Fault(reason)
    if not EARLIEST_YEAR <= value <= LATEST_YEAR:
        raise Fault(reason)
    return value


def _patterns() -> dict[str, str]:
    """Every way to write how a collaboration began: by its letter, and by the name the city has for it."""
    ways = {code: [code] for code in PATTERNS}
    for each in city().patterns:
        ways[each.code] += [each.name, f"{each.code} {each.name}"]
    return {normalise(way): code for code, told in ways.items() for way in told}


def pattern(value: Any) -> str:
    """How it began: the letter in any width or case, the name, or both."""
    found = _patterns().get(normalise(value, 100)) if isinstance(value, str) else None
    if found is None:
        raise Fault("始まりの類型は A・B・C・D のどれかです。")
    return found


def web_address(value: Any) -> str:
    """Where a record was found: http or https."""
    address = text(2000)(value)
    if not re.match(r"https?://[^\s/]", address):
        raise Fault("出典は http:// か https:// で始まる住所で書いてください。")
    return str(address)


collaboration_form = numbered(known_forms, COMMON_FORMS, "形態")
activity_field = numbered(known_fields, COMMON_FIELDS, "分野")
