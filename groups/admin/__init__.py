"""Groups, departments and people at the desk of the city's staff."""

from groups.admin.advisers import AdviserAdmin
from groups.admin.committees import CommitteeAdmin, CommitteeMemberAdmin
from groups.admin.groups import DepartmentAdmin, GroupAdmin, MembershipAdmin, UserAdmin
from groups.admin.hand_overs import HandOverAdmin
from groups.admin.invitations import InvitationAdmin
from groups.admin.join_requests import JoinRequestAdmin
from groups.admin.leavings import LeavingAdmin
from groups.admin.meetings import MeetingAdmin
from groups.admin.messages import ThreadAdmin, UnansweredThreadAdmin
from groups.admin.networks import NetworkMemberAdmin
from groups.admin.offers import OfferAdmin, OfferTalkAdmin
from groups.admin.places import PlaceAdmin
from groups.admin.recoveries import FactorRecoveryAdmin
from groups.admin.reports import ReportAdmin
from groups.admin.signers import SignerAdmin
from groups.admin.supporters import SupporterAdmin

__all__ = [
    "AdviserAdmin",
    "CommitteeAdmin",
    "CommitteeMemberAdmin",
    "DepartmentAdmin",
    "FactorRecoveryAdmin",
    "GroupAdmin",
    "HandOverAdmin",
    "InvitationAdmin",
    "JoinRequestAdmin",
    "LeavingAdmin",
    "MeetingAdmin",
    "MembershipAdmin",
    "NetworkMemberAdmin",
    "OfferAdmin",
    "OfferTalkAdmin",
    "ReportAdmin",
    "PlaceAdmin",
    "SignerAdmin",
    "SupporterAdmin",
    "ThreadAdmin",
    "UnansweredThreadAdmin",
    "UserAdmin",
]
