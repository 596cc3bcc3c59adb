"""Proposals on paper: staff write down what came, under the rules of everybody's own form.

A deadline is kept by the day on which the paper came, whenever it is entered.
"""

import datetime as dt

from django.utils import timezone
from django.utils.translation import gettext

from groups.models import Group
from groups.rules.people import belongs_to, coordinates, may_coordinate
from kyodo_portal.life.flows import not_yours
from kyodo_portal.life.people import Person
from kyodo_portal.life.stand_ins import can_judge
from kyodo_portal.life.verdicts import ALLOWED, Verdict, all_refusals, allow_if, refuse
from kyodo_portal.words.text import japanese_date
from proposals.interest import proposing_side_of
from proposals.models import Call, CallStatus, Proposal, ProposalStatus


def can_enter_proposals(person: Person, call: Call) -> Verdict:
    """The coordinators, from the opening of a call until its results are public: paper that came in time
    is taken however late it is typed."""
    may = may_coordinate(person)
    if not may:
        return may
    if not call.has_opened:
        return refuse("紙の提案を入力できるのは、募集の受付が始まってからです。")
    return allow_if(
        call.status != CallStatus.DECIDED or call.is_any_time,
        "この募集は結果を公表しているため、紙の提案を入力できません。",
    )


def can_enter_for(person: Person, group: Group) -> Verdict:
    """Nobody enters at the counter what their own group proposes."""
    return allow_if(
        not belongs_to(person, [group.pk]),
        "ご自身が所属する団体の提案は、窓口の職員としては入力できません。"
        "ほかの協働担当に頼むか、団体の管理者として提案のページで書いてください。",
    )


def can_count_as_in_time(call: Call, day: dt.date) -> Verdict:
    """Paper that came from the day of the opening to the day of the deadline."""
    opens = timezone.localdate(call.opens_at)
    if day < opens:
        return refuse(
            f"受付が始まる前の日（受付は{japanese_date(opens)}から）です。届いた日を確かめてください。"
        )
    if call.closes_at is None:
        return ALLOWED
    closes = timezone.localdate(call.closes_at)
    return allow_if(
        day <= closes,
        f"受付の締切（{japanese_date(closes)}）より後に届いています。届いた日を確かめてください。"
        "まちがいがなければ、この募集では受け付けられません。ご本人に、次の募集や相談を案内してください。",
    )


def may_write_from_paper(person: Person, proposal: Proposal) -> Verdict:
    """The coordinators write a proposal that came on paper; nobody of the proposing side does so as staff."""
    if not proposal.is_from_counter or not coordinates(person, proposal):
        return not_yours(gettext("この提案を書いた団体の管理者"))
    return can_judge(person, proposal, proposing_side_of(proposal))


def can_receive_paper(person: Person, proposal: Proposal) -> Verdict:
    """Paper for a proposal that is written: its pages, or the answer to what was to be mended."""
    may = may_write_from_paper(person, proposal)
    if not may:
        return may
    return allow_if(
        proposal.status in (ProposalStatus.DRAFT, ProposalStatus.RETURNED),
        "提出した提案の書類は差し替えられません。直すところがあるときは、補正を頼んでください。",
    )


def can_hand_in_paper(proposal: Proposal, returned_on: dt.date | None) -> Verdict:
    """Whether the newest paper came before the deadline that counts: that of the call; for a proposal
    returned on `returned_on` that of its correction, and not before it was asked for."""
    day, due = proposal.came_on, proposal.correction_due_on
    if day is None:
        return ALLOWED
    if proposal.status != ProposalStatus.RETURNED:
        return all_refusals(
            can_count_as_in_time(proposal.call, day), can_still_be_decided(proposal.call)
        )
    if returned_on is not None and day < returned_on:
        return refuse("補正の書類を受け付けた日と方法を記録してから、提出してください。")
    return allow_if(
        due is None or day <= due,
        f"補正の書類は、期限（{japanese_date(due) if due else ''}）を過ぎて届いています。"
        "受け付けるときは、補正の期限を延ばしてから提出してください。",
    )


def can_still_be_decided(call: Call) -> Verdict:
    """What came in time is taken until the results are public."""
    return allow_if(
        call.status != CallStatus.DECIDED or call.is_any_time,
        "この募集は結果を公表しているため、この提案は提出できません。",
    )


def may_record_withdrawal(person: Person, proposal: Proposal) -> Verdict:
    """The coordinators write down that proposers take their proposal back, who told them so at the counter,
    by post or by telephone. They know of what was submitted, and of what came on paper."""
    known = proposal.submitted_at is not None or proposal.is_from_counter
    return may_coordinate(person, proposal) if known else not_yours("提案した人")
