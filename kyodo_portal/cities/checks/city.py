"""The city itself: its code, its name and reading, its desk, its days and numbers, its colours."""

import re
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from kyodo_portal.cities.checks.reading import fits_reading
from kyodo_portal.cities.colours import faults
from kyodo_portal.cities.mistakes import Notes
from kyodo_portal.cities.profile import City
from kyodo_portal.words.text import is_kana

MOST = {
    "file_megabytes": 20,
    "files_per_record": 30,
    "photos_per_update": 10,
    "registration_years": 10,
    "renewal_opens": 180,
}
"""The most that each of the limits may say: what one form can carry, and the portal holds."""

MAY_BE_NONE = ("registration_years",)
ENDS = ("fiscal_year", "day")
"""How a registration ends."""

ENDINGS = {"市": ("シ",), "区": ("ク",), "町": ("マチ", "チョウ"), "村": ("ムラ", "ソン")}

_MAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_WEB = re.compile(r"https?://[^\s/]+\S*")


def check_city(parsed: City, own: Mapping[str, Any], notes: Notes) -> None:
    """Names, code, contact, days, limits and colours."""
    if not is_code(parsed.municipality_code):
        notes.wrong(
            ("municipality_code",),
            f"{parsed.municipality_code} は全国地方公共団体コードではありません。"
            "最後の検査数字まで 6 けたの半角の数字で書き、検査数字（6 けた目）が合うかも確かめてください。",
        )
    if not is_kana(parsed.kana):
        notes.wrong(("kana",), "カタカナで書いてください。")
    elif not (fits_reading(parsed.name, parsed.kana) and _ends_alike(parsed.name, parsed.kana)):
        notes.wrong(
            ("kana",),
            f"「{parsed.name}」の読みと合いません。名前の中のかなは、そのまま読みにも書きます。",
        )
    if not parsed.prefecture.endswith(("都", "道", "府", "県")):
        notes.wrong(
            ("prefecture",), "都道府県の名前を、北海道 や 東京都 のように最後まで書いてください。"
        )
    if not _MAIL.fullmatch(parsed.desk.email):
        notes.wrong(
            ("desk", "email"), "メールアドレスを、kyodo@city.example.jp のように書いてください。"
        )
    if parsed.guideline.source_url and not _WEB.fullmatch(parsed.guideline.source_url):
        notes.wrong(
            ("guideline", "source_url"), "https:// か http:// で始まるアドレスを書いてください。"
        )
    _check_days(parsed, notes)
    for name, most in MOST.items():
        least = 0 if name in MAY_BE_NONE else 1
        if not least <= getattr(parsed.limits, name) <= most:
            notes.wrong(("limits", name), f"{least} から {most} までの整数にしてください。")
    if parsed.limits.registration_ends not in ENDS:
        notes.wrong(
            ("limits", "registration_ends"), "fiscal_year か day のどちらかを書いてください。"
        )
    for name, years in asdict(parsed.retention).items():
        if years < 1:
            notes.wrong(("retention", name), "1 以上の年数にしてください。")
    for name, what in faults(parsed.colours):
        notes.wrong(("colours", name), what)


def _ends_alike(name: str, kana: str) -> bool:
    """Whether 市, 区, 町 or 村 is read as it is at the end of a name."""
    return kana.endswith(ENDINGS.get(name[-1:], ("",)))


def is_code(text: str) -> bool:
    """Whether these are five digits and the digit that checks them (全国地方公共団体コード)."""
    if not re.fullmatch(r"[0-9]{6}", text):
        return False
    total = sum(int(digit) * weight for digit, weight in zip(text, (6, 5, 4, 3, 2), strict=False))
    return int(text[5]) == (11 - total % 11) % 10


def _check_days(parsed: City, notes: Notes) -> None:
    """Whole days, each once: a slip here would write letters every day, or none."""
    for name, days in asdict(parsed.reminders).items():
        if len(days) != len(set(days)):
            notes.wrong(("reminders", name), "同じ日が二度書かれています。")
    if not 0 <= parsed.notices.hour <= 23:
        notes.wrong(("notices", "hour"), "0 から 23 までにしてください。")
    if not 0 <= parsed.notices.desk_hour <= 23:
        notes.wrong(("notices", "desk_hour"), "0 から 23 までにしてください。")
    if not 1 <= parsed.notices.weekday <= 7:
        notes.wrong(("notices", "weekday"), "1（月曜日）から 7（日曜日）までにしてください。")
    for name, days in asdict(parsed.waits).items():
        if days < 1:
            notes.wrong(("waits", name), "1 日以上にしてください。")
    for name, days in asdict(parsed.form_days).items():
        if days < 1:
            notes.wrong(("form_days", name), "1 日以上にしてください。")
    for name, number in asdict(parsed.events).items():
        if number < 1:
            notes.wrong(("events", name), "1 以上の整数にしてください。")
