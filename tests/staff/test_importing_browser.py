"""A list handed in from a browser: its page tells how far it is, and what came of it, by itself."""

from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from groups.models import Group
from kyodo_portal.life.jobs.running import run_next
from kyodo_portal.staff import importing
from tests.factories import make_coordinator
from tests.groups.imports.lists import as_csv
from tests.staff.test_importing import HEADINGS, RIVER
from tests.staff.test_in_a_browser import sign_in

pytestmark = [
    pytest.mark.browser,
    pytest.mark.once(on="postgres"),
    pytest.mark.django_db(transaction=True),
]


def test_list_is_handed_in_looked_at_and_taken_in(
    page: Page, live_server: Any, monkeypatch: Any
) -> None:
    monkeypatch.setattr(importing, "LITTLE", 10)  # the worker has it
    sign_in(page, live_server, make_coordinator())
    page.set_viewport_size({"width": 375, "height": 700})
    page.goto(f"{live_server.url}/admin/")
    page.get_by_role("link", name="表から取り込む").click()
    page.get_by_role("radio", name="団体の名簿").check()
    file: Any = {"name": "名簿.csv", "mimeType": "text/csv", "buffer": as_csv(HEADINGS, RIVER)}
    page.locator("input[type=file]").set_input_files(file)
    page.get_by_role("button", name="内容を確かめる").click()
    expect(page.get_by_role("progressbar")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") == 375

    run_next(timezone.now())
    expect(page.get_by_text("新しく登録する団体：1件")).to_be_visible()  # nobody has reloaded it
    page.get_by_role("button", name="この内容で取り込む").click()
    run_next(timezone.now())

    expect(page.get_by_text("できました")).to_be_visible()
    assert Group.objects.get().name == "川の会"
