"""What is done together: the project, its parties, its agreement, its progress."""

from projects.models.agreements import Agreement, Scheme, Signature
from projects.models.amendments import Amendment, AmendmentStatus, AskedParty
from projects.models.clauses import LONGEST_CLAUSE, Topic
from projects.models.conditions import MetCondition
from projects.models.draft_remarks import DraftRemark
from projects.models.event_photos import EventPhoto
from projects.models.event_records import EventOpinion, EventRecord
from projects.models.event_status import Accepts, EventStatus, Photography
from projects.models.events import Event
from projects.models.help_answers import PROMISED, AnswerStatus, HelpAnswer, Interest
from projects.models.help_requests import HelpRequest, HelpRequestStatus
from projects.models.help_wanted import (
    TAKING,
    HelpField,
    HelpKind,
    HelpStatus,
    HelpWanted,
    Reward,
)
from projects.models.kinds import FormOfProject, ProjectField
from projects.models.lecture_requests import (
    Audience,
    LectureReport,
    LectureRequest,
    LectureStatus,
)
from projects.models.lectures import Lecture
from projects.models.participations import (
    AttendsAs,
    EnteredHow,
    Participation,
    ParticipationDetails,
    ParticipationStatus,
)
from projects.models.parties import Partner, ResponsibleDepartment
from projects.models.project_status import OPEN_STATUSES, Origin, ProjectStatus
from projects.models.projects import Project
from projects.models.questions import Question, QuestionStatus
from projects.models.schedule import ExpenseLine, ScheduleLine
from projects.models.series import EventSeries, Every
from projects.models.sources import SourceRecord
from projects.models.steps import Basis, ProjectStep, StepStatus
from projects.models.terms import Achievement, Bearer, CostShare, Goal, Payer, RoleItem, Stage
from projects.models.updates import Update, UpdatePhoto, UpdateSide
from projects.models.ways_in import projects_with_a_day

__all__ = [
    "LONGEST_CLAUSE",
    "OPEN_STATUSES",
    "PROMISED",
    "Accepts",
    "MetCondition",
    "TAKING",
    "Achievement",
    "Agreement",
    "Amendment",
    "AmendmentStatus",
    "AnswerStatus",
    "AskedParty",
    "AttendsAs",
    "Basis",
    "Bearer",
    "CostShare",
    "DraftRemark",
    "EnteredHow",
    "Event",
    "EventPhoto",
    "EventRecord",
    "EventSeries",
    "EventStatus",
    "Every",
    "ExpenseLine",
    "Goal",
    "HelpAnswer",
    "HelpField",
    "HelpRequest",
    "HelpRequestStatus",
    "HelpKind",
    "HelpStatus",
    "HelpWanted",
    "Interest",
    "Audience",
    "Lecture",
    "LectureReport",
    "LectureRequest",
    "LectureStatus",
    "Origin",
    "Participation",
    "ParticipationDetails",
    "ParticipationStatus",
    "Partner",
    "Payer",
    "Photography",
    "Project",
    "ProjectField",
    "ProjectStep",
    "FormOfProject",
    "ProjectStatus",
    "Question",
    "QuestionStatus",
    "ResponsibleDepartment",
    "Reward",
    "RoleItem",
    "ScheduleLine",
    "Scheme",
    "Signature",
    "SourceRecord",
    "Stage",
    "Topic",
    "Update",
    "UpdatePhoto",
    "UpdateSide",
    "EventOpinion",
    "projects_with_a_day",
    "StepStatus",
]
