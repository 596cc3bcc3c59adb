"""The life of a meeting: status × person, what each step asks, and what is told to whom."""

import datetime as dt
from typing import Any

import pytest
from django.urls import reverse

from groups.actions.meetings import (
    Was,
    conclude_item,
    record_attendance,
    remark_on_minutes,
    write_minutes,
)
from groups.flows import MEETING_FLOW
from groups.meetings.quorum import Room
from groups.models import Meeting, MeetingPaper, Minutes
from kyodo_portal.life.flows import MoveRefused
from kyodo_portal.post.outbox import OutgoingMail
from tests.factories import today
from tests.groups.committees.factories import (
    attend,
    held_meeting,
    make_committee,
    make_meeting,
    seat,
    whole_committee,
)
from tests.people import KINDS, Cast, make_cast, open_moves, row
from tests.trust.kept_files import keep_document

pytestmark = pytest.mark.django_db

DAY = dt.timedelta(days=1)


def at_stage(status: str) -> Meeting:
    """A meeting of which everything is there that its next steps ask."""
    if status in ("scheduled", "cancelled"):
        return make_meeting(status=status)
    meeting = held_meeting(status=status)
    if status not in ("convened", "held", "inquorate"):
        Minutes.objects.create(meeting=meeting, body="議題1　提案の審査", due_on=today() - DAY)
    return meeting


MOVES = {
    "scheduled": {"coordinator": {"convene", "cancel"}},
    "convened": {"coordinator": {"recall", "hold", "cancel"}},
    "held": {"coordinator": {"draft"}},
    "inquorate": {},
    "cancelled": {},
    "minutes_draft": {"coordinator": {"send", "confirm"}},
    "confirmed": {"coordinator": {"publish", "correct"}},
    "published": {"coordinator": {"correct"}},
}


@pytest.mark.parametrize("status", MOVES)
def test_moves_of_a_meeting(status: str) -> None:
    assert open_moves(MEETING_FLOW, make_cast(), at_stage(status)) == row(MOVES, status)


SEEN = {
    "scheduled": {"staff", "other_staff", "coordinator", "superuser", "reviewer"},
    "convened": set(KINDS),
    "cancelled": set(KINDS),
    "published": set(KINDS),
}


@pytest.mark.parametrize("status", SEEN)
def test_who_sees_a_meeting(status: str) -> None:
    cast = make_cast()
    meeting = at_stage(status)
    seat(meeting.committee, "審査 する人", user=cast["reviewer"])

    assert {kind for kind in KINDS if Meeting.objects.visible_to(cast[kind])} == SEEN[status]


def test_meeting_of_a_committee_in_preparation_is_not_public() -> None:
    cast = make_cast()
    make_meeting(whole_committee(is_public=False))

    seen = {kind for kind in KINDS if Meeting.objects.visible_to(cast[kind])}

    assert seen == {"staff", "other_staff", "coordinator", "superuser"}


def refused(meeting: Meeting, move: str, cast: Cast, **given: Any) -> str:
    with pytest.raises(MoveRefused) as refusal:
        MEETING_FLOW.make(move, meeting, by=cast["coordinator"], **given)
    return refusal.value.reason


def test_nobody_is_called_to_a_meeting_without_members_or_agenda() -> None:
    empty = make_meeting(make_committee(), status="scheduled", items=())
    past = make_meeting(status="scheduled", days=-1)
    cast = make_cast()

    assert "委員がいません" in refused(empty, "convene", cast)
    assert "議題が、まだ一つもありません" in refused(empty, "convene", cast)
    assert "時刻を過ぎています" in refused(past, "convene", cast)


