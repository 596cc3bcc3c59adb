"""What becomes of a consultation that was passed on: a yes told by telephone, a yes taken back, silence, a group that
advises no more, more questions, and the end of it all."""

import datetime as dt
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.utils import timezone

from groups.models import Adviser, Group, Membership
from kyodo_portal.life.clock import Tick
from kyodo_portal.life.flows import MoveRefused
from kyodo_portal.life.queues import queues_for
from kyodo_portal.post.outbox import OutgoingMail
from proposals.actions.consultations import reply_to
from proposals.actions.passings import (
    enter_consent,
    propose_passing,
    return_unanswered_passings,
)
from proposals.flows import CONSULTATION_FLOW, PASSING_FLOW
from proposals.models import Consultation, Passing
from proposals.waiting import waiting_for
from tests.factories import make_coordinator, today
from tests.groups.advising import make_adviser, make_passing
from tests.people import Cast, make_cast
from tests.proposals.factories import make_consultation

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    """The group of the manager advises; the citizen asks."""
    cast = make_cast()
    make_adviser(cast.group)
    return cast


def passed(cast: Cast, status: str = "passed", **more: Any) -> Passing:
    consultation = make_consultation("会計の相談", by=cast["citizen"], **more)
    return make_passing(consultation, cast.group, status=status)


def told(words: str) -> set[str]:
    return set(OutgoingMail.objects.filter(subject__contains=words).values_list("to", flat=True))


def stand(passing: Passing) -> tuple[str, str]:
    """How the passing stands, and the consultation."""
    passing.refresh_from_db()
    return passing.status, Consultation.objects.get(pk=passing.consultation_id).status


def tick(days: int) -> int:
    with time_machine.travel(timezone.now() + dt.timedelta(days=days), tick=False):
        return return_unanswered_passings(Tick(timezone.now(), timezone.localdate()))


def test_yes_told_by_telephone_is_written_down_and_told_to_who_said_it(cast: Cast) -> None:
    passing = passed(cast, "proposed")
    desk = cast.browser("coordinator")
    page = f"/admin/proposals/consultation/{passing.consultation_id}/change/"
    day = today().isoformat()

    assert "伺った同意" in desk.get(page).text
    posted = {"part": "consent", "came_by": "phone", "came_on": day}
    desk.post(page, {**posted, "came_on": "9999-01-01"})
    assert stand(passing)[0] == "proposed"
    desk.post(page, posted)

    assert stand(passing)[0] == "passed"
    assert (passing.came_by, passing.came_on, passing.entered_by) == (
        "phone",
        today(),
        cast["coordinator"],
    )
    assert told("伺った同意にそって") == {cast["citizen"].email}
    assert told("相談がつながれました") == {cast["manager"].email}
    assert "電話" in desk.get(f"/admin/proposals/passing/{passing.pk}/change/").text


def test_yes_told_is_entered_by_coordinators_who_belong_to_neither_side(cast: Cast) -> None:
    passing = passed(cast, "proposed")
    advising, asking = make_coordinator(), make_coordinator()
    Membership.objects.create(group=cast.group, user=advising, role="manager")
    Consultation.objects.filter(pk=passing.consultation_id).update(created_by=asking)
    refused = []
    for by in (advising, asking, cast["staff"]):
        with pytest.raises(MoveRefused):
            enter_consent(passing=passing, came_by="phone", came_on=today(), by=by)
        refused.append(stand(passing)[0])

    assert refused == ["proposed"] * 3


def test_coordinator_passes_nothing_to_a_group_of_their_own(cast: Cast) -> None:
    own = make_coordinator()
    Membership.objects.create(group=cast.group, user=own, role="manager")
    consultation = make_consultation(by=cast["citizen"])

    with pytest.raises(MoveRefused):
        propose_passing(consultation=consultation, group=cast.group, reason="a", by=own)

    assert Passing.objects.count() == 0


#: The move of somebody, from where, and how both stand afterwards. The answered one was answered by the desk before.
ENDS = {
    "refuse": ("citizen", "proposed", ("refused", "waiting"), "coordinator"),
    "give_back": ("manager", "passed", ("returned", "waiting"), "citizen coordinator"),
    "take_back": ("citizen", "answered", ("returned", "waiting"), "coordinator manager"),
}


