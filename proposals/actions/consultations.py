"""Asking the desk, answering, and going on to a proposal."""

from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from groups.actions.guests import tell_guest
from groups.models import Group, User
from groups.models.people import account_of
from groups.rules.people import coordinates
from kyodo_portal.cities import city
from kyodo_portal.life.people import Person
from kyodo_portal.post import letters
from kyodo_portal.words.text import japanese_date
from kyodo_portal.writing.locks import all_locked
from kyodo_portal.writing.once import create_once
from proposals.actions.drafts import begin_draft
from proposals.content.deadlines import reply_by
from proposals.flows import CONSULTATION_FLOW, PASSING_FLOW
from proposals.flows.consultation_people import desk
from proposals.forms.drafts import eligible_groups
from proposals.models import Call, Consultation, ConsultationMessage, Proposal, ProposerKind
from proposals.models.passings import OPEN_TO_ADVISER
from proposals.rules import consultations
from proposals.rules.asking import can_ask_about_decision

#: Where the words of a consultation go in the draft of a proposal.
CARRIED = {
    "subject": "title",
    "concern": "background",
    "idea": "content",
    "hoped_help": "why_together",
    "place": "place",
    "group": "group",
    "department": "desired_department",
}


def convert_consultation(
    *, consultation: Consultation, call: Call, by: Person, key: UUID
) -> tuple[Proposal, bool]:
    """Turn a consultation into the draft of a proposal, with every word carried over and nothing
    typed again. The consultation stays linked. A group that may not propose (not registered, or
    not managed by this person) is left to be chosen in the draft."""
    consultations.can_convert(by, consultation).enforce()
    words = {
        target: getattr(consultation, source)
        for source, target in CARRIED.items()
        if source not in ("group", "department")
    }
    if consultation.department_id is not None:
        words["desired_department_id"] = consultation.department_id
    return begin_draft(
        call=call,
        group=_group_for(consultation, call, by),
        by=by,
        key=key,
        consultation=consultation,
        **words,
    )


def _group_for(consultation: Consultation, call: Call, by: Person) -> Group | None:
    """The consultation's own group where it may propose; else the only one this person has, where
    the call asks for a group."""
    eligible = list(eligible_groups(by))
    for group in eligible:
        if group.pk == consultation.group_id:
            return group
    if call.proposers == ProposerKind.REGISTERED and len(eligible) == 1:
        return eligible[0]
    return None


def open_consultation(
    *, consultation: Consultation, by: Person, key: UUID, about: Proposal | None = None
) -> tuple[Consultation, bool]:
    """Bring a question to the desk, once per key, and tell the desk. One about the decision on a proposal
    (`about`) is answered by a day. Raises `PermissionDenied`."""

    def create(own_key: UUID) -> Consultation:
        consultations.can_consult(by).enforce()
        if about is not None:
            can_ask_about_decision(by, about).enforce()
            consultation.about_decision = about
            consultation.answer_due_on = reply_by(timezone.localdate())
        consultation.created_by = account_of(by)
        consultation.keep_language(consultation.created_by.language)
        consultation.submission_key = own_key
        consultation.save()
        entry = CONSULTATION_FLOW.record("open", consultation, by=by)
        for person in {person.pk: person for person in desk(consultation)}.values():
            letters.queue_letter(
                person,
                about=consultation,
                told="新しい相談が届きました"
                if about is None
                else "提案への決定について、質問が届きました",
                next_step="内容を読んで、回答してください。"
                if about is None
                else f"内容を読んで、{reply_words(consultation)}までに回答してください。",
                key=f"consultation.open:{entry.pk}",
            )
        return consultation

    return create_once(Consultation, key, create, by=account_of(by))


def reply_words(consultation: Consultation) -> str:
    """The day by which it is answered."""
    day = consultation.answer_due_on
    return "" if day is None else japanese_date(day)


def reply_to(
    *, consultation: Consultation, body: str, by: Person, key: UUID
) -> tuple[ConsultationMessage, bool]:
    """Write the next message of the thread, once per key. Who asked asks again; the desk answers.
    Each side's word moves the consultation on. Raises `MoveRefused`."""
    asks = consultations.is_asker(by, consultation)

    def create(own_key: UUID) -> ConsultationMessage:
        consultations.can_write(by, consultation).enforce()
        author = account_of(by)
        passings = all_locked(consultation.passings.running()) if asks else []
        message = ConsultationMessage.objects.create(
            consultation=consultation,
            body=body,
            author=author,
            from_city=not asks,
            author_label=_signature(consultation, author, asks=asks),
            submission_key=own_key,
        )
        CONSULTATION_FLOW.make("ask_again" if asks else "answer", consultation, by=by)
        if not asks and consultation.guest is not None:
            tell_guest(
                consultation.guest,
                told=_("相談に回答がありました"),
                note=body,
                next_step=_("続けて聞きたいことがあれば、協働の窓口に電話などで聞いてください。"),
                key=f"consultation.answer:{message.pk}:{consultation.guest.pk}",
            )
        for passing in passings:
            if passing.status in OPEN_TO_ADVISER:
                PASSING_FLOW.make("ask_again", passing, by=by)
        now: dict[str, Any] = {"updated_at": message.created_at}
        if asks and consultation.about_decision_id is not None:
            now["answer_due_on"] = reply_by(timezone.localdate(message.created_at))
        Consultation.objects.filter(pk=consultation.pk).update(**now)
        return message

    return create_once(ConsultationMessage, key, create, by=account_of(by))


def _signature(consultation: Consultation, by: User, *, asks: bool) -> str:
    """Citizens sign with their group or their display name, the city's side with its office."""
    if asks:
        if consultation.group is not None and consultation.group_id in by.managed_group_ids:
            return consultation.group.name
        return by.display_name
    return office_of(consultation, by)


def office_of(consultation: Consultation, by: User) -> str:
    """The office for which somebody of the city's side writes."""
    department = consultation.department
    if department is not None and not coordinates(by, consultation):
        return department.name
    return city().desk.name
