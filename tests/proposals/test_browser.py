"""The form of a proposal in a real browser: it saves itself, and leaves no half-made step behind."""

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from proposals.models import Proposal
from tests.proposals.factories import make_proposal
from tests.proposals.pages import signed_in, url

pytestmark = [pytest.mark.browser, pytest.mark.once, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def draft(page: Page, live_server: Any) -> Proposal:
    """A draft, open for writing in the browser of its proposer."""
    proposal = make_proposal("もとの題")
    session = signed_in(proposal.created_by).cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
    page.clock.install()
    page.goto(live_server.url + url("proposals:section", proposal.pk, "outline"))
    return proposal


def test_form_saves_itself_and_can_then_be_saved_by_hand(page: Page, draft: Proposal) -> None:
    page.get_by_label("事業名", exact=False).first.fill("途中の題")
    page.clock.fast_forward(21_000)
    expect(page.locator("[data-autosave-status]")).to_contain_text("下書きを保存しました")
    assert Proposal.objects.get(pk=draft.pk).title == "途中の題"

    page.get_by_label("副題", exact=False).fill("副題です")
    page.get_by_role("button", name="保存して一覧にもどる").click()

    expect(page.locator("main")).to_contain_text("下書きを保存しました。")
    assert Proposal.objects.get(pk=draft.pk).subtitle == "副題です"


def test_enter_saves_the_draft(page: Page, draft: Proposal) -> None:
    page.get_by_label("副題", exact=False).fill("副題です")
    page.keyboard.press("Enter")

    expect(page.locator("main")).to_contain_text("下書きを保存しました。")
    assert Proposal.objects.get(pk=draft.pk).subtitle == "副題です"


def test_more_rows_lead_back_to_their_table(page: Page, draft: Proposal) -> None:
    page.goto(page.url.replace("outline", "goals"))
    page.get_by_role("button", name="行を増やす").click()

    expect(page).to_have_url(re.compile("#goals$"))
    expect(page.locator("[data-formset=goals] tbody tr")).to_have_count(6)


def test_sums_add_up_while_they_are_typed(page: Page, draft: Proposal) -> None:
    page.goto(page.url.replace("outline", "budget"))
    sums = page.locator("[data-budget-sums]")
    expect(sums).to_contain_text("収入と支出が同じです")

    page.fill("[name=income-0-amount]", "３０万円")
    expect(sums.locator("[data-sum=income]")).to_have_text("300,000円")
    expect(sums.locator("[data-balance]")).to_have_text("収入と支出が同じになっていません")
    page.fill("[name=expense-0-amount]", "299,000")
    page.fill("[name=expense-1-amount]", "千円")
    page.fill("[name=expense-1-amount]", "1千円")

    expect(sums.locator("[data-sum=expense]")).to_have_text("300,000円")
    expect(sums.locator("[data-balance]")).to_have_text("収入と支出が同じです")
