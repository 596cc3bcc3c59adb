"""What waits at the city's side about questions to calls."""

from django.db.models import Q

from groups.rules.people import is_coordinator, is_department_staff
from kyodo_portal.life.people import Account
from kyodo_portal.life.queues import QueueRule
from proposals.models import CallInquiry, InquiryStatus


def inquiries_to_answer(_: object) -> Q:
    """Questions that nobody has answered, and those of people who left a telephone number only."""
    to_call = Q(status=InquiryStatus.UNCONFIRMED, guest__email="", guest__isnull=False)
    return Q(status=InquiryStatus.ASKED) | to_call


def mine_to_answer(user: Account) -> Q:
    """Those about calls on a theme of the person's department."""
    return inquiries_to_answer(user) & Q(call__department__in=user.department_ids)


QUEUES = (
    QueueRule(
        key="inquiries",
        model=CallInquiry,
        label="募集についての質問に答える",
        whose=is_coordinator,
        where=inquiries_to_answer,
    ),
    QueueRule(
        key="my_inquiries",
        model=CallInquiry,
        label="自分の課の募集についての質問に答える",
        whose=is_department_staff,
        where=mine_to_answer,
    ),
)
