"""Who holds a meeting, and what has to be so before each step of it."""

from collections.abc import Iterable, Mapping

from django.utils import timezone
from django.utils.translation import gettext

from groups.meetings.quorum import Room
from groups.models import AgendaItem, CommitteeMember, Meeting, MeetingStatus, Present
from groups.rules.people import coordinates, may_coordinate
from kyodo_portal.life.flows import flow_of
from kyodo_portal.life.interest import Concern, has_interest
from kyodo_portal.life.people import Person, is_signed_in
from kyodo_portal.life.verdicts import (
    ALLOWED,
    Verdict,
    all_refusals,
    allow_if,
    first_refusal,
    refuse,
)

BEFORE = (MeetingStatus.SCHEDULED, MeetingStatus.CONVENED)
HELD = (MeetingStatus.HELD, MeetingStatus.DRAFTED, MeetingStatus.CONFIRMED, MeetingStatus.PUBLISHED)
"""The meeting took place."""
WRITING = (MeetingStatus.HELD, MeetingStatus.DRAFTED)
"""What came of its items and who was there may still be written."""


def may_hold(person: Person, meeting: Meeting) -> Verdict:
    """The coordinators, and who stands in for them, unless what is talked about is their own affair."""
    return first_refusal(
        may_coordinate(person, meeting), lambda: flow_of(meeting).can_judge(person, meeting)
    )


def can_plan(person: Person, meeting: Meeting) -> Verdict:
    """While nobody was called to it."""
    return first_refusal(
        may_hold(person, meeting),
        allow_if(
            meeting.status == MeetingStatus.SCHEDULED,
            "招集したあとは、予定と議題を変えられません。委員も市民も、知らせた内容で予定を立てています。"
            "変えるときは、「招集を取り消して組み直す」で理由を知らせてから直してください。"
            if meeting.status == MeetingStatus.CONVENED
            else "この会議の予定は、もう変えられません。",
        ),
    )


def can_convene(meeting: Meeting) -> Verdict:
    """With somebody in office on that day, something to talk about, and time to come."""
    room = Room(meeting)
    return all_refusals(
        allow_if(room.members, "会議の日に任期のある委員がいません。委員名簿を確かめてください。"),
        allow_if(room.items, "議題が、まだ一つもありません。"),
        allow_if(
            meeting.starts_at > timezone.now(), "始まりの時刻を過ぎています。予定を直してください。"
        ),
    )


def can_be_written_of(meeting: Meeting) -> Verdict:
    return allow_if(
        meeting.starts_at <= timezone.now(),
        "会議の始まりの時刻になってから記録できます。",
    )


def _can_be_counted(room: Room) -> Verdict:
    return allow_if(
        room.is_written, "委員の出欠を、まだ記録していません。先に出欠を記録してください。"
    )


def can_be_held(meeting: Meeting) -> Verdict:
    """It has begun, it is written who was there, that makes the quorum, and somebody presides."""
    room = Room(meeting)
    return first_refusal(
        can_be_written_of(meeting),
        lambda: _can_be_counted(room),
        lambda: room.at_opening().can_conclude("「流会にする」で記録してください。"),
        lambda: allow_if(
            room.presides(),
            "会長・委員長も職務代理も欠席です。出席した委員の互選で議長を決め、出欠の画面で選んでください。",
        ),
    )


def can_fail(meeting: Meeting) -> Verdict:
    """It has begun, it is written who was there, and that makes no quorum."""
    room = Room(meeting)
    return first_refusal(
        can_be_written_of(meeting),
        lambda: _can_be_counted(room),
        lambda: allow_if(
            not room.at_opening().holds, f"定足数に足りています（{room.at_opening().words}）。"
        ),
    )


def can_write_attendance(person: Person, meeting: Meeting) -> Verdict:
    """Once people were called to it and it has begun, until the minutes are confirmed."""
    return first_refusal(
        may_hold(person, meeting),
        allow_if(
            meeting.status in (MeetingStatus.CONVENED, *WRITING),
            "出欠を記録できるのは、招集してから会議録が確定するまでの間です。",
        ),
        can_be_written_of(meeting),
    )


def can_be_concluded(meeting: Meeting) -> Verdict:
    """What came of the items is written once the meeting was held, until its minutes are confirmed."""
    return allow_if(
        meeting.status in WRITING,
        "結論を記録できるのは、会議を開いてから会議録が確定するまでの間です。",
    )


