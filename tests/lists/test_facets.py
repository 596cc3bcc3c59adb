"""The counts beside the filters of groups, calls and reports: what choosing one more would give."""

import datetime as dt
import random
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.db.models import QuerySet
from django.http import QueryDict
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from evaluations.models import Evaluation
from evaluations.published import filters as of_reports
from groups.models import Group, GroupField, Place, PlaceEquipment
from groups.published import filters as of_groups
from groups.published import place_filters as of_places
from kyodo_portal.lists.facets import Tally, count
from kyodo_portal.lists.filters import PortalFilterSet
from kyodo_portal.lists.widgets import CountedBoxes
from projects.models import Event, ProjectField
from projects.published.event_filters import EventFilterSet
from projects.register.event_facets import TALLIES as EVENT_TALLIES
from projects.register.event_facets import countable
from proposals.models import Call
from proposals.published import filters as of_calls
from tests.evaluations.factories import make_evaluation
from tests.factories import make_group, make_project
from tests.groups.places.factories import make_place, open_on
from tests.projects.events import make_event
from tests.projects.helping import make_help
from tests.proposals.factories import make_call

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_lists")]


def make_groups() -> None:
    chance = random.Random(7)  # noqa: S311 - the same spread each time is what is wanted
    for number in range(20):
        group = make_group(
            f"{chance.choice('花川空')}の会{number}",
            kind=chance.choice(("volunteer", "npo", "neighbourhood")),
        )
        if chance.random() < 0.5:
            make_help(group)
        for field in chance.sample((2, 3, 7), chance.randint(0, 2)):
            GroupField.objects.create(group=group, number=field)
    make_group("花の会（見えない）", status="applied", kind="npo")


def make_calls() -> None:
    chance = random.Random(7)  # noqa: S311
    for number in range(20):
        make_call(
            f"{chance.choice('花川空')}の募集{number}",
            when=chance.choice(("announced", "open", "closed", "reviewing", "decided")),
            kind=chance.choice(("citizen", "city")),
            fiscal_year=chance.choice((2024, 2025)),
        )
    make_call("花の募集（見えない）", when="draft", fiscal_year=2025)


def make_reports() -> None:
    chance = random.Random(7)  # noqa: S311
    for number in range(20):
        project = make_project(
            f"{chance.choice('花川空')}の道{number}",
            complete=False,
            signed=False,
            status="evaluated",
            start_pattern=chance.choice("ABCD"),
            main_form=chance.choice((1, 2, 4)),
        )
        make_evaluation(
            project,
            status="published",
            fiscal_year=chance.choice((2023, 2024, 2025)),
            round=chance.choice(("midterm", "final")),
        )
    make_evaluation(make_project("花の道（見えない）", status="completed"), status="revealed")


def make_places() -> None:
    chance = random.Random(7)  # noqa: S311
    for number in range(12):
        place = make_place(
            f"{chance.choice('花川空')}の館{number}",
            kind=chance.choice(("center", "hall", "park")),
            step_free=chance.choice((True, False, None)),
        )
        for kind in chance.sample(("printer", "wifi", "other"), chance.randint(0, 2)):
            PlaceEquipment.objects.create(place=place, kind=kind)
        open_on(place, *chance.sample(range(7), 3))
    make_place("花の館（見えない）", kind="hall", is_public=False)


def make_days() -> None:
    chance = random.Random(7)  # noqa: S311
    groups = [make_group(f"{name}の会") for name in "花川空"]
    for number, group in enumerate(groups):
        GroupField.objects.create(group=group, number=(2, 3, 7)[number])
    project = make_project("花の道の事業")
    ProjectField.objects.create(project=project, number=3)
    now = timezone.now()
    for number in range(20):
        begins = now + dt.timedelta(hours=chance.randint(-40, 400))
        make_event(
            f"{chance.choice('花川空')}の日{number}",
            starts_at=begins,
            ends_at=begins + dt.timedelta(minutes=chance.choice((30, 90))),
            kind=chance.choice(("activity", "talk")),
            capacity=chance.choice((None, 4)),
            childcare=chance.choice(("", "見守りあり")),
            **chance.choice(({"group": chance.choice(groups)}, {"project": project})),
        )
    make_event("花の日（見えない）", status="draft", kind="talk")


@pytest.fixture(scope="module")
def _lists(for_the_file: None) -> None:
    make_places()
    make_groups()
    make_calls()
    make_reports()
    make_days()


@dataclass(frozen=True)
class Listed:
    """A list: its address, how it is filtered and counted, and what is in it."""

    url: str
    filterset: type[PortalFilterSet]
    tallies: dict[str, Tally]
    records: Callable[[], QuerySet[Any]]
    queries: list[dict[str, Any]]


