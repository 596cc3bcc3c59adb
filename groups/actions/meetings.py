"""What is written of a meeting beside its moves: who was there, what came of its items, its minutes, papers."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from groups.flows.meetings import MEETING_FLOW
from groups.meetings.quorum import Room
from groups.models import (
    AgendaItem,
    Attendance,
    Away,
    CommitteeMember,
    ItemAbsence,
    Meeting,
    MeetingPaper,
    Minutes,
    MinutesRemark,
    Present,
)
from groups.models.people import account_of
from groups.rules import meetings as rules
from groups.rules.people import coordinates
from kyodo_portal.files.uploads import CheckedFile
from kyodo_portal.life.flows import MoveRefused
from kyodo_portal.life.people import Person
from kyodo_portal.writing.locks import locked


@dataclass(frozen=True, slots=True)
class Was:
    """How one member was at a meeting: `recused` and `away` are the numbers of the items for which they
    were out of the room."""

    member: CommitteeMember
    how: str
    proxy_name: str = ""
    from_item: AgendaItem | None = None
    until_item: AgendaItem | None = None
    recused: frozenset[int] = frozenset()
    away: frozenset[int] = frozenset()


@transaction.atomic
def record_attendance(
    *,
    meeting: Meeting,
    were: Collection[Was],
    acting_chair: CommitteeMember | None,
    visitors: int | None,
    by: Person,
) -> Meeting:
    """Write down who was there and who was out of the room for which item, in place of what was written
    before. Raises `PermissionDenied`, and `MoveRefused` where an item that has its conclusion would lose
    its quorum by it."""
    current = locked(Meeting, pk=meeting.pk)
    rules.can_write_attendance(by, current).enforce()
    current.attendances.all().delete()
    ItemAbsence.objects.filter(item__meeting=current).delete()
    Attendance.objects.bulk_create(
        Attendance(
            meeting=current,
            member=was.member,
            how=was.how,
            proxy_name=was.proxy_name if was.how == Present.PROXY else "",
            from_item=was.from_item,
            until_item=was.until_item,
        )
        for was in were
    )
    ItemAbsence.objects.bulk_create(
        ItemAbsence(item_id=item, member=was.member, why=why)
        for was in were
        for why, out in ((Away.INTEREST, was.recused), (Away.OTHER, was.away - was.recused))
        for item in sorted(out)
    )
    Meeting.objects.filter(pk=current.pk).update(acting_chair=acting_chair, visitors=visitors)
    current = Meeting.objects.select_related("committee").get(pk=current.pk)
    room = Room(current)
    for item in room.items:
        can = rules.can_conclude_item(room, item)
        if item.outcome and not can:
            raise MoveRefused(
                f"「{item.title}」は結論が記録されていますが、この出欠では{can.reason}"
                "出欠が正しければ、先にこの議題の結論を消してください。"
            )
    MEETING_FLOW.record("record_attendance", current, by=by)
    return current


@transaction.atomic
def conclude_item(*, item: AgendaItem, outcome: str, by: Person) -> None:
    """Write what came of an item; with nothing it is taken back. Raises `PermissionDenied`, and
    `MoveRefused` where the item had no quorum."""
    meeting = locked(Meeting.objects.select_related("committee"), pk=item.meeting_id)
    rules.can_conclude(by, meeting).enforce()
    if outcome:
        can = rules.can_conclude_item(Room(meeting), item)
        if not can:
            raise MoveRefused(can.reason)
    changed = AgendaItem.objects.filter(pk=item.pk).exclude(outcome=outcome).update(outcome=outcome)
    if changed:
        MEETING_FLOW.record("conclude", meeting, by=by, data={"item": item.title})


@transaction.atomic
def write_minutes(*, meeting: Meeting, body: str, city_staff: str, by: Person) -> Minutes:
    """Keep the draft as staff have written it. Raises `PermissionDenied`."""
    current = locked(Meeting, pk=meeting.pk)
    rules.can_write_minutes(by, current).enforce()
    minutes, _ = Minutes.objects.update_or_create(
        meeting=current, defaults={"body": body, "city_staff": city_staff}
    )
    MEETING_FLOW.record("write_minutes", current, by=by)
    return minutes


@transaction.atomic
def remark_on_minutes(
    *, meeting: Meeting, member: CommitteeMember, words: str, by: Person
) -> MinutesRemark:
    """What a member says of the draft; nothing to put right, where there are no words. Written by the
    member, or by the office for whoever answered on paper. Raises `PermissionDenied` or `MoveRefused`."""
    current = locked(Meeting, pk=meeting.pk)
    if not coordinates(by, current):
        can = rules.can_remark(by, current)
        if not can:
            raise MoveRefused(can.reason)
        if member.user_id != account_of(by).pk:
            raise MoveRefused("ほかの委員の返事は書けません。", status_code=403)
    else:
        rules.can_write_minutes(by, current).enforce()
    remark, _ = MinutesRemark.objects.update_or_create(
        minutes=current.minutes,
        member=member,
        defaults={"words": words, "written_by": account_of(by), "written_at": timezone.now()},
    )
    MEETING_FLOW.record("remark", current, by=by)
    return remark


@transaction.atomic
def add_paper(
    *,
    meeting: Meeting,
    item: AgendaItem | None,
    title: str,
    is_public: bool,
    file: CheckedFile,
    by: Person,
) -> MeetingPaper:
    """Keep a paper for the members. Raises `PermissionDenied`."""
    current = locked(Meeting, pk=meeting.pk)
    rules.may_hold(by, current).enforce()
    paper = MeetingPaper.from_checked(
        file, by=account_of(by), meeting=current, item=item, title=title, is_public=is_public
    )
    paper.save()
    MEETING_FLOW.record("add_paper", current, by=by, data={"title": title})
    return paper


@transaction.atomic
def remove_paper(*, paper: MeetingPaper, by: Person) -> None:
    """Take a paper away before the meeting has begun: what was on the table stays. Raises
    `PermissionDenied` or `MoveRefused`."""
    current = locked(Meeting, pk=paper.meeting_id)
    rules.may_hold(by, current).enforce()
    if current.status not in rules.BEFORE:
        raise MoveRefused(
            "会議に出した資料は、取り除けません。直した資料を、あらためて加えてください。"
        )
    stored = paper.file
    paper.delete()
    transaction.on_commit(lambda: stored.storage.delete(stored.name))
    MEETING_FLOW.record("remove_paper", current, by=by, data={"title": paper.title})
