"""How proposals come about, in the admin: concerns, consultations, calls, rounds of opinions, proposals and
their reviews."""

from proposals.admin.agenda import ProposalOnAgendaAdmin
from proposals.admin.calls import CallAdmin
from proposals.admin.concerns import ConcernAdmin
from proposals.admin.consultations import ConsultationAdmin
from proposals.admin.inquiries import InquiryAdmin
from proposals.admin.opinion_rounds import OpinionRoundAdmin
from proposals.admin.packets import PacketAdmin
from proposals.admin.passings import PassingAdmin
from proposals.admin.proposals import ProposalAdmin
from proposals.admin.reviews import ReviewAdmin

__all__ = [
    "CallAdmin",
    "ConcernAdmin",
    "ConsultationAdmin",
    "InquiryAdmin",
    "OpinionRoundAdmin",
    "PacketAdmin",
    "PassingAdmin",
    "ProposalAdmin",
    "ProposalOnAgendaAdmin",
    "ReviewAdmin",
]
