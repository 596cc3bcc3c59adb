"""What the list and the page of a meeting show of it, in the language of the page."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext

from groups.meetings.quorum import Room
from groups.meetings.results import results_of, with_results
from groups.models import AgendaItem, CommitteeMember, Meeting, MeetingPaper, MeetingStatus, Present
from groups.questions import ABOUT_ITEM, WHOSE_AFFAIR, About
from groups.rules import meetings as rules
from kyodo_portal.life.people import Person
from kyodo_portal.words.calendar import JST, clock_label


@dataclass(frozen=True, slots=True)
class MeetingLine:
    """One of them as a list shows it."""

    url: str
    title: str
    when: str
    place: str
    status_label: str
    status_tone: str


@dataclass(frozen=True, slots=True)
class ItemLine:
    """One item as its page shows it: `papers` are those this person may have, `hidden_papers` whether there
    are some they may not, because it is their own affair."""

    item: AgendaItem
    about: About
    at: str
    papers: list[MeetingPaper]
    hidden_papers: bool
    outcome: str


def lines_of(meetings: Iterable[Meeting]) -> list[MeetingLine]:
    return [
        MeetingLine(
            url=meeting.get_absolute_url(),
            title=meeting.title,
            when=meeting.when_words,
            place=meeting.place,
            status_label=meeting.status_label,
            status_tone=meeting.status_tone,
        )
        for meeting in meetings
    ]


def openness_words(items: Iterable[AgendaItem]) -> str:
    """Whether everybody may come and listen."""
    closed = [item.is_closed for item in items]
    if not any(closed):
        return gettext("公開")
    return gettext("非公開") if all(closed) else gettext("一部非公開")


def facts_of(meeting: Meeting) -> list[tuple[str, Any]]:
    """When, where, and how to listen, as (label, value); nothing of what is not said."""
    items = list(meeting.items.all())
    is_all_closed = bool(items) and all(item.is_closed for item in items)
    seats = ""
    if meeting.seats and not is_all_closed:
        seats = gettext("{seats}席（{how}）").format(
            seats=meeting.seats, how=meeting.get_seats_how_display()
        )
    visitors = ""
    if meeting.visitors is not None:
        visitors = gettext("{number}人").format(number=meeting.visitors)
    rows = [
        (gettext("日時"), meeting.when_words),
        (gettext("場所"), meeting.place),
        (gettext("公開の別"), openness_words(items)),
        (gettext("傍聴の席"), seats),
        (gettext("傍聴のしかた"), "" if is_all_closed else meeting.how_to_attend),
        (gettext("傍聴した人"), visitors),
        (gettext("問合せ先"), meeting.contact),
    ]
    return [(label, value) for label, value in rows if value]


def page_of(meeting: Meeting, person: Person, seat: CommitteeMember | None) -> dict[str, Any]:
    """The agenda with the papers this person may have; what came of it once that is public, or theirs."""
    items, papers = list(meeting.items.all()), list(meeting.papers.all())
    about = ABOUT_ITEM.of_each(items, by=person)
    sees = rules.is_reader_of_papers(person, meeting)
    closed = rules.closed_items(person, items, WHOSE_AFFAIR.of_each(items)) if sees else set()
    told = meeting.status == MeetingStatus.PUBLISHED
    results = results_of(items) if told else [""] * len(items)

    minutes = meeting.minutes if told and hasattr(meeting, "minutes") else None

    def is_readable(paper: MeetingPaper) -> bool:
        return (paper.is_public and meeting.is_public) or (sees and paper.item_id not in closed)

    lines = [
        ItemLine(
            item=item,
            about=about[item.pk],
            at=clock_label(_moment(meeting, item)) if item.starts_at else "",
            papers=[each for each in papers if each.item_id == item.pk and is_readable(each)],
            hidden_papers=item.pk in closed and any(each.item_id == item.pk for each in papers),
            outcome=result,
        )
        for item, result in zip(items, results, strict=True)
    ]
    return {
        "agenda": lines,
        "papers": [each for each in papers if each.item_id is None and is_readable(each)],
        "minutes": minutes,
        "minutes_body": with_results(minutes.body, items) if minutes is not None else "",
        "attendance": _attendance(meeting) if told else [],
    }


def _moment(meeting: Meeting, item: AgendaItem) -> dt.datetime:
    day = meeting.starts_at.astimezone(JST).date()
    return dt.datetime.combine(day, item.starts_at or dt.time(), tzinfo=JST)


def _attendance(meeting: Meeting) -> list[tuple[str, str]]:
    """Who was there and who was not, as (label, names)."""
    room = Room(meeting)
    rows = [
        (gettext("出席した委員"), room.came(Present.PRESENT)),
        (gettext("オンラインで出席した委員"), room.came(Present.ONLINE)),
        (gettext("代理の出席"), room.came(Present.PROXY)),
        (gettext("欠席した委員"), room.came(Present.ABSENT)),
    ]
    return [(label, "、".join(each.name for each in members)) for label, members in rows if members]
