"""The register as a table, a matrix, a line of years and a map."""

import re
from typing import Any

import pytest
from django.test import Client

from kyodo_portal import environment
from projects.models import FormOfProject, Project
from projects.views.browse import decade_asked, decades_between
from tests.factories import make_coordinator, make_department, make_group, make_project
from tests.people import make_cast

pytestmark = pytest.mark.django_db

LIST, MATRIX, TIMELINE, MAP = (
    "/projects/",
    "/projects/matrix/",
    "/projects/timeline/",
    "/projects/map/",
)
PAGES = (f"{LIST}?view=table", MATRIX, TIMELINE, MAP)
TILES = "https://tiles.example.jp/pale/{z}/{x}/{y}.png"


def located(title: str = "", **fields: Any) -> Project:
    return make_project(title, latitude="35.889700", longitude="139.854800", **fields)


def page_of(client: Client, url: str, **query: Any) -> str:
    response = client.get(url, query)
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize("number", [1, 3])
@pytest.mark.parametrize(("url", "queries"), [(PAGES[0], 4), (MATRIX, 4), (TIMELINE, 5), (MAP, 4)])
@pytest.mark.parametrize(("kind", "more"), [("anonymous", 0), ("manager", 5)])
def test_view_takes_as_many_queries_for_three_as_for_one(
    client: Client,
    django_assert_num_queries: Any,
    kind: str,
    more: int,
    url: str,
    queries: int,
    number: int,
) -> None:
    cast = make_cast()
    for _ in range(number):
        project = located(groups=(make_group(),), departments=(make_department(),))
        FormOfProject.objects.create(project=project, number=4)
    if kind != "anonymous":
        client.force_login(cast[kind])

    with django_assert_num_queries(queries + more):
        page = page_of(client, url)

    assert page.count("見本の事業") >= (number if url != MATRIX else 0)


@pytest.mark.parametrize("url", [LIST, *PAGES])
def test_links_to_the_other_views_keep_the_filters(client: Client, url: str) -> None:
    located("花の道")
    query = "pattern=A&q=%E8%8A%B1"
    joined = "&" if "?" in url else "?"
    views = client.get(f"{url}{joined}{query}&page=1&decade=2020").context["views"]

    assert [view.url.replace("q=%E8%8A%B1&pattern=A", query) for view in views] == [
        f"{LIST}?{query}",
        f"{LIST}?{query}&view=table",
        f"{MATRIX}?{query}",
        f"{TIMELINE}?{query}",
        f"{MAP}?{query}",
    ]
    assert [view.is_current for view in views].count(True) == 1


@pytest.mark.parametrize("url", PAGES)
def test_nothing_unpublished_is_shown_or_counted(client: Client, url: str) -> None:
    located("見えてはいけない", published=False)

    response = client.get(url)

    assert response.context["count"] == 0
    assert "見えてはいけない" not in response.content.decode()
    client.force_login(make_coordinator())
    assert client.get(url).context["count"] == 1


@pytest.mark.parametrize("url", PAGES)
def test_value_that_cannot_be_used_is_told(client: Client, url: str) -> None:
    page = page_of(client, url, pattern="Z") if "?" not in url else page_of(client, LIST, view="x")

    assert "という条件は使えなかったため、外して表示しています" in page


@pytest.mark.parametrize(
    ("sort", "orders", "first"),
    [
        ("", {"年度": "descending"}, "後"),
        ("year", {"年度": "ascending"}, "先"),
        ("title", {"事業名": "ascending"}, "先"),
        ("title_back", {"事業名": "descending"}, "後"),
        ("pattern", {"類型": "ascending"}, "後"),
        ("pattern_back", {"類型": "descending"}, "先"),
    ],
)
def test_table_says_in_which_order_it_is(
    client: Client, sort: str, orders: dict[str, str], first: str
) -> None:
    make_project("先", title_kana="サキ", fiscal_year=2020, fiscal_year_end=2020, start_pattern="D")
    make_project("後", title_kana="ノチ", fiscal_year=2022, fiscal_year_end=2022, start_pattern="A")
    response = client.get(LIST, {"view": "table", **({"sort": sort} if sort else {})})
    columns = response.context["columns"]

    assert {column.label: column.order for column in columns if column.order} == orders
    assert response.content.decode().count("aria-sort=") == 1
    assert response.context["page_obj"].object_list[0].title == first


