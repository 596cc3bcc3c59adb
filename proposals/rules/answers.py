"""Whether an adoption is taken: who is asked and when, what may be answered, and what follows silence."""

from django.utils import timezone
from django.utils.translation import gettext

from groups.models import GroupStatus
from kyodo_portal.life.flows import not_yours
from kyodo_portal.life.people import Person
from kyodo_portal.life.verdicts import Verdict, all_refusals, allow_if, first_refusal, refuse
from kyodo_portal.words.text import japanese_date, yen
from proposals.models import (
    AdoptionAnswer,
    CallStatus,
    DraftDecision,
    Proposal,
    ProposalStatus,
)
from proposals.rules.budget import freed_in, next_in_line
from proposals.rules.decisions import can_turn_down
from proposals.rules.proposals import may_turn_down


def asked_of(proposal: Proposal) -> AdoptionAnswer | None:
    """What its proposers have still to answer."""
    return AdoptionAnswer.objects.filter(proposal=proposal).waiting().first()


def can_be_answered(proposal: Proposal, *, moving_up: bool) -> Verdict:
    """Its proposers have still to say whether they take the adoption, or the place that came up."""
    asked = asked_of(proposal)
    return allow_if(
        asked is not None and asked.is_moving_up == moving_up,
        gettext("この提案について、返事を待っていることはありません。"),
    )


def can_take_place(proposal: Proposal) -> Verdict:
    """As long as it is asked, with a registered group that will do it."""
    return first_refusal(
        can_be_answered(proposal, moving_up=True), lambda: can_be_carried(proposal)
    )


def can_be_carried(proposal: Proposal) -> Verdict:
    """An agreement has two sides."""
    group = proposal.carrying_group
    return allow_if(
        group is not None and group.status == GroupStatus.REGISTERED,
        gettext(
            "採択を受けるには、事業をいっしょに行う登録団体が必要です。協働担当に相談してください。"
        ),
    )


def may_take_place(person: Person, proposal: Proposal) -> Verdict:
    """Where no vote is needed: its proposers, and the coordinators who are told at the counter."""
    return _may_take_where(not proposal.call.needs_vote, person, proposal)


def may_take_place_before_vote(person: Person, proposal: Proposal) -> Verdict:
    """The same where the council has to vote first."""
    return _may_take_where(proposal.call.needs_vote, person, proposal)


def _may_take_where(is_so: bool, person: Person, proposal: Proposal) -> Verdict:
    return may_turn_down(person, proposal) if is_so else not_yours(gettext("提案した人"))


def can_close_unanswered(proposal: Proposal) -> Verdict:
    """After the day of the answer, before the agreement: nothing is decided by silence, but the city
    may decide then, with its reason."""
    asked = asked_of(proposal)
    if asked is None:
        return refuse("この提案について、返事を待っていることはありません。")
    return all_refusals(
        allow_if(
            asked.answer_by < timezone.localdate(),
            f"返事の期限（{japanese_date(asked.answer_by)}）まで待ってください。",
        ),
        can_turn_down(proposal),
    )


def can_extend_answer(proposal: Proposal) -> Verdict:
    """As long as an answer is waited for."""
    return allow_if(asked_of(proposal), "この提案について、返事を待っていることはありません。")


def can_be_asked_next(proposal: Proposal) -> Verdict:
    """The first of the reserve that is not asked yet, once the results are public, while money is free
    and its decision is not being written anew."""
    if proposal.status != ProposalStatus.RESERVE or proposal.call.status != CallStatus.DECIDED:
        return refuse("繰上げを打診できるのは、結果を公表した次点の提案だけです。")
    first = next_in_line(proposal.call)
    if first is None or first.pk != proposal.pk:
        return refuse(
            f"先に打診する次点は「{first}」です。"
            if first is not None
            else "この提案には、もう打診しています。返事を待ってください。"
        )
    drafted = DraftDecision.objects.filter(proposal=proposal).exists()
    return all_refusals(
        allow_if(
            freed_in(proposal.call) > 0,
            "繰上げに使える予算がありません。"
            "使えるのは、採択が辞退されるなどして空いた決定額の範囲です。",
        ),
        allow_if(
            not drafted,
            "この提案には、市の決定の案が書かれています。"
            "繰上げを打診するときは、先に案を取り消してください。",
        ),
        can_be_carried(proposal),
    )


def can_be_offered(proposal: Proposal, amount: int) -> Verdict:
    """No more than is free."""
    free = freed_in(proposal.call)
    return allow_if(
        0 < amount <= free,
        f"打診する額は、空いている予算（{yen(free)}）の範囲で書いてください。",
    )
