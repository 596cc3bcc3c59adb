"""What of the projects is public, and in which forms everybody may have it."""

from kyodo_portal.life.people import Person
from kyodo_portal.publishing.kinds import PublicKind, register
from projects.models import Event, HelpWanted, Lecture, Project, Update
from projects.models.event_queries import EventQuerySet
from projects.models.updates import UpdateQuerySet
from projects.published import help_wanted, lectures
from projects.published.calendar import ProjectCalendar
from projects.published.dataset import ProjectDataset
from projects.published.event_calendar import EventCalendar
from projects.published.event_dataset import EventDataset
from projects.published.event_feed import EventFeed
from projects.published.event_filters import EventFilterSet
from projects.published.event_linked_data import linked_data_of as event_as_linked_data
from projects.published.feed import ProjectFeed, UpdateFeed
from projects.published.filters import ProjectFilterSet
from projects.published.help_filters import HelpWantedFilterSet, help_for
from projects.published.lecture_filters import LectureFilterSet, lectures_for
from projects.published.linked_data import linked_data_of


def updates_for(user: Person) -> UpdateQuerySet:
    """Reports on the way are listed once their project is published, for its parties too."""
    return Update.objects.visible_to(user).published()


def events_for(_: Person) -> EventQuerySet:
    """The list of days is the same for everybody; drafts stand with who makes them."""
    return Event.objects.public()


PROJECTS = PublicKind(
    slug="projects",
    name="協働事業",
    place=10,
    model=Project,
    listed_for=Project.objects.visible_to,
    list_page="projects:list",
    page="projects:detail",
    filters=ProjectFilterSet,
    feed=ProjectFeed,
    calendar=ProjectCalendar,
    dataset=ProjectDataset,
    linked_data=linked_data_of,
)

UPDATES = PublicKind(
    slug="updates",
    name="活動の報告",
    place=15,
    model=Update,
    listed_for=updates_for,
    list_page="projects:updates",
    within=PROJECTS,
    feed=UpdateFeed,
    without={
        "filters": "The filters of the projects choose among what they tell.",
        "page": "Each is told on the page of its project.",
        "linked_data": "It would say what a page of its own says.",
        "calendar": "They tell what has been done.",
        "dataset": "They are texts and photos to be read, and are given out as a feed.",
        "search": "Their words find their project.",
        "states": "They are told once and do not move.",
    },
)

EVENTS = PublicKind(
    slug="events",
    name="参加できる日",
    place=16,
    model=Event,
    listed_for=events_for,
    list_page="events:list",
    page="events:detail",
    filters=EventFilterSet,
    feed=EventFeed,
    calendar=EventCalendar,
    dataset=EventDataset,
    linked_data=event_as_linked_data,
)

LECTURES = PublicKind(
    slug="lectures",
    name="出前講座",
    place=17,
    model=Lecture,
    listed_for=lectures_for,
    list_page="lectures:list",
    page="lectures:detail",
    filters=LectureFilterSet,
    feed=lectures.LectureFeed,
    dataset=lectures.LectureDataset,
    linked_data=lectures.linked_data_of,
    without={
        "calendar": "A lecture has no day of its own; the day on which one is held is an event.",
        "states": "It is a draft until its menu is out, and does not move afterwards.",
    },
)

HELP_WANTED = PublicKind(
    slug="help-wanted",
    name="手伝いの募集",
    place=18,
    model=HelpWanted,
    listed_for=help_for,
    list_page="help_wanted:list",
    page="help_wanted:detail",
    filters=HelpWantedFilterSet,
    feed=help_wanted.HelpWantedFeed,
    calendar=help_wanted.HelpWantedCalendar,
    dataset=help_wanted.HelpWantedDataset,
    linked_data=help_wanted.linked_data_of,
)

register(PROJECTS, UPDATES, EVENTS, LECTURES, HELP_WANTED)