def test_column_chosen_again_turns_its_order_around(client: Client) -> None:
    make_project()
    columns = client.get(LIST, {"view": "table", "sort": "title", "q": ""}).context["columns"]

    assert "sort=title_back" in columns[0].url
    assert "view=table" in columns[0].url


def test_table_names_its_years_in_short(client: Client) -> None:
    make_project(fiscal_year=2018, fiscal_year_end=2018)
    make_project(fiscal_year=2018, fiscal_year_end=2026)
    make_project(fiscal_year=2025, fiscal_year_end=2026)
    page = page_of(client, LIST, view="table", sort="year")

    assert re.findall(r'data-label="年度">([^<]+)<', page) == [
        "平成30年度",
        "平成30–令和8年度",
        "令和7–8年度",
    ]


@pytest.fixture
def spread() -> None:
    """Two of A in form 1, one of them in form 3 as well; one of B in form 3."""
    make_project(main_form=1)
    FormOfProject.objects.create(project=make_project(main_form=1), number=3)
    make_project(start_pattern="B", main_form=3)


def test_matrix_counts_each_form_and_each_project_once(client: Client, spread: None) -> None:
    context = client.get(MATRIX).context
    numbers = {
        (pattern.code, row.form.number): cell.number
        for row in context["rows"]
        for pattern, cell in zip(context["patterns"], row.cells, strict=True)
        if cell.number
    }

    assert numbers == {("A", 1): 2, ("A", 3): 1, ("B", 3): 1}
    assert [row.total.number for row in context["rows"]][:3] == [2, 0, 2]
    assert [cell.number for cell in context["totals"]] == [2, 1, 0, 0]
    assert context["all"].number == context["count"] == 3


@pytest.mark.parametrize(
    "query", ["", "pattern=A", "form=3", "pattern=B&form=1", "status=planning"]
)
def test_matrix_numbers_lead_to_as_many_projects(client: Client, spread: None, query: str) -> None:
    context = client.get(f"{MATRIX}?{query}").context
    cells = [cell for row in context["rows"] for cell in (*row.cells, row.total)]
    cells += [*context["totals"], context["all"]]

    linked = [cell for cell in cells if cell.url]
    assert [client.get(cell.url).context["count"] for cell in linked] == [c.number for c in linked]
    assert [cell.number for cell in cells if not cell.url] == [0] * (len(cells) - len(linked))


def test_timeline_places_each_project_in_its_years(client: Client) -> None:
    make_project("長い", fiscal_year=2018, fiscal_year_end=2031)
    make_project("短い", fiscal_year=2021, fiscal_year_end=2022)
    make_project("古い", fiscal_year=2012, fiscal_year_end=2012)

    context = client.get(TIMELINE, {"decade": "2020"}).context
    bars = [(b.project.title, b.first, b.last, b.began_before, b.goes_on) for b in context["bars"]]

    assert bars == [("短い", 1, 2, False, False), ("長い", 0, 9, True, True)]
    assert [choice.label for choice in context["decades"]] == ["2030年代", "2020年代", "2010年代"]


@pytest.mark.parametrize(("first", "tabs"), [(2026, 0), (2018, 1)])
def test_decades_are_offered_where_there_is_a_choice(client: Client, first: int, tabs: int) -> None:
    make_project(fiscal_year=first, fiscal_year_end=2026)

    assert page_of(client, TIMELINE).count('aria-label="年代"') == tabs


@pytest.mark.parametrize("url", [LIST, TIMELINE, MAP])
def test_years_are_told_in_one_short_word(client: Client, url: str) -> None:
    located(fiscal_year=2025, fiscal_year_end=2026, place="駅前")
    page = page_of(client, url)

    assert "令和7–8年度" in page
    assert "令和7年度(2025年度)から" not in page


@pytest.mark.parametrize("decade", ["1800", "x", "-1", "99999999999999999999", "2021"])
def test_timeline_shows_a_sensible_decade_and_says_so(client: Client, decade: str) -> None:
    make_project(fiscal_year=2012, fiscal_year_end=2012)
    page = page_of(client, TIMELINE, decade=decade)

    assert "見本の事業" in page
    assert f"「年代」の「{decade}」という条件は使えなかったため" in page


def test_decades_stay_within_known_years() -> None:
    assert decades_between(0, 30000)[0] == 2190
    assert decades_between(0, 30000)[-1] == 1900
    assert decade_asked("", [2010, 2000]) == 2010


