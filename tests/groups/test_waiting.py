"""What waits for whom in the registration of groups."""

import datetime as dt
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser

from groups.models import User
from groups.waiting import waiting_for
from tests.factories import make_coordinator, make_group, make_user

pytestmark = pytest.mark.django_db

DUE = dt.date(2026, 5, 1)


def fresh(user: User) -> User:
    """The person as of a new request."""
    return User.objects.get(pk=user.pk)


def test_returned_application_waits_for_its_managers() -> None:
    manager, member, other = make_user(), make_user(), make_user()
    group = make_group(
        "川の会",
        status="returned",
        managers=(manager,),
        members=(member,),
        correction_due_on=DUE,
    )
    make_group(status="returned", managers=(other,))

    [task] = waiting_for(fresh(manager))

    assert (task.label, task.url, task.due) == (
        "「川の会」の登録申請を直して、もう一度申請する",
        f"/groups/{group.pk}/edit/",
        DUE,
    )
    assert waiting_for(fresh(member)) == []


def test_applications_wait_for_coordinators_oldest_first() -> None:
    for name in ("先の会", "後の会"):
        make_group(name, status="applied")
    make_group(status="returned")

    assert [task.label for task in waiting_for(make_coordinator())] == [
        "「先の会」の登録申請を確認する",
        "「後の会」の登録申請を確認する",
    ]


@pytest.mark.parametrize("status", ["applied", "registered", "dormant", "deleted"])
def test_nothing_waits_for_managers_otherwise(status: str) -> None:
    manager = make_user()
    make_group(status=status, managers=(manager,))

    assert waiting_for(fresh(manager)) == []


def test_nothing_waits_for_strangers_and_closed_accounts() -> None:
    manager = make_user(is_active=False)
    make_group(status="returned", managers=(manager,))

    assert waiting_for(AnonymousUser()) == []
    assert waiting_for(fresh(manager)) == []


@pytest.mark.parametrize("size", [1, 3])
def test_waiting_asks_few_questions(django_assert_num_queries: Any, size: int) -> None:
    coordinator = make_coordinator()
    for _ in range(size):
        make_group(status="applied")

    with django_assert_num_queries(4):
        assert len(waiting_for(fresh_without_query(coordinator))) == size


def fresh_without_query(user: User) -> User:
    """The person with nothing remembered, made without asking the database."""
    return User(pk=user.pk, is_active=True)
