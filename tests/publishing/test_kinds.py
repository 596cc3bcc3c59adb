"""Every kind of public record has all its pieces, or says why not; and a kind that lacks one is named."""

from dataclasses import replace
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.http import QueryDict
from django.test import Client
from django.urls import reverse

from kyodo_portal.made_up.filling.city import fill
from kyodo_portal.publishing import kinds
from kyodo_portal.publishing.datasets import Dataset
from kyodo_portal.publishing.kinds import PublicKind, all_kinds, register
from kyodo_portal.search import SearchDocument
from projects.models import Project, Update
from projects.published.kinds import PROJECTS, UPDATES
from proposals.models import Proposal
from tests.publishing.cities import fill_city
from tests.publishing.pieces import PIECES, complaints, unfilled, unmentioned

pytestmark = pytest.mark.once


@pytest.mark.parametrize("piece", PIECES)
def test_every_kind_has_its_piece_or_says_why_not(piece: str) -> None:
    assert complaints(piece) == []


def test_kinds_stand_in_their_order() -> None:
    assert [kind.slug for kind in all_kinds()] == [
        *("projects", "updates", "events", "lectures", "help-wanted", "offers"),
        *("groups", "places", "meetings", "calls", "opinions", "concerns", "proposals", "reports"),
    ]


@pytest.fixture
def only(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Registers a throw-away kind in the place of all others."""

    def register_alone(kind: PublicKind[Any]) -> None:
        all_kinds()  # what is found once is not looked for again
        monkeypatch.setattr(kinds, "KINDS", [])
        register(kind)

    return register_alone


class Unexplained(Dataset):
    about, columns = "", ()


UNTRUSTED = (
    "throw_away lacks feed_throw_away, calendar_throw_away, sitemap_records =throw_away =1, "
    "open_data_csv =throw_away, open_data_json =throw_away, open_data_dictionary =throw_away"
)
LACKING: dict[str, tuple[dict[str, Any], dict[str, str]]] = {
    "nothing": ({}, {}),
    "list": ({"list_page": ""}, {"list": "projects lacks its list and the reason"}),
    "filters": ({"filters": None}, {"filters": "projects lacks its filters and the reason"}),
    "feed": ({"feed": None}, {"feed": "projects lacks its feed and the reason"}),
    "feed, with a reason": ({"feed": None, "without": {"feed": "It is never new."}}, {}),
    "truth": (
        {"without": {"feed": "It is never new."}},
        {"feed": "projects has its feed and gives a reason why not"},
    ),
    "calendar": ({"calendar": None}, {"calendar": "projects lacks its calendar and the reason"}),
    "dataset": ({"dataset": None}, {"dictionary": "projects lacks its dataset and the reason"}),
    "columns": ({"dataset": Unexplained}, {"dictionary": "projects does not explain its dataset"}),
    "page": ({"page": ""}, {"sitemap": "projects lacks its page and the reason"}),
    "linked data": (
        {"linked_data": None},
        {"linked data": "projects lacks its linked_data and the reason"},
    ),
    "search": ({"model": Proposal}, {"search": "projects lacks its search and the reason"}),
    "states": (
        {"model": Update, "without": {"search": "Its words find another thing."}},
        {"states": "projects lacks its states and the reason"},
    ),
    "a page among those judged": (
        {"page": "evaluations:pdf"},
        {"page kind": "projects lacks evaluations:pdf"},
    ),
    "rows of who gets what": ({"slug": "throw_away"}, {"trust address": UNTRUSTED}),
}
"""What a throw-away kind lacks, how it differs from one that lacks nothing, and who complains."""


@pytest.mark.parametrize("lacking", LACKING)
def test_missing_piece_is_named(only: Any, lacking: str) -> None:
    changes, expected = LACKING[lacking]
    only(replace(PROJECTS, **changes))

    told = {piece: wrong for piece in PIECES for wrong in complaints(piece)}
    assert told == expected


@pytest.mark.django_db
def test_made_up_city_has_public_records_of_every_kind(only: Any) -> None:
    fill(projects=10, seed=1, progress=lambda *_: None)

    assert unfilled() == []

    only(replace(PROJECTS, slug="throw_away", listed_for=lambda _: Project.objects.none()))
    assert unfilled() == ["throw_away"]


@pytest.mark.django_db
def test_page_of_open_data_leads_to_every_feed_and_calendar(client: Client, only: Any) -> None:
    page = client.get(reverse("open_data")).content.decode()

    assert unmentioned(page) == []

    only(replace(PROJECTS, slug="throw_away"))
    assert unmentioned(page) == ["feed_throw_away", "calendar_throw_away"]


@pytest.mark.django_db
def test_search_finds_exactly_what_leaves_the_house() -> None:
    fill_city()
    found = {
        kind.slug: set(
            SearchDocument.objects.filter(kind=kind.search_kind, is_public=True).values_list(
                "object_id", flat=True
            )
        )
        for kind in all_kinds()
        if kind.search_kind
    }
    left = {
        kind.slug: set(kind.records().values_list("pk", flat=True))
        for kind in all_kinds()
        if kind.search_kind
    }

    assert found == left
    assert {slug for slug, numbers in left.items() if not numbers} == set()


def test_name_is_taken_once() -> None:
    with pytest.raises(ImproperlyConfigured, match="projects"):
        register(replace(PROJECTS))


def test_list_without_filters_cannot_be_narrowed() -> None:
    with pytest.raises(TypeError, match="updates"):
        UPDATES.narrowed(QueryDict())
