"""What waits at the desk between the coming in of a proposal and its review."""

from django.db.models import Q
from django.utils import timezone

from groups.rules.people import is_coordinator, is_department_staff
from kyodo_portal.life.people import Account
from kyodo_portal.life.queues import QueueRule
from proposals.models import DepartmentOpinion, Proposal, ProposalStatus
from proposals.models.affairs import affairs_of
from proposals.models.department_opinions import UNSETTLED
from proposals.paper_letters import with_letters_to_post

GOING_ON = (ProposalStatus.SUBMITTED, ProposalStatus.RETURNED)


def being_entered(_: object) -> Q:
    """Proposals on paper whose typing is not finished."""
    return Q(status=ProposalStatus.DRAFT, entered_by__isnull=False)


def letters_waiting(_: object) -> Q:
    """Proposals on paper of which something is to be told by post."""
    return with_letters_to_post()


def opinions_of_mine(user: Account) -> Q:
    """Opinions that the person's department has in hand, of proposals that still go on."""
    mine = Q(department__in=user.department_ids, status__in=UNSETTLED)
    return mine & Q(proposal__status__in=GOING_ON)


def opinions_overdue(_: object) -> Q:
    """Opinions whose day has passed."""
    return Q(status__in=UNSETTLED, due_on__lt=timezone.localdate(), proposal__status__in=GOING_ON)


SCREENING = [
    QueueRule(
        key="my_opinions",
        model=DepartmentOpinion,
        label="提案への意見書を書いて確定する",
        whose=is_department_staff,
        where=opinions_of_mine,
        due="due_on",
    ),
    QueueRule(
        key="opinions_overdue",
        model=DepartmentOpinion,
        label="期限を過ぎた、担当課の意見書",
        whose=is_coordinator,
        where=opinions_overdue,
        affairs=lambda user: affairs_of(user, through="proposal__"),
        due="due_on",
    ),
    QueueRule(
        key="paper_drafts",
        model=Proposal,
        label="紙で届いた提案の入力を終える",
        whose=is_coordinator,
        where=being_entered,
        affairs=affairs_of,
    ),
    QueueRule(
        key="paper_letters",
        model=Proposal,
        label="紙で提案した団体に、手紙で知らせる",
        whose=is_coordinator,
        where=letters_waiting,
        affairs=affairs_of,
    ),
]
