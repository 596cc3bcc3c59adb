"""What is done together: the project, its parties, its agreement, its progress."""

from projects.models.agreements import Agreement, Scheme, Signature
from projects.models.amendments import Amendment, AmendmentStatus, AskedParty
from projects.models.kinds import FormOfProject, ProjectField
from projects.models.parties import Partner, ResponsibleDepartment
from projects.models.projects import OPEN_STATUSES, Origin, Project, ProjectStatus
from projects.models.schedule import ExpenseLine, ScheduleLine
from projects.models.sources import SourceRecord
from projects.models.terms import Achievement, Bearer, CostShare, Goal, Payer, RoleItem, Stage
from projects.models.updates import Update, UpdatePhoto, UpdateSide

__all__ = [
    "OPEN_STATUSES",
    "Achievement",
    "Agreement",
    "Amendment",
    "AmendmentStatus",
    "AskedParty",
    "Bearer",
    "CostShare",
    "ExpenseLine",
    "Goal",
    "Origin",
    "Partner",
    "Payer",
    "Project",
    "ProjectField",
    "FormOfProject",
    "ProjectStatus",
    "ResponsibleDepartment",
    "RoleItem",
    "ScheduleLine",
    "Scheme",
    "Signature",
    "SourceRecord",
    "Stage",
    "Update",
    "UpdatePhoto",
    "UpdateSide",
]
