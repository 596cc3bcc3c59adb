"""The committee of a made-up city and its meetings."""

import datetime as dt
from random import Random

from django.utils import timezone

from groups.models import AgendaItem, Committee, CommitteeMember, Meeting, MeetingStatus, User
from kyodo_portal.words.calendar import JST

MEMBERS = 7


def make_meetings(rng: Random, number: int, *, by: User, batch: int) -> int:
    """A committee with its members and so many meetings, the last of them to come; how many. What the search
    knows of them is written with everything else."""
    today = timezone.localdate()
    committee = Committee.objects.create(
        name="協働事業審査委員会",
        kind="review",
        purpose="協働事業の提案を審査し、結論を市に伝えます。",
        is_public=True,
    )
    CommitteeMember.objects.bulk_create(
        CommitteeMember(
            committee=committee,
            name=f"委員{place + 1}",
            office="chair" if place == 0 else "member",
            starts_on=today - dt.timedelta(days=3650),
            ends_on=today + dt.timedelta(days=365),
        )
        for place in range(MEMBERS)
    )
    meetings = []
    for place in range(number):
        day = today + dt.timedelta(days=20 - 60 * place)
        starts = dt.datetime.combine(day, dt.time(14), tzinfo=JST)
        held = place > 0
        meetings.append(
            Meeting(
                committee=committee,
                number=rng.randint(1, 6),
                starts_at=starts,
                ends_at=starts + dt.timedelta(hours=2),
                place="市役所 3階 大会議室",
                seats=10,
                status=MeetingStatus.HELD if held else MeetingStatus.CONVENED,
                convened_at=starts - dt.timedelta(days=14),
                visitors=rng.randint(0, 10) if held else None,
                notice_due_on=day - dt.timedelta(days=7),
                minutes_due_on=day + dt.timedelta(days=45),
                created_by=by,
            )
        )
    Meeting.objects.bulk_create(meetings, batch_size=batch)
    AgendaItem.objects.bulk_create(
        [
            AgendaItem(meeting=meeting, order=order, title=title)
            for meeting in meetings
            for order, title in enumerate(("前回の会議録の確認", "提案の審査"), start=1)
        ],
        batch_size=batch,
    )
    return number
