"""Searching and browsing with scripts: suggestions in every box, and the way back to a list."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from projects.models import Project
from tests.factories import make_project

pytestmark = [
    pytest.mark.browser,
    pytest.mark.once(on="postgres"),
    pytest.mark.django_db(transaction=True),
]

# Several addresses and widths are walked in one window: opening one takes longer than the walk.
WAYS = ("/projects/?pattern=B&q=%E8%8A%B1", "/projects/map/?pattern=B", "/projects/?view=table")
WIDTHS = (280, 320, 360, 375, 414, 768)
SMALLEST_TARGET = 44
"""CSS pixels of what a finger has to hit."""


@pytest.fixture
def project(transactional_db: None) -> Project:
    make_project("川べりの見守り", start_pattern="A")
    return make_project("花だんの手入れ", start_pattern="B", latitude="35.89", longitude="139.84")


def crumb(page: Page) -> str:
    """Where the link to the list leads."""
    link = page.locator(".breadcrumbs a").nth(1)
    return str(link.evaluate("(a) => a.pathname + a.search"))


def test_breadcrumb_leads_back_to_the_list_as_it_was(
    project: Project, page: Page, live_server: Any
) -> None:
    for prefix, way in ((prefix, way) for prefix in ("", "/en", "/easy") for way in WAYS):
        page.goto(f"{live_server.url}{prefix}{way}")
        page.locator(f"main a[href='{prefix}{project.get_absolute_url()}']").first.click()
        expect(page.locator("h1")).to_contain_text("花だんの手入れ")

        assert crumb(page) == f"{prefix}{way}"
        page.locator(".breadcrumbs a").nth(1).click()
        expect(page).to_have_url(f"{live_server.url}{prefix}{way}")


def test_breadcrumb_leads_back_in_the_language_read_last(
    project: Project, page: Page, live_server: Any
) -> None:
    page.goto(f"{live_server.url}/projects/?pattern=B")
    page.goto(f"{live_server.url}/en{project.get_absolute_url()}")

    assert crumb(page) == "/en/projects/?pattern=B"


def test_list_that_was_left_is_forgotten(project: Project, page: Page, live_server: Any) -> None:
    for between in ("/", "/groups/?q=x", "/projects/"):
        for path in ("/projects/?pattern=B", between, project.get_absolute_url()):
            page.goto(f"{live_server.url}{path}")

        assert crumb(page) == "/projects/", between


def test_another_tab_knows_nothing_of_it(project: Project, page: Page, live_server: Any) -> None:
    page.goto(f"{live_server.url}/projects/?pattern=B")
    other = page.context.new_page()
    other.goto(f"{live_server.url}{project.get_absolute_url()}")

    assert crumb(other) == "/projects/"


def test_page_works_where_nothing_can_be_kept(
    project: Project, page: Page, live_server: Any
) -> None:
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.add_init_script(
        "Object.defineProperty(window, 'sessionStorage', {get() { throw new Error('no'); }})"
    )
    for path in ("/projects/?pattern=B", project.get_absolute_url()):
        page.goto(f"{live_server.url}{path}")

    assert (crumb(page), faults) == ("/projects/", [])


@pytest.mark.parametrize(("box", "path"), [("#site-search-q", "/"), ("#search-q", "/search/")])
def test_boxes_offer_titles_and_take_them_by_keyboard(
    project: Project, page: Page, live_server: Any, box: str, path: str
) -> None:
    page.set_viewport_size({"width": 1280, "height": 800})
    page.goto(f"{live_server.url}{path}")
    field = page.locator(box)
    expect(page.locator(f"{box}[list]")).to_have_attribute("list", str(field.get_attribute("list")))
    assert field.evaluate("(box) => box.list !== null")

    field.focus()
    page.keyboard.insert_text("花だん")
    options = page.locator(f"#{field.get_attribute('list')} option")
    expect(options).to_have_count(1)
    assert options.first.get_attribute("value") == "花だんの手入れ"
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_contain_text("花だんの手入れ")


def test_search_is_one_touch_away_on_a_phone(
    project: Project, page: Page, live_server: Any
) -> None:
    link, menu = page.locator(".site-search-link"), page.locator(".site-menu > summary")
    for path in ("/", "/en/", "/easy/"):
        page.goto(f"{live_server.url}{path}")
        for width in WIDTHS:
            look_at_head(page, width)
        menu.click()
        link.click()
        expect(page).to_have_url(f"{live_server.url}{path}search/")


def look_at_head(page: Page, width: int) -> None:
    """On a screen of this width the search stands beside the menu and behind the name; the menu opens
    in its place, and is left open."""
    page.set_viewport_size({"width": width, "height": 700})
    link, menu = page.locator(".site-search-link"), page.locator(".site-menu > summary")
    if page.locator(".site-menu[open]").count():
        menu.click()
    target, button = link.bounding_box(), menu.bounding_box()
    name = page.locator(".site-name").bounding_box()
    assert name is not None, width
    assert target is not None, width
    assert button is not None, width

    assert min(target["width"], target["height"]) >= SMALLEST_TARGET, width
    assert target["x"] + target["width"] <= button["x"] + 1, width  # left of it, on its line
    assert abs(target["y"] - button["y"]) < 10, width
    if width >= 320:  # and behind the name, on its line
        middle = target["y"] + target["height"] / 2
        assert name["x"] + name["width"] <= target["x"] + 1, width
        assert name["y"] < middle < name["y"] + name["height"], width
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    menu.click()
    expect(link).to_be_hidden()
    opened = menu.bounding_box()
    assert opened is not None, width
    assert abs(opened["x"] - button["x"]) + abs(opened["y"] - button["y"]) < 10, width


def test_search_link_gives_way_to_the_box(project: Project, page: Page, live_server: Any) -> None:
    page.set_viewport_size({"width": 1280, "height": 700})
    page.goto(live_server.url)

    expect(page.locator(".site-search-link")).to_be_hidden()
    expect(page.locator("#site-search-q")).to_be_visible()
