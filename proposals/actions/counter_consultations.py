"""Consultations of people without an account: entered at the counter, answered by mail, by post or by word."""

import datetime as dt
from uuid import UUID

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from groups.actions.guests import vouch_for, welcome
from groups.guests import Purpose, register
from groups.models import ConfirmedHow, Guest
from groups.models.people import account_of
from kyodo_portal.life.flows import MoveRefused
from kyodo_portal.life.people import Person
from kyodo_portal.post import letters
from kyodo_portal.writing.locks import locked
from kyodo_portal.writing.once import create_once
from proposals.content.deadlines import reply_by
from proposals.flows import CONSULTATION_FLOW
from proposals.flows.consultation_people import desk
from proposals.models import Consultation, Proposal
from proposals.rules import consultations as rules
from proposals.rules.asking import can_count_as_asked_in_time, can_enter_question

CAME_FOR = "consultation"

KNOWN_FOR = dt.timedelta(days=365)
"""How long whoever asked is known at the longest, where nobody ends the consultation."""


def enter_consultation(
    *,
    consultation: Consultation,
    guest: Guest,
    by: Person,
    key: UUID,
    about: Proposal | None = None,
) -> tuple[Consultation, bool]:
    """Write down what somebody asked at the counter or by telephone, once per key; the desk is told.
    `consultation` and `guest` are unsaved records. One about a decision (`about`) keeps its days by the
    day on which it came. Raises `PermissionDenied`, or `MoveRefused` where that was too late."""
    rules.may_enter(by).enforce()
    account = account_of(by)

    def create(stored: UUID) -> Consultation:
        if about is not None:
            _ask_about(consultation, about, by)
        guest.submission_key = stored
        until = timezone.localdate() + KNOWN_FOR
        consultation.guest = welcome(guest, came_for=CAME_FOR, forget_on=until)
        consultation.entered_by, consultation.submission_key = account, stored
        consultation.save()
        entry = CONSULTATION_FLOW.record("enter", consultation, by=by)
        letters.tell_others(
            desk(consultation),
            by=account,
            about=consultation,
            told="窓口で受けた相談が入力されました",
            next_step="内容を読んで、回答してください。",
            key=f"consultation.enter:{entry.pk}",
        )
        vouch_for(guest, how=ConfirmedHow.COUNTER, by=by)
        return consultation

    return create_once(Consultation, key, create, by=account)


def _ask_about(consultation: Consultation, proposal: Proposal, by: Person) -> None:
    """What is asked about a decision is answered by a day, counted from the day on which it came."""
    can_enter_question(by, proposal).enforce()
    day = consultation.came_on or timezone.localdate()
    if not (in_time := can_count_as_asked_in_time(proposal, day)):
        raise MoveRefused(in_time.reason)
    consultation.about_decision = proposal
    consultation.group = proposal.group
    consultation.answer_due_on = reply_by(day)


@transaction.atomic
def post_answers(*, consultation: Consultation, up_to: int, by: Person) -> None:
    """The answers up to a message were posted; what is written afterwards waits. Raises `MoveRefused`
    where they were already."""
    current = locked(Consultation.objects.select_related("guest"), pk=consultation.pk)
    rules.can_post_letters(by, current).enforce()
    is_answer = current.messages.filter(pk=up_to, from_city=True).exists()
    if not is_answer or up_to <= current.posted_up_to:
        raise MoveRefused("この手紙は、すでに郵送した記録があります。ページを開き直してください。")
    Consultation.objects.filter(pk=current.pk).update(posted_up_to=up_to)
    CONSULTATION_FLOW.record("post_letters", current, by=by)


def consultation_of(guest: Guest) -> Consultation:
    """What this guest asked."""
    return Consultation.objects.select_related("group", "guest").get(guest=guest)


register(
    Purpose(
        key=CAME_FOR,
        label=_("相談する"),
        about=lambda guest: consultation_of(guest).subject,
        confirmed=lambda _guest: None,  # came to the counter: nothing waited for that
        page=lambda guest: reverse("consultations:guest", args=[guest.pk, guest.token]),
        received=_("相談を受け付けました"),
    )
)
