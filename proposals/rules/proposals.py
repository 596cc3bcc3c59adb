"""Who may read, write and hand in a proposal. What a review and a decision need: `decisions`."""

from datetime import date

from django.utils import timezone
from django.utils.translation import gettext

from groups.guests import guest_id_of
from groups.models import GroupStatus
from groups.rules.groups import HIDDEN
from groups.rules.people import (
    belongs_to,
    coordinates,
    is_administrator,
    manages,
    may_coordinate,
    works_in,
)
from kyodo_portal.life.audit import AuditEntry, action_of
from kyodo_portal.life.flows import not_yours
from kyodo_portal.life.interest import has_interest
from kyodo_portal.life.people import Person, is_signed_in
from kyodo_portal.life.stand_ins import can_judge
from kyodo_portal.life.verdicts import (
    ALLOWED,
    Verdict,
    all_refusals,
    allow_if,
    first_refusal,
    refuse,
)
from kyodo_portal.words.text import japanese_date, japanese_datetime
from proposals.content.completeness import can_count_as_complete
from proposals.interest import concerns_of_proposal, proposing_side_of
from proposals.models import CallStatus, Proposal, ProposalStatus, ProposerKind
from proposals.models.proposals import REVIEWED_STATUSES
from proposals.rules.blinding import is_blinded
from proposals.rules.papers import can_hand_in_paper, can_still_be_decided, may_write_from_paper

#: While these last, the proposer's side may write.
WRITABLE_STATUSES = (ProposalStatus.DRAFT, ProposalStatus.RETURNED)


def is_proposer(person: Person, proposal: Proposal) -> bool:
    """Speaks for the proposal: a manager of the group, the person who proposes alone, or the guest whose page
    is open."""
    if proposal.group_id is not None:
        return manages(person, [proposal.group_id])
    if is_signed_in(person):
        return person.pk == proposal.created_by_id
    guest = guest_id_of(person)
    return guest is not None and guest == proposal.guest_id


def is_of_proposers(person: Person, proposal: Proposal) -> bool:
    """Belongs to the group that proposes, or proposes oneself."""
    if proposal.group_id is not None:
        return belongs_to(person, [proposal.group_id])
    return is_signed_in(person) and person.pk == proposal.created_by_id


def may_judge_proposal(person: Person, proposal: Proposal) -> Verdict:
    """Whoever has no interest in the proposal (practice §2, 利害関係)."""
    return can_judge(person, proposal, *concerns_of_proposal(proposal))


def can_follow_review(person: Person, proposal: Proposal) -> Verdict:
    """Nobody of the proposing side, whatever they are besides."""
    return can_judge(person, proposal, proposing_side_of(proposal))


def is_concerned_department(person: Person, proposal: Proposal) -> bool:
    """Works in the department the proposers hope for, or the one it was given to."""
    return works_in(
        person, {proposal.desired_department_id, proposal.responsible_department_id} - {None}
    )


def is_assigned(person: Person, proposal: Proposal) -> bool:
    """Reviews it with its names, and has said that there is no conflict."""
    if not is_signed_in(person) or is_blinded(proposal):
        return False
    if has_interest(person, *concerns_of_proposal(proposal)):
        return False
    return any(sheet.is_taken_up for sheet in proposal.reviews.filter(reviewer=person.pk))


def is_to_be_called(proposal: Proposal) -> bool:
    """An idea of somebody who left a telephone number only: the desk makes sure that they are there."""
    guest = proposal.guest
    return guest is not None and not guest.email


def can_view_proposal(person: Person, proposal: Proposal) -> Verdict:
    """Drafts are their proposers' own, also those given up before they were submitted. From
    submission the coordinators and the departments concerned, from the start of the review its
    reviewers who have said that they have no interest, and everybody once the results of the call are public.
    The desk sees what it enters from paper."""
    if proposal.is_announced or is_of_proposers(person, proposal):
        return ALLOWED
    if proposal.submitted_at is None and not (
        proposal.is_from_counter or is_to_be_called(proposal)
    ):
        return refuse(HIDDEN)
    if coordinates(person, proposal) or is_administrator(person):
        return ALLOWED
    if proposal.submitted_at is not None and is_concerned_department(person, proposal):
        return ALLOWED
    if proposal.status in REVIEWED_STATUSES and is_assigned(person, proposal):
        return ALLOWED
    return refuse(HIDDEN)


