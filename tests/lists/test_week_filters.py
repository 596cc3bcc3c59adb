"""Supporters and help wanted are narrowed by the same questions: when in the week, in which field, where."""

from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import QueryDict

from groups.models import Supporter
from groups.published.supporter_filters import SupporterFilterSet
from kyodo_portal.lists.filters import PortalFilterSet
from projects.models import HelpWanted
from projects.published.help_filters import HelpWantedFilterSet, help_for
from tests.factories import make_group, make_user
from tests.groups.supporting import make_supporter
from tests.own_city import DISTRICTS, live_in
from tests.projects.helping import make_help

pytestmark = pytest.mark.django_db

MONDAY_MORNING, SUNDAY_EVENING = 1, 1 << 20

RECORDS: dict[str, dict[str, Any]] = {
    "monday": {"times": MONDAY_MORNING, "fields": (3, 7)},
    "sunday": {"times": SUNDAY_EVENING, "fields": (7,)},
    "whenever": {"times": 0, "fields": (5,)},
}

FOUND = {
    "": {"monday", "sunday", "whenever"},
    "day=0": {"monday", "whenever"},
    "day=6": {"sunday", "whenever"},
    "part=0": {"monday", "whenever"},
    "day=6&part=0": {"whenever"},
    "field=3": {"monday"},
    "field=3&field=5": {"monday", "whenever"},
    "field=7&day=6": {"sunday"},
    "district=north": {"monday"},
    "day=7": {"monday", "sunday", "whenever"},
}
"""What each question finds; a day that no week has is no question."""


@pytest.fixture(scope="module")
def _records(for_the_file: None) -> None:
    group = make_group()
    for number, (name, more) in enumerate(RECORDS.items()):
        more = {**more, "district": "north" if name == "monday" else ""}
        make_supporter(make_user(f"{number}@example.jp"), public_name=name, **more)
        make_help(group, name, **more)


def found(filterset: type[PortalFilterSet], records: Any, column: str, query: str) -> set[str]:
    narrowed = filterset(QueryDict(query), records).narrowed()
    return set(narrowed.values_list(column, flat=True))


@pytest.mark.usefixtures("_records")
def test_both_lists_answer_the_same_questions_alike(settings: Any, tmp_path: Path) -> None:
    live_in(settings, tmp_path, DISTRICTS)
    wanted = help_for(AnonymousUser())

    assert {
        query: found(SupporterFilterSet, Supporter.objects.all(), "public_name", query)
        for query in FOUND
    } == FOUND
    assert {query: found(HelpWantedFilterSet, wanted, "title", query) for query in FOUND} == FOUND


def test_each_list_asks_in_its_own_order(settings: Any, tmp_path: Path) -> None:
    live_in(settings, tmp_path, DISTRICTS)
    shared = ["day", "part", "district"]

    assert list(SupporterFilterSet(None, Supporter.objects.none()).filters) == ["field", *shared]
    assert [
        name
        for name in HelpWantedFilterSet(None, HelpWanted.objects.none()).filters
        if name != "civic"
    ] == ["q", "kind", *shared, "field", "state", "sort"]
