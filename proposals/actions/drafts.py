"""Beginning the draft of a proposal, and the documents that go with it."""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext

from groups.models import Group
from groups.models.people import account_of
from kyodo_portal.cities import city
from kyodo_portal.files.uploads import CheckedFile
from kyodo_portal.life.flows import MoveRefused
from kyodo_portal.life.people import Person
from kyodo_portal.writing.once import create_once
from proposals.content.tasks import beginning_of
from proposals.flows import PROPOSAL_FLOW
from proposals.models import Call, CallPaper, Proposal, ProposalAttachment
from proposals.rules.calls import can_propose
from proposals.rules.department_opinions import is_being_revised
from proposals.rules.proposals import can_edit_proposal


def begin_draft(
    *, call: Call, group: Group | None, by: Person, key: UUID, **words: Any
) -> tuple[Proposal, bool]:
    """Begin a proposal to a call, once per key. Returns the draft and whether it is new. Raises
    `PermissionDenied` where `rules.can_propose` says no."""

    def create(own_key: UUID) -> Proposal:
        can_propose(by, call).enforce()
        draft = Proposal.objects.create(
            call=call,
            group=group,
            created_by=account_of(by),
            submission_key=own_key,
            **{**beginning_of(call), **words},
        )
        PROPOSAL_FLOW.record("begin", draft, by=by)
        return draft

    return create_once(Proposal, key, create, by=account_of(by))


def add_attachment(
    *,
    proposal: Proposal,
    checked: CheckedFile,
    title: str,
    by: Person,
    paper: CallPaper | None = None,
) -> ProposalAttachment:
    """Keep a document with a proposal that is being written. Raises `MoveRefused` when there are
    already as many as the city takes."""
    can_edit_proposal(by, proposal).enforce()
    most = city().limits.files_per_record
    with transaction.atomic():
        if proposal.attachments.count() >= most:
            raise MoveRefused(
                gettext(
                    "添えられる書類は{most}件までです。要らなくなった書類を消してから、もう一度添えてください。"
                ).format(most=most)
            )
        attachment = ProposalAttachment.from_checked(
            checked,
            by=account_of(by),
            proposal=proposal,
            paper=paper,
            title=title or (paper.name if paper else checked.original_name[:100]),
        )
        attachment.save()
        PROPOSAL_FLOW.record("attach", proposal, by=by, data={"sha256": attachment.sha256})
    return attachment


def delete_attachment(*, attachment: ProposalAttachment, by: Person) -> None:
    """Take a document away from a proposal that is being written. The file itself stays where a
    submitted version names it."""
    proposal = attachment.proposal
    can_edit_proposal(by, proposal).enforce()
    if is_being_revised(proposal) and _is_named(attachment):
        raise MoveRefused(
            gettext(
                "前に提出した書類は、最終版でも消せません。差し替えるときは、新しい書類を添えて、その名前に書いてください。"
            )
        )
    with transaction.atomic():
        is_named = _is_named(attachment)
        stored = attachment.file
        PROPOSAL_FLOW.record("detach", proposal, by=by, data={"sha256": attachment.sha256})
        attachment.delete()
        if not is_named:
            transaction.on_commit(lambda: stored.delete(save=False))


def _is_named(attachment: ProposalAttachment) -> bool:
    """Whether a submitted version goes with it."""
    versions = attachment.proposal.versions.values_list("data", flat=True)
    return attachment.sha256 in {
        row.get("sha256") for data in versions for row in data.get("attachments", [])
    }
