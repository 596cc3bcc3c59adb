"""The life of a review: assigned, taken up without a conflict, submitted and locked."""

from typing import Any

from groups import people
from kyodo_portal.life.flows import Act, Flow, Move, MoveRefused
from kyodo_portal.life.interest import has_interest
from kyodo_portal.life.recorded import Recorded
from kyodo_portal.writing.locks import locked
from proposals.interest import concerns_of_review
from proposals.models import Proposal, ProposalStatus, Review, ReviewStatus
from proposals.rules import reviews

ASSIGNED, CONFLICT = ReviewStatus.ASSIGNED, ReviewStatus.DECLARED_CONFLICT
IN_PROGRESS, SUBMITTED = ReviewStatus.IN_PROGRESS, ReviewStatus.SUBMITTED
THE_REVIEWER, THE_CITY = "審査委員", "市"


def _coordinators(review: Review, _: Act) -> Any:
    """The coordinators who may follow the review: nobody whose own affair it is."""
    concerns = concerns_of_review(review)
    coordinators = people.coordinators().with_places()
    return [person for person in coordinators if not has_interest(person, *concerns)]


def _not_after_the_decision(review: Review, _: Act) -> None:
    """A decision made in the same moment wins: its scores stand as they were counted."""
    proposal = locked(Proposal, pk=review.proposal_id)
    if proposal.status != ProposalStatus.UNDER_REVIEW:
        raise MoveRefused("この提案は、いま決定されました。採点は書き直せません。")


def _reviewer(review: Review, _: Act) -> Any:
    return [review.reviewer]


REVIEW_FLOW = Flow(
    Review,
    ReviewStatus,
    turns={
        ASSIGNED: "審査委員の確認を待っています",
        CONFLICT: "利害関係があるため、審査から外れました",
        IN_PROGRESS: "審査委員が採点しています",
        SUBMITTED: "採点が提出されました",
    },
    tones={ASSIGNED: "warning", CONFLICT: "muted", IN_PROGRESS: "info", SUBMITTED: "success"},
    moves=[
        Move(
            name="accept",
            label="利害関係がないことを確認して始める",
            sources=frozenset({ASSIGNED}),
            target=IN_PROGRESS,
            happened="利害関係がないことを確かめ、審査を始めました",
            side=THE_REVIEWER,
            who=reviews.may_answer_assignment,
            judges=True,
            when=reviews.can_be_judged,
            tone="primary",
            done="審査を始めました。提案を読んで、採点してください。途中でも保存できます。",
        ),
        Move(
            name="declare_conflict",
            label="利害関係があるため辞退する",
            sources=frozenset({ASSIGNED, IN_PROGRESS}),
            target=CONFLICT,
            who=reviews.may_answer_assignment,
            judges=False,
            note_label="どのような関係があるか",
            tells=_coordinators,
            happened="審査委員から、利害関係による辞退の申し出がありました",
            side=THE_REVIEWER,
            done="辞退しました。協働担当に知らせます。ありがとうございました。",
            next_step="必要なら、ほかの審査委員を割り当ててください。",
        ),
        Move(
            name="dismiss_conflict",
            label="利害関係にあたらないと判断し、審査に戻す",
            sources=frozenset({CONFLICT}),
            target=ASSIGNED,
            who=reviews.may_run_review,
            judges=True,
            when=reviews.can_dismiss_conflict,
            note_label="利害関係にあたらないと判断した理由",
            confirm="審査委員に理由を知らせ、もう一度審査を頼みます。よろしいですか。",
            tells=_reviewer,
            happened="申し出のあった関係は利害関係にあたらないとされ、審査の依頼に戻りました",
            side=THE_CITY,
            done="審査の依頼に戻しました。審査委員に理由を知らせます。",
            next_step="理由を読み、それでも公平な審査ができないと思うときは、もう一度申し出てください。",
        ),
        Move(
            name="submit",
            label="採点を提出する",
            sources=frozenset({IN_PROGRESS}),
            target=SUBMITTED,
            who=reviews.may_answer_assignment,
            judges=True,
            when=reviews.can_submit_review,
            stamps=lambda _, act: {"submitted_at": act.at},
            tone="primary",
            confirm="提出すると書き直せなくなります。よろしいですか。",
            tells_daily=_coordinators,
            happened="審査の採点が提出されました",
            side=THE_REVIEWER,
            done="採点を提出しました。協働担当に知らせます。ありがとうございました。",
        ),
        Move(
            name="reopen",
            label="採点を書き直せるようにする",
            sources=frozenset({SUBMITTED}),
            target=IN_PROGRESS,
            who=reviews.may_run_review,
            judges=True,
            when=reviews.can_be_judged,
            stamps=lambda *_: {"submitted_at": None},
            effect=_not_after_the_decision,
            note_label="書き直せるようにする理由",
            tells=_reviewer,
            happened="提出した採点を書き直せるようになりました",
            side=THE_CITY,
            done="審査委員が採点を書き直せるようにしました。審査委員に知らせます。",
        ),
    ],
    acts=[
        Recorded(name="assign", label="審査を依頼した", side=THE_CITY),
        Recorded(name="save", label="採点を保存した", side=THE_REVIEWER, is_inward=True),
    ],
    concerns=concerns_of_review,
)
