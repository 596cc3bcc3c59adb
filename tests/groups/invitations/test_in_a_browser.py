"""An invitation is accepted from a real browser, which says with each form where it was sent from."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.factories import make_department, make_user
from tests.groups.invitations.test_invitations import make_invitation
from tests.groups.invitations.test_invitations import page as page_in_letter

pytestmark = [
    pytest.mark.browser,
    pytest.mark.once(on="postgres"),
    pytest.mark.django_db(transaction=True),
]


def test_code_is_asked_for_from_the_page_of_the_letter(page: Page, live_server: Any) -> None:
    make_invitation(make_user("管理者", is_superuser=True), make_department("環境課"))
    page.set_viewport_size({"width": 375, "height": 700})
    page.goto(f"{live_server.url}{page_in_letter()}")

    page.get_by_role("button", name="メールでコードを受け取って進む").click()

    expect(page.get_by_label("コード")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") == 375
