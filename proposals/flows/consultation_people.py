"""Who is told of a consultation: those who asked, and the city's desk."""

from typing import Any

from groups import people
from kyodo_portal.life.flows import Act
from proposals.models import Consultation


def askers(consultation: Consultation, _: Act | None = None) -> Any:
    """Who asked, with the managers of the group it was asked for."""
    return [consultation.created_by, *people.managers([consultation.group_id])]


def desk(consultation: Consultation, _: Act | None = None) -> Any:
    """The coordinators, with the staff of the department it was handed to."""
    return people.desk(consultation.department_id)