@pytest.mark.parametrize("move", ENDS)
def test_what_is_not_passed_on_any_more_waits_for_the_desk(cast: Cast, move: str) -> None:
    who, status, ends, readers = ENDS[move]
    passing = passed(cast, status)
    Consultation.objects.filter(pk=passing.consultation_id).update(status="answered")
    OutgoingMail.objects.all().delete()

    PASSING_FLOW.make(move, passing, by=cast[who], note="わけ")

    assert stand(passing) == ends
    letters = set(OutgoingMail.objects.values_list("to", flat=True))
    assert letters == {cast[each].email for each in readers.split()}


def test_no_yes_in_the_days_of_the_profile_is_a_no_by_the_clock(cast: Cast) -> None:
    passing = passed(cast, "proposed")

    assert [tick(days) for days in (9, 11, 12)] == [0, 1, 0]
    assert stand(passing) == ("returned", "waiting")
    assert cast["manager"].email not in told("返事がないため")


#: What happens to a group that has a question.
CHANGES = {
    "it rests": lambda group: Group.objects.filter(pk=group.pk).update(status="dormant"),
    "it was struck off": lambda group: Group.objects.filter(pk=group.pk).update(status="deleted"),
    "it advises no more": lambda group: Adviser.objects.filter(group=group).update(
        ended_on=today()
    ),
    "it is named no more": lambda group: Adviser.objects.filter(group=group).delete(),
}


@pytest.mark.parametrize("change", CHANGES)
def test_group_that_advises_no_more_gives_back_what_it_has(cast: Cast, change: str) -> None:
    passing = passed(cast, "answered")
    CHANGES[change](cast.group)

    assert [tick(0), tick(0)] == [1, 0]
    assert stand(passing) == ("returned", "waiting")


def test_more_questions_go_to_the_group_that_has_it(cast: Cast) -> None:
    passing = passed(cast, "answered")

    reply_to(consultation=passing.consultation, body="もう一つ。", by=cast["citizen"], key=uuid4())

    assert stand(passing) == ("passed", "waiting")
    assert told("つないだ相談に、続きがあります") == {cast["manager"].email}
    assert told("相談に続きがあります") == set()


def test_end_of_the_consultation_is_the_end_of_it(cast: Cast) -> None:
    passings = {status: passed(cast, status) for status in ("proposed", "passed")}
    for passing in passings.values():
        CONSULTATION_FLOW.make("close", passing.consultation, by=cast["citizen"])

    assert {status: stand(passing) for status, passing in passings.items()} == dict.fromkeys(
        passings, ("ended", "closed")
    )
    assert len(OutgoingMail.objects.filter(subject__contains="つながれた相談が終わりました")) == 1
    assert cast.browser("manager").get(f"/consult/passed/{passing.pk}/").status_code == 404


@pytest.mark.parametrize(
    ("status", "asker", "group", "desk"),
    [
        ("proposed", ["相談「会計の相談」を「花と道の会」につなぐか、決める"], [], {"passed_on"}),
        ("passed", [], ["「花と道の会」につながれた相談「会計の相談」に回答する"], {"passed_on"}),
        ("answered", [], [], {"waiting"}),
    ],
)
def test_whose_turn_it_is(
    cast: Cast, status: str, asker: list[str], group: list[str], desk: set[str]
) -> None:
    passed(cast, status)
    tasks = [[task.label for task in waiting_for(cast[who])] for who in ("citizen", "manager")]
    labels = {"団体につないでいる相談のようすを見る": "passed_on", "相談に回答する": "waiting"}

    assert tasks == [asker, group]
    queues = queues_for(cast["coordinator"])
    waiting = {str(each.label) for each in queues if each.count}
    assert {name for label, name in labels.items() if label in waiting} == desk


def test_page_of_the_desk_shows_an_adviser_what_was_passed_to_it(cast: Cast) -> None:
    passed(cast)

    shown = {who: "会計の相談" in cast.browser(who).get("/consult/").text for who in cast.people}

    assert {who for who, is_shown in shown.items() if is_shown} == {
        *("citizen", "manager", "coordinator", "superuser")
    }
