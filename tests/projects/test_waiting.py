"""What waits for whom, status by status."""

import datetime as dt
from typing import Any

import pytest
from django.utils import timezone

from projects.models import Project, Update
from projects.waiting import waiting_for
from tests.factories import make_project, sign_all, today
from tests.people import KINDS, Cast, make_cast
from tests.projects.events import make_event
from tests.projects.factories import add_update

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return make_cast()


def project_of(cast: Cast, **fields: Any) -> Project:
    return make_project("花の道", groups=(cast.group,), departments=(cast.department,), **fields)


def waits(cast: Cast, kind: str) -> list[str]:
    """What waits for this kind of person, as the page it leads to."""
    return [task.url.split("/", 3)[3] for task in waiting_for(cast[kind])]


def everybody(cast: Cast) -> dict[str, list[str]]:
    return {kind: found for kind in KINDS if (found := waits(cast, kind))}


def test_unfinished_terms_are_written_together(cast: Cast) -> None:
    project_of(cast, complete=False)

    assert everybody(cast) == {"manager": ["edit/"], "staff": ["edit/"]}


def test_complete_terms_are_signed_by_those_who_have_not(cast: Cast) -> None:
    project = project_of(cast)
    assert everybody(cast) == {"manager": ["agreement/"], "staff": ["agreement/"]}

    sign_all(project).signatures.filter(department__isnull=False).delete()
    assert everybody(cast) == {"staff": ["agreement/"]}


def test_agreed_project_is_started(cast: Cast) -> None:
    project_of(cast, status="agreed", starts_on=today())

    assert everybody(cast) == {"manager": [""], "staff": [""]}
    assert [task.due for task in waiting_for(cast["manager"])] == [today()]


@pytest.mark.parametrize("status", ["agreed", "active"])
def test_changed_terms_are_signed_again_first(cast: Cast, status: str) -> None:
    project = project_of(cast, status=status, ends_on=today() - dt.timedelta(days=1))
    project.goals.update(how_much="20か所")

    assert everybody(cast) == {"manager": ["agreement/"], "staff": ["agreement/"]}
    assert [task.note for task in waiting_for(cast["staff"])] == [
        "内容が変わったため、もう一度署名が必要です"
    ]


@pytest.mark.parametrize(
    ("days_since_report", "days_to_end", "expected"),
    [
        (None, 10, ["updates/new/"]),
        (29, 10, []),
        (31, 10, ["updates/new/"]),
        (1, 0, []),
        (1, -1, ["results/"]),
        (1, None, []),
    ],
)
def test_work_is_told_of_and_ended(
    cast: Cast, days_since_report: int | None, days_to_end: int | None, expected: list[str]
) -> None:
    ends_on = None if days_to_end is None else today() + dt.timedelta(days=days_to_end)
    project = project_of(cast, status="active", ends_on=ends_on)
    if days_since_report is not None:
        update = add_update(project, cast["manager"], photos=0)
        moment = timezone.now() - dt.timedelta(days=days_since_report)
        Update.objects.filter(pk=update.pk).update(created_at=moment)

    assert waits(cast, "manager") == expected
    assert waits(cast, "staff") == expected


@pytest.mark.parametrize("status", ["completed", "evaluated", "cancelled"])
def test_nothing_waits_once_it_is_over(cast: Cast, status: str) -> None:
    project_of(cast, status=status)

    assert everybody(cast) == {}


@pytest.mark.parametrize("number", [1, 3])
def test_waiting_takes_four_queries_beside_the_person(
    cast: Cast, django_assert_num_queries: Any, number: int
) -> None:
    for _ in range(number):
        project_of(cast, status="active")
        make_event(group=cast.group, when="over")
    manager = cast["manager"]
    assert manager.managed_group_ids
    assert (manager.department_ids, manager.role_names) == (frozenset(), frozenset())

    with django_assert_num_queries(4):
        assert len(waiting_for(manager)) == 2 * number
