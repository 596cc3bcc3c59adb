"""A group that advises others: named by the city, shown at the desk's page, passed a consultation where whoever
asked agrees, answering in its own name; and what comes back to the desk."""

import datetime as dt
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from groups.models import Adviser, Group
from kyodo_portal.life.clock import Tick
from kyodo_portal.post.outbox import OutgoingMail
from proposals.actions.passings import return_unanswered_passings
from proposals.flows import PASSING_FLOW
from proposals.models import Consultation, Passing, PassingStatus
from proposals.rules import passings as rules
from tests.factories import make_group, make_user, today
from tests.groups.advising import make_adviser, make_passing
from tests.people import KINDS, Cast, Policy, make_cast, open_moves, row
from tests.proposals.factories import make_consultation

pytestmark = pytest.mark.django_db

#: A consultation of the citizen, passed on to the group of the manager.
MOVES: Policy = {
    "proposed": {"citizen": {"agree", "refuse"}},
    **dict.fromkeys(
        ("passed", "answered"),
        {"citizen": {"take_back"}, **dict.fromkeys(("manager", "coordinator"), {"give_back"})},
    ),
    **dict.fromkeys(("refused", "returned", "ended"), {}),
}


def told(words: str) -> set[str]:
    return set(OutgoingMail.objects.filter(subject__contains=words).values_list("to", flat=True))


@pytest.fixture
def cast() -> Cast:
    return make_cast()


def asked_by_citizen(cast: Cast, **fields: Any) -> Consultation:
    return make_consultation("会計の相談", by=cast["citizen"], concern="帳簿のつけ方。", **fields)


def test_desk_passes_on_what_the_asker_lets_it_and_the_group_answers(cast: Cast) -> None:
    make_adviser(cast.group)
    consultation = asked_by_citizen(cast)
    page = f"/admin/proposals/consultation/{consultation.pk}/change/"
    posted = {"part": "passing", "group": cast.group.pk, "reason": "会計にくわしい団体です。"}
    cast.browser("coordinator").post(page, posted)
    passing = Passing.objects.get()
    its_page = f"/consult/passed/{passing.pk}/"
    assert told("くわしい団体につなぐことをおすすめします") == {cast["citizen"].email}
    assert cast.browser("manager").get(its_page).status_code == 404

    citizen = cast.browser("citizen")
    assert "会計にくわしい団体です。" in citizen.get(consultation.get_absolute_url()).text
    citizen.post(f"{its_page}move/", {"move": "agree"})
    assert told("相談がつながれました") == {cast["manager"].email}

    manager = cast.browser("manager")
    shown = manager.get(its_page)
    assert ("帳簿のつけ方。" in shown.text, cast["citizen"].email in shown.text) == (True, False)
    key = shown.context["form"]["submission_key"].value()
    for _ in range(2):  # pressed twice
        manager.post(its_page, {"submission_key": key, "body": "現金出納帳から始めましょう。"})

    message = consultation.messages.get()
    assert (message.author_label, message.body) == ("花と道の会", "現金出納帳から始めましょう。")
    assert {Passing.objects.get().status, Consultation.objects.get().status} == {"answered"}
    assert told("相談に回答がありました") == {cast["citizen"].email}
    assert "現金出納帳から始めましょう。" in citizen.get(consultation.get_absolute_url()).text


def test_policy_names_every_status() -> None:
    assert set(MOVES) == set(PassingStatus.values)


@pytest.mark.parametrize("status", MOVES)
def test_moves_of_a_passing(cast: Cast, status: str) -> None:
    make_adviser(cast.group)
    passing = make_passing(asked_by_citizen(cast), cast.group, status=status)
    assert open_moves(PASSING_FLOW, cast, passing) == row(MOVES, status)


