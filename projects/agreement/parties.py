"""For whom somebody speaks in a project: a partner group, or a responsible department."""

from dataclasses import dataclass

from groups.rules.people import belongs_to, manages, works_in
from kyodo_portal.life.people import Person
from projects.models import Partner, Project, ResponsibleDepartment
from projects.models.updates import UpdateSide


@dataclass(frozen=True, slots=True)
class Voice:
    """One side a person may report for. `label` is what the public reads, never a person's name."""

    key: str
    side: UpdateSide
    label: str


def voices_of(person: Person, project: Project) -> list[Voice]:
    """Every group of the project the person belongs to and every department they work in."""
    groups = [
        Voice(f"group-{row.pk}", UpdateSide.GROUP, row.label)
        for row in project.partners.all()
        if belongs_to(person, [row.group_id])
    ]
    departments = [
        Voice(f"city-{row.pk}", UpdateSide.CITY, row.label)
        for row in project.responsible_departments.all()
        if works_in(person, [row.department_id])
    ]
    return [*groups, *departments]


def signs_for(person: Person, project: Project) -> list[Partner | ResponsibleDepartment]:
    """The parties this person may sign the agreement for."""
    return [
        *(row for row in project.partners.all() if manages(person, [row.group_id])),
        *(
            row
            for row in project.responsible_departments.all()
            if works_in(person, [row.department_id])
        ),
    ]
