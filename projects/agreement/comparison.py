"""What changed between the terms somebody signed and the terms as they stand now."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext

from kyodo_portal.words.text import japanese_date
from projects.models import Bearer, Stage


@dataclass(frozen=True, slots=True)
class Difference:
    """One part of the terms: what is no longer in it and what is new, as people read it."""

    label: str
    gone: list[str]
    come: list[str]


def goal_line(goal: dict[str, Any]) -> str:
    """A goal of stored terms as one line."""
    day = japanese_date(dt.date.fromisoformat(goal["by_when"]))
    return gettext("{goal}：{how_much}（{day}まで）").format(
        goal=goal["what"], how_much=goal["how_much"], day=day
    )


def role_line(role: dict[str, Any]) -> str:
    """A row of the stored role table as one line."""
    return gettext("{stage}：{item}（{bearer}）").format(
        stage=Stage(role["stage"]).label, item=role["item"], bearer=Bearer(role["bearer"]).label
    )


def differences(before: dict[str, Any], after: dict[str, Any]) -> list[Difference]:
    """The parts that differ, in the order of the page; a mere change of order counts as one."""
    parts = [
        _between(gettext("共有する目的"), [before["purpose"]], [after["purpose"]]),
        _between(gettext("目標"), map(goal_line, before["goals"]), map(goal_line, after["goals"])),
        _between(
            gettext("役割分担"), map(role_line, before["roles"]), map(role_line, after["roles"])
        ),
    ]
    return [part for part in parts if part is not None]


def _between(label: str, before: Any, after: Any) -> Difference | None:
    old, new = list(before), list(after)
    if old == new:
        return None
    gone = [line for line in old if line not in new]
    come = [line for line in new if line not in old]
    if not (gone or come):
        return Difference(label, old, new)
    return Difference(label, gone, come)
