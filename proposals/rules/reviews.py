"""Who may do what about a review. A reviewer judges alone, and never where they have an interest."""

from groups.models import User
from groups.rules.people import coordinates, is_reviewer, may_coordinate
from kyodo_portal.life.flows import not_yours
from kyodo_portal.life.interest import has_interest
from kyodo_portal.life.people import Person, is_signed_in
from kyodo_portal.life.verdicts import ALLOWED, Verdict, all_refusals, allow_if, first_refusal
from kyodo_portal.words.languages import listed
from proposals.interest import concerns_of_proposal, proposing_side_of
from proposals.models import Proposal, ProposalStatus, Review, ReviewStatus
from proposals.rules.proposals import may_judge_proposal


def may_answer_assignment(person: Person, review: Review) -> Verdict:
    """The reviewer it was assigned to."""
    mine = is_signed_in(person) and is_reviewer(person) and review.reviewer_id == person.pk
    return ALLOWED if mine else not_yours("割り当てられた審査委員")


def may_judge(person: Person, review: Review) -> Verdict:
    """The reviewer it was assigned to, as long as the proposal is no affair of theirs."""
    return first_refusal(
        may_answer_assignment(person, review), lambda: may_judge_proposal(person, review.proposal)
    )


def can_view_review(person: Person, review: Review) -> Verdict:
    """A reviewer their own sheet; the coordinators and the administrator every sheet."""
    if coordinates(person, review.proposal) or (is_signed_in(person) and person.is_superuser):
        return ALLOWED
    return may_judge(person, review)


def can_be_judged(review: Review) -> Verdict:
    """Sheets are written while the proposal is in review, neither before nor after the decision."""
    return allow_if(
        review.proposal.status == ProposalStatus.UNDER_REVIEW,
        "この提案は、いま審査中ではありません。",
    )


def can_score(person: Person, review: Review) -> Verdict:
    """The reviewer writes scores while the sheet is in progress and the proposal in review."""
    return first_refusal(
        may_judge(person, review),
        can_be_judged(review),
        allow_if(
            review.status == ReviewStatus.IN_PROGRESS,
            "採点を書けるのは、「利害関係がないことを確認して始める」を押してから、提出するまでの間です。",
        ),
    )


def can_submit_review(review: Review) -> Verdict:
    """Complete: for every criterion of the call points, or why the reviewer abstains from it."""
    scored = set(review.scores.values_list("criterion_id", flat=True))
    missing = [row.name for row in review.proposal.call.criteria.all() if row.pk not in scored]
    return all_refusals(
        can_be_judged(review),
        allow_if(
            not missing,
            f"まだ採点していない項目があります：{listed(missing)}。"
            "点数をつけられない項目は、「採点しない」を選び、理由を書いてください。",
        ),
    )


def may_run_review(person: Person, review: Review) -> Verdict:
    """The coordinators."""
    return may_coordinate(person, review.proposal)


def may_review(reviewer: User, proposal: Proposal) -> Verdict:
    """A reviewer of the city without an interest in the proposal, and neither a coordinator nor standing
    in for one: who runs the review sees every sheet, and would not be a third party."""
    side, judged = proposing_side_of(proposal), concerns_of_proposal(proposal)
    return first_refusal(
        allow_if(is_reviewer(reviewer), "審査委員でないため"),
        allow_if(reviewer.is_confirmed, "メールアドレスがまだ確認されていないため"),
        allow_if(not coordinates(reviewer, proposal), "協働担当の職員か、その代理のため"),
        lambda: allow_if(
            not has_interest(reviewer, side),
            "提案した団体か実施する団体に、属しているか、提出の後まで属していたため",
        ),
        lambda: allow_if(
            not has_interest(reviewer, *judged),
            "担当課に、属しているか、提出の後まで属していたため",
        ),
    )


def can_dismiss_conflict(review: Review) -> Verdict:
    """While the proposal is judged; not against what the portal itself knows to be an interest."""
    return first_refusal(
        can_be_judged(review),
        lambda: allow_if(
            may_review(review.reviewer, review.proposal),
            "この委員は、団体や担当課に属しているなど、この提案の審査を頼める人ではありません。申し出のとおり、審査から外してください。",
        ),
    )


def able_sheets(proposal: Proposal) -> list[Review]:
    """The sheets of those who were asked and can still judge: who have declared no conflict, and neither
    become a coordinator nor come to have an interest since."""
    sheets = proposal.reviews.without_conflict().with_reviewers()
    return [sheet for sheet in sheets if may_review(sheet.reviewer, proposal)]


def able_reviewers(proposal: Proposal) -> list[User]:
    """Whose sheets these are."""
    return [sheet.reviewer for sheet in able_sheets(proposal)]
