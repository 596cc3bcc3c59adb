"""A word is not found where it stands by chance in a longer one: 催し in 主催した, ごみ in なごみ."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from kyodo_portal.cities.rows import SearchWords
from kyodo_portal.search import Kind, finding
from kyodo_portal.search.finding import find, object_ids
from kyodo_portal.search.most import find_most
from kyodo_portal.search.queries import parse
from kyodo_portal.search.wordings import Wordings, common_rows, stands
from kyodo_portal.words.text import normalise
from tests.factories import make_project
from tests.search.documents import write_documents

SEARCH, SUGGEST = reverse("search"), reverse("search_suggest")

TEXTS = {
    "川の集い": ["市と主催します"],
    "夏の催し": ["市と主催した"],
    "花の道": ["自治会が主催し、地区の催しを開催した"],
    "試行事業": ["先行事例を学ぶ"],
    "恒例行事": ["なごみの会"],
    "なごみ広場": ["ごみを拾う"],
    "主催し": [""],
}

#: What is typed, and what is found, those with the word as it was typed first.
FOUND = {
    "催し": [{"夏の催し", "花の道"}, {"恒例行事"}],
    "行事": [{"恒例行事"}, {"夏の催し", "花の道"}],
    "もよおし": [set(), {"夏の催し", "花の道", "恒例行事"}],
    "ごみ": [{"なごみ広場"}, set()],
    "主催し": [{"川の集い", "夏の催し", "花の道", "主催し"}, set()],
    "先行事例": [{"試行事業"}, set()],
    "なごみ": [{"恒例行事", "なごみ広場"}, set()],
    "催し 市": [{"夏の催し"}, set()],
    "催しを": [{"花の道"}, set()],
}


@pytest.fixture(
    params=[(500, 1), (0, 2_000), (0, 3), (0, 1)], ids=["rare", "newest", "few", "index"]
)
def _looked_for(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    few, window = request.param
    monkeypatch.setattr(finding, "FEW", few)
    monkeypatch.setattr(finding, "WINDOW", window)


@pytest.mark.django_db
@pytest.mark.usefixtures("_looked_for")
def test_word_is_not_found_where_it_stands_in_a_longer_one_by_chance() -> None:
    write_documents([(Kind.PROJECT, title, lines) for title, lines in TEXTS.items()])
    for typed, (exact, otherwise) in FOUND.items():
        found = find(parse(typed), [Kind.PROJECT], last=10)[0]
        titles = [document.title for document in found.documents]

        assert {*titles[: len(exact)]} == exact, typed
        assert {*titles[len(exact) :]} == otherwise, typed
        assert found.count == len(titles), typed
        assert len(object_ids(parse(typed), Kind.PROJECT) or []) == len(titles), typed


@pytest.mark.django_db
@pytest.mark.usefixtures("_looked_for")
def test_what_is_called_so_comes_first_by_the_word_that_is_meant() -> None:
    write_documents([(Kind.PROJECT, "夏の催し", [""]), (Kind.PROJECT, "主催した会", ["催し"])])
    if finding.WINDOW == 1 and not finding.FEW:
        return  # of more than can be looked through the newest come first
    found = find(parse("催し"), [Kind.PROJECT], last=10)[0]

    assert [document.title for document in found.documents] == ["夏の催し", "主催した会"]


@pytest.mark.django_db
def test_most_of_the_words_does_not_count_what_stands_by_chance() -> None:
    write_documents([(Kind.PROJECT, title, lines) for title, lines in TEXTS.items()])
    most = find_most(parse("催し 鯨"), [Kind.PROJECT], [], last=10)

    titles = {document.title for document in most.found[0].documents}
    assert titles == {"夏の催し", "花の道", "恒例行事"}
    assert most.nowhere == ("鯨",)


@pytest.mark.django_db
def test_page_marks_the_word_that_is_meant_alone(client: Client) -> None:
    make_project("堤の道", summary="市が主催し、春に催しがあります。")
    make_project("主催した人の集い")
    page = client.get(SEARCH, {"q": "催し", "kind": "project"}).content.decode()

    assert len(re.findall(r'search-title"><a', page)) == 1
    assert "市が主催し、春に<mark>催し</mark>が" in page
    assert client.get(SUGGEST, {"q": "催し"}).json() == {"titles": []}
    assert client.get(SUGGEST, {"q": "主催し"}).json() == {"titles": ["主催した人の集い"]}


@pytest.mark.once
def test_every_longer_word_of_the_table_has_a_word_of_its_row() -> None:
    told = [(row, longer) for row in common_rows() for longer in row.not_in]
    assert len(told) > 0
    for row, longer in told:
        assert any(normalise(word) in normalise(longer) for word in row.words), longer


@pytest.mark.once
def test_city_adds_longer_words_to_a_row_of_its_own() -> None:
    own = SearchWords(words=("催し", "フェスタ"), not_in=("後催し",))
    table = Wordings.of((own, *common_rows()))

    assert table.longer["催し"][0] == "後催し"
    assert {"主催し", "後催し"} < {*table.longer["催し"]}
    assert normalise("フェスタ") not in table.longer
    assert [stands("催し", text) for text in ("主催し", "主催し催し", "夏の催し")] == [
        False,
        True,
        True,
    ]
