"""Who takes part: people and their accounts, departments of city hall, groups and who is in them."""

from groups.models.advisers import Adviser
from groups.models.agenda import AgendaItem, MeetingPaper
from groups.models.attendance import Attendance, Away, ItemAbsence, Present
from groups.models.audiences import Audience
from groups.models.committees import (
    Committee,
    CommitteeKind,
    CommitteeMember,
    Office,
    QuorumKind,
)
from groups.models.departments import Department, PastPosting
from groups.models.documents import DocumentKind, GroupDocument
from groups.models.facilities import Equipment, PlaceEquipment, PlacePhoto, PlaceRoom
from groups.models.follows import Follow, FollowKind, Frequency, NoticeKind, NoticePreference
from groups.models.groups import (
    EligibilityAnswer,
    Group,
    GroupField,
    GroupKind,
    GroupStatus,
)
from groups.models.guests import ConfirmedHow, Guest
from groups.models.hand_overs import HandOver, HandOverStatus
from groups.models.invitations import Invitation, InvitationStatus
from groups.models.join_requests import JoinRequest, JoinRequestStatus
from groups.models.journal import JournalEntry, JournalPhoto
from groups.models.leavings import Leaving, LeavingSource
from groups.models.meetings import Meeting, MeetingStatus, SeatsHow
from groups.models.memberships import Membership, MembershipRole
from groups.models.messages import (
    Block,
    Message,
    Side,
    Thread,
    ThreadStatus,
    UnansweredThread,
)
from groups.models.minutes import Minutes, MinutesRemark
from groups.models.networks import NetworkMember, NetworkStatus
from groups.models.offer_talks import OfferTalk, TalkStatus
from groups.models.offers import Offer, OfferKind, OfferStatus
from groups.models.opening import DayRule, PlaceDay, PlaceHours, Weekday
from groups.models.people import ContactDetails, User
from groups.models.pictures import GroupPicture, PictureRole
from groups.models.places import HolidayRule, OpenTo, Place, PlaceKind, RunBy
from groups.models.recoveries import FactorRecovery, RecoveryStatus
from groups.models.reports import Complaint, Report, ReportStatus
from groups.models.signers import Signer
from groups.models.supporters import Supporter, SupporterAudience, SupporterField

__all__ = [
    "Signer",
    "AgendaItem",
    "Attendance",
    "Away",
    "ItemAbsence",
    "Meeting",
    "MeetingPaper",
    "MeetingStatus",
    "Minutes",
    "MinutesRemark",
    "Present",
    "SeatsHow",
    "Block",
    "ConfirmedHow",
    "Adviser",
    "Audience",
    "Committee",
    "CommitteeKind",
    "CommitteeMember",
    "Complaint",
    "ContactDetails",
    "DayRule",
    "Department",
    "DocumentKind",
    "EligibilityAnswer",
    "Equipment",
    "FactorRecovery",
    "Follow",
    "FollowKind",
    "Frequency",
    "Group",
    "GroupDocument",
    "GroupPicture",
    "PictureRole",
    "GroupField",
    "GroupKind",
    "GroupStatus",
    "Guest",
    "HandOver",
    "HandOverStatus",
    "HolidayRule",
    "Invitation",
    "JournalEntry",
    "JournalPhoto",
    "InvitationStatus",
    "JoinRequest",
    "JoinRequestStatus",
    "Leaving",
    "LeavingSource",
    "Membership",
    "MembershipRole",
    "NetworkMember",
    "NetworkStatus",
    "NoticeKind",
    "NoticePreference",
    "Message",
    "Offer",
    "OfferKind",
    "OfferStatus",
    "OfferTalk",
    "Office",
    "OpenTo",
    "Place",
    "PlaceDay",
    "PlaceEquipment",
    "PlaceHours",
    "PlaceKind",
    "PlacePhoto",
    "PlaceRoom",
    "QuorumKind",
    "RecoveryStatus",
    "RunBy",
    "Side",
    "Supporter",
    "SupporterAudience",
    "SupporterField",
    "TalkStatus",
    "Thread",
    "ThreadStatus",
    "PastPosting",
    "Report",
    "ReportStatus",
    "UnansweredThread",
    "User",
    "Weekday",
]
