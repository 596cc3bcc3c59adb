"""What the city's side writes down of a consultation, and who of it sees to the answer."""

import datetime as dt
from uuid import UUID

from django.db import transaction

from groups.models import User
from groups.models.people import account_of
from kyodo_portal.life.people import Person
from kyodo_portal.post import letters
from kyodo_portal.writing.locks import locked
from kyodo_portal.writing.once import create_once
from proposals.actions.consultations import office_of
from proposals.flows import CONSULTATION_FLOW
from proposals.models import Consultation, ConsultationNote
from proposals.rules.consultations import can_be_responsible, can_make_responsible, can_note


def add_note(
    *,
    consultation: Consultation,
    way: str,
    day: dt.date,
    note: str,
    is_shared: bool,
    is_answer: bool = False,
    by: Person,
    submission_key: UUID,
) -> tuple[ConsultationNote, bool]:
    """Write down what was said away from the portal, once per key. One that `is_answer` answers somebody
    who came to the counter, by word. Raises `PermissionDenied`."""

    def create(own_key: UUID) -> ConsultationNote:
        current = locked(Consultation, pk=consultation.pk)
        can_note(by, current).enforce()
        author = account_of(by)
        made = ConsultationNote.objects.create(
            consultation=current,
            way=way,
            day=day,
            body=note,
            is_shared=is_shared,
            author=author,
            author_label=office_of(current, author),
            submission_key=own_key,
        )
        CONSULTATION_FLOW.record("note", current, by=by)
        if is_answer:
            CONSULTATION_FLOW.make("answer", current, by=by)
        return made

    return create_once(ConsultationNote, submission_key, create, by=account_of(by))


@transaction.atomic
def make_responsible(*, consultation: Consultation, responsible: User, by: Person) -> None:
    """One person sees to the answer from now on, and is told; the same again does nothing. Raises
    `PermissionDenied`."""
    current = locked(Consultation, pk=consultation.pk)
    can_make_responsible(by, current).enforce()
    if current.responsible_id == responsible.pk:
        return
    can_be_responsible(responsible, current).enforce()
    Consultation.objects.filter(pk=current.pk).update(responsible=responsible)
    entry = CONSULTATION_FLOW.record(
        "assign", current, by=by, label=f"担当を{responsible.display_name}にした"
    )
    letters.tell_others(
        [responsible],
        by=account_of(by),
        about=current,
        told="相談の担当になりました",
        next_step="内容を読んで、回答してください。",
        key=f"consultation.assign:{entry.pk}",
    )
