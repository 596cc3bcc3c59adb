"""Who deals with a submitted proposal: the department that answers for it, and its reviewers.

A reviewer whose own affair the proposal is is never assigned; the list of those left out says why.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction

from groups import people
from groups.models import Department, Group, User
from kyodo_portal.life.flows import MoveRefused
from kyodo_portal.life.people import Person
from kyodo_portal.post.gathered import OF_A_DEPARTMENT, OF_A_REVIEW, tell_together
from kyodo_portal.post.outbox import plain_name
from kyodo_portal.words.languages import listed
from kyodo_portal.writing.locks import locked
from proposals.flows import PROPOSAL_FLOW, REVIEW_FLOW
from proposals.models import DepartmentOpinion, Proposal, ProposalStatus, Review, ReviewStatus
from proposals.rules.blinding import can_be_given_to_reviewers
from proposals.rules.proposals import may_handle_proposal
from proposals.rules.reviews import may_review

#: While these last, department and reviewers may be chosen.
HANDLED = (ProposalStatus.SUBMITTED, ProposalStatus.RETURNED, ProposalStatus.UNDER_REVIEW)


@dataclass(frozen=True, slots=True)
class Candidates:
    """The reviewers as seen from one proposal: who may be asked, and who may not and why."""

    free: list[User]
    excluded: list[tuple[User, str]]


def _handled(proposal: Proposal, by: Person) -> Proposal:
    """The proposal, locked, once the person may handle it."""
    current = locked(Proposal, pk=proposal.pk)
    may_handle_proposal(by, current).enforce()
    if current.status not in HANDLED:
        raise MoveRefused(
            f"いまの状態は「{current.status_label}」のため、担当を変えることはできません。"
        )
    return current


def candidates_for(proposal: Proposal) -> Candidates:
    """All reviewers of the city, sorted out for this proposal; those already asked are in neither
    list unless they declared a conflict."""
    asked = {review.reviewer_id: review.status for review in proposal.reviews.all()}
    free: list[User] = []
    excluded: list[tuple[User, str]] = []
    for reviewer in people.reviewers().with_places():
        fit = may_review(reviewer, proposal)
        if not fit:
            excluded.append((reviewer, fit.reason))
        elif asked.get(reviewer.pk) == ReviewStatus.DECLARED_CONFLICT:
            excluded.append((reviewer, "利害関係があると申し出て辞退したため"))
        elif reviewer.pk not in asked:
            free.append(reviewer)
    return Candidates(free, excluded)


@transaction.atomic
def assign_department(*, proposal: Proposal, department: Department, by: Person) -> None:
    """Say which department answers for a proposal, and tell its staff; an opinion that is not settled yet
    goes with it. The same again does nothing. Raises `PermissionDenied` or `MoveRefused`."""
    current = _handled(proposal, by)
    if current.responsible_department_id == department.pk:
        return
    Proposal.objects.filter(pk=current.pk).update(responsible_department=department)
    unsettled = DepartmentOpinion.objects.with_department().filter(proposal=current)
    unsettled.update(department=department)
    entry = PROPOSAL_FLOW.record(
        "assign_department", current, by=by, label=f"担当課を{department.name}にした"
    )
    tell_together(
        people.staff([department]),
        by=by,
        about=current,
        told="提案の担当課になりました",
        bundle=OF_A_DEPARTMENT,
        of=current.call,
        key=f"proposal.assign_department:{entry.pk}",
    )


@transaction.atomic
def choose_group(*, proposal: Proposal, group: Group, by: Person) -> None:
    """Say which registered group will do what a single person proposed. Raises `PermissionDenied`,
    or `MoveRefused` for a proposal that has its own group or is settled."""
    current = _handled(proposal, by)
    if current.group_id is not None:
        raise MoveRefused("団体からの提案のため、いっしょに行う団体を選ぶ必要はありません。")
    Proposal.objects.filter(pk=current.pk).update(implementing_group=group)
    PROPOSAL_FLOW.record(
        "choose_group", current, by=by, label=f"いっしょに行う団体を{group.name}にした"
    )


@transaction.atomic
def assign_reviewers(*, proposal: Proposal, reviewers: Iterable[User], by: Person) -> list[Review]:
    """Ask these reviewers to judge a proposal; who was asked before is left as they are. They are
    told when the review begins, or at once where it has begun. Raises `PermissionDenied`, or
    `MoveRefused` naming who cannot be asked; then nobody is."""
    current = _handled(proposal, by)
    chosen = list(reviewers)
    unfit = [person.display_name for person in chosen if not may_review(person, current)]
    if unfit:
        raise MoveRefused(
            f"利害関係があるか、審査委員でないため、割り当てられません：{listed(unfit)}。"
        )
    can = can_be_given_to_reviewers(current)
    if not can:
        raise MoveRefused(can.reason)
    asked = set(current.reviews.values_list("reviewer", flat=True))
    new = [
        Review.objects.create(proposal=current, reviewer=person)
        for person in chosen
        if person.pk not in asked
    ]
    for review in new:
        REVIEW_FLOW.record("assign", review, by=by)
        if current.status == ProposalStatus.UNDER_REVIEW:
            tell_together(
                [review.reviewer],
                by=by,
                about=review,
                told="審査の依頼が届きました",
                bundle=OF_A_REVIEW,
                of=current.call,
                key=f"review.assign:{review.pk}",
            )
    if new:
        PROPOSAL_FLOW.record(
            "assign_reviewers",
            current,
            by=by,
            note=listed(review.reviewer.display_name for review in new),
        )
    return new


@transaction.atomic
def withdraw_assignment(*, review: Review, reason: str, by: Person) -> None:
    """Take back a request whose sheet has not been handed in, so that a reviewer who falls silent
    does not hold up the decision; the reviewer is told the reason. Points already written are kept in the
    record of the act. Raises `PermissionDenied` or `MoveRefused`."""
    try:
        sheet = locked(Review, pk=review.pk)
    except Review.DoesNotExist:
        sheet = None
    current = _handled(review.proposal, by)
    if sheet is None or not sheet.is_unfinished:
        raise MoveRefused(
            "この審査はすでに提出されたか、利害関係により辞退されたため、依頼を取り消せません。"
        )
    if not reason.strip():
        raise MoveRefused("依頼を取り消す理由を書いてください。審査委員に知らせます。")
    reviewer, shown_title = sheet.reviewer, plain_name(sheet.shown_title)
    marks = sheet.scores.select_related("criterion")
    written = {mark.criterion.name: mark.abstention or mark.points for mark in marks}
    sheet.delete()
    entry = PROPOSAL_FLOW.record(
        "withdraw_reviewer",
        current,
        by=by,
        note=f"{reviewer.display_name}（理由：{reason.strip()}）",
        data={"points": written},
    )
    tell_together(
        [reviewer],
        by=by,
        about=current.call,
        told=f"「{shown_title}」の審査の依頼が取り消されました",
        note=f"{reason.strip()}\nこの提案の採点は、もう必要ありません。お心当たりがないときは、窓口にお尋ねください。",
        bundle=OF_A_REVIEW,
        of=current.call,
        key=f"proposal.withdraw_reviewer:{entry.pk}",
    )


def withdraw_chosen(*, proposal: Proposal, review: Review, reason: str, by: Person) -> None:
    """As `withdraw_assignment`, chosen on the page of its proposal."""
    withdraw_assignment(review=review, reason=reason, by=by)
