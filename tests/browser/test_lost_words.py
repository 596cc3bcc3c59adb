"""On a phone: the session, the line and the tab are lost while somebody writes, and no word with them."""

from typing import Any

import pytest
from allauth.account.models import EmailAddress
from playwright.sync_api import BrowserContext, Page, expect

from groups.models import User
from proposals.models import Consultation, Proposal
from tests.factories import PASSWORD, make_user
from tests.proposals.factories import make_proposal
from tests.proposals.pages import signed_in, url
from tests.writing.seen_pages import Opened, plan

pytestmark = [
    pytest.mark.browser,
    pytest.mark.once(on="postgres"),
    pytest.mark.django_db(transaction=True),
]

WORDS = "通りがさびしい。花を植えたい。"
LEFT = "Object.keys(localStorage).filter((key) => key.startsWith('kyodo-typed:')).length"
STORED = f"new Promise((done) => {{ const look = () => ({LEFT} === 1 ? done() : requestAnimationFrame(look)); look(); }})"


@pytest.fixture
def base(page: Page, live_server: Any) -> str:
    page.set_viewport_size({"width": 375, "height": 667})
    return str(live_server.url)


def comes_in(context: BrowserContext, base: str, person: User) -> None:
    """A browser in which this person is signed in."""
    session = signed_in(person).cookies["sessionid"].value
    context.add_cookies([{"name": "sessionid", "value": session, "url": base}])


def test_session_is_lost_while_a_consultation_is_written(page: Page, base: str) -> None:
    person = make_user(password=PASSWORD)
    EmailAddress.objects.update_or_create(
        user=person, defaults={"email": person.email, "verified": True, "primary": True}
    )
    comes_in(page.context, base, person)
    page.goto(f"{base}/consult/new/")
    page.fill("[name=subject]", "花だん")
    page.fill("[name=concern]", WORDS)
    page.context.clear_cookies(name="sessionid")

    page.get_by_role("button", name="相談を送る").click()
    expect(page.locator("main")).to_contain_text("書いた内容は預かっています")
    page.fill("[name=login]", person.email)
    page.fill("[name=password]", PASSWORD)
    page.locator("main form button[type=submit]").first.click()

    expect(page.locator("[name=concern]")).to_have_value(WORDS)
    expect(page.locator("main")).to_contain_text("まだ保存していません")
    page.get_by_role("button", name="相談を送る").click()
    expect(page.locator("h1")).to_have_text("花だん")
    assert Consultation.objects.get().concern == WORDS
    assert page.evaluate(LEFT) == 0


def test_line_is_lost_while_a_draft_is_written(page: Page, base: str) -> None:
    proposal = make_proposal("もとの題")
    comes_in(page.context, base, proposal.created_by)
    page.clock.install()
    page.goto(base + url("proposals:section", proposal.pk, "outline"))
    status = page.locator("[data-autosave-status]")
    page.context.set_offline(True)
    page.fill("[name=subtitle]", WORDS)
    page.clock.fast_forward(4_000)

    expect(status).to_contain_text("通信が切れています")
    expect(status).to_be_in_viewport()
    page.context.set_offline(False)
    expect(status).to_contain_text("下書きを保存しました")
    assert Proposal.objects.get().subtitle == WORDS
    assert page.evaluate(LEFT) == 0


def test_line_is_lost_before_the_button_is_pressed(page: Page, base: str) -> None:
    """Nothing of the browser's own is shown: the form stays, and is sent when the line is back; or not,
    where its writer thinks better of it."""
    comes_in(page.context, base, make_user())
    page.goto(f"{base}/consult/new/")
    page.fill("[name=subject]", "花だん")
    page.fill("[name=concern]", WORDS)
    send, notice = page.get_by_role("button", name="相談を送る"), page.locator("[role=alert]")
    page.context.set_offline(True)
    send.click()
    expect(notice).to_contain_text("つながっていません")
    send.click()
    expect(notice).to_have_count(1)
    page.get_by_role("button", name="送るのをやめる").click()
    expect(notice).to_have_count(0)
    expect(page.locator("[name=concern]")).to_have_value(WORDS)
    send.click()
    page.fill("[name=idea]", "種をまく。")

    page.context.set_offline(False)

    expect(page.locator("h1")).to_have_text("花だん")
    asked = Consultation.objects.get()
    assert (asked.concern, asked.idea) == (WORDS, "種をまく。")


def test_session_is_lost_while_a_draft_saves_itself(page: Page, base: str) -> None:
    proposal = make_proposal("もとの題")
    comes_in(page.context, base, proposal.created_by)
    page.clock.install()
    page.goto(base + url("proposals:section", proposal.pk, "outline"))
    page.context.clear_cookies(name="sessionid")
    page.fill("[name=subtitle]", WORDS)
    page.clock.fast_forward(4_000)

    status = page.locator("[data-autosave-status]")
    expect(status).to_contain_text("ログインが切れました")
    expect(status.get_by_role("link", name="ログインする")).to_be_in_viewport()
    comes_in(page.context, base, proposal.created_by)
    page.goto(base + url("proposals:section", proposal.pk, "outline"))
    expect(page.locator("[name=subtitle]")).to_have_value(WORDS)


def test_tab_is_lost_while_a_plan_is_written_and_nobody_else_finds_the_words(
    page: Page, base: str
) -> None:
    opened: Opened = plan()
    context = page.context
    comes_in(context, base, opened.first)
    page.goto(base + opened.address)
    page.fill(f"[name={opened.one}]", WORDS)
    page.evaluate(STORED)
    page.close()

    again = context.new_page()
    again.goto(base + opened.address)
    expect(again.locator(f"[name={opened.one}]")).to_have_value(WORDS)
    expect(again.locator("main")).to_contain_text("まだ保存していません")

    again.fill(f"[name={opened.one}]", f"{WORDS}もっと")
    again.evaluate(STORED)
    comes_in(context, base, opened.second)
    next_one = context.new_page()
    next_one.goto(base + opened.address)
    expect(next_one.locator(f"[name={opened.one}]")).to_have_value("花の道")
    assert next_one.evaluate(LEFT) == 0
