"""The 地区 that a record of a file names. This city's own stand in its profile; another city's are its own
affair, and stay with the record as it came."""

from collections.abc import Callable
from typing import Any

from kyodo_portal.cities.districts import district_choices, district_name
from kyodo_portal.words.languages import in_japanese
from kyodo_portal.words.text import normalise
from projects.models.projects import names_of_this_city

NAMES = ("district", "district_name")
"""The columns that name it: by its code, and by its name. Either will do, and either takes both."""


def district_of(record: dict[str, Any]) -> dict[str, str]:
    """What a project keeps of it: the code. Nothing where the file has no such column, so that what staff
    chose here stays, and nothing of another city's."""
    if not (_is_of_this_city(record) and any(name in record for name in NAMES)):
        return {}
    codes = [_code_of(record[name]) for name in NAMES if record.get(name)]
    return {"district": codes[0] or "" if codes else ""}


def district_faults(record: dict[str, Any], heading: Callable[[str], str]) -> list[tuple[str, str]]:
    """Which column names a 地区 that this city has not, or another than the column before it; why."""
    if not _is_of_this_city(record):
        return []
    told = [(name, _code_of(record[name])) for name in NAMES if record.get(name)]
    names = [name for _code, name in _choices()]
    known = f"{'・'.join(names)}のどれかを書いてください。" if names else "空にしてください。"
    found = [(name, f"この市の地区にありません。{known}") for name, code in told if code is None]
    if not found and len({code for _name, code in told}) > 1:
        found = [("district_name", f"{heading('district')} の記号と、地区の名前が合いません。")]
    return found


def _is_of_this_city(record: dict[str, Any]) -> bool:
    return record.get("city") in names_of_this_city()


def _choices() -> list[tuple[str, str]]:
    with in_japanese():
        return district_choices()


def _code_of(told: str) -> str | None:
    """The code of a 地区 that is told by its code or its name; None for one that the city has not."""
    said = normalise(told)
    return next((c for c, name in _choices() if said in (normalise(c), normalise(name))), None)


def told_of(district: str, record: dict[str, Any]) -> dict[str, Any]:
    """What a record that was read in says of it by now, the project having this code; nothing new while it
    names the same."""
    if not _is_of_this_city(record) or district_of(record).get("district", "") == district:
        return {}
    return {"district": district or None, "district_name": district_name(district) or None}
