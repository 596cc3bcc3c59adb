"""What a page tells of itself: its one address, its card, its data, and where the list's data are."""

import json
import re
from typing import Any

import pytest
from django.test import Client
from PIL import Image

from kyodo_portal.web.linked_data import data_block
from tests.evaluations.factories import make_evaluation
from tests.factories import make_coordinator, make_group, make_project
from tests.publishing.cities import CONTACT, fill_city, public_group, public_project

pytestmark = pytest.mark.django_db

BASE = "https://kyodo.example.jp"
HOSTILE = '</script><script>alert("x")</script> & \u2028<!--'


@pytest.fixture(autouse=True)
def _base_url(settings: Any) -> None:
    settings.BASE_URL = BASE


def page_at(client: Client, path: str, **query: Any) -> str:
    return client.get(path, query).content.decode()


def blocks_of(page: str) -> list[dict[str, Any]]:
    found = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    return [json.loads(block) for block in found]


def meta(page: str, name: str) -> str:
    (content,) = re.findall(rf'<meta (?:property|name)="{name}" content="([^"]*)">', page)
    return str(content)


def canonical(page: str) -> list[str]:
    return re.findall(r'<link rel="canonical" href="([^"]*)">', page)


def test_block_of_data_cannot_end_itself() -> None:
    block = data_block({"name": HOSTILE})
    inside = block.removeprefix('<script type="application/ld+json">').removesuffix("</script>")

    assert re.findall("[<>&\u2028\u2029]", inside) == []
    assert json.loads(inside) == {"name": HOSTILE}


def test_project_page_describes_project_and_way(client: Client) -> None:
    group = public_group("花と道の会")
    project = public_project(HOSTILE, groups=(group,), summary=f"{HOSTILE}を植えます。")
    page = page_at(client, project.get_absolute_url())
    way, thing = blocks_of(page)

    assert (way["@type"], [row["position"] for row in way["itemListElement"]]) == (
        "BreadcrumbList",
        [1, 2, 3],
    )
    assert [row["item"].removeprefix(BASE) for row in way["itemListElement"]] == [
        "/",
        "/projects/",
        project.get_absolute_url(),
    ]
    assert (thing["@type"], thing["name"]) == ("Project", HOSTILE)
    assert thing["member"][0]["url"] == f"{BASE}{group.get_absolute_url()}"
    assert page.count("<script>alert") == 0
    assert "&lt;/script&gt;" in meta(page, "og:title")
    assert meta(page, "og:url") == f"{BASE}{project.get_absolute_url()}"


def test_group_page_describes_group_without_contact(client: Client) -> None:
    group = public_group("花と道の会", kind="npo", website="https://hana.example.jp/")
    _, thing = blocks_of(page_at(client, group.get_absolute_url()))

    assert (thing["@type"], thing["sameAs"]) == ("NGO", "https://hana.example.jp/")
    assert CONTACT not in json.dumps(thing, ensure_ascii=False)


def test_report_page_describes_report(client: Client) -> None:
    evaluation = make_evaluation(make_project(groups=(make_group(),)), status="published")
    _, thing = blocks_of(page_at(client, evaluation.get_absolute_url()))

    assert (thing["@type"], thing["name"]) == ("Report", str(evaluation))
    assert thing["about"]["url"] == f"{BASE}{evaluation.project.get_absolute_url()}"


def test_what_is_not_public_is_not_described(client: Client) -> None:
    client.force_login(make_coordinator(), "django.contrib.auth.backends.ModelBackend")
    hidden = [
        make_project(published=False),
        make_group(status="applied"),
        make_evaluation(make_project(), status="revealed"),
    ]
    kinds = [
        [block["@type"] for block in blocks_of(page_at(client, record.get_absolute_url()))]
        for record in hidden
    ]

    assert kinds == [["BreadcrumbList"]] * 3


@pytest.mark.parametrize(
    ("path", "query", "address"),
    [
        ("/", {}, "/"),
        ("/projects/", {"q": "花", "pattern": "A"}, "/projects/"),
        ("/projects/", {"page": "2"}, "/projects/?page=2"),
        ("/projects/", {"page": "99"}, "/projects/?page=2"),
        ("/opendata/", {"x": "1"}, "/opendata/"),
    ],
)
def test_page_has_one_address(client: Client, path: str, query: dict, address: str) -> None:
    for _ in range(21):
        make_project()

    assert canonical(page_at(client, path, **query)) == [f"{BASE}{address}"]


def test_page_of_an_error_is_not_shared(client: Client) -> None:
    page = page_at(client, "/nowhere/")

    assert (canonical(page), "og:" in page, blocks_of(page)) == ([], False, [])


def test_page_names_itself_in_one_place(client: Client) -> None:
    page = page_at(client, "/projects/")

    assert f"<title>{meta(page, 'og:title')} — 協働ポータル" in page
    assert meta(page, "og:description") == meta(page, "description")


def test_card_is_there_in_the_size_it_says(settings: Any, client: Client) -> None:
    page = page_at(client, "/")
    with Image.open(settings.BASE_DIR / "static/img/social-card.png") as card:
        size = card.size

    assert meta(page, "og:image") == f"{BASE}/static/img/social-card.png"
    assert (meta(page, "og:image:width"), meta(page, "og:image:height")) == tuple(map(str, size))


LISTS = {
    "/projects/": ("feeds/projects.xml", "opendata/projects.csv", "opendata/projects.json", "projects.ics"),
    "/groups/": ("feeds/groups.xml", "opendata/groups.csv", "opendata/groups.json"),
    "/calls/": ("feeds/calls.xml", "opendata/calls.csv", "opendata/calls.json", "calls.ics"),
    "/evaluations/": ("feeds/reports.xml", "opendata/reports.csv", "opendata/reports.json"),
}  # fmt: skip


@pytest.mark.parametrize("path", LISTS)
def test_list_leads_to_its_data_with_its_filters(client: Client, path: str) -> None:
    fill_city()
    order = "new" if path == "/calls/" else "newest"
    page = page_at(client, path, q='見"<', sort=order, page="1", year="")
    alternates = re.findall(
        r'<link rel="alternate" type="[^"]+" title="[^"]+" href="([^"]+)">', page
    )
    query = f"?q=%E8%A6%8B%22%3C&amp;sort={order}"

    assert alternates == [f"/{way}{query}" for way in LISTS[path]]


@pytest.mark.parametrize("path", LISTS)
def test_list_offers_its_data_to_people(client: Client, path: str) -> None:
    fill_city()
    page = page_at(client, path)

    assert [way for way in LISTS[path] if f'<li><a href="/{way}">' not in page] == []


def test_longest_query_is_cut(client: Client) -> None:
    page = page_at(client, "/projects/", q="花" * 10_000)
    (feed, *_) = re.findall(r'<link rel="alternate" type=[^>]* href="([^"]+)">', page)

    assert feed == "/feeds/projects.xml?q=" + "%E8%8A%B1" * 200
