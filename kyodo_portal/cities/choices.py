"""What forms and filters offer of the profile's kinds, and how a page calls one of them.

`…_choices` are all that records may have, closed and off among them: the choices of a model's field, so
that what a record has is always told by its name. `…_offered` are those a person may choose anew, and
beside them what the record at hand has already. `…_found` are those by which a list is narrowed and
counted: what is offered, and what is closed.
"""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import TypeVar

from django.conf import settings

from kyodo_portal.cities.loading import city, common, said

Key = TypeVar("Key", str, int)


def pattern_choices() -> list[tuple[str, str]]:
    return [(each.code, said(each.name)) for each in city().patterns]


def form_choices() -> list[tuple[int, str]]:
    return [(each.number, said(each.name)) for each in city().forms]


def group_kind_choices() -> list[tuple[str, str]]:
    return [(each.code, said(each.name)) for each in city().group_kinds]


def field_choices() -> list[tuple[int, str]]:
    return [(each.number, said(each.name)) for each in city().fields]


def place_kind_choices() -> list[tuple[str, str]]:
    return [(each.code, said(each.name)) for each in city().place_kinds]


def event_kind_choices() -> list[tuple[str, str]]:
    return [(each.code, said(each.name)) for each in city().event_kinds]


def committee_kind_choices() -> list[tuple[str, str]]:
    return [(each.code, said(each.name)) for each in city().committee_kinds]


def patterns_offered(*has: str) -> list[tuple[str, str]]:
    return _offered(pattern_choices(), (each.code for each in city().patterns_on), has)


def forms_offered(*has: int | None) -> list[tuple[int, str]]:
    """The forms of the city by their numbers, and those the record has."""
    return sorted(_offered(form_choices(), city().enabled_forms, has))


def group_kinds_offered(*has: str) -> list[tuple[str, str]]:
    return _offered(group_kind_choices(), (each.code for each in city().group_kinds_on), has)


def fields_offered(*has: int) -> list[tuple[int, str]]:
    return _offered(field_choices(), (each.number for each in city().fields_on), has)


def place_kinds_offered(*has: str) -> list[tuple[str, str]]:
    return _offered(place_kind_choices(), (each.code for each in city().place_kinds_on), has)


def event_kinds_offered(*has: str) -> list[tuple[str, str]]:
    return _offered(event_kind_choices(), (each.code for each in city().event_kinds_on), has)


def committee_kinds_offered(*has: str) -> list[tuple[str, str]]:
    return _offered(
        committee_kind_choices(), (each.code for each in city().committee_kinds_on), has
    )


def patterns_found() -> list[tuple[str, str]]:
    return [(each.code, said(each.name)) for each in city().patterns_used]


def forms_found() -> list[tuple[int, str]]:
    used = sorted(city().forms, key=lambda form: form.number)
    return [(each.number, said(each.name)) for each in used if each.state != "off"]


def group_kinds_found() -> list[tuple[str, str]]:
    return [(each.code, said(each.name)) for each in city().group_kinds if each.state != "off"]


def fields_found() -> list[tuple[int, str]]:
    return [(each.number, said(each.name)) for each in city().fields if each.state != "off"]


def place_kinds_found() -> list[tuple[str, str]]:
    return [(each.code, said(each.name)) for each in city().place_kinds if each.state != "off"]


def event_kinds_found() -> list[tuple[str, str]]:
    return [(each.code, said(each.name)) for each in city().event_kinds if each.state != "off"]


def opinion_writer_choices() -> list[tuple[str, str]]:
    return [(each.code, said(each.name)) for each in city().opinion_writers]


def opinion_answer_choices() -> list[tuple[str, str]]:
    return [(each.code, said(each.name)) for each in city().opinion_answers]


def call_kind_choices() -> list[tuple[str, str]]:
    return [(each.code, said(each.name)) for each in city().call_kinds]


def call_kinds_offered(*has: str) -> list[tuple[str, str]]:
    return _offered(call_kind_choices(), (each.code for each in city().call_kinds_on), has)


def call_kinds_found() -> list[tuple[str, str]]:
    return [(each.code, said(each.name)) for each in city().call_kinds if each.state != "off"]


def opinion_writers_offered(*has: str) -> list[tuple[str, str]]:
    on = (each.code for each in city().opinion_writers_on)
    return _offered(opinion_writer_choices(), on, has)


def opinion_answers_offered(*has: str) -> list[tuple[str, str]]:
    on = (each.code for each in city().opinion_answers_on)
    return _offered(opinion_answer_choices(), on, has)


def committee_kinds_found() -> list[tuple[str, str]]:
    return [(each.code, said(each.name)) for each in city().committee_kinds if each.state != "off"]


def pattern_name(code: str) -> str:
    """How the page calls a start pattern; nothing for a record without one."""
    pattern = city().pattern(code)
    return said(pattern.name) if pattern else ""


def form_name(number: int) -> str:
    return said(city().form(number).name)


def group_kind_name(code: str) -> str:
    return said(city().group_kind(code).name)


def field_name(number: int) -> str:
    return said(city().field(number).name)


def place_kind_name(code: str) -> str:
    return said(city().place_kind(code).name)


def event_kind_name(code: str) -> str:
    return said(city().event_kind(code).name)


def known_forms() -> Mapping[int, tuple[str, ...]]:
    """Every form a record of this city may have, with its Japanese names: what the city calls it, and what it
    is called elsewhere. Files are read by them."""
    return _known_forms(settings.KYODO_CITY)


def known_fields() -> Mapping[int, tuple[str, ...]]:
    """Every field of activity, in the same way."""
    return _known_fields(settings.KYODO_CITY)


def known_group_kinds() -> Mapping[str, tuple[str, ...]]:
    """Every kind of group, in the same way."""
    return _known_group_kinds(settings.KYODO_CITY)


@lru_cache(maxsize=8)
def _known_forms(_city: str) -> Mapping[int, tuple[str, ...]]:
    return {each.number: (each.name, common().form(each.number).name) for each in city().forms}


@lru_cache(maxsize=8)
def _known_fields(_city: str) -> Mapping[int, tuple[str, ...]]:
    return {each.number: (each.name, common().field(each.number).name) for each in city().fields}


@lru_cache(maxsize=8)
def _known_group_kinds(_city: str) -> Mapping[str, tuple[str, ...]]:
    kinds = city().group_kinds
    return {each.code: (each.name, common().group_kind(each.code).name) for each in kinds}


def _offered(
    choices: list[tuple[Key, str]], on: Iterable[Key], has: Iterable[Key | None]
) -> list[tuple[Key, str]]:
    wanted = {*on, *has}
    return [choice for choice in choices if choice[0] in wanted]