def test_map_is_off_without_tiles_and_lists_all_places(client: Client) -> None:
    located("花の道")
    make_project("場所をことばで書いた事業", place="駅前通り")
    make_project("場所のない事業")
    page = page_of(client, MAP)

    assert ("場所で見る協働事業</h1>" in page, "地図" in page) == (True, False)
    assert "leaflet" not in page
    assert re.findall(r'data-latitude="([0-9.]+)" data-longitude="([0-9.]+)"', page) == [
        ("35.889700", "139.854800")
    ]
    assert "場所をことばで書いた事業" in page
    assert "駅前通り" in page
    assert "場所のない事業" not in page
    assert "場所のわかる事業が2件</p>" in page


def test_map_lists_behind_it_what_it_cannot_show(client: Client, settings: Any) -> None:
    settings.MAP_TILES = TILES
    located("花の道", fiscal_year=2020, fiscal_year_end=2020)
    make_project("ことばだけ", place="駅前通り", fiscal_year=2024, fiscal_year_end=2024)
    make_project("場所のない事業")
    response = client.get(MAP)
    page = response.content.decode()

    assert [project.title for project in response.context["page_obj"]] == ["花の道", "ことばだけ"]
    assert "場所のわかる事業が2件</p>" in page
    assert "そのうち1件を地図に示せます。" in page
    before, heading, after = page.partition("地図に示せない1件")
    assert heading
    assert ("花の道" in before, "ことばだけ" in before, "ことばだけ" in after) == (
        True,
        False,
        True,
    )


@pytest.mark.parametrize("tiles", ["", TILES])
def test_places_are_shown_a_page_at_a_time(client: Client, settings: Any, tiles: str) -> None:
    settings.MAP_TILES = tiles
    for number in range(3):
        make_project(f"場所{number}", place="駅前通り")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("projects.views.browse.ON_ONE_MAP", 2)
        context = client.get(MAP, {"page": 2}).context

    assert [project.title for project in context["page_obj"]] == ["場所0"]
    assert context["count"] == 3


@pytest.mark.parametrize(("tiles", "offered"), [("", ("場所", "地図")), (TILES, ("地図", "場所"))])
def test_map_is_offered_where_it_can_be_drawn(
    client: Client, settings: Any, tiles: str, offered: tuple[str, str]
) -> None:
    """Without tiles the same list is offered as what it is, a list of places."""
    settings.MAP_TILES = tiles
    shown, hidden = offered
    for path in ("/projects/", "/projects/matrix/", MAP):
        ways = page_of(client, f"{path}?pattern=A").partition('class="views"')[2]
        ways = ways.partition("</nav>")[0]
        assert f">{shown}</a>" in ways
        assert f">{hidden}</a>" not in ways
        assert f'href="{MAP}?pattern=A"' in ways


def test_map_is_on_with_tiles(client: Client, settings: Any) -> None:
    settings.MAP_TILES = TILES
    located("<b>花</b>の道")
    page = page_of(client, MAP)

    assert f'data-tiles="{TILES}"' in page
    assert "地図で見る協働事業</h1>" in page
    assert "vendor/leaflet/leaflet.js" in page
    assert "国土地理院" in page
    assert "<b>花" not in page


@pytest.mark.parametrize(
    ("url", "origin"),
    [
        ("", []),
        (TILES, ["https://tiles.example.jp"]),
        ("https://tiles.example.jp:8443/{z}/{x}/{y}.png", ["https://tiles.example.jp:8443"]),
    ],
)
def test_tiles_open_the_policy_to_their_own_host_alone(
    monkeypatch: pytest.MonkeyPatch, url: str, origin: list[str]
) -> None:
    monkeypatch.setenv("MAP_TILES_URL", url)

    assert environment.origins(environment.map_tiles("MAP_TILES_URL")) == origin


@pytest.mark.parametrize(
    "url",
    [
        "http://tiles.example.jp/{z}/{x}/{y}.png",
        "https://tiles.example.jp/{z}/{x}.png",
        "https://tiles.example.jp; script-src */{z}/{x}/{y}.png",
        "https:///{z}/{x}/{y}.png",
        "https://u:p@tiles.example.jp/{z}/{x}/{y}.png",
        "https://tiles.example.jp:x/{z}/{x}/{y}.png",
        "*",
    ],
)
def test_tiles_of_another_shape_stop_the_start(monkeypatch: pytest.MonkeyPatch, url: str) -> None:
    monkeypatch.setenv("MAP_TILES_URL", url)

    with pytest.raises(environment.WrongSetting):
        environment.map_tiles("MAP_TILES_URL")
