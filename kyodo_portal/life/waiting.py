"""What waits for a person: one line per thing to do, each leading where it is done."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Task:
    """One thing that waits for somebody. `due` is the day it should be done by (JST)."""

    label: str
    url: str
    due: date | None = None
    note: str = ""


def by_urgency(tasks: list[Task]) -> list[Task]:
    """Those with a date first, the nearest date at the top."""
    return sorted(tasks, key=lambda task: (task.due is None, task.due or date.max))
