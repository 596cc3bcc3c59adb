"""Committees: who sees them, who sits on them on which day, and how their members are written."""

import datetime as dt
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from groups.models import Committee, CommitteeMember
from groups.rules.committees import may_keep_committees
from tests.factories import make_coordinator, make_user, today
from tests.groups.committees.factories import make_committee, seat, whole_committee
from tests.people import KINDS, make_cast
from tests.signing_in import sign_in
from tests.staff.admin_world import url
from tests.trust.reading import forms_in

pytestmark = pytest.mark.django_db

DAY = dt.timedelta(days=1)


def test_committee_in_preparation_is_seen_by_its_members_and_the_city_hall() -> None:
    cast = make_cast()
    hidden = make_committee(is_public=False)
    seat(hidden, "審査 する人", user=cast["reviewer"])
    seat(hidden, "前の 委員", user=cast["other_reviewer"], ends_on=today() - DAY)

    seen = {kind for kind in KINDS if Committee.objects.visible_to(cast[kind]).exists()}
    members = {kind for kind in KINDS if CommitteeMember.objects.visible_to(cast[kind]).exists()}

    assert seen == {"staff", "other_staff", "coordinator", "superuser", "reviewer"}
    assert members == seen


def test_coordinators_alone_keep_committees() -> None:
    cast = make_cast()
    assert {kind for kind in KINDS if may_keep_committees(cast[kind])} == {"coordinator"}


@pytest.mark.parametrize(
    ("starts", "ends", "sits"),
    [(0, 0, True), (-1, 0, True), (0, 1, True), (-2, -1, False), (1, 2, False)],
)
def test_term_holds_from_its_first_day_to_its_last(starts: int, ends: int, sits: bool) -> None:
    member = seat(make_committee(), "委員", starts_on=today() + starts * DAY, ends_on=today() + ends * DAY)  # fmt: skip

    assert CommitteeMember.objects.in_office().exists() is sits
    assert member.sits_on(today()) is sits


def test_database_refuses_a_term_that_ends_before_it_begins_and_a_second_seat() -> None:
    committee, person = make_committee(), make_user("委員")
    seat(committee, "委員", user=person)

    with pytest.raises(IntegrityError), transaction.atomic():
        seat(committee, "逆さ", starts_on=today(), ends_on=today() - DAY)
    with pytest.raises(IntegrityError), transaction.atomic():
        seat(committee, "二度", user=person)


def test_page_tells_the_members_of_today_and_folds_the_others(client: Client) -> None:
    committee = whole_committee()
    seat(committee, "前の 委員", ends_on=today() - DAY)
    seat(committee, "次の 委員", starts_on=today() + DAY)

    page = client.get(committee.get_absolute_url()).content.decode()

    now, coming, past = (
        page.index(name) for name in ("会長 けいこ（見本）", "次の 委員", "前の 委員")
    )
    assert now < coming < past
    assert "&lt;time" not in page
    assert "委員の過半数" in page
    assert "残る委員が3人以上" in page


def test_page_of_another_rule_says_it(client: Client) -> None:
    committee = make_committee(quorum="two_thirds", counts_recused=True)

    page = client.get(committee.get_absolute_url()).content.decode()

    assert "委員の3分の2以上" in page
    assert "定足数には数えます" in page


def test_list_says_that_there_is_none_and_shows_those_that_ended_last(client: Client) -> None:
    empty = client.get(reverse("committees:list")).content.decode()
    make_committee("あ 終わった会議", name_kana="ア", ended_on=today())
    make_committee("い 続く会議", name_kana="イ")

    page = client.get(reverse("committees:list")).content.decode()

    assert "まだ載っていません" in empty
    assert page.index("い 続く会議") < page.index("あ 終わった会議")


def test_queries_do_not_grow_with_the_members(
    client: Client, django_assert_num_queries: Any
) -> None:
    committee = whole_committee()
    client.get(committee.get_absolute_url())  # sites and sessions are read once
    with django_assert_num_queries(QUERIES_OF_A_COMMITTEE):
        client.get(committee.get_absolute_url())
    for number in range(20):
        seat(committee, f"委員{number}")
    with django_assert_num_queries(QUERIES_OF_A_COMMITTEE):
        client.get(committee.get_absolute_url())


QUERIES_OF_A_COMMITTEE = 3


def write(client: Client, committee: Committee, *rows: dict[str, str]) -> str:
    """Send the admin's form with these new members, and read the answer."""
    address = url(committee, "change")
    form = next(each for each in forms_in(client.get(address), address) if "purpose" in each.fields)
    data = {**form.fields, "members-TOTAL_FORMS": str(len(rows))}
    usual = {"office": "member", "starts_on": "2026-04-01", "ends_on": "2028-03-31"}
    for place, row in enumerate(rows):
        data |= {f"members-{place}-{name}": value for name, value in (usual | row).items()}
    return client.post(address, data).content.decode()


CHAIRS = ({"name": "一人目", "office": "chair"}, {"name": "二人目", "office": "chair"})
TERMS = {
    "same term": ({}, {}, "会長・委員長が二人います"),
    "one day together": (
        {"ends_on": "2027-03-31"},
        {"starts_on": "2027-03-31"},
        "令和9年(2027年)3月31日に",
    ),
    "one after the other": ({"ends_on": "2027-03-31"}, {"starts_on": "2027-04-01"}, ""),
}


@pytest.mark.parametrize("case", TERMS)
def test_one_person_presides_at_a_time(client: Client, case: str) -> None:
    first, second, refusal = TERMS[case]
    committee = make_committee()
    sign_in(client, make_coordinator())

    answer = write(client, committee, CHAIRS[0] | first, CHAIRS[1] | second)

    assert committee.members.count() == (0 if refusal else 2)
    if refusal:
        assert refusal in answer
        assert "二人目" in answer


def test_nobody_sits_twice_on_one_day(client: Client) -> None:
    committee, person = make_committee(), make_user("二度の人")
    sign_in(client, make_coordinator())
    rows = [{"name": name, "user": str(person.pk)} for name in ("一度目", "二度目")]

    assert "同じアカウントの委員が二人います" in write(client, committee, *rows)
    assert committee.members.count() == 0
