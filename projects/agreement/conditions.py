"""The conditions of adoption, one by one, and which of them are met."""

from dataclasses import dataclass

from projects.models import Project
from projects.models.conditions import MetCondition, mark_of


@dataclass(frozen=True, slots=True)
class Condition:
    """One line of the conditions of a project; `met` where it is."""

    text: str
    mark: str
    met: MetCondition | None = None


def lines_of(project: Project) -> list[str]:
    """The conditions as they stand, each once."""
    lines = (line.strip() for line in project.conditions.splitlines())
    return list(dict.fromkeys(line for line in lines if line))


def conditions_of(project: Project) -> list[Condition]:
    """Every condition; one query, and none where there are no conditions."""
    lines = lines_of(project)
    if not lines:
        return []
    met = {row.mark: row for row in project.met_conditions.all()}
    return [Condition(text, mark_of(text), met.get(mark_of(text))) for text in lines]
