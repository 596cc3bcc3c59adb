"""What is typed as one word of the table is looked for as all of them; what was typed comes first."""

import re

import pytest
from django.db import connection
from django.http import QueryDict
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from kyodo_portal.cities.checks.search import is_usable
from kyodo_portal.cities.rows import SearchWords
from kyodo_portal.search import Kind, SearchDocument, finding
from kyodo_portal.search.finding import find, object_ids
from kyodo_portal.search.queries import MOST_WAYS, parse
from kyodo_portal.search.wordings import MOST, Wordings, common_rows, ways_of
from kyodo_portal.words.text import MAX_WORDS, normalise
from projects.models import Project
from projects.published.filters import ProjectFilterSet
from tests.factories import make_group, make_project
from tests.search.documents import write_documents

SEARCH, SUGGEST = reverse("search"), reverse("search_suggest")


@pytest.mark.once
@pytest.mark.parametrize(
    ("typed", "ways"),
    [
        ("ヨミキカセ", {"読み聞かせ", "読みきかせ"}),
        ("読み聞かせ", {"よみきかせ", "読みきかせ"}),
        ("コドモ食堂", {"子ども食堂", "子供食堂"}),
        ("花壇", {"花だん", "かだん"}),
        ("祭り", {"まつり"}),
        ("自治会", {"町内会", "町会", "じちかい", "ちょうないかい"}),
        ("おとしより", {"高齢者", "お年寄り", "しにあ", "こうれいしゃ"}),
        ("こうえん", {"公園", "後援"}),
        ("後援", set()),
        ("Children", {"子ども", "こども", "子供"}),
        ("childrens", set()),
        ("「子ども」", set()),
        ("なごみ", set()),
        ("ごみ", {"廃棄物"}),
        ("garbage", {"ごみ", "廃棄物"}),
        ("祭", set()),
        ("公園", {"こうえん"}),
        ("", set()),
        ("👪" * 200, set()),
        ("\0", set()),
    ],
)
def test_word_is_looked_for_in_its_other_ways(typed: str, ways: set[str]) -> None:
    assert {way.text for ways in parse(typed).ways for way in ways} == ways


@pytest.mark.once
def test_two_words_in_one_are_looked_for_in_the_most_usual_way_of_both() -> None:
    first, second, third = ways_of(normalise("おとしよりのみまもり"))[:3]

    assert (first.text, first.by) == ("おとしよりの見守り", ("見守り",))
    assert (second.text, second.by) == ("高齢者のみまもり", ("高齢者",))
    assert (third.text, third.by) == ("高齢者の見守り", ("高齢者", "見守り"))


@pytest.mark.once
def test_ways_are_few_however_much_was_typed() -> None:
    every = " ".join(word for row in common_rows() for word in row.words)
    ways = parse(every[:200]).ways

    assert len(ways) == MAX_WORDS
    assert sum(map(len, ways)) == MOST_WAYS
    assert max(len(ways_of(normalise("こども" * 60))), len(ways_of("こどもの花壇と公園"))) == MOST


@pytest.mark.once
def test_every_word_of_the_common_table_is_fit_for_it() -> None:
    for row in common_rows():
        told = [normalise(word) for word in (*row.words, *row.typed)]
        assert [word for word in (*row.words, *row.typed) if not is_usable(word)] == []
        assert len(set(told)) == len(told) >= 2
    first = [normalise(word) for row in common_rows() for word in row.words]
    assert {word for word in first if first.count(word) > 1} == set()


@pytest.mark.once
def test_city_adds_its_words() -> None:
    own = SearchWords(words=("ふれあい館", "子ども"), typed=("hall",))
    table = Wordings.of((own, *common_rows()))

    assert [way.text for way in table.ways_of("ふれあい館")] == ["子ども"]
    assert {way.text for way in table.ways_of("子ども")} == {"ふれあい館", "こども", "子供"}
    assert [way.text for way in table.ways_of("hall")] == ["ふれあい館", "子ども"]
    assert Wordings.of(()).ways_of("子ども") == ()


TEXTS = {
    "子どもの広場": ["遊ぶ"],
    "広場": ["こどもと遊ぶ"],
    "こども食堂": ["食べる"],
    "子供会": ["自治会と遊ぶ"],
    "町内会": ["おまつり"],
    "夏祭り": ["花だん", "子ども"],
    "公園": ["park"],
    "名前だけ": ["食べる"],
}

