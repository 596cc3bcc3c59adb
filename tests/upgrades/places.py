"""Places made before they ended with a date run on; without the date nobody is back who has left."""

from collections.abc import Generator
from typing import Any

from django.utils import timezone

from groups.models import Membership
from tests.factories import make_group, make_user


def running_places_run_on_and_ended_ones_do_not_come_back() -> Generator[None, Any, None]:
    manager, back, gone = (make_user() for _ in range(3))
    group = make_group(managers=(manager,))
    for person in (back, gone):
        place = Membership.objects.create(user=person, group=group)
        Membership.objects.filter(pk=place.pk).update(ended_at=timezone.now())
    Membership.objects.create(user=back, group=group)

    yield
    yield

    places = Membership.objects.filter(group=group).values_list("user", "role", "ended_at")
    assert set(places) == {(manager.pk, "representative", None), (back.pk, "member", None)}
