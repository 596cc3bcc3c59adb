"""The list of help wanted and one page of it: what is found, in which order, by how many queries."""

import datetime as dt
import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from groups.models import Department, Group
from kyodo_portal.words import week
from projects.models.help_wanted import HelpKind
from tests.factories import make_department, make_group, make_project, today
from tests.people import make_cast
from tests.projects.helping import make_answer, make_help

pytestmark = pytest.mark.django_db

URL = "/help-wanted/"
SATURDAY_MORNING = week.times_of([15])


def titles(client: Client, **query: Any) -> list[str]:
    return [each.title for each in client.get(URL, query).context["page_obj"]]


def test_what_takes_answers_stands_first(client: Client) -> None:
    group = make_group()
    make_help(group, "終わった", status="thanked")
    make_help(group, "募集中")
    make_help(group, "締め切った", closes_on=today() - dt.timedelta(days=1))
    gone = make_department()
    make_help(gone, "課がなくなった")
    Department.objects.filter(pk=gone.pk).update(is_active=False)

    assert titles(client) == ["募集中", "課がなくなった", "締め切った", "終わった"]
    assert titles(client, state="open") == ["募集中"]
    assert titles(client, state="over") == ["課がなくなった", "締め切った", "終わった"]


NARROWED: dict[str, tuple[dict[str, Any], list[str]]] = {
    "kind": ({"kind": "things"}, ["シャベル"]),
    "field": ({"field": "3"}, ["植えかえ"]),
    "Saturday, or whenever": ({"day": "5"}, ["植えかえ", "シャベル"]),
    "Sunday": ({"day": "6"}, ["シャベル"]),
    "in the morning": ({"part": "0"}, ["植えかえ", "シャベル"]),
    "in the evening": ({"part": "2"}, ["シャベル"]),
    "words": ({"q": "ｼｬﾍﾞﾙ"}, ["シャベル"]),
    "whoever asks": ({"q": "花と道の会"}, ["植えかえ"]),
    "what no one knows": ({"kind": "nothing", "day": "9"}, ["植えかえ", "シャベル"]),
}


@pytest.fixture(scope="module")
def asked(for_the_file: None) -> None:
    make_help(make_department(), "シャベル", kind="things")
    garden = make_group("花と道の会")
    make_help(garden, "植えかえ", fields=(3,), times=SATURDAY_MORNING)


@pytest.mark.parametrize("by", NARROWED)
def test_list_is_narrowed(asked: Group, client: Client, by: str) -> None:
    query, expected = NARROWED[by]

    assert titles(client, **query) == expected


@pytest.mark.parametrize("number", [1, 3])
def test_list_costs_the_same_whatever_is_in_it(
    client: Client, number: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(number):
        make_help(make_group(), fields=(3, 7))
        make_help(make_project(status="active"))
        make_help(make_department())
    client.get(URL)

    with django_assert_num_queries(2):
        assert client.get(URL).status_code == 200


@pytest.mark.parametrize("number", [1, 3])
@pytest.mark.parametrize(("who", "queries"), [("anonymous", 7), ("manager", 12)])
def test_page_costs_the_same_however_many_answered(
    who: str, queries: int, number: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    cast = make_cast()
    project = make_project(status="active", groups=(cast.group,), departments=(cast.department,))
    wanted = make_help(project, fields=(3, 7))
    for _ in range(number):
        make_answer(wanted, group=make_group())
    browser = cast.browser(who)
    browser.get(wanted.get_absolute_url())

    with django_assert_num_queries(queries):
        assert browser.get(wanted.get_absolute_url()).status_code == 200


def test_answers_are_shown_to_those_who_ask_alone() -> None:
    cast = make_cast()
    wanted = make_help(cast.group)
    make_answer(wanted, cast["citizen"])

    shown = {
        kind: "届いた申し出" in cast.browser(kind).get(wanted.get_absolute_url()).content.decode()
        for kind in ("anonymous", "citizen", "member", "manager", "staff", "coordinator")
    }

    assert {kind for kind, told in shown.items() if told} == {"manager", "coordinator"}


@pytest.mark.parametrize(("kind", "label"), [("people", "人数"), ("things", "数")])
def test_page_asks_for_what_is_counted_and_leads_back_from_signing_in(
    client: Client, kind: str, label: str
) -> None:
    wanted = make_help(make_group(), kind=kind, number=3)

    page = client.get(wanted.get_absolute_url())

    assert page.context["form"].fields["number"].label == label
    assert dict(page.context["facts"])[label]
    assert f'/accounts/login/?next={wanted.get_absolute_url()}"' in page.content.decode()


def test_form_offers_no_kind_but_the_four(client: Client) -> None:
    cast = make_cast()
    url = reverse("help_wanted:create", args=["group", cast.group.pk])

    shown = cast.browser("manager").get(url).content.decode()

    assert re.findall(r'name="kind" value="(\w*)"', shown) == list(HelpKind.values)
