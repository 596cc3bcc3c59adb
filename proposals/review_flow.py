"""The life of a review: assigned, taken up without a conflict, submitted and locked."""

from typing import Any

from groups.models import User
from kyodo_portal.flows import Act, Flow, Move
from kyodo_portal.roles import Role
from proposals import review_rules
from proposals.models import Review, ReviewStatus
from proposals.rules import has_interest

ASSIGNED, CONFLICT = ReviewStatus.ASSIGNED, ReviewStatus.DECLARED_CONFLICT
IN_PROGRESS, SUBMITTED = ReviewStatus.IN_PROGRESS, ReviewStatus.SUBMITTED


def _coordinators(review: Review, _: Act) -> Any:
    """The coordinators who may follow the review: none of those who belong to the proposing group."""
    coordinators = User.objects.with_role(Role.COORDINATOR)
    return [person for person in coordinators if not has_interest(person, review.proposal)]


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
            who=review_rules.is_own,
            when=review_rules.is_under_review,
            tone="primary",
        ),
        Move(
            name="declare_conflict",
            label="利害関係があるため辞退する",
            sources=frozenset({ASSIGNED, IN_PROGRESS}),
            target=CONFLICT,
            who=review_rules.is_own,
            note_label="どのような関係があるか",
            tells=_coordinators,
            told="審査委員から、利害関係による辞退の申し出がありました",
            next_step="必要なら、ほかの審査委員を割り当ててください。",
        ),
        Move(
            name="submit",
            label="採点を提出する",
            sources=frozenset({IN_PROGRESS}),
            target=SUBMITTED,
            who=review_rules.is_own,
            when=review_rules.can_submit_review,
            stamps=lambda _, act: {"submitted_at": act.at},
            tone="primary",
            confirm="提出すると書き直せなくなります。よろしいですか。",
            tells=_coordinators,
            told="審査の採点が提出されました",
        ),
        Move(
            name="reopen",
            label="採点を書き直せるようにする",
            sources=frozenset({SUBMITTED}),
            target=IN_PROGRESS,
            who=review_rules.can_reopen,
            when=review_rules.is_under_review,
            stamps=lambda *_: {"submitted_at": None},
            note_label="書き直せるようにする理由",
            tells=_reviewer,
            told="提出した採点を書き直せるようになりました",
        ),
    ],
)
