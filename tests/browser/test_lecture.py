"""On a phone and without scripts: from the menu of lectures to the report, by somebody without an account and by the
department."""

import datetime as dt
import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page

from kyodo_portal.post.outbox import OutgoingMail
from kyodo_portal.words.calendar import JST
from projects.models import LectureRequest
from tests.browser.people import Visitor
from tests.factories import make_department, make_staff
from tests.projects.events import code_sent_to
from tests.projects.lecturing import make_lecture

pytestmark = [pytest.mark.browser, pytest.mark.once, pytest.mark.django_db(transaction=True)]

PHONE = {"width": 375, "height": 667}
EMAIL = "hanako@example.jp"
NOW = dt.datetime(2027, 6, 9, 10, tzinfo=JST)
AFTER = dt.datetime(2027, 7, 25, 18, tzinfo=JST)


def fits(page: Page) -> None:
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"], page.url


def test_lecture_from_the_menu_to_the_report(
    new_context: Callable[..., BrowserContext], live_server: Any, time_machine: Any
) -> None:
    time_machine.move_to(NOW)
    department = make_department("くらし安全課")
    officer = make_staff(department)
    make_lecture("わが家の防災", department=department, minutes=60)
    visitors = [
        Visitor(new_context(viewport=PHONE, java_script_enabled=False).new_page(), live_server.url)
        for _ in range(2)
    ]
    here, there = visitors

    here.goes_to("/")
    here.page.locator("footer").get_by_role("link", name="出前講座").click()
    here.page.get_by_role("link", name="わが家の防災").click()
    here.page.get_by_role("link", name="この講座を申し込む").click()
    here.writes(guest_name="見本 花子", guest_email=EMAIL, gathering="南町の自治会")
    here.writes(first_day="7月21日", first_time="午後1時半", place_text="南町会館")
    here.writes(people_count="20人", purpose="訓練の前に聞きたい。")
    fits(here.page)
    here.presses("申込みを送る")
    here.writes(code=code_sent_to(EMAIL))
    here.page.locator("main form .button").first.click()
    here.sees("担当課の返事を待っています")
    fits(here.page)

    there.is_signed_in(officer)
    there.page.locator("main").get_by_role(
        "link", name=re.compile("出前講座の申込み")
    ).first.click()
    there.sees("見本 花子")
    there.page.get_by_role("link", name="日時を決めて、引き受ける").click()
    there.writes(words="机を4つお願いします。")
    fits(there.page)
    there.presses("決める")
    there.sees("日時と場所を決めました")
    here.page.reload()
    here.sees("7月21日")
    assert "机を4つお願いします。" in letter_of("日時が決まりました")

    there.page.get_by_role("link", name="日時・場所を変える").click()
    there.writes(day="7月22日", words="講師が重なりました。")
    there.presses("変えて知らせる")
    fits(there.page)
    here.page.reload()
    here.sees("7月22日")
    assert "講師が重なりました。" in letter_of("日時か場所が変わりました")

    time_machine.move_to(AFTER)
    there.is_signed_in(officer)
    there.goes_to(LectureRequest.objects.get().get_absolute_url())
    there.page.get_by_role("link", name="報告を書く").click()
    there.page.locator("[name=audience]").first.select_option("neighbourhood")
    there.writes(people_count="18", questions="避難所はどこですか。")
    fits(there.page)
    there.presses("報告をまとめる")
    here.page.reload()
    here.sees("避難所はどこですか。")
    fits(here.page)
    assert LectureRequest.objects.get().status == "reported"


def letter_of(words: str) -> str:
    """What the guest reads in the letter that says these words."""
    return OutgoingMail.objects.get(to=EMAIL, subject__contains=words).body