@pytest.mark.parametrize(
    ("status", "kinds"),
    [
        ("proposed", {"citizen", "coordinator", "superuser"}),
        ("passed", {"citizen", "coordinator", "superuser", "manager"}),
        ("refused", {"citizen", "coordinator", "superuser"}),
        ("returned", {"citizen", "coordinator", "superuser"}),
    ],
)
def test_group_reads_it_from_the_askers_yes_until_it_gives_it_back(
    cast: Cast, status: str, kinds: set[str]
) -> None:
    make_passing(asked_by_citizen(cast), cast.group, status=status)
    assert {kind for kind in KINDS if Passing.objects.visible_to(cast[kind])} == kinds


def test_who_asked_in_the_advising_group_is_not_passed_to_themselves(cast: Cast) -> None:
    adviser = make_adviser(make_group(managers=(cast["citizen"],)))
    consultation = asked_by_citizen(cast)

    assert "ご自身の団体" in rules.can_be_passed_to(consultation, adviser.group).reason


#: What is to be told of a group that cannot be passed anything.
NOT_TO = {
    "no adviser": (lambda: make_group(managers=(make_user(),)), "相談を受ける団体ではありません"),
    "ended": (
        lambda: make_adviser(make_group(managers=(make_user(),)), ended_on=today()).group,
        "相談を受ける団体ではありません",
    ),
    "on paper": (lambda: make_adviser(make_group()).group, "返事のできる人がいません"),
}


@pytest.mark.parametrize("case", NOT_TO)
def test_to_which_groups_nothing_is_passed(cast: Cast, case: str) -> None:
    made, words = NOT_TO[case]
    assert words in rules.can_be_passed_to(asked_by_citizen(cast), made()).reason


def test_it_is_with_one_group_at_a_time(cast: Cast) -> None:
    consultation = asked_by_citizen(cast)
    make_passing(consultation, cast.group)
    assert "同意を待っています" in rules.may_pass_on(cast["coordinator"], consultation).reason


def test_silence_brings_it_back_to_the_desk_by_the_clock(cast: Cast) -> None:
    make_adviser(cast.group)
    passing = make_passing(asked_by_citizen(cast), cast.group, status="passed")
    returned = []
    for days in (9, 11, 12):
        with time_machine.travel(timezone.now() + dt.timedelta(days=days), tick=False):
            returned.append(return_unanswered_passings(Tick(timezone.now(), today())))

    passing.refresh_from_db()
    assert (returned, passing.status) == ([0, 1, 0], "returned")
    both = {cast["citizen"].email, cast["coordinator"].email}
    assert told("回答のないまま窓口に戻りました") == both


def test_desk_page_shows_who_advises_now_and_on_what(cast: Cast) -> None:
    make_adviser(make_group("支えあいの会"), subjects="助成金の申請")
    make_adviser(make_group("終わった会"), ended_on=today())
    make_adviser(make_group("休む会", status="dormant"))

    page = Client().get("/consult/").text

    shown = {
        name for name in ("支えあいの会", "助成金の申請", "終わった会", "休む会") if name in page
    }
    assert shown == {"支えあいの会", "助成金の申請"}


@pytest.mark.parametrize(("kind", "status"), [("coordinator", 302), ("superuser", 403)])
def test_city_names_a_registered_group(cast: Cast, kind: str, status: int) -> None:
    posted = {"group": cast.group.pk, "subjects": "会計", "ended_on": ""}

    answer = cast.browser(kind).post("/admin/groups/adviser/add/", posted)

    assert answer.status_code == status
    assert [each.named_by for each in Adviser.objects.all()] == [cast[kind]] * (status == 302)


def test_group_that_is_not_registered_is_not_named(cast: Cast) -> None:
    posted = {"group": make_group(status="applied").pk, "subjects": "会計", "ended_on": ""}

    answer = cast.browser("coordinator").post("/admin/groups/adviser/add/", posted)

    assert (answer.status_code, Adviser.objects.count()) == (200, 0)
    assert Group.objects.filter(adviser__isnull=False).count() == 0
