"""Who may sign for a department or a group, and who says so."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Q
from django.utils import timezone

from groups.interest import concerns_of
from groups.models import Department, Group, Signer, User
from groups.rules.people import may_coordinate
from kyodo_portal.life.people import Person, is_signed_in
from kyodo_portal.life.stand_ins import can_judge
from kyodo_portal.life.verdicts import ALLOWED, Verdict, allow_if, first_refusal

Party = tuple[int | None, int | None]
"""The id of a group, or that of a department."""


def signs_not_for(person: Person) -> frozenset[Party]:
    """The parties for which this person speaks and others alone sign today; one query, kept with the
    person for the page."""
    if not is_signed_in(person):
        return frozenset()
    known: Any = person
    if not hasattr(known, "others_sign_for"):
        spoken_for = Q(group__in=person.managed_group_ids) | Q(department__in=person.department_ids)
        rows = Signer.objects.on(timezone.localdate()).filter(spoken_for)
        named: dict[Party, set[int]] = {}
        for group, department, user in rows.values_list("group_id", "department_id", "user_id"):
            named.setdefault((group, department), set()).add(user)
        known.others_sign_for = frozenset(
            party for party, people in named.items() if person.pk not in people
        )
    others: frozenset[Party] = known.others_sign_for
    return others


def signing(person: Person, parties: Iterable[Any]) -> list[Any]:
    """Those of these parties (rows with a group or a department, for which this person speaks) that this
    person signs for; nothing is asked where there is none."""
    asked = list(parties)
    others = signs_not_for(person) if asked else frozenset()
    return [row for row in asked if _key(row) not in others]


def _key(row: Any) -> Party:
    return getattr(row, "group_id", None), getattr(row, "department_id", None)


def may_name_signers(person: Person) -> Verdict:
    """The coordinators."""
    return may_coordinate(person)


def can_name_signers_of(person: Person, group: Group | None) -> Verdict:
    """The coordinators, but not for a group of their own."""
    return first_refusal(
        may_coordinate(person),
        lambda: ALLOWED if group is None else can_judge(person, group, *concerns_of(group)),
    )


def can_be_signer(user: User | None, group: Group | None, department: Department | None) -> Verdict:
    """Whoever speaks for the party now."""
    speaks = user is not None and (
        (group is not None and group.pk in user.managed_group_ids)
        or (department is not None and department.pk in user.department_ids)
    )
    return allow_if(
        speaks,
        "このメールアドレスの人は、この団体の代表・管理者にも、この課の職員にも見つかりません。"
        "役割か所属を決めてから、署名する人にしてください。",
    )
