"""The lives of concerns, consultations, calls, proposals and reviews; reading this package registers them all."""

from proposals.flows.calls import CALL_FLOW
from proposals.flows.concerns import CONCERN_FLOW
from proposals.flows.consultations import CONSULTATION_FLOW
from proposals.flows.passings import PASSING_FLOW
from proposals.flows.proposals import PROPOSAL_FLOW
from proposals.flows.reviews import REVIEW_FLOW

__all__ = [
    "CALL_FLOW",
    "CONCERN_FLOW",
    "CONSULTATION_FLOW",
    "PASSING_FLOW",
    "PROPOSAL_FLOW",
    "REVIEW_FLOW",
]