def test_meeting_is_held_by_its_quorum_or_fails() -> None:
    cast = make_cast()
    coming, unwritten = make_meeting(), make_meeting(days=-1)
    few, enough = make_meeting(days=-1), held_meeting(status="convened")
    attend(few, "present", "present")

    assert "始まりの時刻になってから" in refused(coming, "hold", cast)
    assert "出欠を、まだ記録していません" in refused(unwritten, "hold", cast)
    assert "定足数に足りません（委員5人の過半数＝3人が必要で、出席は2人）" in refused(
        few, "hold", cast
    )
    assert "定足数に足りています" in refused(enough, "fail", cast, note="二人だけでした。")

    MEETING_FLOW.make("fail", few, by=cast["coordinator"], note="二人だけでした。12月に開きます。")
    MEETING_FLOW.make("hold", enough, by=cast["coordinator"])

    few.refresh_from_db()
    assert (few.status, few.stopped_because) == ("inquorate", "二人だけでした。12月に開きます。")
    assert enough.status == "held"


def test_without_chair_and_deputy_somebody_is_chosen() -> None:
    cast = make_cast()
    meeting = make_meeting(days=-1)
    attend(meeting, "absent", "absent", "present", "present", "present")

    assert "会長・委員長も職務代理も欠席です" in refused(meeting, "hold", cast)

    Meeting.objects.filter(pk=meeting.pk).update(acting_chair=Room(meeting).members[2])
    MEETING_FLOW.make("hold", meeting, by=cast["coordinator"])
    assert meeting.status == "held"


def test_members_with_an_account_get_one_letter_each() -> None:
    cast = make_cast()
    committee = whole_committee()
    seat(committee, "審査 する人", user=cast["reviewer"])
    seat(committee, "前の人", user=cast["other_reviewer"], ends_on=today() - DAY)
    meeting = make_meeting(committee, status="scheduled")

    MEETING_FLOW.make("convene", meeting, by=cast["coordinator"])

    letters = OutgoingMail.objects.all()
    assert [letter.to for letter in letters] == [cast["reviewer"].email]
    assert "招集されました" in letters[0].subject
    assert "利害関係のある議題" in letters[0].body


def test_recalled_meeting_is_no_longer_public_and_members_hear_why() -> None:
    cast = make_cast()
    meeting = make_meeting()
    seat(meeting.committee, "審査 する人", user=cast["reviewer"])

    MEETING_FLOW.make("recall", meeting, by=cast["coordinator"], note="大雨の予報のため。")

    assert not Meeting.objects.public().exists()
    assert "大雨の予報のため。" in OutgoingMail.objects.get().body


# ---- who was there, and what came of the items ----


def was_all(meeting: Meeting, how: str = "present", **columns: Any) -> list[Was]:
    return [Was(member=member, how=how, **columns) for member in Room(meeting).members]


def write(meeting: Meeting, were: list[Was], by: Any) -> None:
    record_attendance(meeting=meeting, were=were, acting_chair=None, visitors=4, by=by)


def test_attendance_is_written_in_place_of_what_stood_before() -> None:
    cast, meeting = make_cast(), held_meeting(status="convened")
    item = meeting.items.first()

    write(meeting, was_all(meeting, recused=frozenset({item.pk})), cast["coordinator"])
    write(meeting, was_all(meeting, "online", away=frozenset({item.pk})), cast["coordinator"])

    meeting.refresh_from_db()
    assert meeting.visitors == 4
    assert set(meeting.attendances.values_list("how", flat=True)) == {"online"}
    assert set(item.absences.values_list("why", flat=True)) == {"other"}


def test_conclusion_needs_the_quorum_of_its_item_and_attendance_keeps_it() -> None:
    cast, meeting = make_cast(), held_meeting()
    by, (first, second) = cast["coordinator"], meeting.items.order_by("order")
    conclude_item(item=first, outcome="原案のとおり承認した。", by=by)
    few = [*was_all(meeting)[:2], *was_all(meeting, "absent")[2:]]

    with pytest.raises(MoveRefused, match="この出欠では定足数に足りません"):
        write(meeting, few, by)
    conclude_item(item=first, outcome="", by=by)
    write(meeting, few, by)
    with pytest.raises(MoveRefused, match="次の会議で扱ってください"):
        conclude_item(item=second, outcome="承認した。", by=by)

    assert set(meeting.items.values_list("outcome", flat=True)) == {""}


