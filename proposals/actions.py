"""What people do about consultations and drafts that touches several records at once."""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext

from groups.models import Group, User
from groups.rules import is_coordinator
from kyodo_portal.cities import city
from kyodo_portal.files.uploads import CheckedFile
from kyodo_portal.life import audit
from kyodo_portal.life.flows import MoveRefused
from kyodo_portal.post import letters
from kyodo_portal.writing.once import create_once
from proposals import consultation_rules, rules
from proposals.flows import CONSULTATION_FLOW, desk
from proposals.forms.drafts import eligible_groups
from proposals.models import (
    Call,
    Consultation,
    ConsultationMessage,
    Proposal,
    ProposalAttachment,
    ProposerKind,
)

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


def begin_draft(
    *, call: Call, group: Group | None, by: User, key: UUID, **words: Any
) -> tuple[Proposal, bool]:
    """Begin a proposal to a call, once per key. Returns the draft and whether it is new. Raises
    `PermissionDenied` where `rules.can_propose` says no."""

    def create(own_key: UUID) -> Proposal:
        rules.can_propose(by, call).enforce()
        draft = Proposal.objects.create(
            call=call,
            group=group,
            created_by=by,
            submission_key=own_key,
            **{"theme": call.theme, "desired_department": call.department, **words},
        )
        audit.record(action="proposal.begin", target=draft, by=by, label="下書きを始めた")
        return draft

    return create_once(Proposal, key, create, by=by)


def convert_consultation(
    *, consultation: Consultation, call: Call, by: User, key: UUID
) -> tuple[Proposal, bool]:
    """Turn a consultation into the draft of a proposal, with every word carried over and nothing
    typed again. The consultation stays linked. A group that may not propose (not registered, or
    not managed by this person) is left to be chosen in the draft."""
    consultation_rules.can_convert(by, consultation).enforce()
    words = {
        target: getattr(consultation, source)
        for source, target in CARRIED.items()
        if source not in ("group", "department")
    }
    if consultation.department is not None:
        words["desired_department"] = consultation.department
    return begin_draft(
        call=call,
        group=_group_for(consultation, call, by),
        by=by,
        key=key,
        consultation=consultation,
        **words,
    )


def _group_for(consultation: Consultation, call: Call, by: User) -> Group | None:
    """The consultation's own group where it may propose; else the only one this person has, where
    the call asks for a group."""
    eligible = list(eligible_groups(by))
    for group in eligible:
        if group.pk == consultation.group_id:
            return group
    if call.proposers == ProposerKind.REGISTERED and len(eligible) == 1:
        return eligible[0]
    return None


def add_attachment(
    *, proposal: Proposal, checked: CheckedFile, title: str, by: User
) -> ProposalAttachment:
    """Keep a document with a proposal that is being written. Raises `MoveRefused` when there are
    already as many as the city takes."""
    rules.can_edit_proposal(by, proposal).enforce()
    most = city().limits.files_per_record
    with transaction.atomic():
        if proposal.attachments.count() >= most:
            raise MoveRefused(
                gettext(
                    "添えられる書類は{most}件までです。要らなくなった書類を消してから、もう一度添えてください。"
                ).format(most=most)
            )
        attachment = ProposalAttachment.from_checked(
            checked, by=by, proposal=proposal, title=title or checked.original_name[:100]
        )
        attachment.save()
        audit.record(
            action="proposal.attach",
            target=proposal,
            by=by,
            label="書類を添えた",
            data={"sha256": attachment.sha256},
        )
    return attachment


def delete_attachment(*, attachment: ProposalAttachment, by: User) -> None:
    """Take a document away from a proposal that is being written. The file itself stays where a
    submitted version names it."""
    proposal = attachment.proposal
    rules.can_edit_proposal(by, proposal).enforce()
    with transaction.atomic():
        named = {
            row.get("sha256")
            for data in proposal.versions.values_list("data", flat=True)
            for row in data.get("attachments", [])
        }
        stored = attachment.file
        audit.record(
            action="proposal.detach",
            target=proposal,
            by=by,
            label="書類を外した",
            data={"sha256": attachment.sha256},
        )
        attachment.delete()
        if attachment.sha256 not in named:
            transaction.on_commit(lambda: stored.delete(save=False))


def open_consultation(
    *, consultation: Consultation, by: User, key: UUID
) -> tuple[Consultation, bool]:
    """Bring a question to the desk, once per key, and tell the desk."""

    def create(own_key: UUID) -> Consultation:
        consultation_rules.can_consult(by).enforce()
        consultation.created_by = by
        consultation.submission_key = own_key
        consultation.save()
        entry = audit.record(
            action="consultation.open", target=consultation, by=by, label="相談を送った"
        )
        for person in {person.pk: person for person in desk(consultation)}.values():
            letters.queue_letter(
                person,
                about=consultation,
                told="新しい相談が届きました",
                next_step="内容を読んで、回答してください。",
                key=f"consultation.open:{entry.pk}",
            )
        return consultation

    return create_once(Consultation, key, create, by=by)


def reply_to(
    *, consultation: Consultation, body: str, by: User, key: UUID
) -> tuple[ConsultationMessage, bool]:
    """Write the next message of the thread, once per key. Who asked asks again; the desk answers.
    Each side's word moves the consultation on. Raises `MoveRefused`."""
    asks = consultation_rules.is_asker(by, consultation)

    def create(own_key: UUID) -> ConsultationMessage:
        consultation_rules.can_write(by, consultation).enforce()
        message = ConsultationMessage.objects.create(
            consultation=consultation,
            body=body,
            author=by,
            from_city=not asks,
            author_label=_signature(consultation, by, asks=asks),
            submission_key=own_key,
        )
        CONSULTATION_FLOW.make("ask_again" if asks else "answer", consultation, by=by)
        Consultation.objects.filter(pk=consultation.pk).update(updated_at=message.created_at)
        return message

    return create_once(ConsultationMessage, key, create, by=by)


def _signature(consultation: Consultation, by: User, *, asks: bool) -> str:
    """Citizens sign with their group or their display name, the city's side with its office."""
    if asks:
        if consultation.group is not None and consultation.group_id in by.managed_group_ids:
            return consultation.group.name
        return by.display_name
    department = consultation.department
    if department is not None and not is_coordinator(by):
        return department.name
    return city().desk.name
