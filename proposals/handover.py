"""Handing a consultation from the coordination desk to the department that knows the matter."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext

from groups.models import Department, User
from groups.rules import Person, is_coordinator
from kyodo_portal.life import audit
from kyodo_portal.life.flows import not_yours
from kyodo_portal.life.verdicts import Verdict, allow_if
from kyodo_portal.post import letters
from proposals.models import Consultation, ConsultationStatus


def can_hand_over(person: Person, consultation: Consultation) -> Verdict:
    """The coordinators, while the consultation is not closed."""
    if not is_coordinator(person):
        return not_yours(gettext("協働担当の職員"))
    return allow_if(
        consultation.status != ConsultationStatus.CLOSED,
        gettext("この相談は終わっているため、担当する課を変えることはできません。"),
    )


@transaction.atomic
def hand_over(*, consultation: Consultation, department: Department, by: Any) -> None:
    """Give a consultation to a department, whose staff from then on read and answer it too. The
    same again does nothing. Raises `PermissionDenied`."""
    current = Consultation.objects.select_for_update(of=("self",)).get(pk=consultation.pk)
    can_hand_over(by, current).enforce()
    if current.department_id == department.pk:
        return
    Consultation.objects.filter(pk=current.pk).update(department=department)
    entry = audit.record(
        action="consultation.hand_over",
        target=current,
        by=by,
        label=f"{department.name}に渡した",
    )
    letters.tell_others(
        User.objects.of_departments([department]),
        by=by,
        about=current,
        told="相談が、あなたの課に回されました",
        next_step="内容を読んで、回答してください。",
        key=f"consultation.hand_over:{entry.pk}",
    )
