"""How much comes of it when people ask for help: counted, measured in days, and told without names."""

import datetime as dt
import statistics
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from groups.models import Group
from groups.use_of_help import UseOfHelp, days_in_words, facts_of, use_of_help
from kyodo_portal.words.calendar import JST
from projects.models import HelpWanted
from projects.use_of_help import asked_between, use_by_kind
from tests.factories import make_group, make_project, make_user
from tests.projects.helping import make_help, make_request

pytestmark = pytest.mark.django_db

NOON = dt.datetime(2025, 9, 1, 12, tzinfo=JST)


def asked(
    owner: Any, moment: dt.datetime, *, hours: float | None = None, done: bool = False, **more: Any
) -> HelpWanted:
    """Asked for at a moment, answered so many hours later, and done or not."""
    wanted = make_help(owner, **more)
    answered = None if hours is None else moment + dt.timedelta(hours=hours)
    HelpWanted.objects.filter(pk=wanted.pk).update(
        created_at=moment, first_answered_at=answered, done_at=answered if done else None
    )
    return wanted


def test_last_year_is_told_beside_the_supporters(client: Client) -> None:
    group, day = make_group(), timezone.now() - dt.timedelta(days=100)
    wanted = asked(group, day, hours=36, done=True)
    asked(group, day, hours=84)
    asked(group, day)
    asked(group, day, hours=1, is_taken_over=True)
    asked(make_group(status="applied"), day, hours=1)
    asked(group, day - dt.timedelta(days=300), hours=1)
    for status in ("asked", "agreed", "agreed", "refused"):
        make_request(wanted, make_user(), status=status)

    assert use_of_help() == UseOfHelp(
        asked=3, answered=2, done=1, median_days=2.5, requested=4, agreed=2
    )
    told = dict(client.get("/supporters/").context["use"])
    assert list(told.values()) == ["3件", "2件", "1件", "2日", "4回", "3回未満"]


def test_nothing_is_no_number() -> None:
    assert use_of_help() == UseOfHelp()
    assert [told for _, told in facts_of(UseOfHelp())] == ["0件", "0件", "0件", "—", "0回", "0回"]
    assert [days_in_words(days) for days in (None, 0.2, 1.0, 1.6)] == [
        *("—", "1日以内"),
        *("1日", "2日"),
    ]


@pytest.fixture(scope="module")
def group(for_the_file: None) -> Group:
    return make_group()


KINDS_AND_DAYS = st.dictionaries(
    st.sampled_from(["people", "things"]), st.lists(st.integers(0, 40), max_size=6)
)


@settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(KINDS_AND_DAYS)
def test_middle_is_the_one_of_the_plain_list(group: Group, waits: dict[str, list[int]]) -> None:
    HelpWanted.objects.all().delete()
    for kind, days in waits.items():
        for number in days:
            asked(group, NOON, hours=number * 24, kind=kind)
        asked(group, NOON, kind=kind)

    found = {use.kind: use.median_days for use in use_by_kind(asked_between(None))}

    assert found == {
        kind: statistics.median(days) if days else None for kind, days in waits.items()
    }


def test_statistics_tell_each_kind_within_the_years(client: Client) -> None:
    group = make_group()
    make_project("数える事業")
    asked(group, NOON, hours=48, done=True)
    asked(group, NOON, kind="place")
    asked(group, dt.datetime(2025, 4, 1, 0, 0, tzinfo=JST), hours=24)
    asked(group, dt.datetime(2025, 3, 31, 23, 59, tzinfo=JST), kind="skills")
    asked(group, dt.datetime(2026, 4, 1, 0, 0, tzinfo=JST), kind="skills")

    page = client.get("/statistics/").content.decode()
    file = client.get("/statistics/helping.csv?since=2025&until=2025").content.decode()

    assert "種類ごとの手伝いの募集" in page
    assert file.lstrip("\ufeff").splitlines() == [
        '"種類","募集","応答があった募集","実施した募集","はじめての応答まで（まんなかの値）"',
        '"人手","2","2","1","1.5"',
        '"場所","1","0","0",""',
    ]


@pytest.mark.parametrize("number", [1, 3])
def test_figures_cost_the_same_however_many_ask(number: int) -> None:
    for _ in range(number):
        wanted = asked(make_group(), NOON, hours=1)
        make_request(wanted, make_user())

    with CaptureQueriesContext(connection) as beside:
        use_of_help()
    with CaptureQueriesContext(connection) as by_kind:
        use_by_kind(asked_between(None))

    assert (len(beside), len(by_kind)) == (3, 2)
