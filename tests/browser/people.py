"""Six people in front of six browsers, and what each does there as a person would."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.conf import settings
from playwright.sync_api import BrowserContext, Page, expect

from groups.models import User
from tests.factories import PASSWORD
from tests.signing_in import code_of_app, give_app
from tests.trust.world import signed_in_as


class Visitor:
    """One person with a browser of their own."""

    def __init__(self, page: Page, base_url: str) -> None:
        self.page = page
        self.base_url = base_url
        self.faults: list[str] = []
        page.set_default_timeout(15_000)
        page.on("pageerror", lambda error: self.faults.append(str(error)))
        page.on("console", self._listen)

    def _listen(self, message: Any) -> None:
        if "Content Security Policy" in message.text:
            self.faults.append(message.text)

    def goes_to(self, path: str) -> None:
        self.page.goto(self.base_url + path)

    def is_signed_in(self, user: User) -> None:
        """At their own page, as after signing in, where the door itself is not what is tried."""
        cookie = {"name": settings.SESSION_COOKIE_NAME, "value": signed_in_as(user)}
        self.page.context.add_cookies([{**cookie, "url": self.base_url}])
        self.goes_to("/my/")

    def signs_in(self, user: User) -> None:
        """With the password, and who works for the city with the code of their app as well."""
        if user.is_staff:
            give_app(user)
        self.goes_to("/accounts/login/")
        self.page.fill("[name=login]", user.email)
        self.page.fill("[name=password]", PASSWORD)
        self.page.locator("main form button[type=submit]").first.click()
        if user.is_staff:
            self.page.fill("[name=code]", code_of_app())
            self.page.locator("main form button[type=submit]").first.click()
        expect(self.page.locator("h1")).to_have_text("マイページ")

    def writes(self, **fields: str) -> None:
        """Fill named fields."""
        for name, words in fields.items():
            self.page.fill(f"main [name='{name}']", words)

    def chooses(self, **fields: str) -> None:
        """Choose in named drop-down lists."""
        for name, value in fields.items():
            self.page.select_option(f"main [name='{name}']", value)

    def ticks(self, name: str, value: str | None = None) -> None:
        """Tick a named box or radio button, with its value where several share the name."""
        with_value = f"[value='{value}']" if value is not None else ""
        self.page.check(f"main [name='{name}']{with_value}")

    def presses(self, label: str, *, sure: bool = False) -> None:
        """Press the first button or link with this label; `sure` says yes to the question asked."""
        main = self.page.locator("main, #content").first
        button = main.get_by_role("button", name=label, exact=True)
        target = button if button.count() else main.get_by_role("link", name=label, exact=True)
        target.first.click()
        if sure:
            with self.page.expect_navigation():
                self.page.locator("dialog[open] button").first.click()

    def types_code(self, code: str) -> None:
        """The code of a letter, into the page that asks for it."""
        self.page.fill("main [name=code]", code)
        self.page.locator("main form button[type=submit]").first.click()

    def sees(self, words: str) -> None:
        expect(self.page.locator("main, #content").first).to_contain_text(words)

    def does_not_see(self, words: str) -> None:
        expect(self.page.locator("main, #content").first).not_to_contain_text(words)


@contextmanager
def company(
    new_context: Callable[..., BrowserContext], base_url: str, *names: str
) -> Iterator[dict[str, Visitor]]:
    """Browsers for these people; at the end none of them met a script error or a broken policy."""
    visitors = {name: Visitor(new_context().new_page(), base_url) for name in names}
    yield visitors
    assert {name: visitor.faults for name, visitor in visitors.items()} == {
        name: [] for name in names
    }