@pytest.mark.parametrize("status", ["scheduled", "convened", "confirmed", "published", "cancelled"])
def test_nothing_is_concluded_before_and_after(status: str) -> None:
    cast, meeting = make_cast(), at_stage(status)

    with pytest.raises(Exception, match="結論を記録できるのは"):
        conclude_item(item=meeting.items.first(), outcome="承認した。", by=cast["coordinator"])


# ---- minutes ----


def test_draft_of_the_minutes_tells_what_was_entered() -> None:
    cast, meeting = make_cast(), held_meeting(visitors=4)
    first, second = meeting.items.order_by("order")
    chair = Room(meeting).members[0]
    second.absences.create(member=chair, why="interest")
    conclude_item(item=first, outcome="承認した。", by=cast["coordinator"])

    MEETING_FLOW.make("draft", meeting, by=cast["coordinator"])

    body = Minutes.objects.get(meeting=meeting).body
    for line in (
        "出席した委員　会長 けいこ（見本）、職務 だいり（見本）",
        "欠席した委員　なし",
        "傍聴した人　4人",
        "結論　承認した。",
        "退席　会長 けいこ（見本）（利害関係があるため）",
        "この議題の議長　職務 だいり（見本）",
        "意見　委員A：",
    ):
        assert line in body


def test_minutes_written_over_are_not_drafted_anew() -> None:
    cast, meeting = make_cast(), held_meeting()
    by = cast["coordinator"]
    MEETING_FLOW.make("draft", meeting, by=by)
    write_minutes(meeting=meeting, body="書き直した会議録", city_staff="協働課長", by=by)
    MEETING_FLOW.make("send", meeting, by=by, due_on=today() - DAY)
    MEETING_FLOW.make("confirm", meeting, by=by, note="会長")
    MEETING_FLOW.make("publish", meeting, by=by)
    MEETING_FLOW.make("correct", meeting, by=by, note="数字のまちがいを直すため。")

    minutes = Minutes.objects.get(meeting=meeting)
    assert (minutes.body, minutes.confirmed_by, minutes.due_on) == ("書き直した会議録", "", None)
    assert Meeting.objects.get(pk=meeting.pk).published_at is None


def test_minutes_are_confirmed_after_their_day_or_when_all_have_answered() -> None:
    cast = make_cast()
    by, committee = cast["coordinator"], whole_committee()
    mine = seat(committee, "審査 する人", user=cast["reviewer"])
    meeting = held_meeting(committee)
    MEETING_FLOW.make("draft", meeting, by=by)

    assert "まだ確かめてもらっていません" in refused(meeting, "confirm", cast, note="会長")
    MEETING_FLOW.make("send", meeting, by=by, due_on=today() + DAY)
    assert "まだ6人の委員が確かめていません" in refused(meeting, "confirm", cast, note="会長")

    current = Meeting.objects.get(pk=meeting.pk)
    remark_on_minutes(meeting=current, member=mine, words="", by=cast["reviewer"])
    for member in Room(current).members:
        if member.pk != mine.pk:
            remark_on_minutes(meeting=current, member=member, words="", by=by)
    MEETING_FLOW.make("confirm", meeting, by=by, note="会長")
    assert meeting.status == "confirmed"


def test_nobody_answers_for_another_member_and_nothing_comes_late() -> None:
    cast, committee = make_cast(), whole_committee()
    seat(committee, "審査 する人", user=cast["reviewer"])
    meeting = held_meeting(committee, status="minutes_draft")
    Minutes.objects.create(meeting=meeting, body="案", due_on=today())
    other = Room(meeting).members[0]

    with pytest.raises(MoveRefused, match="ほかの委員の返事は書けません"):
        remark_on_minutes(meeting=meeting, member=other, words="", by=cast["reviewer"])
    Minutes.objects.update(due_on=today() - DAY)
    late = Meeting.objects.get(pk=meeting.pk)
    with pytest.raises(MoveRefused, match="期限を過ぎました"):
        remark_on_minutes(meeting=late, member=other, words="", by=cast["reviewer"])


