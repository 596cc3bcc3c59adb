"""The conditions of adoption are ticked off one by one in the project, and everybody reads it."""

from typing import Any

import pytest
from django.test import Client

from projects.actions.conditions import meet_condition
from projects.agreement.conditions import conditions_of
from projects.models import MetCondition, Project
from projects.rules.conditions import can_tick_conditions
from tests.factories import make_project
from tests.people import KINDS, Cast, make_cast

pytestmark = pytest.mark.django_db

CONDITIONS = (
    "毎月、進み具合を知らせること。\n\n　安全の手順をつくること。\n毎月、進み具合を知らせること。"
)
FIRST, SECOND = "毎月、進み具合を知らせること。", "安全の手順をつくること。"


def adopted(cast: Cast, status: str = "active", conditions: str = CONDITIONS) -> Project:
    return make_project(
        groups=(cast.group,), departments=(cast.department,), status=status, conditions=conditions
    )


def met(project: Project) -> list[tuple[str, bool]]:
    return [(each.text, each.met is not None) for each in conditions_of(project)]


def test_conditions_are_the_lines_each_once() -> None:
    cast = make_cast()

    assert met(adopted(cast)) == [(FIRST, False), (SECOND, False)]
    assert met(adopted(cast, conditions=" \n ")) == []


#: By status of the project: who ticks its conditions off.
TICK = {
    **dict.fromkeys(("planning", "agreed", "active"), {"staff", "coordinator"}),
    **dict.fromkeys(("completed", "evaluated", "cancelled"), set()),
}


@pytest.mark.parametrize("status", TICK)
def test_the_citys_side_ticks_until_the_project_has_ended(status: str) -> None:
    cast = make_cast()
    project = adopted(cast, status)

    assert {kind for kind in KINDS if can_tick_conditions(cast[kind], project)} == TICK[status]


def test_coordinator_of_the_partner_group_does_not_tick() -> None:
    cast = make_cast()
    project = adopted(cast)
    cast.group.memberships.create(user=cast["coordinator"], role="member")

    assert (
        "公平さを守るための決まりです" in can_tick_conditions(cast["coordinator"], project).reason
    )


def test_condition_is_ticked_read_by_everybody_and_opened_again() -> None:
    cast = make_cast()
    project = adopted(cast)
    page, staff = project.get_absolute_url(), cast.browser("staff")
    mark = conditions_of(project)[0].mark

    posted = {"mark": mark, "note": "4月の報告を受け取りました。"}
    staff.post(f"{page}conditions/", posted)
    twice = staff.post(f"{page}conditions/", {**posted, "note": "残る言葉"})

    words = Client().get(page).content.decode()
    assert met(project) == [(FIRST, True), (SECOND, False)]
    assert MetCondition.objects.get().met_by == cast["staff"]
    assert ("4月の報告を受け取りました。" in words, "満たしました" in words) == (True, True)
    assert "採択の条件の一つを満たしました" in words
    assert (twice.status_code, "残る言葉" in twice.content.decode()) == (409, True)

    staff.post(f"{page}conditions/", {"mark": mark, "is_open": "1"})
    again = staff.post(f"{page}conditions/", {"mark": mark, "is_open": "1"})
    assert (met(project)[0], again.status_code) == ((FIRST, False), 409)


def test_condition_worded_anew_is_open_again() -> None:
    cast = make_cast()
    project = adopted(cast)
    for condition in conditions_of(project):
        meet_condition(project=project, mark=condition.mark, note="", by=cast["staff"])
    Project.objects.filter(pk=project.pk).update(conditions=f"{SECOND}\n毎週、知らせること。")
    project.refresh_from_db()

    assert met(project) == [(SECOND, True), ("毎週、知らせること。", False)]


@pytest.mark.parametrize("posted", [{}, {"mark": "x" * 64}, {"mark": "", "note": "長" * 400}])
def test_what_is_no_condition_is_refused_with_its_reason(posted: dict[str, Any]) -> None:
    cast = make_cast()
    project = adopted(cast)

    answer = cast.browser("staff").post(f"{project.get_absolute_url()}conditions/", posted)

    assert answer.status_code in (400, 409)
    assert MetCondition.objects.count() == 0


def test_page_without_conditions_asks_nothing_about_them(
    django_assert_num_queries: Any,
) -> None:
    project = adopted(make_cast(), conditions="")

    with django_assert_num_queries(0):
        assert conditions_of(project) == []
