"""What waits at the city's side about groups."""

from django.db.models import Q

from groups.models import Group, GroupStatus
from groups.rules.people import is_coordinator
from kyodo_portal.life.queues import QueueRule, register


def applications(_: object) -> Q:
    """Applications to be checked."""
    return Q(status=GroupStatus.APPLIED)


def returned(_: object) -> Q:
    """Applications whose group was asked to mend something."""
    return Q(status=GroupStatus.RETURNED)


register(
    [
        QueueRule(
            key="applications",
            model=Group,
            label="団体登録の申請を確認する",
            whose=is_coordinator,
            where=applications,
        ),
        QueueRule(
            key="group_returned",
            model=Group,
            label="手直しを待っている団体登録",
            whose=is_coordinator,
            where=returned,
            due="correction_due_on",
        ),
    ]
)