# ---- pages ----


def test_page_tells_the_agenda_and_whether_one_may_listen(client: Any) -> None:
    meeting = make_meeting(how_to_attend="会場の受付へ、始まる10分前までにどうぞ。")
    meeting.items.filter(order=2).update(is_closed=True, closed_because="個人の情報を扱うため")

    page = client.get(meeting.get_absolute_url()).content.decode()

    for words in (
        meeting.when_words,
        "10席（先着順）",
        "一部非公開",
        "個人の情報を扱うため",
        "会場の受付へ",
    ):
        assert words in page


def test_whole_closed_meeting_offers_no_seats(client: Any) -> None:
    meeting = make_meeting()
    meeting.items.update(is_closed=True, closed_because="個人の情報を扱うため")

    page = client.get(meeting.get_absolute_url()).content.decode()

    assert "非公開" in page
    assert "10席" not in page


def test_what_came_of_it_is_read_once_the_minutes_are_public(client: Any) -> None:
    meeting = held_meeting(status="confirmed")
    meeting.items.update(outcome="原案のとおり承認した。")
    Minutes.objects.create(meeting=meeting, body="会議録の本文", confirmed_by="会長")

    before = client.get(meeting.get_absolute_url()).content.decode()
    MEETING_FLOW.make("publish", meeting, by=make_cast()["coordinator"])
    after = client.get(meeting.get_absolute_url()).content.decode()

    for words in ("会議録の本文", "原案のとおり承認した。", "出席した委員"):
        assert (words in before, words in after) == (False, True)


def test_papers_are_for_the_office_and_the_members_but_not_of_an_item_they_left() -> None:
    cast = make_cast()
    committee = whole_committee()
    mine = seat(committee, "審査 する人", user=cast["reviewer"])
    seat(committee, "前の人", user=cast["other_reviewer"], ends_on=today() - DAY)
    meeting = make_meeting(committee)
    first, second = meeting.items.order_by("order")
    first.absences.create(member=mine, why="interest")
    kept = {
        name: keep_document(
            MeetingPaper,
            name,
            "資料",
            by=cast["coordinator"],
            meeting=meeting,
            title=name,
            **columns,
        )
        for name, columns in {
            "left": {"item": first},
            "stayed": {"item": second},
            "whole": {},
            "open": {"is_public": True},
        }.items()
    }

    def may_read(kind: str) -> set[str]:
        browser = cast.browser(kind)
        return {
            name
            for name, paper in kept.items()
            if browser.get(reverse("meetings:paper", args=[meeting.pk, paper.pk])).status_code
            == 200
        }

    assert {
        kind: may_read(kind)
        for kind in ("anonymous", "coordinator", "reviewer", "other_reviewer", "staff")
    } == {
        "anonymous": {"open"},
        "coordinator": {"left", "stayed", "whole", "open"},
        "reviewer": {"stayed", "whole", "open"},
        "other_reviewer": {"open"},
        "staff": {"open"},
    }
    page = cast.browser("reviewer").get(meeting.get_absolute_url()).content.decode()
    assert "利害関係があるため、この議題の資料は読めません" in page


QUERIES_OF_A_PAGE = 6


def test_lists_and_pages_ask_the_same_however_much_there_is(
    client: Any, django_assert_num_queries: Any
) -> None:
    one = make_meeting()
    with django_assert_num_queries(QUERIES_OF_A_PAGE):
        client.get(one.get_absolute_url())
    for number in range(10):
        item = one.items.create(order=number + 3, title=f"議題{number}")
        told = {"item": item, "title": "資料", "is_public": True}
        keep_document(MeetingPaper, f"p{number}", "資料", by=None, meeting=one, **told)
    with django_assert_num_queries(QUERIES_OF_A_PAGE):
        client.get(one.get_absolute_url())
