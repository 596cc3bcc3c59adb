"""Places made before they ended with a date run on; without the date nobody is back who has left."""

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from groups.models import Membership
from tests.factories import make_group, make_user


def migrate(target: list[tuple[str, str]] | None = None) -> None:
    executor = MigrationExecutor(connection)
    executor.migrate(target or executor.loader.graph.leaf_nodes())


@pytest.mark.django_db(transaction=True)
def test_running_places_go_back_and_forth_and_ended_ones_do_not_come_back() -> None:
    manager, back, gone = (make_user() for _ in range(3))
    group = make_group(managers=(manager,))
    for person in (back, gone):
        place = Membership.objects.create(user=person, group=group)
        Membership.objects.filter(pk=place.pk).update(ended_at=timezone.now())
    Membership.objects.create(user=back, group=group)

    migrate([("groups", "0008_names_as_they_are_read")])
    migrate()

    places = set(Membership.objects.values_list("user", "role", "ended_at"))
    assert places == {(manager.pk, "manager", None), (back.pk, "member", None)}
