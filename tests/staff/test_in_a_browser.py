"""The admin in a browser: lists that a phone can show, and forms that are not left by mistake."""

from typing import Any

import pytest
from playwright.sync_api import Dialog, Page, expect

from groups.models import User
from tests.factories import make_coordinator, make_department, make_group, make_project
from tests.proposals.factories import make_proposal
from tests.proposals.pages import signed_in

pytestmark = [
    pytest.mark.browser,
    pytest.mark.once(on="postgres"),
    pytest.mark.django_db(transaction=True),
]

LIST = "/admin/projects/project/"


def sign_in(page: Page, live_server: Any, person: User) -> None:
    session = signed_in(person).cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])


def test_list_fits_a_phone_and_names_its_columns(page: Page, live_server: Any) -> None:
    make_project(
        "長い名前の事業" * 20,
        groups=(make_group("花と道をつなぐ会" * 5),),
        departments=(make_department("みどり課"),),
    )
    sign_in(page, live_server, make_coordinator())
    page.set_viewport_size({"width": 320, "height": 700})
    page.goto(f"{live_server.url}{LIST}")
    table = page.get_by_role("region", name="協働事業の表")

    assert table.evaluate("table => table.scrollWidth <= table.clientWidth")
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    named = "cell => getComputedStyle(cell, '::before').content"
    assert "所管課" in page.locator("#result_list td", has_text="みどり課").evaluate(named)

    table.get_by_role("link", name="事業名").click()
    expect(page.locator("#result_list th[aria-sort]")).to_have_text("事業名▲")

    page.set_viewport_size({"width": 1280, "height": 700})
    assert page.locator("#result_list td").first.evaluate(named) == "none"


def test_list_of_the_desk_fits_its_window_and_a_phone_finds_the_filters(
    page: Page, live_server: Any
) -> None:
    make_proposal(
        "長い名前の事業" * 5,
        status="under_review",
        group=make_group("花と道をつなぐ会" * 3),
        responsible_department=make_department("道路とみどりと公園の課"),
    )
    sign_in(page, live_server, make_coordinator())
    page.set_viewport_size({"width": 1280, "height": 700})
    page.goto(f"{live_server.url}/admin/proposals/proposal/")
    table = page.get_by_role("region", name="提案の表")
    to_filters = page.get_by_role("link", name="フィルターへ進む")

    assert table.evaluate("table => table.scrollWidth <= table.clientWidth")
    expect(to_filters).to_be_hidden()

    page.set_viewport_size({"width": 375, "height": 700})
    for link in (to_filters, page.get_by_role("link", name="この一覧を表計算で取り出す")):
        assert link.evaluate("link => link.getBoundingClientRect().height") >= 44
    to_filters.click()
    expect(page.locator("#changelist-filter")).to_be_in_viewport()


def test_unsaved_writing_in_a_form_is_not_left_without_a_question(
    page: Page, live_server: Any
) -> None:
    project = make_project("道の花だん", groups=(make_group(),), departments=(make_department(),))
    asked: list[str] = []

    def stay(question: Dialog) -> None:
        asked.append(question.type)
        question.dismiss()

    sign_in(page, live_server, make_coordinator())
    page.on("dialog", stay)
    home = page.get_by_role("link", name="ホーム")
    form = f"{live_server.url}{LIST}{project.pk}/change/"
    page.goto(form)
    page.locator("#id_title").focus()
    home.click()  # in the form, but nothing was written there
    expect(page).to_have_url(f"{live_server.url}/admin/")
    assert asked == []

    page.goto(form)
    page.locator("#id_title").fill("")
    home.click()
    assert (asked, page.url) == (["beforeunload"], form)

    page.get_by_role(
        "button", name="保存", exact=True
    ).click()  # refused: the words are still unsaved
    expect(page.locator(".errornote")).to_be_visible()
    home.click()
    assert (asked, page.url) == (["beforeunload"] * 2, form)

    page.locator("#id_title").fill("道と花だん")
    page.get_by_role("button", name="保存", exact=True).click()
    expect(page.locator("h1").last).to_have_text("道と花だん")
    assert len(asked) == 2
