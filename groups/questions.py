"""What is asked about groups and others know (`kyodo_portal.life.questions`)."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from groups.models import AgendaItem, Group, Meeting, Place, User
from kyodo_portal.life.questions import Question

PROJECTS_SHOWN = 20
"""Projects on a group's page; the rest is in the register of projects."""


@dataclass(frozen=True, slots=True)
class GroupDay:
    """One past day of a group as its page tells it, and where one reads more."""

    day: dt.date
    words: str
    url: str = ""


HAPPENED = Question("groups: what happened", of=Group, type=tuple, default=())
"""What was told of its last days, each a `GroupDay`, the latest first: at most as many as are shown."""

HAPPENED_SHOWN = 10
"""Days told on a group's page, of which the last three stand open."""

HAS_OPEN_WORK = Question("groups: has open work", of=Group, type=bool, default=False)
"""Whether it has agreed to a collaboration that has not ended, or announced a day to come."""


@dataclass(frozen=True, slots=True)
class Helped:
    """What a group asks of people: its lines, what takes answers first; whether it looks for people now,
    and whether the person who asks may ask for help in its name."""

    lines: tuple[Any, ...] = ()
    is_recruiting: bool = False
    may_ask: bool = False


HELP_WANTED = Question("groups: help wanted", of=Group, type=Helped, default=Helped())
"""What it asks of people, asked for a person."""

PUBLIC_PROJECTS = Question("groups: public projects", of=Group, type=tuple, default=())
"""The public projects it is a partner of, the latest first: at most one more than are shown."""

NEXT_DAYS = Question("groups: the days it holds next", of=Group, type=tuple, default=())
"""The coming public days of the group, by itself and in its projects, the next first: `DAYS_SHOWN` at most. Each
says what a line of a list of days shows."""

DAYS_SHOWN = 3
"""Days on a group's page; the rest is in their list."""

WEEK_OF_MEMBERS = Question("groups: the week of its members", of=Group, type=tuple, default=())
"""The public days within a week of all groups in a network, the next first: `WEEK_SHOWN` at most."""

WEEK_SHOWN = 10

WHAT_IS_ON = Question("groups: what is on at a place", of=Place, type=tuple, default=())
"""The coming public events there, the next first: at most one more than are shown (`HAPPENINGS_SHOWN`). Each
says its `title`, its `get_absolute_url()` and its `when_words`."""

HAPPENINGS_SHOWN = 10
"""Events on the page of a place; the rest is in their list."""

IN_PROJECTS = Question("groups: open acts in projects", of=Group, type=tuple, default=())
"""What of the group's waits for the person who asks in its projects, as `Task`s: signatures, reports."""

IN_PROPOSALS = Question("groups: open acts in proposals", of=Group, type=tuple, default=())
"""The drafts and corrections that this person writes for the group, as `Task`s."""

IN_EVALUATIONS = Question("groups: open acts in evaluations", of=Group, type=tuple, default=())
"""The sheets and reflections that wait for this person as one of the group, as `Task`s."""

OPEN_ACTS = (IN_PROJECTS, IN_PROPOSALS, IN_EVALUATIONS)
"""Where somebody who leaves a group may leave something undone."""

OPEN_SIGNATURES = Question("groups: signed what is open", of=User, type=tuple, default=())
"""The agreements somebody has signed and others have not yet, each as its title and the address of its page."""


@dataclass(frozen=True, slots=True)
class About:
    """What an item of an agenda is about: its name and page as the person who asks may see them, and for the
    city's staff the page at the desk."""

    label: str = ""
    url: str = ""


ABOUT_ITEM = Question("groups: what an item is about", of=AgendaItem, type=About, default=About())
"""The record that is talked about under this item, asked for a person; nothing where there is none, or where
this person does not see it."""

WHOSE_AFFAIR = Question("groups: whose affair an item is", of=AgendaItem, type=tuple, default=())
"""The `Concern`s of what is talked about: whose it is leaves the room, and does not write what comes of it."""

RESULT_IS_OUT = Question(
    "groups: whether what came of an item is out", of=AgendaItem, type=bool, default=True
)
"""Whether everybody may read what came of it: not while the city has still to tell what it decides."""

CONCLUSIONS_PAGE = Question("groups: conclusions of a meeting", of=Meeting, type=str, default="")
"""The page at the desk on which the conclusions of the meeting are entered; empty where there is nothing
beside the words of its items to enter."""


@dataclass(frozen=True, slots=True)
class PacketLine:
    """One packet of a meeting as a reader of its papers is shown it: what it is called, what is said of it, where
    it is had as a PDF and as a spreadsheet (empty where it is not made for them yet), why it cannot be had now,
    and where it is asked for."""

    name: str
    words: str
    url: str = ""
    sheet_url: str = ""
    why_not: str = ""
    make_url: str = ""


PACKETS = Question("groups: packets of a meeting", of=Meeting, type=tuple, default=())
"""The packet (審査資料) of what is talked about as it last was, as a `PacketLine`; none for whoever does not read its
papers."""

PACKETS_PAGE = Question(
    "groups: packets of a meeting at the desk", of=Meeting, type=str, default=""
)
"""The page at the desk on which its packet is frozen; empty where there is nothing to freeze."""