def can_conclude(person: Person, meeting: Meeting) -> Verdict:
    """Who holds the meeting, while it can be."""
    return first_refusal(may_hold(person, meeting), can_be_concluded(meeting))


def can_conclude_item(room: Room, item: AgendaItem) -> Verdict:
    """Only what was talked about by enough members comes to a conclusion."""
    standing = room.at(item)
    came = room.at_opening()
    lost = (
        "途中で定足数を欠いたため、ここからあとの議題は結論を出せません。次の会議で扱ってください。"
        if came.holds and len(room.in_room(item)) + len(room.recused(item)) < came.there
        else "この議題は、結論を出せません。次の会議で扱ってください。"
    )
    return first_refusal(
        standing.can_conclude(lost),
        lambda: allow_if(
            room.presides(item),
            "この議題のとき、議長をつとめる委員がいません。出欠の画面で議長を選んでください。",
        ),
    )


def can_write_minutes(person: Person, meeting: Meeting) -> Verdict:
    """While they are a draft."""
    return first_refusal(
        may_hold(person, meeting),
        allow_if(
            meeting.status == MeetingStatus.DRAFTED,
            "会議録は、案のあいだだけ書き直せます。公開したあとに直すときは、「会議録を直す」から始めてください。",
        ),
    )


def can_send_minutes(meeting: Meeting) -> Verdict:
    minutes = getattr(meeting, "minutes", None)
    return allow_if(minutes and minutes.body.strip(), "会議録が、まだ書かれていません。")


def can_confirm(meeting: Meeting) -> Verdict:
    """The members have been asked; each of them has answered, or their day has passed."""
    minutes = getattr(meeting, "minutes", None)
    if minutes is None or minutes.due_on is None:
        return refuse(
            "委員に、まだ確かめてもらっていません。先に「委員に送って確かめてもらう」を行ってください。"
        )
    if minutes.due_on < timezone.localdate():
        return ALLOWED
    answered = set(minutes.remarks.values_list("member_id", flat=True))
    room = Room(meeting)
    open_ = [m for m in room.came(Present.PRESENT, Present.ONLINE) if m.pk not in answered]
    return allow_if(
        not open_,
        f"期限の前で、まだ{len(open_)}人の委員が確かめていません。全員の返事か期限を待ってください。",
    )


def can_publish_minutes(meeting: Meeting) -> Verdict:
    return allow_if(
        meeting.committee.is_public,
        "この委員会・会議のページが、まだ公開されていません。先に公開してください。",
    )


def seat_of(person: Person, meeting: Meeting) -> CommitteeMember | None:
    """The seat of this person at this meeting: their term holds on its day."""
    if not is_signed_in(person):
        return None
    day = timezone.localdate(meeting.starts_at)
    return meeting.committee.members.in_office(day).filter(user=person.pk).first()


def is_reader_of_papers(person: Person, meeting: Meeting) -> bool:
    """The office, and the members in office on that day."""
    return coordinates(person, meeting) or seat_of(person, meeting) is not None


def closed_items(
    person: Person, items: list[AgendaItem], affairs: Mapping[int, Iterable[Concern]]
) -> set[int]:
    """Of which items this person has no papers: it is their own affair, or they were out of the room for it
    for an interest. By their numbers; `affairs` are the `Concern`s of each item."""
    if not is_signed_in(person):
        return set()
    closed = {item.pk for item in items if has_interest(person, *affairs[item.pk])}
    for item in items:
        if any(
            row.member.user_id == person.pk and row.why == "interest" for row in item.absences.all()
        ):
            closed.add(item.pk)
    return closed


def can_remark(person: Person, meeting: Meeting) -> Verdict:
    """The members who were there, while the draft of the minutes is with them."""
    minutes = getattr(meeting, "minutes", None)
    if meeting.status != MeetingStatus.DRAFTED or minutes is None or minutes.due_on is None:
        return refuse(gettext("いまは、会議録を確かめてもらう期間ではありません。"))
    if minutes.due_on < timezone.localdate():
        return refuse(
            gettext("会議録を確かめる期限を過ぎました。気づいたことは、事務局に知らせてください。")
        )
    return ALLOWED
