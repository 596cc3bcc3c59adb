"""For whom somebody speaks in a project: a partner group, or a responsible department."""

from dataclasses import dataclass
from typing import Any

from groups.rules.people import belongs_to, manages, works_in
from kyodo_portal.life.people import Person
from projects.agreement.terms import Terms, identity_of, terms_of
from projects.models import AskedParty, Partner, Project, ResponsibleDepartment, UpdateSide


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


def is_spoken_for_by(party: AskedParty, person: Person) -> bool:
    """Whether this person may answer an amendment for the party."""
    if party.department_id is not None:
        return works_in(person, [party.department_id])
    return party.group_id is not None and manages(person, [party.group_id])


def asked_by(project: Project, terms: Terms) -> list[AskedParty]:
    """The parties that have to sign these new terms of a project: those they name, and those that
    they leave out as far as somebody still speaks for them. Not stored yet."""
    before = terms_of(project)["parties"]
    parties: list[AskedParty] = []
    for side, key in ((UpdateSide.GROUP, "groups"), (UpdateSide.CITY, "departments")):
        stay = {identity_of(party) for party in terms["parties"][key]}
        leave = [party for party in before[key] if identity_of(party) not in stay]
        parties += [_asked(side, party) for party in terms["parties"][key]]
        left = [_asked(side, party) for party in leave if party["id"] is not None]
        parties += [party for party in left if not party.is_gone]
    return parties


def _asked(side: UpdateSide, party: dict[str, Any]) -> AskedParty:
    column = "group_id" if side == UpdateSide.GROUP else "department_id"
    return AskedParty(side=side, name=party["name"], **{column: party["id"]})
