"""What a few lines of script or one attribute do: folded tables open by their anchor, the empty search
page has the focus in its box."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

pytestmark = [
    pytest.mark.browser,
    pytest.mark.once(on="postgres"),
    pytest.mark.django_db(transaction=True),
]

OPEN = "[...document.querySelectorAll('details[data-opened-by]')].filter(d => d.open).map(d => d.dataset.openedBy)"


def test_folded_table_opens_by_its_anchor_alone(page: Page, live_server: Any) -> None:
    page.goto(f"{live_server.url}/opendata/#calls")
    expect(page.locator("details[data-opened-by=calls] table")).to_be_visible()
    assert page.evaluate(OPEN) == ["calls"]

    page.click("a[href='#groups']")
    expect(page.locator("details[data-opened-by=groups] table")).to_be_visible()
    assert page.evaluate(OPEN) == ["groups", "calls"]


def test_folded_tables_are_open_on_paper(page: Page, live_server: Any) -> None:
    page.goto(f"{live_server.url}/opendata/")
    expect(page.locator("details[data-opened-by=projects] table")).to_be_hidden()

    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert len(page.evaluate(OPEN)) == 12
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.evaluate(OPEN) == []


def test_empty_search_page_is_ready_for_words(page: Page, live_server: Any) -> None:
    page.goto(f"{live_server.url}/search/")
    expect(page.locator("#search-q")).to_be_focused()

    page.goto(f"{live_server.url}/search/?q=x")
    expect(page.locator("#search-q")).not_to_be_focused()
