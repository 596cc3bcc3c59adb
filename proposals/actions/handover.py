"""Handing a consultation from the coordination desk to the department that knows the matter."""

from django.db import transaction

from groups import people
from groups.models import Department
from groups.rules.people import is_coordinator, works_in
from kyodo_portal.life.people import Person
from kyodo_portal.post import letters
from kyodo_portal.writing.locks import locked
from proposals.flows import CONSULTATION_FLOW
from proposals.models import Consultation
from proposals.rules.consultations import can_hand_over


@transaction.atomic
def hand_over(*, consultation: Consultation, department: Department, by: Person) -> None:
    """Give a consultation to a department, whose staff from then on read and answer it too; who saw to
    it and belongs to neither has nothing to do with it any more. The same again does nothing. Raises
    `PermissionDenied`."""
    current = locked(Consultation, pk=consultation.pk)
    can_hand_over(by, current).enforce()
    if current.department_id == department.pk:
        return
    responsible = current.responsible
    stays = responsible is not None and (
        is_coordinator(responsible) or works_in(responsible, [department.pk])
    )
    Consultation.objects.filter(pk=current.pk).update(
        department=department, responsible=responsible if stays else None
    )
    entry = CONSULTATION_FLOW.record(
        "hand_over", current, by=by, label=f"{department.name}に渡した"
    )
    letters.tell_others(
        people.staff([department]),
        by=by,
        about=current,
        told="相談が、あなたの課に回されました",
        next_step="内容を読んで、回答してください。",
        key=f"consultation.hand_over:{entry.pk}",
    )
