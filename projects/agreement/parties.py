"""For whom somebody speaks in a project: a partner group, or a responsible department."""

from dataclasses import dataclass
from typing import Any

from groups.rules.people import belongs_to, manages, works_in
from groups.rules.signers import signing
from kyodo_portal.life.interest import Concern, has_interest
from kyodo_portal.life.people import Person
from projects.agreement.terms import Standing, Terms, identity_of, terms_of
from projects.interest import concerns_of
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


def speaks_for(person: Person, project: Project) -> list[Partner | ResponsibleDepartment]:
    """The parties whose side this person is on, whether or not they sign for it."""
    return [
        *(row for row in project.partners.all() if manages(person, [row.group_id])),
        *(
            row
            for row in project.responsible_departments.all()
            if works_in(person, [row.department_id])
        ),
    ]


def signs_for(person: Person, project: Project) -> list[Partner | ResponsibleDepartment]:
    """The parties this person may sign the agreement for."""
    return _signing(person, project, speaks_for(person, project))


def waits_for(
    person: Person, project: Project, standing: Standing
) -> list[Partner | ResponsibleDepartment]:
    """Those of them that have not signed the terms as they stand."""
    parties = speaks_for(person, project)
    return _signing(person, project, [row for row in parties if row in standing.unsigned])


def _signing(
    person: Person, project: Project, parties: list[Partner | ResponsibleDepartment]
) -> list[Partner | ResponsibleDepartment]:
    """Without those that have named others to sign, and for who belongs to one of the groups, without the
    city that agrees with it."""
    signed_for: list[Partner | ResponsibleDepartment] = signing(person, parties)
    of_the_city = [row for row in signed_for if isinstance(row, ResponsibleDepartment)]
    if of_the_city and belongs_to_a_partner(person, project):
        return [row for row in signed_for if isinstance(row, Partner)]
    return signed_for


def belongs_to_a_partner(person: Person, project: Project) -> bool:
    """Is in one of the groups, or was since the first signature: then the city's word is not theirs."""
    return any(
        has_interest(person, Concern(groups=each.groups, since=each.since))
        for each in concerns_of(project)
    )


def is_spoken_for_by(party: AskedParty, person: Person) -> bool:
    """Whether this person may answer an amendment for the party."""
    if party.department_id is not None:
        return works_in(person, [party.department_id])
    return party.group_id is not None and manages(person, [party.group_id])


def answers_signing(
    person: Person, project: Project, parties: list[AskedParty]
) -> list[AskedParty]:
    """Those of these asked parties, for which this person speaks, that they may sign an amendment for."""
    signed_for: list[AskedParty] = signing(person, parties)
    of_the_city = [party for party in signed_for if party.side == UpdateSide.CITY]
    if of_the_city and belongs_to_a_partner(person, project):
        return [party for party in signed_for if party.side == UpdateSide.GROUP]
    return signed_for


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
