"""What is made sure of before a proposal is reviewed, and who does so."""

from dataclasses import dataclass

from kyodo_portal.life.people import Person
from kyodo_portal.life.verdicts import ALLOWED, Verdict, allow_if, first_refusal, refuse
from kyodo_portal.words.languages import listed
from proposals.models import Proposal, ProposalStatus, ScreeningPoint
from proposals.models.screening import SETTLED
from proposals.rules.proposals import may_handle_proposal

BEFORE_REVIEW = (ProposalStatus.SUBMITTED, ProposalStatus.RETURNED)


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found on a point; `found` is empty where nothing was yet."""

    found: str
    note: str


def can_screen(person: Person, proposal: Proposal) -> Verdict:
    """The coordinators without an interest, from the submission until the review begins."""
    return first_refusal(
        may_handle_proposal(person, proposal),
        allow_if(
            proposal.status in BEFORE_REVIEW,
            f"いまの状態は「{proposal.status_label}」のため、受付の確認は書きかえられません。",
        ),
    )


def unsettled_points(proposal: Proposal) -> list[ScreeningPoint]:
    """The required points of its call that are not met and do not fall away. No query where what was found
    (`screening`) and the points (`call__screening_points`) were read with the proposal."""
    required = [point for point in proposal.call.screening_points.all() if point.is_required]
    if not required:
        return []
    settled = {answer.point_id for answer in proposal.screening.all() if answer.found in SETTLED}
    return [point for point in required if point.pk not in settled]


def can_count_as_screened(proposal: Proposal) -> Verdict:
    """Every required point is met, falls away, or the exception has its reason."""
    left = [point.text for point in unsettled_points(proposal)]
    if not left or hasattr(proposal, "screening_waiver"):
        return ALLOWED
    return refuse(
        f"受付の確認が済んでいません：{listed(left)}。"
        "確かめて○か対象外にするか、例外とする理由を書いてください。"
    )
