"""What is asked of those whose proposal is adopted, and what becomes of the question."""

from django.utils import timezone

from groups.models.people import account_of
from kyodo_portal.life.flows import Act
from proposals.content.deadlines import answer_day
from proposals.models import AdoptionAnswer, AnswerKind, Proposal


def ask_whether_taken(proposal: Proposal, act: Act) -> None:
    """Wait for the answer of those who are told of their adoption, where a project comes of it."""
    day = answer_day(timezone.localdate(act.at))
    if day is not None and proposal.project is not None:
        AdoptionAnswer.objects.create(
            proposal=proposal,
            amount=proposal.decision.amount,
            asked_at=act.at,
            asked_by=account_of(act.by),
            answer_by=day,
        )


def settle(proposal: Proposal, act: Act, answer: AnswerKind) -> None:
    """Write down what was answered to what is asked, if anything is. Nothing is asked of who offered an idea
    without an account."""
    if proposal.guest_id is not None:
        return
    waiting = AdoptionAnswer.objects.filter(proposal=proposal, answer=AnswerKind.WAITING)
    waiting.update(
        answer=answer, answered_at=act.at, answered_by=account_of(act.by), updated_at=act.at
    )
