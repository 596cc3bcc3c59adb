"""A register too long to be counted on every page: what is shown is right, and says how far it goes."""

from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import QueryDict
from django.test import Client

from kyodo_portal.lists import facets, listing
from kyodo_portal.search import finding
from projects.models import Project
from projects.published.filters import ProjectFilterSet
from projects.register import facets as project_facets
from projects.register.facets import TALLIES
from tests.factories import make_group, make_project

pytestmark = pytest.mark.django_db

URL = "/projects/"
ALL = 30


@pytest.fixture(scope="module")
def many(for_the_file: None) -> list[Project]:
    """Thirty projects, the newest first: every one about flowers, every third about water as well,
    one about fire."""
    return [
        make_project(
            f"事業{number:02}",
            summary="花" + ("と水" if number % 3 == 0 else "") + ("火" if number == 28 else ""),
            fiscal_year=2026 - number // 2,
            fiscal_year_end=2026 - number // 2,
            start_pattern="ABCD"[number % 4],
            complete=False,
            signed=False,
        )
        for number in range(ALL)
    ]


@pytest.fixture
def _counted_to_eight(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(facets, "COUNTED", 8)
    monkeypatch.setattr(facets, "LOOKED_THROUGH", 8)
    monkeypatch.setattr(listing, "PER_PAGE", 2)


def titles(client: Client, **query: Any) -> list[str]:
    return [line.title for line in client.get(URL, query).context["page_obj"]]


def plain(words: str = "", **conditions: Any) -> list[str]:
    records = Project.objects.filter(summary__contains=words, **conditions)
    return [project.title for project in records.order_by("-fiscal_year", "-pk")]


@pytest.mark.usefixtures("_counted_to_eight")
def test_long_list_says_that_there_are_more(client: Client, many: Any) -> None:
    response = client.get(URL)

    assert "8件以上あります" in response.content.decode()
    assert response.context["page_obj"].paginator.num_pages == 4
    assert titles(client, page=4) == plain()[6:8]
    assert titles(client, page=99) == plain()[6:8]


@pytest.mark.usefixtures("_counted_to_eight")
def test_counts_of_a_long_list_are_of_its_newest(client: Client, many: Any) -> None:
    counts = client.get(URL).context["filter"].form.fields["pattern"].widget.counts
    newest = [project.start_pattern for project in Project.objects.all()[:9]]

    assert counts == {letter: newest.count(letter) for letter in set(newest)}


@pytest.mark.usefixtures("_counted_to_eight")
def test_short_part_of_a_long_list_is_counted_to_its_end(client: Client, many: Any) -> None:
    response = client.get(URL, {"pattern": "B", "year": "2020"})

    assert response.context["count_is_exact"] is True
    assert response.context["count"] == len(plain(start_pattern="B", fiscal_year=2020))


@pytest.mark.usefixtures("_counted_to_eight")
@pytest.mark.parametrize("sort", ["newest", "year", "title"])
@pytest.mark.parametrize("few", [0, 500], ids=["frequent", "rare"])
@pytest.mark.parametrize("cap", [5, 20_000], ids=["capped", "whole"])
@pytest.mark.parametrize("words", ["花", "水", "火", "風"])
def test_words_are_found_whichever_way_is_taken(
    client: Client,
    many: Any,
    monkeypatch: pytest.MonkeyPatch,
    words: str,
    cap: int,
    few: int,
    sort: str,
) -> None:
    monkeypatch.setattr(finding, "FEW", few)
    monkeypatch.setattr(finding, "CAP", cap)
    expected = plain(words)
    if sort == "year":
        expected.reverse()
    elif sort == "title":
        expected.sort()
    pages = [expected[0:2], expected[2:4]]

    assert [titles(client, q=words, sort=sort, page=page) for page in (1, 2)] == (
        pages if len(expected) > 2 else [expected, expected]
    )


@pytest.mark.usefixtures("_counted_to_eight")
def test_page_after_those_that_were_looked_through_can_be_asked_for(
    client: Client, many: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(finding, "FEW", 0)
    first = client.get(URL, {"q": "水"})
    after = client.get(URL, {"q": "水", "page": 3})

    assert (first.context["count"], first.context["page_obj"].paginator.num_pages) == (4, 3)
    assert [line.title for line in after.context["page_obj"]] == plain("水")[4:6]


@pytest.mark.usefixtures("_counted_to_eight")
@pytest.mark.parametrize("cap", [5, 20_000], ids=["capped", "whole"])
def test_words_in_every_record_lead_on_as_far_as_a_list_is_counted(
    client: Client, many: Any, monkeypatch: pytest.MonkeyPatch, cap: int
) -> None:
    monkeypatch.setattr(facets, "LOOKED_THROUGH", 4)
    monkeypatch.setattr(finding, "FEW", 0)
    monkeypatch.setattr(finding, "CAP", cap)
    pages = [client.get(URL, {"q": "花", "page": page}).context["page_obj"] for page in range(1, 5)]

    assert [page.has_next() for page in pages] == [True, True, True, False]
    assert [line.title for page in pages for line in page] == plain("花")[:8]


@pytest.mark.usefixtures("_counted_to_eight")
def test_number_told_under_other_filters_is_never_more_than_there_are(
    client: Client, many: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of a word in more records than can be named, where the first records of the list have few."""
    monkeypatch.setattr(facets, "LOOKED_THROUGH", 2)
    monkeypatch.setattr(finding, "FEW", 0)
    monkeypatch.setattr(finding, "CAP", 5)
    expected = plain("水", start_pattern="A")
    first, second, third = (
        client.get(URL, {"q": "水", "pattern": "A", "page": page}).context for page in (1, 2, 3)
    )

    assert len(expected) == 3
    assert [page["count"] for page in (first, second, third)] == [2, 3, 3]
    assert [line.title for page in (first, second) for line in page["page_obj"]] == expected
    assert (third["page_obj"].number, third["page_missed"]) == (2, "3")


def test_long_words_are_cut_with_a_note(client: Client) -> None:
    cut, whole = (client.get(URL, {"q": "花" * number}) for number in (10_000, 200))

    assert "はじめの200文字" in cut.content.decode()
    assert "はじめの200文字" not in whole.content.decode()
    assert max(len(chip.label) for chip in cut.context["chips"]) < 70


@pytest.mark.parametrize("number", ["-1", "-99999999999999999999", "0", "1", "x", "３の", ""])
def test_page_that_cannot_be_is_the_first(client: Client, many: Any, number: str) -> None:
    assert client.get(URL, {"page": number}).context["page_obj"].number == 1


def filterset_of(**query: str) -> ProjectFilterSet:
    data = QueryDict(mutable=True)
    data.update(query)
    return ProjectFilterSet(data, queryset=Project.objects.visible_to(AnonymousUser()))


def test_choice_of_too_many_groups_is_left_out(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    groups = [make_group(f"会{number}") for number in range(3)]
    for group in groups:
        make_project(f"{group.name}の事業", groups=(group,))
    assert 'id="id_group"' in client.get(URL).content.decode()
    monkeypatch.setattr(project_facets, "CHOSEN_FROM", 2)
    project_facets._bodies.cache_clear()

    page = client.get(URL, {"group": str(groups[1].pk)})
    assert "<select" in page.content.decode()
    assert f'<input type="hidden" name="group" value="{groups[1].pk}"' in page.content.decode()
    assert [chip.label for chip in page.context["chips"]] == ["団体：会1"]
    assert titles(client, group=str(groups[1].pk)) == ["会1の事業"]
    assert [one.value for one in filterset_of(group="x").unusable] == ["x"]
    project_facets._bodies.cache_clear()


def test_counting_takes_one_query(many: Any, django_assert_num_queries: Any) -> None:
    filterset = filterset_of(pattern="A", status="active", q="花")
    with django_assert_num_queries(1):
        facets.count(filterset, TALLIES)
