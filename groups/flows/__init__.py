"""The lives of groups and of who belongs to them; reading this package registers them all."""

from groups.accounts.recovery import RECOVERY_FLOW
from groups.flows.groups import GROUP_FLOW
from groups.flows.hand_overs import HAND_OVER_FLOW
from groups.flows.join_requests import JOIN_FLOW
from groups.flows.meetings import MEETING_FLOW
from groups.flows.messages import THREAD_FLOW
from groups.flows.networks import NETWORK_FLOW
from groups.flows.offer_talks import OFFER_TALK_FLOW
from groups.flows.offers import OFFER_FLOW
from groups.flows.reports import REPORT_FLOW

__all__ = [
    "GROUP_FLOW",
    "HAND_OVER_FLOW",
    "JOIN_FLOW",
    "MEETING_FLOW",
    "NETWORK_FLOW",
    "OFFER_FLOW",
    "OFFER_TALK_FLOW",
    "RECOVERY_FLOW",
    "REPORT_FLOW",
    "THREAD_FLOW",
]
