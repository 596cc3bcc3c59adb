"""In each group the earliest manager with an open account becomes its representative."""

import datetime as dt
from collections.abc import Generator
from typing import Any

from django.utils import timezone

from groups.models import Membership, User
from tests.factories import make_group, make_user


def earliest_managers_become_representatives() -> Generator[None, Any, None]:
    closed, left, first, second, member = (make_user(name) for name in "閉去初次員")
    group = make_group(managers=(closed, left, second, first), members=(member,))
    orphaned = make_group(managers=(closed,), members=(member,))
    now = timezone.now()
    for days, person in enumerate((second, first, left, closed)):
        places = Membership.objects.filter(user=person, group=group)
        places.update(joined_at=now - dt.timedelta(days=days))
    Membership.objects.filter(user=left).update(ended_at=now)
    User.objects.filter(pk=closed.pk).update(is_active=False)

    yield
    yield

    def roles(of: int) -> dict[str, str]:
        places = Membership.objects.filter(group=of)
        return dict(places.values_list("user__display_name", "role"))

    assert roles(orphaned.pk) == {"閉": "manager", "員": "member"}
    expected = {"閉": "manager", "初": "representative", "次": "manager", "員": "member"}
    assert roles(group.pk) == expected


def treasurers_were_members() -> Generator[None, Any, None]:
    """On the way back nobody stays in a role that the past did not know."""
    representative, treasurer = make_user(), make_user()
    group = make_group(representative=representative, treasurer=treasurer)

    yield
    yield

    places = Membership.objects.filter(group=group).values_list("user", "role")
    assert dict(places) == {representative.pk: "representative", treasurer.pk: "member"}
