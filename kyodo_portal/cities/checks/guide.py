"""What the guideline says: readings that can be, places on the map, nothing that leads nowhere."""

import re
from collections import Counter

from kyodo_portal.cities.checks.reading import fits_reading
from kyodo_portal.cities.mistakes import Notes
from kyodo_portal.cities.pages import PAGES
from kyodo_portal.cities.positions import Path
from kyodo_portal.cities.profile import City

_KANA = re.compile(r"[ぁ-ゖァ-ヺー・ ]+")
_CODE = re.compile(r"[a-z0-9][a-z0-9_-]{0,19}")


def check_guide(parsed: City, notes: Notes) -> None:
    """Definitions, districts, links, issues, measures and what the home page shows."""
    for place, word in enumerate(parsed.definitions):
        _check_reading(word.term, word.reading, ("definitions", place, "reading"), notes)
    for place, actor in enumerate(parsed.actors):
        for at, link in enumerate(actor.links):
            _check_page(link.page, ("actors", place, "links", at, "page"), notes)
    if parsed.actor_map and not parsed.actors:
        notes.wrong(("actor_map",), "地図に描く主体（actors）がありません。")
    _check_districts(parsed, notes)
    _check_measures(parsed, notes)
    for place, key in enumerate(parsed.home.precepts):
        if parsed.precept_set(key) is None:
            _nowhere(
                key, [each.key for each in parsed.precepts], ("home", "precepts", place), notes
            )
    for place, precepts in enumerate(parsed.precepts):
        if not precepts.items:
            notes.wrong(
                ("precepts", place, "items"), "中身（[[precepts.items]]）が一つもありません。"
            )


def _check_measures(parsed: City, notes: Notes) -> None:
    items = {f"{one.key}.{item.key}" for one in parsed.precepts for item in one.items}
    alone = Counter(item.key for one in parsed.precepts for item in one.items)
    known = items | {key for key, number in alone.items() if number == 1}
    for place, measure in enumerate(parsed.measures):
        for name in ("policy", "stage"):
            key = getattr(measure, name)
            if key and key not in known:
                _nowhere(key, sorted(items), ("measures", place, name), notes)
        if measure.page:
            _check_page(measure.page, ("measures", place, "page"), notes)
    measures = [measure.key for measure in parsed.measures]
    for place, issue in enumerate(parsed.issues):
        for at, answer in enumerate(issue.answered_by):
            if answer not in measures and answer not in PAGES:
                _nowhere(answer, [*measures, *PAGES], ("issues", place, "answered_by", at), notes)


def _check_districts(parsed: City, notes: Notes) -> None:
    for place, district in enumerate(parsed.districts):
        path: Path = ("districts", place)
        if not _CODE.fullmatch(district.code):
            notes.wrong((*path, "code"), "英小文字・数字・- ・_ で、20 字までで書いてください。")
        _check_reading(district.name, district.reading, (*path, "reading"), notes)
        if (district.latitude is None) != (district.longitude is None):
            notes.wrong(
                path, "緯度（latitude）と経度（longitude）は、両方書くか、両方消してください。"
            )
        for name, least, most in (("latitude", 20, 46), ("longitude", 122, 154)):
            degrees = getattr(district, name)
            if degrees is not None and not least <= degrees <= most:
                notes.wrong(
                    (*path, name),
                    f"日本の中の位置ではありません。{least} から {most} までの度で書いてください。",
                )


def _check_reading(word: str, reading: str, path: Path, notes: Notes) -> None:
    if not _KANA.fullmatch(reading):
        notes.wrong(path, "ひらがなかカタカナで書いてください。")
    elif not fits_reading(word, reading):
        notes.wrong(
            path,
            f"「{reading}」は「{word}」の読みと合いません。言葉の中のかなは、そのまま読みにも書きます。",
        )


def _check_page(name: str, path: Path, notes: Notes) -> None:
    if name not in PAGES:
        _nowhere(name, list(PAGES), path, notes)


def _nowhere(key: str, known: list[str], path: Path, notes: Notes) -> None:
    listed = "、".join(known) or "（一つもありません）"
    notes.wrong(path, f"{key} はどこにもありません。書けるのは {listed} です。")
