"""The items of an evaluation by the phases of the work that they look at: 導入・過程・成果, or the city's own."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

from evaluations.models import EvaluationItem
from kyodo_portal.cities import said

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Phase(Generic[Row]):
    """One phase as this evaluation was asked about it: its key, its name as the page says it, and what
    there is to show of each of its items."""

    key: str
    name: str
    rows: list[Row]


def by_phase(rows: Iterable[Row], item_of: Callable[[Row], EvaluationItem]) -> list[Phase[Row]]:
    """The rows by phase, in the order in which the phases are asked about."""
    phases: dict[str, Phase[Row]] = {}
    for row in rows:
        item = item_of(row)
        phase = phases.setdefault(item.phase, Phase(item.phase, said(item.phase_name), []))
        phase.rows.append(row)
    return list(phases.values())
