"""The 地区 of the city: what forms offer, and how a page calls one.

A record keeps the code, which never changes. One that the profile no longer names is called by it.
"""

from kyodo_portal.cities.loading import city, said
from kyodo_portal.cities.rows import District
from kyodo_portal.words.languages import EASY, current, listed
from kyodo_portal.words.readings import with_reading

TOLD = 8
"""How many 町・区 a choice names."""


def district_choices() -> list[tuple[str, str]]:
    """Every 地区 of the city by its code, in the city's order; none where it names none."""
    return [(each.code, _called(each)) for each in city().districts]


def districts_offered(has: str) -> list[tuple[str, str]]:
    """What a form offers: the city's, each with the 町・区 that belong to it, by which people know theirs; and
    beside them the one that the record has."""
    choices = [(each.code, _with_towns(each)) for each in city().districts]
    if has and has not in dict(choices):
        choices.append((has, has))
    return choices


def district_name(code: str) -> str:
    """How the page calls a 地区; nothing for a record without one."""
    return dict(district_choices()).get(code, code)


def district_reading(code: str) -> str:
    """How its name is read, by which it is found; nothing for one that the profile does not name."""
    return next((each.reading for each in city().districts if each.code == code), "")


def _with_towns(district: District) -> str:
    towns = listed(said(town) for town in district.towns[:TOLD])
    more = "…" if len(district.towns) > TOLD else ""
    return f"{_called(district)}（{towns}{more}）" if towns else _called(district)


def _called(district: District) -> str:
    """Its name in the language of the page; in やさしい日本語, where the city wrote none, with its reading."""
    name = said(district.name)
    if current() == EASY and name == district.name:
        return with_reading(name, district.reading)
    return name