def can_read_attachments(person: Person, proposal: Proposal) -> Verdict:
    """The proposers, the coordinators, the departments concerned and the assigned reviewers: also
    after the results are public, because documents may name people."""
    if is_of_proposers(person, proposal):
        return ALLOWED
    if (proposal.submitted_at is not None or proposal.is_from_counter) and coordinates(
        person, proposal
    ):
        return ALLOWED
    if proposal.submitted_at is not None and is_concerned_department(person, proposal):
        return ALLOWED
    if proposal.status in REVIEWED_STATUSES and is_assigned(person, proposal):
        return ALLOWED
    return refuse(gettext("添付書類は、提案した人と、市の担当者・審査委員だけが読めます。"))


def may_act_as_proposer(person: Person, proposal: Proposal) -> Verdict:
    """The proposer's side: a manager of the group, or the person who proposes alone."""
    return (
        ALLOWED
        if is_proposer(person, proposal)
        else not_yours(gettext("この提案を書いた団体の管理者"))
    )


def may_write_proposal(person: Person, proposal: Proposal) -> Verdict:
    """The proposer's side; the coordinators where it came on paper."""
    mine = may_act_as_proposer(person, proposal)
    if mine or not proposal.is_from_counter:
        return mine
    return may_write_from_paper(person, proposal)


def may_turn_down(person: Person, proposal: Proposal) -> Verdict:
    """The proposer's side; the coordinators write down what they are told at the counter."""
    mine = may_act_as_proposer(person, proposal)
    return mine if mine else may_coordinate(person, proposal)


def speaks_for_others(person: Person, proposal: Proposal) -> bool:
    """Whether somebody acts for proposers to whom they do not belong."""
    return not is_proposer(person, proposal)


def can_edit_proposal(person: Person, proposal: Proposal) -> Verdict:
    """The proposers write their draft, and mend what was returned; the coordinators do so from paper. What
    was submitted is frozen."""
    may = may_write_proposal(person, proposal)
    if not may:
        return may
    return allow_if(
        proposal.status in WRITABLE_STATUSES,
        gettext(
            "提出した提案は書き直せません。直したいところがあるときは、協働担当にご相談ください。"
        ),
    )


def can_submit(proposal: Proposal) -> Verdict:
    """A complete proposal, while the call is open to the minute; a returned one until the day set
    for its correction. The proposing group must be registered where the call asks for it."""
    return all_refusals(
        can_still_submit(proposal), can_be_proposed(proposal), can_count_as_complete(proposal)
    )


def can_still_submit(proposal: Proposal) -> Verdict:
    """While the call is open, to the end of its last minute; a returned proposal until the day of its
    correction. Of one on paper the day counts on which the paper came."""
    call, now = proposal.call, timezone.now()
    if proposal.is_from_counter:
        return can_hand_in_paper(proposal, _returned_on(proposal))
    if proposal.guest_id is not None:  # was sent in time: only the code, or a call, was waited for
        return can_still_be_decided(call)
    if proposal.status == ProposalStatus.RETURNED:
        due = proposal.correction_due_on
        return allow_if(
            due is None or timezone.localdate(now) <= due,
            gettext(
                "補正の期限（{value}）を過ぎました。"
                "協働担当に連絡して、期限を延ばせるか相談してください。"
            ).format(value=japanese_date(due) if due else ""),
        )
    status = call.status_at(now)
    if status == CallStatus.ANNOUNCED:
        return refuse(
            gettext("受付は{opens_at}に始まります。下書きはこのまま保存されています。").format(
                opens_at=japanese_datetime(call.opens_at)
            )
        )
    return allow_if(
        call.is_open,
        gettext(
            "受付は{closes_at}に終わりました。"
            "下書きは残っています。次の募集や、相談にお使いください。"
        ).format(closes_at=japanese_datetime(call.closes_at) if call.closes_at else ""),
    )


def _returned_on(proposal: Proposal) -> date | None:
    """The day on which the open correction was asked for."""
    if proposal.status != ProposalStatus.RETURNED:
        return None
    asked = AuditEntry.objects.of(proposal).filter(action=action_of(Proposal, "return"))
    last = asked.values_list("at", flat=True).last()
    return timezone.localdate(last) if last else None


def can_be_proposed(proposal: Proposal) -> Verdict:
    """A registered group, or a person alone where the call takes proposals from everybody."""
    if proposal.group is not None:
        return allow_if(
            proposal.group.live_status == GroupStatus.REGISTERED,
            gettext(
                "提案を提出できるのは、登録されている団体です。団体のページで登録の状態を確かめ、期限を過ぎているときは更新してください。"
            ),
        )
    return allow_if(
        proposal.call.proposers == ProposerKind.ANYONE,
        gettext("この募集は団体からの提案を受け付けています。提案する団体を選んでください。"),
    )


def may_handle_proposal(person: Person, proposal: Proposal) -> Verdict:
    """The coordinators, but not on a proposal of their own group."""
    return first_refusal(
        may_coordinate(person, proposal), lambda: may_judge_proposal(person, proposal)
    )
