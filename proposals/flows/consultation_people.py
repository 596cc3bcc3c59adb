"""Who is told of a consultation: those who asked, and the city's desk."""

from typing import Any

from groups import people
from kyodo_portal.life.flows import Act
from kyodo_portal.post.letters import Asker
from proposals.models import Consultation
from proposals.rules.consultations import can_be_responsible


def askers(consultation: Consultation, _: Act | None = None) -> Any:
    """Who asked, in the language they asked in, with the managers of the group it was asked for."""
    others = people.managers([consultation.group_id])
    if consultation.created_by is None:
        return list(others)
    asker = Asker(consultation.created_by, consultation.asked_in)
    return [*(person for person in others if person.pk != asker.pk), asker]


def desk(consultation: Consultation, _: Act | None = None) -> Any:
    """The coordinators, with the staff of the department it was handed to."""
    return people.desk(consultation.department_id)


def in_charge(consultation: Consultation) -> Any:
    """Who sees to the answer, as long as they may; else the desk."""
    responsible = consultation.responsible
    if responsible is not None and can_be_responsible(responsible, consultation):
        return [responsible]
    return desk(consultation)
