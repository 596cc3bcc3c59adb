"""The sum of a sheet while it is written, in a browser: the same as the one that is saved."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from proposals.models import Review
from tests.factories import make_reviewer
from tests.proposals.factories import make_call, make_proposal, make_review
from tests.proposals.pages import signed_in
from tests.proposals.test_admin import change

pytestmark = [pytest.mark.browser, pytest.mark.once, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def sheet(page: Page, live_server: Any) -> Review:
    """A sheet of three criteria, one of them of weight 1.5, open in its reviewer's browser."""
    call = make_call(when="reviewing")
    call.criteria.filter(name="公益性").update(weight="1.5", step_words="5 とてもよい")
    call.criteria.create(name="先駆性", points_max=5, order=3)
    review = make_review(
        make_proposal(call=call, status="under_review"), make_reviewer(), status="in_progress"
    )
    session = signed_in(review.reviewer).cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
    page.set_viewport_size({"width": 820, "height": 1180})
    page.goto(f"{live_server.url}{change(review)}")
    return review


def test_sum_runs_along_and_is_the_one_that_is_saved(page: Page, sheet: Review) -> None:
    total, rows = page.locator("[data-total]"), page.locator("fieldset[data-weight]")
    expect(total).to_have_text("保存した合計 0／0　まだ採点していない項目 3件")

    rows.nth(0).get_by_text("5点 とてもよい").click()
    expect(total).to_have_text("いまの合計 7.5／7.5　まだ採点していない項目 2件")
    rows.nth(1).get_by_text("3点").click()
    rows.nth(2).get_by_text("採点しない", exact=True).click()
    expect(total).to_have_text("いまの合計 10.5／12.5　満点17.5に換算して 14.7点")

    rows.nth(2).get_by_label("採点しない理由").fill("専門でないため")
    page.get_by_role("button", name="途中まで保存する").first.click()

    expect(page.locator(".messagelist, [data-messages], main").first).to_contain_text(
        "途中まで保存しました"
    )
    expect(total).to_contain_text("保存した合計 10.5／12.5")


def test_first_button_stands_within_one_screen(page: Page, sheet: Review) -> None:
    page.set_viewport_size({"width": 820, "height": 820})
    box = page.get_by_role("button", name="途中まで保存する").first.bounding_box()

    assert box is not None
    assert box["y"] + box["height"] <= 820
