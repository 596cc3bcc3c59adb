"""How proposals come about, in the admin: concerns, consultations, calls, proposals and
their reviews."""

from proposals.admin.calls import CallAdmin
from proposals.admin.concerns import ConcernAdmin
from proposals.admin.consultations import ConsultationAdmin
from proposals.admin.proposals import ProposalAdmin
from proposals.admin.reviews import ReviewAdmin

__all__ = ["CallAdmin", "ConcernAdmin", "ConsultationAdmin", "ProposalAdmin", "ReviewAdmin"]
