"""The header leaves room for the page: with text at 200 % it takes at most a third of a small phone."""

from typing import Any

import pytest
from playwright.sync_api import Page

from kyodo_portal.cities import FOLDER

pytestmark = [
    pytest.mark.browser,
    pytest.mark.once(on="postgres"),
    pytest.mark.django_db(transaction=True),
]

SMALL_PHONE = {"width": 375, "height": 667}
LANGUAGES = ("", "/en", "/easy")
CITIES = sorted(file.stem for file in FOLDER.glob("*.toml") if file.stem != "common")
SAMPLE = """document.querySelector('.site-header').insertAdjacentHTML('afterbegin',
    '<p class="demonstration">見本の市のデータです。 <span>人も団体も事業も架空です。</span></p>')"""
HEIGHT = "document.querySelector('.site-header').getBoundingClientRect().height"


def test_header_takes_a_third_of_a_small_phone_with_large_letters(
    page: Page, live_server: Any, settings: Any
) -> None:
    page.set_viewport_size(SMALL_PHONE)
    heights = {}
    for city in CITIES:
        settings.KYODO_CITY = city
        for language in LANGUAGES:
            page.goto(f"{live_server.url}{language}/accessibility/")
            page.evaluate(SAMPLE)
            page.evaluate("document.documentElement.style.fontSize = '200%'")
            heights[f"{city}{language}"] = page.evaluate(HEIGHT)
            sideways = page.evaluate("document.documentElement.scrollWidth")
            assert sideways <= SMALL_PHONE["width"], (city, language)

    assert {name: height for name, height in heights.items() if height > 667 / 3} == {}
    assert min(heights.values()) > 0
