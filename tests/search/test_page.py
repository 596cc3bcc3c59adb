"""The page of results: grouped, marked, paged, helpful when nothing is found, cheap."""

from urllib.parse import urlencode

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from kyodo_portal.search import finding
from tests.evaluations.factories import make_evaluation
from tests.factories import make_group, make_project, make_user
from tests.proposals.factories import make_call

pytestmark = pytest.mark.django_db

URL = reverse("search")


def read(client: Client, query: str) -> str:
    response = client.get(f"{URL}?{query}")
    assert response.status_code == 200
    return response.content.decode()


def test_results_stand_by_kind_with_their_words_marked(client: Client) -> None:
    group = make_group("花と緑の会")
    project = make_project("花の道", status="completed", groups=(group,))
    make_evaluation(project, status="published")
    make_call("花の募集")
    body = read(client, "q=花")

    kinds = ("project", "group", "call", "report", "guide")
    places = [body.index(f'id="search-{kind}"') for kind in kinds]
    assert places == sorted(places)
    assert "<mark>花</mark>の道" in body
    assert "<mark>花</mark>と緑の会" in body
    assert project.get_absolute_url() in body
    assert body.count("search-title") == 5


def test_hidden_things_are_not_found(client: Client) -> None:
    make_project("秘密の計画", published=False)
    make_group("秘密の会", status="applied")
    make_call("秘密の募集", when="draft")
    make_evaluation(make_project("表の計画"), status="revealed")
    body = read(client, "q=秘密")

    assert "見つかりませんでした" in body
    assert "表の<mark>計画</mark>" in read(client, "q=計画")
    assert "search-report" not in read(client, "q=計画")


def test_person_who_sees_more_finds_no_more_here(client: Client) -> None:
    make_project("秘密の計画", published=False)
    client.force_login(make_user(is_superuser=True))

    assert "秘密の計画" not in read(client, "q=秘密")


def test_many_of_a_kind_lead_to_a_page_of_their_own(client: Client) -> None:
    for number in range(25):
        make_project(f"花かご{number:02}")
    body = read(client, "q=花かご")
    assert body.count("search-title") == 3
    assert "協働事業をすべて見る（25件）" in body

    first, second = (read(client, f"q=花かご&kind=project&page={page}") for page in (1, 2))
    assert first.count("search-title") == 20
    assert second.count("search-title") == 5
    assert "（2ページ中2ページ目）" in second


@pytest.mark.parametrize(
    ("asked", "titles"),
    [("0", 20), ("-1", 20), ("３", 5), ("1000000000", 5), ("x", 20), ("", 20)],
)
def test_page_that_does_not_exist_leads_to_the_nearest(
    client: Client, asked: str, titles: int
) -> None:
    for number in range(25):
        make_project(f"花かご{number:02}")

    assert read(client, f"q=花かご&kind=project&page={asked}").count("search-title") == titles


