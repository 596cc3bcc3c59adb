"""Signing in a real browser: the question that warns comes when there is something to sign."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.factories import make_department, make_group, make_project, make_user
from tests.proposals.pages import signed_in, url

pytestmark = [
    pytest.mark.browser,
    pytest.mark.once(on="postgres"),
    pytest.mark.django_db(transaction=True),
]


def test_unticked_consent_is_asked_for_before_the_question(page: Page, live_server: Any) -> None:
    manager = make_user()
    project = make_project(
        groups=(make_group(managers=(manager,)),), departments=(make_department(),)
    )
    session = signed_in(manager).cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
    page.goto(live_server.url + url("projects:agreement", project.pk))
    button = page.get_by_role("button", name="この内容に署名する")

    button.click()
    expect(page.locator("[data-error-summary]")).to_contain_text("同意の欄に印を付けて")

    page.check("main [name=agrees]")
    button.click()
    expect(page.locator("dialog[open]")).to_contain_text("署名は取り消せません")
    expect(page.locator("dialog[open] button").get_by_text("やめる")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("dialog")).to_have_count(0)
    expect(button).to_be_focused()
