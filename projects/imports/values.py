"""One value of a file of past projects: what it may be, and how offices write it."""

import re
from collections.abc import Callable
from functools import cache
from typing import Any

from django.db.models import IntegerChoices

from groups.models import ActivityField
from kyodo_portal.words.languages import in_japanese
from kyodo_portal.words.text import clean, half_width, normalise, parse_int
from kyodo_portal.words.typed import Unreadable, parse_fiscal_year
from kyodo_portal.words.unseen import named, unseen_in
from projects.register.facets import EARLIEST_YEAR, LATEST_YEAR
from projects.types import CollaborationForm, StartPattern

BETWEEN_WORDS = re.compile("[;；、，,\n]")
BETWEEN_NUMBERS = re.compile(r"[;；、，,\n/／]|(?<=[0-9０-９])[・\s](?=[0-9０-９])")
BETWEEN_ADDRESSES = re.compile(r"[;；\s]")

MOST_YEN = 10**13
"""Ten trillion yen: more than the whole budget of any city, less than the column holds."""

TRUE, FALSE = {"true", "1", "はい", "〇", "○", "◯"}, {"false", "0", "いいえ", "×", "✕", "✗"}
UNSETTLED = "未定"

Check = Callable[[Any], Any]
"""Takes a value of a file and gives what is kept, or raises `Fault`."""


class Fault(Exception):
    """One value that cannot be taken in; the message is the reason, a Japanese sentence."""


def is_nothing(value: Any) -> bool:
    """Whether a cell says nothing: it is empty, or holds the dash that offices put into one."""
    if not isinstance(value, str):
        return value is None
    return set(half_width(value[:20])) <= {"-", " "} and not value[20:]


def text(limit: int) -> Check:
    """A text of at most so many letters, all of which others can see."""

    def check(value: Any) -> str:
        if not isinstance(value, str):
            raise Fault("文字で書いてください。")
        if unseen := unseen_in(value):
            raise Fault(
                f"ほかの人の画面では見えない文字（{'、'.join(map(named, unseen[:5]))}）が"
                "入っています。消すか、見える字に書き直してください。"
            )
        cleaned = clean(value.replace("\v", "\n").replace("\f", "\n")).strip()
        if len(cleaned) > limit:
            raise Fault(f"{limit}文字までです（いまは{len(cleaned)}文字）。")
        return cleaned

    return check


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


def numbered(kinds: type[IntegerChoices], reason: str) -> Check:
    """One of a numbered list: its number, its name, or both (8 補助)."""

    def check(value: Any) -> int:
        number = _number_of(kinds, value) if isinstance(value, str) else value
        if isinstance(number, bool) or number not in kinds.values:
            raise Fault(reason)
        return int(number)

    return check


_NUMBERED = re.compile(r"[(\[]?(?P<number>[0-9]{1,3})[)\].:\s]*(?P<name>.*)")


def _number_of(kinds: type[IntegerChoices], typed: str) -> int | None:
    names = _names(kinds)
    if (named_so := names.get(normalise(typed, 100))) is not None:
        return named_so
    match = _NUMBERED.fullmatch(half_width(typed[:100]))
    if match is None:
        return None
    number = int(match["number"])
    return number if names.get(normalise(match["name"]), number) == number else None


@cache
def _names(kinds: type[IntegerChoices]) -> dict[str, int]:
    with in_japanese():
        return {normalise(str(kind.label)): kind.value for kind in kinds}


@cache
def _patterns() -> dict[str, str]:
    """Every way to write how a collaboration began."""
    with in_japanese():
        labels = {kind.value: str(kind.label) for kind in StartPattern}
    ways = {value: (value, label, f"{value} {label}") for value, label in labels.items()}
    return {normalise(way): value for value, told in ways.items() for way in told}


def pattern(value: Any) -> str:
    """How it began: the letter in any width or case, the name, or both."""
    found = _patterns().get(normalise(value, 100)) if isinstance(value, str) else None
    if found is None:
        raise Fault("始まりの類型は A・B・C・D のどれかです。")
    return found


def flag(value: Any) -> bool:
    """Yes or no, as people tick a list."""
    if isinstance(value, bool):
        return value
    word = half_width(value).lower() if isinstance(value, str) else ""
    if word in TRUE | FALSE:
        return word in TRUE
    raise Fault("true か false（○ か ×）で書いてください。")


def many(check_one: Check, between: re.Pattern[str] = BETWEEN_WORDS) -> Check:
    """Several values: a list, or one text with marks between them."""

    def check(value: Any) -> list[Any]:
        if isinstance(value, str):
            value = [part.strip() for part in between.split(value) if part.strip()]
        if not isinstance(value, list):
            raise Fault("いくつかの値のリストで書いてください（CSVでは「;」で区切ります）。")
        return [check_one(single) for single in value]

    return check


def web_address(value: Any) -> str:
    """Where a record was found: http or https."""
    address = text(2000)(value)
    if not re.match(r"https?://[^\s/]", address):
        raise Fault("出典は http:// か https:// で始まる住所で書いてください。")
    return str(address)


collaboration_form = numbered(
    CollaborationForm, f"形態は1から{max(CollaborationForm)}までの番号か、その名前です。"
)
activity_field = numbered(
    ActivityField, f"分野は1から{max(ActivityField)}までの番号か、その名前です。"
)