def test_frequent_word_is_paged_through_although_its_number_is_unknown(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(finding, "FEW", 0)
    monkeypatch.setattr(finding, "WINDOW", 22)
    for number in range(45):
        make_project(f"花かご{number:02}")

    assert "22件以上" in read(client, "q=花かご&kind=project")
    assert "45件" in read(client, "q=花かご&kind=project&page=2")
    assert read(client, "q=花かご&kind=project&page=3").count("search-title") == 5
    assert read(client, "q=花かご&kind=project&page=9").count("search-title") == 5


def test_page_after_those_that_were_looked_through_is_offered(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(finding, "FEW", 0)
    monkeypatch.setattr(finding, "WINDOW", 40)
    for number in range(45):
        make_project(f"花かご{number:02}")

    second = read(client, "q=花かご&kind=project&page=2")
    assert "40件以上" in second
    assert 'rel="next"' in second
    assert read(client, "q=花かご&kind=project&page=3").count("search-title") == 5


def test_hits_that_fill_the_group_and_may_not_be_all_lead_on(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(finding, "FEW", 0)
    monkeypatch.setattr(finding, "WINDOW", 10)
    for number in range(9):
        make_project(f"花かご{number:02}")

    page = read(client, "q=花かご")
    assert page.count("search-title") == 3
    assert "協働事業をすべて見る（5件以上）" in page


@pytest.mark.parametrize(
    ("few", "window", "order"),
    [
        (500, 1, "名前にことばがあるものから並べています。"),
        (0, 16, "名前にことばがあるものから並べています。"),
        (0, 1, "新しい順に並べています。"),
    ],
    ids=["rare", "all looked through", "newest"],
)
def test_results_are_counted_and_their_order_is_told(
    client: Client, monkeypatch: pytest.MonkeyPatch, few: int, window: int, order: str
) -> None:
    monkeypatch.setattr(finding, "FEW", few)
    monkeypatch.setattr(finding, "WINDOW", window)
    for number in range(7):
        make_project(f"月の花かご{number}")
    make_group("月の花かごの会")
    page = read(client, "q=月の花かご")

    assert f'<p role="status">全部で8件。{order}</p>' in page
    assert f"協働事業に7件。{order}" in read(client, "q=月の花かご&kind=project")
    for only_guide in ("q=協働&kind=guide", "q=よしかわ協働マナー"):
        assert "名前にことばがあるものから並べています。" in read(client, only_guide)
    assert 'role="status"' not in read(client, "q=そんなものはない")


def test_number_that_is_not_known_is_at_least_so_many(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(finding, "FEW", 0)
    monkeypatch.setattr(finding, "WINDOW", 10)
    for number in range(9):
        make_project(f"月の花かご{number}")

    assert "全部で5件以上。" in read(client, "q=月の花かご")


@pytest.mark.parametrize(
    ("typed", "named"),
    [("「通りの清掃」", "「『通りの清掃』」をさがした結果"), ('""', "さがす"), ("「」", "さがす")],
)
def test_quotation_marks_stand_within_quotation_marks(
    client: Client, typed: str, named: str
) -> None:
    page = read(client, urlencode({"q": typed}))

    assert f"<h1>{named}</h1>" in page
    assert ("見つかりませんでした" in page) == (typed == "「通りの清掃」")


@pytest.mark.parametrize(("query", "named"), [("q=花<b>", True), ("q=", False), ("", False)])
def test_title_and_heading_name_the_words(client: Client, query: str, named: bool) -> None:
    page = read(client, query)
    words = "「花&lt;b&gt;」をさがした結果" if named else "さがす"

    assert f"<h1>{words}</h1>" in page
    assert f"<title>{words} —" in page


def test_only_the_blank_page_takes_the_hand_to_the_words(client: Client) -> None:
    assert read(client, "").count(" autofocus") == 1
    assert "autofocus" not in read(client, "q=花")


def test_nothing_found_tells_what_to_do(client: Client) -> None:
    body = read(client, "q=そんなものはない")

    assert "見つかりませんでした" in body
    assert reverse("guide") in body
    assert reverse("consultations:list") in body


def test_blank_page_asks_nothing_of_the_tables(client: Client) -> None:
    with CaptureQueriesContext(
        connection,
    ) as queries:
        body = read(client, "q=%20")

    assert len(queries) == 0
    assert "見つかりませんでした" not in body


def test_long_query_is_cut_with_a_note(client: Client) -> None:
    make_project("花" * 100)

    assert "はじめの200文字" in read(client, "q=" + "花" * 10_000)
    assert "はじめの200文字" not in read(client, "q=" + "花" * 200)
    assert "はじめの200文字" in read(client, "q=" + "+".join("あいうえおかきくけ"))


def test_unknown_kind_is_named_and_left_out(client: Client) -> None:
    make_project("花かご")
    body = read(client, "q=花かご&kind=<b>")

    assert "「&lt;b&gt;」という条件は使えなかった" in body
    assert body.count("search-title") == 1


def test_typed_words_are_shown_escaped(client: Client) -> None:
    body = read(client, "q=%22%3E%3Cscript%3E")

    assert "<script>" not in body
    assert "&quot;&gt;&lt;script&gt;" in body


def test_results_are_not_for_other_search_engines(client: Client) -> None:
    assert client.get(f"{URL}?q=花")["X-Robots-Tag"] == "noindex"


@pytest.mark.parametrize("things", [1, 3])
@pytest.mark.parametrize(("window", "queries"), [(2_000, 4), (1, 5)])
def test_search_takes_as_many_queries_for_three_as_for_one(
    client: Client,
    things: int,
    window: int,
    queries: int,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(finding, "FEW", 0)
    monkeypatch.setattr(finding, "WINDOW", window)
    for number in range(things):
        group = make_group(f"花の会{number}")
        make_evaluation(
            make_project(f"花の道{number}", status="completed", groups=(group,)), status="published"
        )
        make_call(f"花の募集{number}")
    with CaptureQueriesContext(connection) as taken:
        read(client, "q=花の")

    assert len(taken) == queries


def test_suggestions_are_titles(client: Client) -> None:
    make_project("花の道", summary="水やり")
    make_group("花と水の会")
    make_project("秘密の花", published=False)
    suggest = reverse("search_suggest")

    assert client.get(suggest, {"q": "花"}).json() == {"titles": ["花と水の会", "花の道"]}
    assert client.get(suggest, {"q": "水"}).json() == {"titles": ["花と水の会"]}
    assert client.get(suggest, {"q": ""}).json() == {"titles": []}
    assert client.get(suggest).json() == {"titles": []}
