"""A 困りごと from photo to answer: told on a phone without an account and without scripts, looked at and answered
at the desk, and read again; a neighbour says "me too"."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, expect

from kyodo_portal.post.outbox import OutgoingMail
from proposals.models import Concern
from tests.browser.people import Visitor
from tests.browser.test_flower_bed import PHONE, Fingers
from tests.factories import make_coordinator
from tests.projects.events import code_sent_to
from tests.projects.factories import photo_bytes

pytestmark = [pytest.mark.browser, pytest.mark.once, pytest.mark.django_db(transaction=True)]

EMAIL = "hanako@example.jp"
TITLE = "通学路の街灯が消えている"
ANSWER = "電球が切れていました。取り替えます。"


def tells_it(phone: Fingers) -> None:
    """From home: what and where, a photo, the name; the code of the letter."""
    page = phone.page
    page.goto(phone.base_url)
    phone.taps_on_link("/concerns/")
    phone.taps_on_link("/concerns/new/")
    expect(page.locator("main")).to_contain_text("119")
    page.fill("[name=title]", TITLE)
    page.fill("[name=place]", "第一公園の北側の道")
    page.fill("[name=caption]", "明かりのつかない街灯")
    photo = {"name": "machi.jpg", "mimeType": "image/jpeg", "buffer": photo_bytes((400, 300))}
    page.set_input_files("[name=photo]", photo)
    page.check("[name=shows_nobody]")
    page.fill("[name=guest_name]", "見本 花子")
    page.fill("[name=guest_email]", EMAIL)
    phone.taps_on(page.locator("main form .button").first)
    page.fill("[name=code]", code_sent_to(EMAIL))
    phone.taps_on(page.locator("main form .button").first)
    expect(page.locator("main img")).to_be_visible()


def is_looked_at_and_answered(desk: Visitor) -> None:
    desk.goes_to("/admin/")
    desk.presses("届いた地域の困りごとを確認する")
    desk.presses(TITLE)
    desk.ticks("names_nobody")
    desk.ticks("photo_is", "shown")
    desk.presses("公開する")
    desk.sees("人の顔がないことを見て")
    desk.ticks("no_face")
    desk.ticks("no_home")
    desk.presses("公開する")
    desk.sees("公開しました")
    desk.ticks("outcome", "city")
    desk.writes(answer_when="12月中", answer=ANSWER)
    desk.presses("回答を送る")
    desk.sees("回答しました")


def test_concern_from_photo_to_answer(
    new_context: Callable[..., BrowserContext], live_server: Any
) -> None:
    coordinator = make_coordinator()
    phone = Fingers(
        new_context(viewport=PHONE, java_script_enabled=False).new_page(), live_server.url
    )
    tells_it(phone)
    own = phone.page.url
    concern = Concern.objects.get()
    desk = Visitor(new_context().new_page(), live_server.url)
    desk.is_signed_in(coordinator)
    is_looked_at_and_answered(desk)

    letters = OutgoingMail.objects.filter(to=EMAIL).values_list("subject", flat=True)
    told = ("コード", "受け付けました", "公開しました", "回答しました")
    assert [sum(words in subject for subject in letters) for words in told] == [1] * 4
    phone.page.goto(own)
    expect(phone.page.locator("main")).to_contain_text(ANSWER)
    neighbour = Fingers(
        new_context(viewport=PHONE, java_script_enabled=False).new_page(), live_server.url
    )
    neighbour.page.goto(f"{live_server.url}/concerns/")
    neighbour.taps_on_link(concern.get_absolute_url())
    expect(neighbour.page.locator("main img")).to_have_attribute("alt", "明かりのつかない街灯")
    neighbour.taps_on(neighbour.page.get_by_role("button", name="わたしも困っている"))

    concern.refresh_from_db()
    assert (concern.status, concern.people, phone.taps, neighbour.taps) == ("answered", 2, 4, 2)
