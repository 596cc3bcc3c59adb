"""Who takes part: people and their accounts, departments of city hall, groups and who is in them."""

from groups.models.departments import Department, PastPosting
from groups.models.groups import (
    EligibilityAnswer,
    Group,
    GroupDocument,
    GroupField,
    GroupKind,
    GroupStatus,
)
from groups.models.invitations import Invitation, InvitationStatus
from groups.models.memberships import Membership, MembershipRole
from groups.models.people import ContactDetails, User
from groups.models.recoveries import FactorRecovery, RecoveryStatus

__all__ = [
    "ContactDetails",
    "Department",
    "EligibilityAnswer",
    "FactorRecovery",
    "Group",
    "GroupDocument",
    "GroupField",
    "GroupKind",
    "GroupStatus",
    "Invitation",
    "InvitationStatus",
    "Membership",
    "MembershipRole",
    "RecoveryStatus",
    "PastPosting",
    "User",
]
