"""What can I do: the next days stand on home, at the top of their project, and with their group."""

import datetime as dt
import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from kyodo_portal.site.this_week import this_week
from tests.factories import make_group, make_project, make_user
from tests.projects.events import make_event
from tests.projects.factories import add_update

pytestmark = pytest.mark.django_db

DAY = dt.timedelta(days=1)


def in_days(number: int, **fields: Any) -> dict[str, Any]:
    begins = timezone.now() + number * DAY
    return {"starts_at": begins, "ends_at": begins + DAY / 24, **fields}


def test_home_begins_with_the_next_days_to_which_one_can_come(client: Client) -> None:
    project = make_project(groups=(make_group(),))
    add_update(project, make_user())
    make_event("来週の水やり", **in_days(5, project=project))
    make_event("あしたのおはなし会", **in_days(1))
    make_event("満員の会", **in_days(2, capacity=1, seats_taken=1))
    make_event("三日後の会", **in_days(3))
    make_event("ずっと先の会", **in_days(40))
    for status in ("draft", "cancelled"):
        make_event(f"見えない{status}", status=status, **in_days(1))

    shown = this_week()
    page = client.get("/").content.decode()

    assert [(day.line.title, day.photo is not None) for day in shown.days] == [
        ("あしたのおはなし会", False),
        ("三日後の会", False),
        ("来週の水やり", True),
    ]
    assert "今週できること" in page
    assert page.index("あしたのおはなし会") < page.index("手をかす")
    assert ("満員の会" in page, "見えない" in page) == (False, False)


def test_home_says_when_nothing_is_near_or_nothing_at_all(client: Client) -> None:
    assert "これからの日は、まだ決まっていません" in client.get("/").content.decode()
    make_event("ずっと先の会", **in_days(40))
    assert "これからできること" in client.get("/").content.decode()


def test_project_begins_with_its_next_day_and_the_way_to_come(client: Client) -> None:
    project = make_project(status="active", groups=(make_group(),))
    first = make_event("水やり", **in_days(2, project=project))
    for number in (3, 4, 5):
        make_event(f"次の水やり{number}", **in_days(number, project=project))
    make_event("もう終わった水やり", when="over", project=project)
    make_event("よその会", **in_days(2))
    page = client.get(project.get_absolute_url()).content.decode()
    part = page[page.index("手伝う・加わる・聞く") : page.index("どんな事業か")]

    assert re.findall(r"<h3><a[^>]*>([^<]*)</a>", part) == ["水やり", "次の水やり3", "次の水やり4"]
    assert re.search(rf'href="{first.get_absolute_url()}"[^>]*>\s*この日に参加する', part)
    assert f"/events/?project={project.pk}" in part


@pytest.mark.parametrize(
    ("status", "said"),
    [
        ("planning", "参加の募集は、いまはありません"),
        ("completed", ""),
        ("cancelled", ""),
    ],
)
def test_project_without_a_day_says_what_to_do_instead_while_it_is_open(
    client: Client, status: str, said: str
) -> None:
    project = make_project(status=status)
    page = client.get(project.get_absolute_url()).content.decode()

    assert ("手伝う・加わる・聞く" in page) == bool(said)
    assert said in page


def test_group_shows_its_days_and_those_of_its_projects(client: Client) -> None:
    group = make_group("緑の会")
    project = make_project(groups=(group,))
    make_event("会の日", **in_days(1, group=group))
    make_event("事業の日", **in_days(2, project=project))
    make_event("よその日", **in_days(1))
    page = client.get(group.get_absolute_url()).content.decode()
    listed = client.get("/events/", {"group": group.pk})

    assert ("会の日" in page, "事業の日" in page, "よその日" in page) == (True, True, False)
    assert [event.title for event in listed.context["page_obj"].object_list] == [
        "会の日",
        "事業の日",
    ]
    assert "団体：緑の会" in listed.content.decode()


@pytest.mark.parametrize("number", [1, 3])
def test_next_days_take_one_query_whatever_there_is(number: int) -> None:
    for n in range(number):
        project = make_project(groups=(make_group(),))
        add_update(project, make_user())
        make_event(f"会{n}", **in_days(1, project=project))
    with CaptureQueriesContext(connection) as taken:
        assert len(this_week().days) == number

    assert len(taken) == 1


def test_project_with_a_day_to_come_to_is_one_to_join(client: Client) -> None:
    open_one, full, over = (make_project(title, status="active") for title in ("開", "満", "終"))
    make_event("水やり", **in_days(2, project=open_one))
    make_event("満員の会", **in_days(2, project=full, capacity=1, seats_taken=1))
    make_event("もう終わった会", when="over", project=over)
    page = client.get("/projects/", {"join": "1"})

    assert [line.title for line in page.context["page_obj"].object_list] == ["開"]
