"""How a collaboration comes about: consultation, call, proposal, review, decision."""

from proposals.models.agenda import Conclusion, FrozenScores, ProposalOnAgenda
from proposals.models.answers import AdoptionAnswer, AnswerKind
from proposals.models.blinding import Blinding
from proposals.models.call_parts import BlankForm, CallCourse, CallPaper, CallQuestion
from proposals.models.calls import (
    Call,
    CallKind,
    CallStatus,
    ProposerKind,
    ScoringMethod,
)
from proposals.models.concern_parts import ConcernLead, ConcernPhoto, MeToo
from proposals.models.concerns import Concern, ConcernStatus, Outcome
from proposals.models.consultation_notes import ConsultationNote, NoteWay
from proposals.models.consultations import Consultation, ConsultationMessage, ConsultationStatus
from proposals.models.correction_marks import CorrectionMark
from proposals.models.criteria import Criterion
from proposals.models.department_opinions import (
    DepartmentOpinion,
    DepartmentOpinionStatus,
    SettledCorrection,
)
from proposals.models.drafts import ADOPTING, DecisionOutcome, DraftDecision
from proposals.models.inquiries import CallInquiry, InquiryStatus
from proposals.models.letters import LetterTemplate
from proposals.models.opinion_groups import OpinionCorrection, OpinionGroup, OpinionInGroup
from proposals.models.opinion_rounds import (
    OpinionDocument,
    OpinionRound,
    OpinionRoundStatus,
    OpinionSection,
)
from proposals.models.opinions import (
    Opinion,
    OpinionStatus,
    OpinionSubmission,
    OpinionWriterDetails,
    ReceivedHow,
    SubmissionStatus,
)
from proposals.models.packets import Packet, PacketPart, PacketVolume
from proposals.models.parts import (
    MOST_ROWS,
    BudgetLine,
    BudgetSide,
    FormOfProposal,
    ProposalAnswer,
    ProposalAttachment,
    ProposalField,
    ProposalGoal,
    ProposalRole,
    ProposalVersion,
    ScheduleItem,
)
from proposals.models.passings import Passing, PassingStatus
from proposals.models.proposals import (
    ADOPTED_STATUSES,
    DECIDABLE_STATUSES,
    DECIDED_STATUSES,
    STOPPED_STATUSES,
    Decision,
    Proposal,
    ProposalStatus,
)
from proposals.models.reviews import Review, ReviewStatus, Score
from proposals.models.screening import ScreeningAnswer, ScreeningPoint, ScreeningWaiver

__all__ = [
    "Blinding",
    "ADOPTED_STATUSES",
    "ADOPTING",
    "DECIDABLE_STATUSES",
    "DECIDED_STATUSES",
    "MOST_ROWS",
    "STOPPED_STATUSES",
    "BlankForm",
    "BudgetLine",
    "BudgetSide",
    "Call",
    "CallCourse",
    "CallInquiry",
    "CallKind",
    "CallPaper",
    "CallQuestion",
    "CallStatus",
    "Concern",
    "ConcernLead",
    "ConcernPhoto",
    "ConcernStatus",
    "Conclusion",
    "Consultation",
    "ConsultationMessage",
    "ConsultationNote",
    "ConsultationStatus",
    "Criterion",
    "AdoptionAnswer",
    "AnswerKind",
    "Decision",
    "DecisionOutcome",
    "DraftDecision",
    "InquiryStatus",
    "LetterTemplate",
    "MeToo",
    "Opinion",
    "OpinionCorrection",
    "OpinionDocument",
    "OpinionGroup",
    "OpinionInGroup",
    "OpinionRound",
    "OpinionRoundStatus",
    "OpinionSection",
    "OpinionStatus",
    "OpinionSubmission",
    "OpinionWriterDetails",
    "Outcome",
    "Packet",
    "PacketPart",
    "PacketVolume",
    "Passing",
    "PassingStatus",
    "FrozenScores",
    "Proposal",
    "ProposalAnswer",
    "ProposalAttachment",
    "ProposalField",
    "FormOfProposal",
    "NoteWay",
    "LetterTemplate",
    "Outcome",
    "ProposalGoal",
    "ProposalOnAgenda",
    "ProposalRole",
    "ProposalStatus",
    "ProposalVersion",
    "ProposerKind",
    "ReceivedHow",
    "Review",
    "ReviewStatus",
    "ScheduleItem",
    "Score",
    "ScoringMethod",
    "SubmissionStatus",
    "ScreeningAnswer",
    "ScreeningPoint",
    "ScreeningWaiver",
    "DepartmentOpinion",
    "DepartmentOpinionStatus",
    "SettledCorrection",
    "CorrectionMark",
]
