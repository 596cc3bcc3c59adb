"""What is done at the desk to many proposals at once: department, reviewers, the beginning of the review."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.db.models import prefetch_related_objects
from django.utils import timezone

from groups.models import Department, User
from kyodo_portal.life.flows import MoveRefused
from kyodo_portal.life.people import Person
from kyodo_portal.words.languages import listed
from proposals.actions.assignment import (
    HANDLED,
    assign_department,
    assign_reviewers,
    withdraw_assignment,
)
from proposals.actions.reminding import remind_reviewer, reminded_on
from proposals.desk.board import Board
from proposals.desk.plans import TAKEN_BACK, DeskAct, Plan, Step, Told, label_of
from proposals.desk.sharing import shared_out
from proposals.flows import PROPOSAL_FLOW
from proposals.models import Proposal, ProposalStatus, Review
from proposals.rules.decisions import can_begin_with

OWN = "この提案の当事者に属しているか、属していたため、利害関係のない職員が扱います。"
DONE_ALREADY = "すでに済んでいます。"
GONE = "この募集の提案ではないか、取り下げられました。"


def _handled(board: Board, pks: Sequence[int], plan: Plan) -> Iterator[Proposal]:
    """Those of the chosen proposals that can be handled; the others are told as refused."""
    for pk in pks:
        proposal = board.by_pk[pk]
        if pk in board.own:
            plan.refused.append(Told(label_of(proposal), OWN))
        elif proposal.status not in HANDLED:
            words = f"状態は「{proposal.status_label}」です。"
            plan.refused.append(Told(label_of(proposal), words))
        else:
            yield proposal


def _proposal(board: Board, step: Step) -> Proposal:
    if step.pk not in board.by_pk:
        raise MoveRefused(GONE)
    return board.by_pk[step.pk]


# ---- the department ----


def plan_departments(board: Board, pks: Sequence[int], given: dict[str, Any]) -> Plan:
    """Give each the department that was chosen, or where none was, the one its proposers hope for:
    that only where none answers for it yet."""
    plan, chosen = Plan(), given.get("department")
    for proposal in _handled(board, pks, plan):
        now, hoped = proposal.responsible_department, proposal.desired_department
        department = chosen or hoped
        if now is not None and (chosen is None or now == chosen):
            plan.refused.append(Told(label_of(proposal), f"担当課は、もう{now.name}です。"))
        elif department is None or not department.is_active:
            words = "提案した人が、希望する課を選んでいません。課を選んでから押してください。"
            plan.refused.append(Told(label_of(proposal), words))
        else:
            words = f"担当課を{department.name}にします。"
            plan.steps.append(Step(proposal.pk, (department.pk,), label_of(proposal), words))
    return plan


def give_department(board: Board, step: Step, by: Person) -> Told:
    proposal = _proposal(board, step)
    department = Department.objects.active().filter(pk__in=step.args).first()
    if department is None:
        raise MoveRefused("選んだ課が見つかりません。")
    if proposal.responsible_department_id == department.pk:
        raise MoveRefused(DONE_ALREADY)
    assign_department(proposal=proposal, department=department, by=by)
    return Told(label_of(proposal), f"担当課を{department.name}にしました。")


# ---- the reviewers ----


def plan_reviewers(board: Board, pks: Sequence[int], given: dict[str, Any]) -> Plan:
    """Fill the seats of each with those who have least to do and no interest in it."""
    plan, seats = Plan(), given["seats"]
    proposals = list(_handled(board, pks, plan))
    shares = shared_out(board, proposals, seats)
    for proposal in proposals:
        new, missing = shares[proposal.pk]
        if new:
            names = listed(f"{person.display_name}さん" for person in new)
            short = f"（{missing}人分は、頼める人がいません）" if missing else ""
            pks_of_new = tuple(person.pk for person in new)
            words = f"{names}に依頼します。{short}"
            plan.steps.append(Step(proposal.pk, pks_of_new, label_of(proposal), words))
        elif missing:
            words = "頼める審査委員が、もういません。利害関係のない審査委員を加えてください。"
            plan.refused.append(Told(label_of(proposal), words))
        else:
            words = f"{seats}人に、もう依頼しています。"
            plan.refused.append(Told(label_of(proposal), words))
    return plan


def ask_reviewers(board: Board, step: Step, by: Person) -> Told:
    proposal = _proposal(board, step)
    known = {person.pk: person for person in board.reviewers}
    chosen: list[User] = [known[pk] for pk in step.args if pk in known]
    if not chosen:
        raise MoveRefused("選んだ審査委員が見つかりません。")
    new = assign_reviewers(proposal=proposal, reviewers=chosen, by=by)
    if not new:
        raise MoveRefused(DONE_ALREADY)
    names = listed(f"{review.reviewer.display_name}さん" for review in new)
    return Told(label_of(proposal), f"{names}に依頼しました。")


# ---- the beginning of the review ----


def plan_beginning(board: Board, pks: Sequence[int], given: dict[str, Any]) -> Plan:
    """Begin the review of each that has its department and a reviewer who can judge it."""
    plan = Plan()
    chosen = list(_handled(board, pks, plan))
    prefetch_related_objects([board.call], "screening_points")
    prefetch_related_objects(chosen, "screening")
    for proposal in chosen:
        able = board.able(proposal)
        can = can_begin_with(proposal, able)
        if proposal.status != ProposalStatus.SUBMITTED:
            words = f"状態は「{proposal.status_label}」です。"
            plan.refused.append(Told(label_of(proposal), words))
        elif not can:
            plan.refused.append(Told(label_of(proposal), can.reason))
        else:
            names = listed(f"{person.display_name}さん" for person in able)
            words = f"審査を始め、{names}に知らせます。"
            plan.steps.append(Step(proposal.pk, (), label_of(proposal), words))
    return plan


def begin(board: Board, step: Step, by: Person) -> Told:
    proposal = _proposal(board, step)
    if proposal.status == ProposalStatus.UNDER_REVIEW:
        raise MoveRefused(DONE_ALREADY)
    PROPOSAL_FLOW.make("begin_review", proposal, by=by, shown_status=ProposalStatus.SUBMITTED)
    return Told(label_of(proposal), "審査を始めました。")


# ---- reminding, taking back ----


def _unfinished(board: Board, pks: Sequence[int], plan: Plan) -> Iterator[tuple[User, list[Any]]]:
    """Reviewer by reviewer, the sheets that are still to come of those proposals under review."""
    chosen = {
        proposal.pk
        for proposal in _handled(board, pks, plan)
        if proposal.status == ProposalStatus.UNDER_REVIEW
    }
    for person in board.reviewers:
        sheets = [
            sheet
            for sheet in board.sheets
            if sheet.reviewer_id == person.pk
            and sheet.is_unfinished
            and sheet.proposal_id in chosen
        ]
        if sheets:
            yield person, sheets


def plan_reminding(board: Board, pks: Sequence[int], given: dict[str, Any]) -> Plan:
    """One letter to each reviewer about all her sheets that are still to come."""
    plan = Plan()
    told = reminded_on(board.call, board.reviewers, timezone.localdate())
    for person, sheets in _unfinished(board, pks, plan):
        name = f"{person.display_name}さん"
        if person.pk in told:
            plan.refused.append(Told(name, "今日は、もう知らせました。"))
        else:
            words = f"まだの採点{len(sheets)}件を、1通で知らせます。"
            args = tuple(sheet.pk for sheet in sheets)
            plan.steps.append(Step(person.pk, args, name, words))
    plan.refused = [line for line in plan.refused if line.words != OWN]
    return plan


def remind(board: Board, step: Step, by: Person) -> Told:
    person = next((each for each in board.reviewers if each.pk == step.pk), None)
    mine = {sheet.pk for sheet in board.sheets if sheet.reviewer_id == step.pk}
    if person is None or not mine & set(step.args):
        raise MoveRefused("知らせる審査委員が見つかりません。")
    count = remind_reviewer(
        call=board.call, reviewer=person, sheets=sorted(mine & set(step.args)), by=by
    )
    return Told(f"{person.display_name}さん", f"まだの採点{count}件を知らせました。")


def plan_taking_back(board: Board, pks: Sequence[int], given: dict[str, Any]) -> Plan:
    """Take back what one reviewer was asked for and has not handed in."""
    plan, person = Plan(), given["reviewer"]
    for proposal in _handled(board, pks, plan):
        sheet = board.of_proposal[proposal.pk].get(person.pk)
        if sheet is None:
            continue
        name = label_of(proposal)
        if sheet.is_unfinished:
            words = (
                f"{person.display_name}さんへの依頼を取り消します（{TAKEN_BACK[given['why']]}）。"
            )
            plan.steps.append(Step(sheet.pk, (given["why"],), name, words))
        else:
            words = "採点は提出されたか、利害関係により辞退されています。"
            plan.refused.append(Told(name, words))
    return plan


def take_back(board: Board, step: Step, by: Person) -> Told:
    asked = Review.objects.filter(pk=step.pk, proposal__call=board.call)
    review = asked.select_related("proposal", "reviewer").first()
    if review is None:
        raise MoveRefused(DONE_ALREADY)
    reason = next((TAKEN_BACK[why] for why in step.args if why in TAKEN_BACK), "")
    withdraw_assignment(review=review, reason=reason, by=by)
    words = f"{review.reviewer.display_name}さんへの依頼を取り消しました。"
    return Told(label_of(review.proposal), words)


ACTS = {
    act.key: act
    for act in (
        DeskAct(
            key="department",
            label="担当課を決める",
            press="この内容で担当課を決める",
            plan=plan_departments,
            do=give_department,
        ),
        DeskAct(
            key="assign",
            label="審査委員を割り当てる",
            press="この内容で審査を依頼する",
            plan=plan_reviewers,
            do=ask_reviewers,
        ),
        DeskAct(
            key="begin",
            label="審査を始める",
            press="この内容で審査を始める",
            plan=plan_beginning,
            do=begin,
        ),
        DeskAct(
            key="remind",
            label="まだの審査委員に知らせる",
            press="この内容で知らせる",
            plan=plan_reminding,
            do=remind,
        ),
        DeskAct(
            key="withdraw",
            label="依頼を取り消す",
            press="この内容で依頼を取り消す",
            plan=plan_taking_back,
            do=take_back,
        ),
    )
}
