"""On a phone, without an account and without scripts: from home to a seat at a flower bed on Sunday."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, Request, expect

from kyodo_portal.words.calendar import JST
from projects.models import Event, Participation
from tests.projects.events import code_sent_to, make_event

pytestmark = [pytest.mark.browser, pytest.mark.once, pytest.mark.django_db(transaction=True)]

EMAIL = "hanako@example.jp"
PHONE = {"width": 375, "height": 667}
WEDNESDAY = dt.datetime(2027, 6, 9, 18, tzinfo=JST)
SUNDAY = dt.datetime(2027, 6, 13, 9, tzinfo=JST)

LANGUAGES = {"日本語": "", "やさしい日本語": "easy/", "English": "en/"}


class Fingers:
    """Somebody with a phone: every tap is counted, and every form that is sent."""

    def __init__(self, page: Page, base_url: str) -> None:
        self.page, self.base_url = page, base_url
        self.taps, self.sent = 0, []
        page.set_default_timeout(15_000)
        page.on("request", self._listen)

    def _listen(self, request: Request) -> None:
        if request.method == "POST":
            self.sent.append(request.url.removeprefix(self.base_url).split("/")[-2])

    def taps_on(self, target: Locator) -> None:
        """One tap, after which the page still fits the phone."""
        target.click()
        self.taps += 1
        width = self.page.evaluate("document.documentElement.scrollWidth")
        assert width == PHONE["width"], self.page.url

    def taps_on_link(self, path: str) -> None:
        """The first link of the page that leads there."""
        self.taps_on(self.page.locator(f"a[href$='{path}']").first)


@pytest.fixture
def beds() -> dict[str, Event]:
    """A flower bed on Sunday, and others on Saturday and a week later."""
    days = {"other": -1, "bed": 0, "later": 7}
    return {
        name: make_event(
            f"花だんの水やり {name}",
            starts_at=SUNDAY + dt.timedelta(days=days[name]),
            ends_at=SUNDAY + dt.timedelta(days=days[name], hours=1),
            published_at=WEDNESDAY,
            capacity=10,
        )
        for name in days
    }


def comes(phone: Fingers, language: str) -> None:
    """From the home page in Japanese: choose the language, this Sunday, the flower bed; say who comes;
    type the code of the letter."""
    page, prefix = phone.page, LANGUAGES[language]
    page.goto(phone.base_url)
    if prefix:
        phone.taps_on(page.locator("summary").first)
        phone.taps_on(page.get_by_role("link", name=language, exact=True))
    phone.taps_on_link(f"/{prefix}events/?when=sunday")
    phone.taps_on_link(f"/{prefix}events/{Event.objects.get(title='花だんの水やり bed').pk}/")
    page.fill("[name=guest_name]", "見本 花子")
    page.fill("[name=guest_email]", EMAIL)
    phone.taps_on(page.locator("form[action$='/join/'] .button"))
    page.fill("[name=code]", code_sent_to(EMAIL))
    phone.taps_on(page.locator("main form .button").first)


def test_citizen_on_a_phone_has_a_seat_at_the_flower_bed_on_sunday(
    beds: dict[str, Event],
    new_context: Callable[..., BrowserContext],
    live_server: Any,
    time_machine: Any,
) -> None:
    time_machine.move_to(WEDNESDAY)
    phone = Fingers(
        new_context(viewport=PHONE, java_script_enabled=False).new_page(), live_server.url
    )
    found = {}
    for language in LANGUAGES:
        phone.taps, phone.sent = 0, []
        comes(phone, language)
        main = phone.page.locator("main")
        expect(main.locator(".badge").first).to_have_attribute("data-tone", "success")
        expect(main.locator("h1")).to_contain_text("花だんの水やり bed")
        expect(main).to_contain_text("駅前広場の時計の下")
        seat = Participation.objects.latest("pk")
        found[language] = (phone.taps, len(phone.sent), seat.status, seat.number)

    assert found == {
        "日本語": (4, 2, "confirmed", 1),
        "やさしい日本語": (6, 2, "confirmed", 2),
        "English": (6, 2, "confirmed", 3),
    }
