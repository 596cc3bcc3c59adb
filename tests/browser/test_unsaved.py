"""Leaving a page with unsaved words: the browser asks, and only then."""

from typing import Any

import pytest
from playwright.sync_api import Dialog, Page, expect

from groups.models import User
from proposals.models import Consultation, Proposal
from tests.factories import make_user
from tests.proposals.factories import make_proposal
from tests.proposals.pages import signed_in, url

pytestmark = [
    pytest.mark.browser,
    pytest.mark.once(on="postgres"),
    pytest.mark.django_db(transaction=True),
]


class Leaver:
    """Somebody who goes elsewhere, and `stays` when asked; `asked` counts the questions."""

    stays = True

    def __init__(self, page: Page, live_server: Any, person: User) -> None:
        self.page, self.base, self.asked = page, live_server.url, 0
        session = signed_in(person).cookies["sessionid"].value
        page.context.add_cookies([{"name": "sessionid", "value": session, "url": self.base}])
        page.on("dialog", self._answer)

    def _answer(self, question: Dialog) -> None:
        assert question.type == "beforeunload"
        self.asked += 1
        if self.stays:
            question.dismiss()
        else:
            question.accept()

    def opens(self, path: str) -> None:
        self.page.goto(self.base + path)

    def types(self, name: str, words: str) -> None:
        self.page.locator(f"main [name='{name}']").click()
        self.page.keyboard.press("Control+A")
        self.page.keyboard.press("Delete")
        self.page.keyboard.insert_text(words)

    def tries_to_leave(self) -> None:
        self.page.get_by_role("link", name="English").first.click()
        self.page.wait_for_load_state()


def test_question_is_asked_only_while_words_would_be_lost(page: Page, live_server: Any) -> None:
    somebody = Leaver(page, live_server, make_user())
    somebody.opens("/consult/new/")
    somebody.types("subject", "花だん")
    somebody.tries_to_leave()
    assert (somebody.asked, page.url) == (1, f"{live_server.url}/consult/new/")

    page.get_by_role("button", name="相談を送る").click()  # refused: the page still holds the words
    expect(page.locator("[data-error-summary]")).to_be_focused()
    assert somebody.asked == 1
    somebody.tries_to_leave()
    assert somebody.asked == 2

    somebody.types("concern", "通りがさびしい。")
    page.get_by_role("button", name="相談を送る").click()
    expect(page.locator("h1")).to_have_text("花だん")
    assert (somebody.asked, Consultation.objects.count()) == (2, 1)

    somebody.opens("/consult/new/")
    somebody.types("subject", "花だん")
    somebody.types("subject", "")
    somebody.tries_to_leave()
    expect(page).to_have_url(f"{live_server.url}/en/consult/new/")
    assert somebody.asked == 2


def test_draft_that_has_saved_itself_is_left_without_a_question(
    page: Page, live_server: Any
) -> None:
    proposal = make_proposal("もとの題")
    somebody = Leaver(page, live_server, proposal.created_by)
    page.clock.install()
    somebody.opens(url("proposals:section", proposal.pk, "outline"))
    somebody.types("subtitle", "途中")
    somebody.tries_to_leave()
    assert somebody.asked == 1

    page.clock.fast_forward(21_000)
    expect(page.locator("[data-autosave-status]")).to_contain_text("下書きを保存しました")
    somebody.tries_to_leave()
    expect(page).to_have_url(f"{live_server.url}/en/proposals/{proposal.pk}/edit/outline/")
    assert (somebody.asked, Proposal.objects.get(pk=proposal.pk).subtitle) == (1, "途中")


def test_words_left_behind_on_purpose_still_come_back(page: Page, live_server: Any) -> None:
    somebody = Leaver(page, live_server, make_user())
    somebody.opens("/consult/new/")
    somebody.types("subject", "花だん")
    somebody.stays = False
    somebody.tries_to_leave()
    expect(page).to_have_url(f"{live_server.url}/en/consult/new/")

    expect(page.locator("main [name='subject']")).to_have_value("花だん")
    page.locator("h1").click()
    page.get_by_role("link", name="日本語", exact=True).first.click()
    expect(page).to_have_url(f"{live_server.url}/consult/new/")
    expect(page.locator("main [name='subject']")).to_have_value("花だん")
    assert somebody.asked == 1
