"""Who names the groups that advise others."""

from groups.interest import concerns_of
from groups.models import Adviser, Group, GroupStatus
from groups.rules.people import may_coordinate
from kyodo_portal.life.people import Person
from kyodo_portal.life.stand_ins import can_judge
from kyodo_portal.life.verdicts import Verdict, allow_if, first_refusal


def may_name_advisers(person: Person) -> Verdict:
    """The coordinators."""
    return may_coordinate(person)


def may_change_adviser(person: Person, adviser: Adviser) -> Verdict:
    """The coordinators, but not about a group of their own."""
    return first_refusal(
        may_coordinate(person),
        lambda: can_judge(person, adviser.group, *concerns_of(adviser.group)),
    )


def can_advise(person: Person, group: Group) -> Verdict:
    """A registered group, named by a coordinator who does not belong to it."""
    return first_refusal(
        allow_if(
            group.status == GroupStatus.REGISTERED,
            f"「{group.name}」は、いま登録されていません。登録されている団体を選んでください。",
        ),
        lambda: can_judge(person, group, *concerns_of(group)),
    )