NOBODY = AnonymousUser()
LISTS = {
    "groups": Listed(
        "/groups/",
        of_groups.GroupFilter,
        of_groups.TALLIES,
        lambda: Group.objects.visible_to(NOBODY),
        [
            {"kind": "npo"},
            {"recruiting": "1", "field": ["2", "7"]},
            {"field": "3", "kind": "volunteer", "q": "花"},
            {"kind": "zzz", "recruiting": "1", "sort": "newest"},
        ],
    ),
    "places": Listed(
        "/places/",
        of_places.PlaceFilter,
        {name: tally for name, tally in of_places.TALLIES.items() if name != "district"},
        lambda: Place.objects.visible_to(NOBODY).in_use(),
        [
            {"kind": "hall"},
            {"open": "sunday", "equipment": ["wifi", "printer"]},
            {"ease": "step_free", "kind": ["hall", "park"], "q": "花"},
            {"kind": "zzz", "sort": "checked"},
        ],
    ),
    "calls": Listed(
        "/calls/",
        of_calls.CallFilterSet,
        of_calls.TALLIES,
        lambda: Call.objects.visible_to(NOBODY).with_current_status(),
        [
            {"status": "open"},
            {"kind": "citizen", "year": "2025"},
            {"status": "decided", "kind": "city", "q": "川"},
            {"year": "1900", "kind": "city", "sort": "closing"},
        ],
    ),
    "reports": Listed(
        "/evaluations/",
        of_reports.EvaluationFilterSet,
        of_reports.TALLIES,
        lambda: Evaluation.objects.visible_to(NOBODY).published(),
        [
            {"year": "2024"},
            {"pattern": ["A", "B"], "form": ["1", "4"]},
            {"round": "midterm", "pattern": "C", "year": "2025"},
            {"form": "2", "q": "花 道"},
            {"pattern": "Z", "round": "final", "sort": "title"},
        ],
    ),
}
LISTS["events"] = Listed(
    "/events/",
    EventFilterSet,
    {name: each for name, each in EVENT_TALLIES.items() if name != "district"},
    lambda: countable(Event.objects.public()),
    [
        {"kind": "talk"},
        {"weekday": ["0", "6"], "time": "morning"},
        {"field": ["3", "7"], "kind": "activity", "when": "coming"},
        {"time": ["evening", "afternoon"], "field": "2"},
        {"kind": "zzz", "weekday": "3"},
    ],
)
CASES = [(name, query) for name, one in LISTS.items() for query in ({}, *one.queries)]


def filterset_of(one: Listed, **query: Any) -> PortalFilterSet:
    return one.filterset(QueryDict(urlencode(query, doseq=True)), queryset=one.records())


@pytest.mark.shared
@pytest.mark.parametrize(("name", "query"), CASES)
def test_each_count_is_what_choosing_it_gives(name: str, query: dict[str, Any]) -> None:
    one = LISTS[name]
    filterset = filterset_of(one, **query)
    counts = count(filterset, one.tallies).choices
    nothing_counted = True

    for facet in one.tallies:
        offered = [str(value) for value, _ in filterset.form.fields[facet].choices if value]
        given = {
            value: filterset_of(one, **{**query, facet: value}).qs.count() for value in offered
        }
        assert {value: counts[facet][value] for value in offered} == given, facet
        nothing_counted = nothing_counted and not any(given.values())

    assert not nothing_counted


@pytest.mark.parametrize("name", LISTS)
def test_counts_stand_behind_their_choices(client: Client, name: str) -> None:
    one = LISTS[name]
    response = client.get(one.url, one.queries[0])
    page = response.content.decode()
    form = response.context["filter"].form

    for facet in one.tallies:
        for value, label in form.fields[facet].choices:
            widget = form.fields[facet].widget
            number = widget.counts.get(str(value), 0)
            is_offered = number or isinstance(widget, CountedBoxes)
            is_offered = is_offered or one.queries[0].get(facet) == str(value)
            assert not value or (f"{label}（{number:,}）" in page) == bool(is_offered)
    assert re.search(r"（[1-9][0-9]*）", page)


@pytest.mark.parametrize("name", LISTS)
def test_counting_takes_one_query(name: str) -> None:
    one = LISTS[name]
    for query in ({}, *one.queries):
        filterset = filterset_of(one, **query)
        assert filterset.form.is_bound
        filterset.form.errors  # noqa: B018 - choices that are read once for the panel
        with CaptureQueriesContext(connection) as taken:
            count(filterset, one.tallies)

        assert len(taken) == 1
