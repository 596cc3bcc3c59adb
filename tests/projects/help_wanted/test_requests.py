"""Supporters and help wanted that fit each other; asking a supporter, and their yes or no."""

import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from groups.models import Supporter, User
from kyodo_portal.cities.choices import field_name
from kyodo_portal.life.flows import MoveRefused
from kyodo_portal.life.queues import queues_for
from kyodo_portal.post.outbox import OutgoingMail
from kyodo_portal.words import week
from projects.actions.help_requests import request_help
from projects.asked_waiting import waiting_for
from projects.flows import HELP_REQUEST_FLOW
from projects.matching import help_fitting, help_of_mine, supporters_fitting
from projects.models import HelpAnswer, HelpRequest, HelpRequestStatus
from tests.factories import make_group, make_user, today
from tests.groups.supporting import make_paper_supporter, make_supporter
from tests.people import KINDS, Cast, Policy, make_cast, open_moves, row
from tests.projects.helping import make_answer, make_help, make_request
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db

SATURDAY_MORNING, SUNDAY = week.times_of([15]), week.on_days([6])

POLICY: Policy = {
    "asked": {"citizen": {"agree", "refuse"}},
    "agreed": {},
    "refused": {},
    "ended": {},
}


#: What a supporter offers, beside what is wanted on Saturday morning in field 3, and why it fits.
FITS: dict[str, tuple[dict[str, Any], list[str]]] = {
    "all of it": ({"times": SATURDAY_MORNING}, ["土曜の午前、{field}"]),
    "the field, whenever": ({}, ["{field}"]),
    "the time alone": ({"fields": (7,), "times": SATURDAY_MORNING}, ["土曜の午前"]),
    "another day": ({"times": SUNDAY}, []),
    "another field, whenever": ({"fields": (7,)}, []),
}


@pytest.mark.parametrize("case", FITS)
def test_both_find_each_other_for_the_same_reasons(case: str) -> None:
    offered, told = FITS[case]
    reasons = [words.format(field=field_name(3)) for words in told]
    cast = make_cast()
    wanted = make_help(cast.group, fields=(3,), times=SATURDAY_MORNING)
    supporter = make_supporter(make_user(), **offered)

    assert [match.reasons for match in supporters_fitting(wanted, cast["manager"])] == reasons
    assert [match.reasons for match in help_fitting(supporter)] == reasons


def test_best_comes_first_and_who_does_not_want_to_be_seen_does_not_come() -> None:
    cast = make_cast()
    wanted = make_help(cast.group, fields=(3,), times=SATURDAY_MORNING)
    make_supporter(make_user(), public_name="両方", times=SATURDAY_MORNING)
    make_supporter(make_user(), public_name="分野だけ")
    make_supporter(make_user(), public_name="窓口だけ", audience="desk")
    make_supporter(make_user(), public_name="休み", is_resting=True)
    make_supporter(cast["manager"], public_name="自分")

    def names(kind: str) -> list[str]:
        return [match.record.public_name for match in supporters_fitting(wanted, cast[kind])]

    assert names("manager") == ["両方", "分野だけ"]
    assert set(names("coordinator")) == {"両方", "分野だけ", "窓口だけ", "自分"}


def test_what_somebody_has_answered_or_cannot_see_is_not_proposed_again() -> None:
    person = make_user()
    make_supporter(person)
    make_answer(make_help(make_group(), "申し出た", fields=(3,)), person)
    make_help(make_group(status="applied"), "まだ公開でない", fields=(3,))
    make_help(make_group(), "物がほしい", fields=(3,), kind="things")
    make_help(make_group(), "合う", fields=(3,))

    assert [match.record.title for match in help_of_mine(person)] == ["合う"]
    Supporter.objects.update(is_resting=True)
    assert help_of_mine(person) == []


