"""What comes on paper: staff enter a proposal for a group, what it answers later, and post its letters."""

import datetime as dt
from uuid import UUID

from django.db import transaction

from groups.models import Group
from groups.models.people import account_of
from kyodo_portal.files.uploads import CheckedFile
from kyodo_portal.life.counter import Source
from kyodo_portal.life.flows import MoveRefused
from kyodo_portal.life.people import Person
from kyodo_portal.words.languages import in_japanese
from kyodo_portal.writing.locks import locked
from kyodo_portal.writing.once import create_once
from proposals.flows import PROPOSAL_FLOW
from proposals.models import Call, Proposal, ProposalAttachment
from proposals.rules.papers import (
    can_count_as_in_time,
    can_enter_for,
    can_enter_proposals,
    can_receive_paper,
)
from proposals.rules.proposals import may_handle_proposal

SCAN = "紙の提案書の写し"
SCAN_OF_ANSWER = "補正の書類の写し"


def enter_proposal(
    *,
    call: Call,
    group: Group,
    title: str,
    came_by: str,
    came_on: dt.date,
    scan: CheckedFile,
    by: Person,
    key: UUID,
) -> tuple[Proposal, bool]:
    """Begin the draft of a proposal that came on paper, with its scan, once per key. Returns the draft
    and whether it is new. Raises `PermissionDenied`, or `MoveRefused` where the paper came out of time."""
    can_enter_proposals(by, call).enforce()
    can_enter_for(by, group).enforce()
    in_time = can_count_as_in_time(call, came_on)
    if not in_time:
        raise MoveRefused(in_time.reason)
    account = account_of(by)

    def create(own_key: UUID) -> Proposal:
        draft = Proposal.objects.create(
            call=call,
            group=group,
            title=title,
            theme=call.theme,
            desired_department=call.department,
            created_by=account,
            entered_by=account,
            came_by=came_by,
            came_on=came_on,
            submission_key=own_key,
        )
        _keep(draft, scan, SCAN, by=by)
        PROPOSAL_FLOW.record("enter_paper", draft, by=by, data=_how(came_by, came_on))
        return draft

    return create_once(Proposal, key, create, by=account)


@transaction.atomic
def receive_paper(
    *, proposal: Proposal, came_by: str, came_on: dt.date, scan: CheckedFile, by: Person
) -> None:
    """Keep paper that came later: further pages of a draft, or what answers a correction. Its day is the
    one that counts from now on. Raises `PermissionDenied` or `MoveRefused`."""
    current = locked(Proposal.objects.select_related("call", "group"), pk=proposal.pk)
    can = can_receive_paper(by, current)
    if not can:
        raise MoveRefused(can.reason)
    is_answer = current.submitted_at is not None
    current.came_by, current.came_on, current.entered_by = came_by, came_on, account_of(by)
    current.save(update_fields=["came_by", "came_on", "entered_by", "updated_at"])
    _keep(current, scan, SCAN_OF_ANSWER if is_answer else SCAN, by=by)
    PROPOSAL_FLOW.record("receive_paper", current, by=by, data=_how(came_by, came_on))


def _keep(proposal: Proposal, scan: CheckedFile, title: str, *, by: Person) -> None:
    if not proposal.attachments.filter(sha256=scan.sha256).exists():
        ProposalAttachment.from_checked(
            scan, by=account_of(by), proposal=proposal, title=title
        ).save()


def _how(came_by: str, came_on: dt.date) -> dict[str, str]:
    """As the record of acts keeps it."""
    return {"received_by": Source(came_by).value, "received_on": came_on.isoformat()}


@transaction.atomic
def post_letters(*, proposal: Proposal, up_to: int, by: Person) -> None:
    """The letters up to an entry of the record of acts were posted; what came about since waits. Raises
    `PermissionDenied`, or `MoveRefused` where they were already."""
    current = locked(Proposal, pk=proposal.pk)
    may_handle_proposal(by, current).enforce()
    is_entry = PROPOSAL_FLOW.entries(current, *PROPOSAL_FLOW.recorded).filter(pk=up_to).exists()
    if not is_entry or up_to <= current.posted_up_to:
        raise MoveRefused("この手紙は、すでに郵送した記録があります。ページを開き直してください。")
    Proposal.objects.filter(pk=current.pk).update(posted_up_to=up_to)
    with in_japanese():
        PROPOSAL_FLOW.record("post_letters", current, by=by)
