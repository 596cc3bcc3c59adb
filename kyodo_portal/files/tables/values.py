"""One value of a list: what it may be, and how offices write it."""

import re
from collections.abc import Callable
from typing import Any

from kyodo_portal.words.text import clean, half_width
from kyodo_portal.words.unseen import named, unseen_in

BETWEEN_WORDS = re.compile("[;；、，,\n]")

TRUE, FALSE = {"true", "1", "はい", "〇", "○", "◯"}, {"false", "0", "いいえ", "×", "✕", "✗"}

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


def flag(value: Any) -> bool:
    """Yes or no, as people tick a list."""
    if isinstance(value, bool):
        return value
    word = half_width(value).lower() if isinstance(value, str) else ""
    if word in TRUE | FALSE:
        return word in TRUE
    raise Fault("true か false（○ か ×）で書いてください。")


def only_yes(value: Any) -> bool | None:
    """Yes, as people tick a list; a no says nothing."""
    return flag(value) or None


def many(check_one: Check, between: re.Pattern[str] = BETWEEN_WORDS) -> Check:
    """Several values: a list, or one text with marks between them."""

    def check(value: Any) -> list[Any]:
        if isinstance(value, str):
            value = [part.strip() for part in between.split(value) if part.strip()]
        if not isinstance(value, list):
            raise Fault("いくつかの値のリストで書いてください（CSVでは「;」で区切ります）。")
        return [check_one(single) for single in value]

    return check