@pytest.mark.parametrize("number", [1, 3])
def test_page_costs_the_same_however_many_fit(
    number: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    cast = make_cast()
    wanted = make_help(cast.group, fields=(3,))
    for _ in range(number):
        make_supporter(make_user())
        make_request(wanted, make_user())
    browser, page = cast.browser("manager"), f"{wanted.get_absolute_url()}supporters/"
    browser.get(page)

    with django_assert_num_queries(11):
        assert browser.get(page).status_code == 200


@pytest.fixture
def asked() -> tuple[Cast, HelpRequest]:
    cast = make_cast()
    return cast, make_request(make_help(cast.group, fields=(3,)), cast["citizen"])


def test_moves_of_every_status_and_person() -> None:
    cast = make_cast()

    def moves(status: str) -> dict[str, set[str]]:
        return open_moves(
            HELP_REQUEST_FLOW,
            cast,
            make_request(make_help(cast.group), cast["citizen"], status=status),
        )

    assert set(POLICY) == set(HelpRequestStatus.values)
    assert {each: moves(each) for each in POLICY} == {each: row(POLICY, each) for each in POLICY}


def test_who_sees_what_somebody_was_asked(asked: tuple[Cast, HelpRequest]) -> None:
    cast, _ = asked

    seen = {kind for kind in KINDS if HelpRequest.objects.visible_to(cast[kind]).exists()}

    assert seen == {"citizen", "manager", "coordinator", "superuser"}


def test_manager_asks_and_the_supporter_says_yes(client: Client) -> None:
    cast = make_cast()
    User.objects.filter(pk=cast["citizen"].pk).update(display_name="空野みらい")
    wanted = make_help(cast.group, fields=(3,), number=1)
    supporter = make_supporter(cast["citizen"], public_name="花の好きなM")
    page = f"{wanted.get_absolute_url()}supporters/"
    manager = cast.browser("manager")

    answer = manager.post(page, {"supporter": supporter.pk, "words": "土曜の朝、来られますか。"})

    assert answer.status_code == 302
    request = HelpRequest.objects.get()
    assert "花の好きなM" in manager.get(page).content.decode()
    assert "空野みらい" not in manager.get(request.get_absolute_url()).content.decode()
    assert OutgoingMail.objects.filter(to=cast["citizen"].email).count() == 1
    assert [task.url for task in waiting_for(cast["citizen"])] == [request.get_absolute_url()]

    sign_in(client, cast["citizen"])
    client.post(f"{request.get_absolute_url()}move/", {"move": "agree"})

    made = HelpAnswer.objects.get()
    wanted.refresh_from_db()
    assert (made.user, made.status, wanted.status) == (cast["citizen"], "accepted", "filled")
    assert wanted.first_answered_at is not None
    assert waiting_for(cast["citizen"]) == []


def test_no_needs_no_reason_and_makes_no_offer(asked: tuple[Cast, HelpRequest]) -> None:
    cast, request = asked

    HELP_REQUEST_FLOW.make("refuse", request, by=cast["citizen"])

    assert not HelpAnswer.objects.exists()
    told = OutgoingMail.objects.get(to=cast["manager"].email)
    assert cast["citizen"].display_name not in told.subject + told.body


def test_without_an_answer_it_is_over_after_a_week(asked: tuple[Cast, HelpRequest]) -> None:
    cast, request = asked
    HelpRequest.objects.update(created_at=timezone.now() - dt.timedelta(days=7))
    request.refresh_from_db()

    assert request.live_status == "ended"
    assert waiting_for(cast["citizen"]) == []
    with pytest.raises(MoveRefused, match="返事なし"):
        HELP_REQUEST_FLOW.make("agree", request, by=cast["citizen"])


def test_nobody_is_asked_twice_or_against_their_will() -> None:
    cast = make_cast()
    wanted = make_help(cast.group, fields=(3,))
    seen = make_supporter(make_user())
    unseen = make_supporter(make_user(), audience="desk")
    own = make_supporter(cast["manager"])
    request_help(wanted=wanted, supporter=seen, words="お願いします。", by=cast["manager"])

    for supporter in (seen, unseen, own):
        with pytest.raises(PermissionDenied):
            request_help(wanted=wanted, supporter=supporter, words="ぜひ。", by=cast["manager"])
    over = make_help(cast.group, status="done")
    with pytest.raises(PermissionDenied):
        request_help(wanted=over, supporter=seen, words="ぜひ。", by=cast["manager"])
    assert HelpRequest.objects.count() == 1


def test_desk_asks_on_the_telephone_who_has_no_account() -> None:
    cast = make_cast()
    wanted = make_help(cast.group, fields=(3,), number=1, ends_on=today())
    supporter = make_paper_supporter(cast["coordinator"], public_name="水やりのH")
    manager, desk = cast.browser("manager"), cast.browser("coordinator")

    manager.post(
        f"{wanted.get_absolute_url()}supporters/",
        {"supporter": supporter.pk, "words": "土曜の朝、来られますか。"},
    )

    request = HelpRequest.objects.get()
    page = request.get_absolute_url()
    queues = {queue.label: queue.count for queue in queues_for(cast["coordinator"])}
    assert queues["アカウントのないサポーターに、電話で聞く"] == 1
    assert "000-5555-6666" in desk.get(page).content.decode()
    assert "000-5555-6666" not in manager.get(page).content.decode()
    assert manager.post(f"{page}move/", {"move": "agree"}).status_code == 403

    desk.post(f"{page}move/", {"move": "agree"})

    answer = HelpAnswer.objects.select_related("guest").get()
    wanted.refresh_from_db()
    assert (answer.status, wanted.status) == ("accepted", "filled")
    assert (answer.came_by, answer.came_on, answer.entered_by) == (
        "phone",
        today(),
        cast["coordinator"],
    )
    assert answer.guest is not None
    assert (answer.guest.name, answer.guest.confirmed_how) == ("山川はな", "call")
    assert answer.guest_id != supporter.guest_id
    assert answer.guest.forget_on == today() + dt.timedelta(days=30)
    with pytest.raises(PermissionDenied):
        request_help(wanted=wanted, supporter=supporter, words="もう一度。", by=cast["manager"])
