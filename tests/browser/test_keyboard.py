"""The portal by keyboard alone: no mouse is moved, every step is a key that a person presses."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from groups.models import User
from tests.browser.people import Visitor
from tests.browser.test_life import account
from tests.factories import make_project

pytestmark = [
    pytest.mark.browser,
    pytest.mark.once(on="postgres"),
    pytest.mark.django_db(transaction=True),
]

FOCUSED = """() => {
  const at = document.activeElement;
  return (at.innerText || at.labels?.[0]?.innerText || at.getAttribute("aria-label") || "").trim();
}"""
FRAMED = "document.activeElement.matches(':focus-visible')"
MANY = 120
"""More Tabs than any of these walks takes."""


def walk_to(page: Page, words: str) -> None:
    """Press Tab until the control with these words has the focus, and see that it is marked."""
    passed = []
    for _step in range(MANY):
        page.keyboard.press("Tab")
        passed.append(page.evaluate(FOCUSED))
        if passed[-1].startswith(words):
            assert page.evaluate(FRAMED), f"{words}: the focus cannot be seen"
            return
    pytest.fail(f"{words}: not reached by Tab, only {passed}")


@pytest.fixture
def citizen(transactional_db: None) -> User:
    for number in range(30):
        make_project(f"花だんの手入れ その{number}", start_pattern="A")
    make_project("川べりの見守り", start_pattern="B")
    return account("見本 花子")


def test_skip_link_leads_past_the_menu(citizen: User, page: Page, live_server: Any) -> None:
    page.goto(f"{live_server.url}/projects/")

    page.keyboard.press("Tab")
    assert page.evaluate(FOCUSED) == "本文へ移動"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")


def test_way_past_the_filters_leads_to_the_results(
    citizen: User, page: Page, live_server: Any
) -> None:
    page.goto(f"{live_server.url}/projects/")
    expect(page.locator(".filter-panel summary")).to_be_hidden()

    walk_to(page, "結果へ移動")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "results"


def test_empty_filters_stay_out_of_the_address(citizen: User, page: Page, live_server: Any) -> None:
    page.goto(f"{live_server.url}/projects/")

    walk_to(page, "B 相互単独型")
    page.keyboard.press("Space")
    walk_to(page, "絞り込む")
    page.keyboard.press("Enter")

    expect(page).to_have_url(f"{live_server.url}/projects/?pattern=B&sort=newest")


def test_menu_opens_leads_on_and_closes(citizen: User, page: Page, live_server: Any) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(live_server.url)
    menu = page.locator(".site-menu-body")
    expect(menu).to_be_hidden()

    walk_to(page, "メニュー")
    page.keyboard.press("Enter")
    expect(menu).to_be_visible()
    page.keyboard.press("Enter")
    expect(menu).to_be_hidden()
    page.keyboard.press("Space")
    walk_to(page, "協働事業")
    page.keyboard.press("Enter")

    expect(page).to_have_url(f"{live_server.url}/projects/")


def test_search_box_of_every_page_searches(citizen: User, page: Page, live_server: Any) -> None:
    page.goto(live_server.url)

    walk_to(page, "サイト内をことばで探す")
    page.keyboard.insert_text("川べり")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("「川べり」をさがした結果")
    walk_to(page, "川べりの見守り")
    page.keyboard.press("Enter")

    expect(page.locator("h1")).to_have_text("川べりの見守り")


def test_list_is_narrowed_widened_and_turned(citizen: User, page: Page, live_server: Any) -> None:
    page.goto(f"{live_server.url}/projects/")
    main = page.locator("main")

    walk_to(page, "ことば")
    page.keyboard.insert_text("花だん")
    walk_to(page, "絞り込む")
    page.keyboard.press("Enter")
    expect(main).to_contain_text("30件の事業")
    walk_to(page, "次へ")
    page.keyboard.press("Enter")
    expect(page.locator("[aria-current=page]").last).to_contain_text("2")
    walk_to(page, "ことば：花だん")
    page.keyboard.press("Enter")

    expect(main).to_contain_text("31件の事業")


def test_place_list_beside_the_map_is_walked(citizen: User, page: Page, live_server: Any) -> None:
    make_project("地図にある畑", latitude="35.890000", longitude="139.840000")
    page.goto(f"{live_server.url}/projects/map/")

    walk_to(page, "地図にある畑")
    page.keyboard.press("Enter")

    expect(page.locator("h1")).to_have_text("地図にある畑")


def test_rejected_form_leads_to_its_mistakes(citizen: User, page: Page, live_server: Any) -> None:
    Visitor(page, live_server.url).signs_in(citizen)
    page.goto(f"{live_server.url}/consult/new/")

    walk_to(page, "相談を送る")
    page.keyboard.press("Enter")
    expect(page.locator("[data-error-summary]")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    first = page.locator("main [aria-invalid=true]").first
    expect(first).to_be_focused()
    page.keyboard.insert_text("夜に勉強できる場所")

    assert first.input_value() == "夜に勉強できる場所"
    assert page.evaluate(
        "document.activeElement.getAttribute('aria-describedby').split(' ')"
        ".map((id) => document.getElementById(id)?.textContent ?? '').join('') !== ''"
    )
