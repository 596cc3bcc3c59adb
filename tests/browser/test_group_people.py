"""On a phone: a representative invites, the newcomer accepts, and the group is handed over to them."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import BrowserContext

from kyodo_portal.post.outbox import OutgoingMail
from tests.browser.people import company
from tests.factories import make_group, make_user
from tests.groups.accounts.doors import code_in
from tests.groups.people import roles_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PHONE = {"width": 375, "height": 667}
EMAIL = "hanako@example.jp"


def test_group_is_invited_to_and_handed_over_on_a_phone(
    new_context: Callable[..., BrowserContext], live_server: Any, mailoutbox: list[Any]
) -> None:
    former = make_user("いまの代表")
    group = make_group("花の会", representative=former)
    with company(new_context, live_server.url, "former", "newcomer") as people:
        for visitor in people.values():
            visitor.page.set_viewport_size(PHONE)
        here, there = people["former"], people["newcomer"]

        here.is_signed_in(former)
        here.goes_to(f"/groups/{group.pk}/people/")
        here.presses("人を招待する")
        here.writes(name="見本 花子", email=EMAIL)
        here.ticks("role", "manager")
        here.presses("招待のメールを送る")
        here.sees("招待のメールを送りました")

        letter = OutgoingMail.objects.get(to=EMAIL, subject__contains="招待")
        found = re.search(r"/accounts/invitations/[\w-]+/", letter.body)
        assert found is not None
        there.goes_to(found[0])
        there.presses("メールでコードを受け取って進む")
        there.page.fill("[name=code]", code_in(mailoutbox))
        there.page.locator("main form button[type=submit]").first.click()
        there.presses("引き受ける")
        there.sees("あなたは管理者です")

        here.goes_to(f"/groups/{group.pk}/people/")
        here.presses("代表を引き継ぐ人を選ぶ")
        here.page.get_by_label("見本 花子").check()
        here.presses("この人に頼む")
        here.sees("返事があるまで、代表はあなたです")

        there.goes_to(f"/groups/{group.pk}/people/")
        there.presses("代表を引き受ける", sure=True)
        there.sees("あなたは代表です")
        for visitor in people.values():
            width = visitor.page.evaluate("document.documentElement.scrollWidth")
            assert width == PHONE["width"]

    assert roles_in(group) == {"いまの代表": "manager", "見本 花子": "representative"}
