"""What waits for the one person who sees to the answer of a consultation."""

from django.db.models import Q

from groups.rules.people import is_coordinator, is_department_staff
from kyodo_portal.life.people import Account, Person
from kyodo_portal.life.queues import QueueRule
from proposals.interest import consultations_of
from proposals.models import Consultation
from proposals.models.passings import waits_for_desk
from proposals.paper_letters import with_answers_to_post


def is_at_a_desk(person: Person) -> bool:
    """A coordinator, or staff of a department."""
    return is_coordinator(person) or is_department_staff(person)


def mine_to_answer(user: Account) -> Q:
    """Those for which this person is responsible, and which are no affair of theirs."""
    return waits_for_desk() & Q(responsible=user.pk) & ~consultations_of(user)


QUEUES = (
    QueueRule(
        key="mine",
        model=Consultation,
        label="自分が担当する相談に回答する",
        whose=is_at_a_desk,
        where=mine_to_answer,
    ),
    QueueRule(
        key="post",
        model=Consultation,
        label="相談の回答を手紙で送る",
        whose=is_coordinator,
        where=lambda user: with_answers_to_post() & ~consultations_of(user),
    ),
)
