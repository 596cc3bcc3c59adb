"""Proposals of which the committee has said what it thinks."""

from typing import Any

from django.utils import timezone

from proposals.models import AdoptionAnswer
from tests.factories import make_user, today
from tests.proposals.factories import conclude, make_proposal


def make_concluded_proposal(status: str) -> Any:
    """A proposal of which the committee has said what it thinks, and whose group is asked whether it takes it."""
    proposal = make_proposal(status=status)
    if not hasattr(proposal, "decision"):
        conclude(proposal)
    AdoptionAnswer.objects.create(
        proposal=proposal,
        asked_at=timezone.now(),
        asked_by=make_user(),
        answer_by=today(),
        **(
            {"is_moving_up": True, "amount": 1, "reason": "順位による。"}
            if status == "reserve"
            else {}
        ),
    )
    return proposal
