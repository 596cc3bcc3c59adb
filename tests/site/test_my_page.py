"""My page: what is mine, what waits for me, and at what cost."""

import datetime as dt

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from groups.actions.leaving import ask_to_leave
from groups.models import JoinRequest, User
from kyodo_portal.site.my_page import waiting_for
from projects.models import EventSeries, HelpAnswer
from tests.factories import make_department, make_group, make_project, make_user
from tests.people import KINDS, make_cast
from tests.projects.events import make_event
from tests.projects.helping import make_answer, make_help, make_question
from tests.proposals.factories import make_consultation, make_proposal
from tests.site.site_pages import fill_city, page

pytestmark = pytest.mark.django_db


def test_my_page_shows_what_is_mine() -> None:
    cast = make_cast()
    manager = cast["manager"]
    make_proposal("書きかけの提案", group=cast.group, by=manager)
    make_proposal("出した提案", group=cast.group, by=manager, status="under_review")
    make_consultation("花だんの相談", by=manager)
    make_project("道の花だん", groups=(cast.group,), published=False)
    make_project("よその事業", groups=(make_group(),))

    content = page(cast["manager"], "my")

    shown = ["花と道の会", "あなたは管理者です", "書きかけの提案", "出した提案", "花だんの相談"]
    assert [text for text in [*shown, "道の花だん"] if text not in content] == []
    assert "よその事業" not in content


def test_my_page_leads_drafts_to_where_they_are_written() -> None:
    cast = make_cast()
    draft = make_proposal(group=cast.group, by=cast["manager"])

    assert f'href="{reverse("proposals:detail", args=[draft.pk])}"' in page(cast["manager"], "my")


def test_my_page_of_a_department_shows_its_projects() -> None:
    cast = make_cast()
    make_project("課の事業", departments=(cast.department,))

    assert "課の事業" in page(cast["staff"], "my")
    assert "課の事業" not in page(cast["other_staff"], "my")


def test_my_page_gathers_what_waits_in_every_app() -> None:
    department = make_department()
    manager = make_user()
    group = make_group(
        "花と道の会", status="returned", managers=(manager,), correction_due_on=dt.date(2027, 5, 2)
    )
    make_project(groups=(group,), departments=(department,))

    tasks = waiting_for(User.objects.get(pk=manager.pk))

    assert tasks[0].url == reverse("groups:edit", args=[group.pk])
    assert [task.due for task in tasks] == sorted(
        (task.due for task in tasks), key=lambda due: (due is None, due or dt.date.max)
    )
    assert "「花と道の会」の登録申請を直して" in page(manager, "my")


def test_my_page_leads_to_the_admin_only_who_works_there() -> None:
    cast = make_cast()
    people = [kind for kind in KINDS if kind != "anonymous"]

    assert {
        kind for kind in people if f'href="{reverse("admin:index")}"' in page(cast[kind], "my")
    } == {
        *("staff", "other_staff", "coordinator", "committee", "superuser"),
        *("reviewer", "other_reviewer"),
    }


def test_my_page_leads_back_to_what_somebody_asked_and_offered() -> None:
    person, project = make_user(), make_project("花の道", status="active")
    days_ago = timezone.now() - dt.timedelta(days=31)
    asked = make_question(project, person)
    offered = make_answer(make_help(project, "水やり"), person)
    over = make_answer(make_help(project, "苗づくり"), person, status="done")
    taken_back = make_answer(make_help(project, "草むしり"), person, status="withdrawn")
    make_answer(make_help(project, "よその申し出"), make_user())

    before = page(person, "my")
    HelpAnswer.objects.update(updated_at=days_ago)

    def shown(content: str) -> list[bool]:
        things = (asked, offered, over, taken_back)
        return [f'href="{each.get_absolute_url()}"' in content for each in things]

    assert shown(before) == [True, True, True, False]
    assert shown(page(person, "my")) == [True, True, False, False]
    assert "よその申し出" not in before


def test_my_page_leads_back_to_drafted_days_a_series_once() -> None:
    cast = make_cast()
    series = EventSeries.objects.create(every="week", until=dt.date(2027, 1, 31))
    days = [make_event("水やり", group=cast.group, status="draft", series=series) for _ in range(2)]
    make_event("公開した日", group=cast.group)

    content = page(cast["manager"], "my")

    assert f'href="{days[0].get_absolute_url()}"' in content
    assert ("下書き2件" in content, "公開した日" in content) == (True, False)
    assert "水やり" not in page(cast["citizen"], "my") + page(cast["member"], "my")


def test_my_page_tells_how_a_request_to_join_stands() -> None:
    person, days_ago = make_user(), timezone.now() - dt.timedelta(days=31)
    asked, declined, accepted = (
        JoinRequest.objects.create(
            group=make_group(),
            person=person,
            status=status,
            **({} if status == "asked" else {"answered_by": make_user(), "answered_at": days_ago}),
        )
        for status in ("asked", "declined", "accepted")
    )

    def shown() -> list[bool]:
        content = page(person, "my")
        return [
            f'href="{each.get_absolute_url()}"' in content for each in (asked, declined, accepted)
        ]

    assert shown() == [True, True, False]
    JoinRequest.objects.update(updated_at=days_ago)
    assert shown() == [True, False, False]


def test_my_page_says_that_somebody_is_leaving() -> None:
    person = make_user()
    before = page(person, "my")

    ask_to_leave(user=person, by=person)

    words = "退会の手続きをしています"
    assert (words in before, words in page(person, "my")) == (False, True)


def test_my_page_leads_to_the_account() -> None:
    content = page(make_user(), "my")

    names = ("account_email", "account_change_password", "mfa_index", "usersessions_list")
    assert [name for name in names if f'href="{reverse(name)}"' not in content] == []


QUERIES = {"citizen": 20, "manager": 30, "staff": 31, "coordinator": 28}


@pytest.mark.parametrize("number", [1, 3])
def test_my_page_costs_the_same_however_much_there_is(number: int) -> None:
    cast = make_cast()
    fill_city(number, cast=cast)
    asked = {}
    for kind in QUERIES:
        client = cast.browser(kind)
        cache.clear()
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse("my"))
        asked[kind] = len(queries)

    assert asked == QUERIES
