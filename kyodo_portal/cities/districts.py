"""The 地区 of the city: what forms offer, and how a page calls one.

A record keeps the code, which never changes. One that the profile no longer names is called by it.
"""

from kyodo_portal.cities.loading import city, said


def district_choices() -> list[tuple[str, str]]:
    """Every 地区 of the city by its code, in the city's order; none where it names none."""
    return [(each.code, said(each.name)) for each in city().districts]


def districts_offered(has: str) -> list[tuple[str, str]]:
    """What a form offers: the city's, and beside them the one that the record has."""
    choices = district_choices()
    if has and has not in dict(choices):
        choices.append((has, has))
    return choices


def district_name(code: str) -> str:
    """How the page calls a 地区; nothing for a record without one."""
    return dict(district_choices()).get(code, code)


def district_reading(code: str) -> str:
    """How its name is read, by which it is found; nothing for one that the profile does not name."""
    return next((each.reading for each in city().districts if each.code == code), "")
