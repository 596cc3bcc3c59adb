"""The lives of concerns, consultations, calls, rounds of opinions, proposals and reviews; reading this package
registers them all."""

from proposals.flows.calls import CALL_FLOW
from proposals.flows.concerns import CONCERN_FLOW
from proposals.flows.consultations import CONSULTATION_FLOW
from proposals.flows.department_opinions import DEPARTMENT_OPINION_FLOW
from proposals.flows.inquiries import INQUIRY_FLOW
from proposals.flows.opinion_rounds import OPINION_ROUND_FLOW
from proposals.flows.opinions import OPINION_FLOW, OPINION_SUBMISSION_FLOW
from proposals.flows.passings import PASSING_FLOW
from proposals.flows.proposals import PROPOSAL_FLOW
from proposals.flows.reviews import REVIEW_FLOW

__all__ = [
    "CALL_FLOW",
    "CONCERN_FLOW",
    "CONSULTATION_FLOW",
    "DEPARTMENT_OPINION_FLOW",
    "INQUIRY_FLOW",
    "OPINION_FLOW",
    "OPINION_ROUND_FLOW",
    "OPINION_SUBMISSION_FLOW",
    "PASSING_FLOW",
    "PROPOSAL_FLOW",
    "REVIEW_FLOW",
]
