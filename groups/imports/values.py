"""One value of a list of groups or staff: judged as the form judges it where somebody types it."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from kyodo_portal.cities.choices import (
    fields_found,
    group_kinds_found,
    known_fields,
    known_group_kinds,
)
from kyodo_portal.cities.districts import district_choices
from kyodo_portal.cities.rows.kinds import COMMON_FIELDS
from kyodo_portal.files.tables.chosen import numbered
from kyodo_portal.files.tables.values import Check, Fault
from kyodo_portal.life.roles import Role
from kyodo_portal.words.languages import in_japanese
from kyodo_portal.words.text import normalise


def typed(field: forms.Field) -> Check:
    """As the field of a form takes it."""

    def check(value: Any) -> Any:
        try:
            return field.clean(value if isinstance(value, str) else str(value))
        except ValidationError as error:
            raise Fault(" ".join(error.messages)) from None

    return check


def kind_of_group(value: Any) -> str:
    """The kind of group: its name here or elsewhere, or one of the names that stand in it (町内会)."""
    used = dict(group_kinds_found())
    known = {code: called for code, called in known_group_kinds().items() if code in used}
    found = _every_way(known).get(normalise(str(value), 100))
    if found is None:
        names = "、".join(called[0] for called in known.values())
        raise Fault(f"団体の種別は、次のどれかです：{names}。")
    return found


def _every_way(known: Mapping[str, tuple[str, ...]]) -> dict[str, str]:
    ways = {
        code: (code, *called, *(part for name in called for part in name.split("・")))
        for code, called in known.items()
    }
    return {normalise(way): code for code, said in ways.items() for way in said}


def district(value: Any) -> str:
    """A 地区 of the city, by its name or its code."""
    with in_japanese():
        choices = district_choices()
    said = normalise(str(value), 100)
    for code, name in choices:
        if said in (normalise(code), normalise(str(name))):
            return code
    names = "・".join(str(name) for _, name in choices)
    what = f"{names}のどれかを書いてください。" if names else "空にしてください。"
    raise Fault(f"この市の地区にありません。{what}")


def role(value: Any) -> str:
    """A role of the city's side, by its name."""
    names = {normalise(str(role.label)): role.value for role in Role}
    found = names.get(normalise(str(value), 50))
    if found is None:
        raise Fault(f"役割は、次のどれかです：{'、'.join(Role.labels)}。")
    return found


def _fields_here() -> Mapping[int, tuple[str, ...]]:
    """The fields that this city uses: of another its profile says nothing (`cities.in_use`)."""
    used = dict(fields_found())
    return {number: called for number, called in known_fields().items() if number in used}


activity_field = numbered(_fields_here, COMMON_FIELDS, "分野")