QUERIES = ["こども", "子ども", "子供 遊ぶ", "コドモ 町内会", "自治会", "花壇", "まつり 花壇", "こうえん",
           "「こども」", "parks", "食べる", "こども食堂 食べる", "子ども 公園", "読み聞かせ"]  # fmt: skip


@pytest.fixture(
    params=[(500, 1), (0, 2_000), (0, 3), (0, 1)], ids=["rare", "newest", "few", "index"]
)
def _looked_for(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """In each of the ways in which documents are looked for."""
    few, window = request.param
    monkeypatch.setattr(finding, "FEW", few)
    monkeypatch.setattr(finding, "WINDOW", window)


@pytest.mark.django_db
@pytest.mark.usefixtures("_looked_for")
def test_found_is_what_a_look_through_text_and_table_finds_typed_first() -> None:
    write_documents([(Kind.PROJECT, title, lines) for title, lines in TEXTS.items()])
    texts = {one.title: one.text for one in SearchDocument.objects.all()}
    for typed in QUERIES:
        query = parse(typed)
        exact = {title for title, text in texts.items() if all(w in text for w in query.words)}
        by_table = {
            title
            for title, text in texts.items()
            if all(any(way in text for way in ways) for ways in query.all_ways)
        }
        pages = [find(query, [Kind.PROJECT], first=n, last=n + 1)[0] for n in range(1, 8, 2)]
        found = [document.title for page in pages for document in page.documents]

        assert sorted(found) == sorted(by_table), typed
        assert {*found[: len(exact)]} == exact, typed
        assert pages[-1].count == len(by_table), typed
        assert len(object_ids(query, Kind.PROJECT) or []) == len(by_table), typed


@pytest.mark.django_db
def test_page_says_by_which_word_and_puts_what_was_typed_first(client: Client) -> None:
    make_project("こども食堂")
    make_project("子供の広場", summary="遊ぶ。")
    page = client.get(SEARCH, {"q": "こども", "kind": "project"}).content.decode()

    titles = re.findall(r'search-title"><a href="[^"]*">(.*?)</a>', page)
    assert titles == ["<mark>こども</mark>食堂", "<mark>子供</mark>の広場"]
    assert page.count("「子供」で見つかりました") == 1
    assert "「子ども」、「子供」でも探しました" in page
    alone = client.get(SEARCH, {"q": "「こども」", "kind": "project"}).content.decode()
    assert alone.count("search-title") == 1
    assert "でも探しました" not in alone


@pytest.mark.django_db
def test_guide_says_by_which_word_too(client: Client) -> None:
    page = client.get(SEARCH, {"q": "町会", "kind": "guide"}).content.decode()

    assert "「自治会」で見つかりました" in page


@pytest.mark.django_db
def test_suggestions_and_lists_know_the_table(client: Client) -> None:
    project = make_project("子供の広場")
    make_group("花だんの会")

    assert client.get(SUGGEST, {"q": "こども"}).json() == {"titles": ["子供の広場"]}
    assert client.get(SUGGEST, {"q": "花壇"}).json()["titles"][0] == "花だんの会"
    assert list(ProjectFilterSet(QueryDict("q=こども"), queryset=Project.objects.all()).qs) == [
        project
    ]
    page = client.get(reverse("projects:list"), {"q": "コドモ"}).content.decode()
    assert "子供の広場" in page
    assert "ことば：コドモ（子ども、子供でも探しています）" in page


@pytest.mark.django_db
@pytest.mark.parametrize("things", [1, 3])
def test_table_costs_as_many_queries_for_three_as_for_one(client: Client, things: int) -> None:
    for number in range(things):
        make_project(f"こどもの広場{number}")
        make_project(f"子供の広場{number}")
    with CaptureQueriesContext(connection) as taken:
        client.get(SEARCH, {"q": "こども"})

    assert len(taken) == 7


@pytest.mark.django_db
def test_few_results_tell_that_spelling_matters(client: Client) -> None:
    make_project("鳥居の掃除")
    told = "書き分けがちがうと"
    assert told in client.get(SEARCH, {"q": "鳥居"}).content.decode()

    for number in range(4):
        make_project(f"鳥居の掃除{number}")
    assert told not in client.get(SEARCH, {"q": "鳥居"}).content.decode()
