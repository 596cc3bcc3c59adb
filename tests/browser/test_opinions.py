"""On a phone: the draft of a plan is announced, an opinion comes from home, is summed up, put right by its writer,
and answered."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import BrowserContext, expect

from proposals.models import OpinionGroup, OpinionRound, OpinionSubmission
from tests.browser.people import Visitor, company
from tests.factories import make_department, make_staff
from tests.projects.events import code_sent_to
from tests.proposals.opinions.factories import make_round

pytestmark = [pytest.mark.browser, pytest.mark.once, pytest.mark.django_db(transaction=True)]

EMAIL = "hanako@example.jp"
PHONE = {"width": 375, "height": 667}
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


def fits(*people: Visitor) -> None:
    for each in people:
        width = each.page.evaluate("document.documentElement.scrollWidth")
        assert width == PHONE["width"], each.page.url


def test_opinion_from_document_to_answer(
    new_context: Callable[..., BrowserContext], live_server: Any, time_machine: Any
) -> None:
    now = timezone.now()
    office = make_department()
    officer, round_ = make_staff(office), make_round(when="draft", department=office)
    section = round_.sections.all()[0]
    with company(new_context, live_server.url, "desk", "citizen") as people:
        desk, citizen = people["desk"], people["citizen"]
        for each in people.values():
            each.page.set_viewport_size(PHONE)

        desk.is_signed_in(officer)
        desk.goes_to(f"/opinions/{round_.pk}/documents/")
        desk.writes(title="計画の案（全文）")
        desk.page.set_input_files(
            "[name=file]", {"name": "an.pdf", "mimeType": "application/pdf", "buffer": PDF}
        )
        desk.presses("保存する")
        desk.presses("もどる")
        desk.presses("予告する", sure=True)
        desk.sees("意見募集を予告しました")
        fits(desk)

        time_machine.move_to(now + dt.timedelta(days=2))
        citizen.goes_to("/")
        citizen.presses(round_.title)
        expect(citizen.page.locator("main")).to_contain_text("計画の案（全文）")
        fits(citizen)
        citizen.presses("意見を書く")
        citizen.writes(
            **{f"text_{section.pk}": "公園に水飲み場がほしい。", "address": "見本市見本町1-1"}
        )
        citizen.writes(guest_name="見本 花子", guest_email=EMAIL)
        citizen.ticks("writer_kind", "resident")
        fits(citizen)
        citizen.presses("意見を出す")
        citizen.types_code(code_sent_to(EMAIL))
        submission = OpinionSubmission.objects.get()
        citizen.sees(f"受付番号 {submission.receipt}")
        own_page = citizen.page.url.removeprefix(live_server.url)

        time_machine.move_to(now + dt.timedelta(days=33))
        desk.is_signed_in(officer)
        desk.goes_to(f"/opinions/{round_.pk}/desk/")
        desk.ticks("opinions")
        desk.writes(heading="水飲み場")
        desk.presses("選んだ意見をまとまりに入れる")
        fits(desk)
        desk.presses("水飲み場")
        desk.writes(summary="公園を使いやすくする。", answer="水飲み場を増やします。")
        desk.ticks("kind", "reflected")
        desk.presses("保存する")
        desk.presses("書いた方に意見の概要を見せる", sure=True)
        desk.sees("書いた方に、意見の概要を見せました")

        citizen.goes_to(own_page)
        citizen.sees("公園を使いやすくする。")
        citizen.writes(text="水飲み場のことが落ちています。")
        citizen.presses("直しを求める")
        citizen.sees("直しを求めました")
        fits(citizen)

        desk.goes_to(f"/opinions/{round_.pk}/desk/")
        desk.page.locator("main [name^='correction-']").fill("概要に「水飲み場」を入れました。")
        desk.presses("答えを送る")
        desk.presses("水飲み場")
        desk.writes(summary="公園に水飲み場をつくる。")
        desk.presses("保存する")

        time_machine.move_to(now + dt.timedelta(days=45))
        desk.is_signed_in(officer)
        desk.goes_to(f"/opinions/{round_.pk}/desk/")
        desk.presses("回答を公表する", sure=True)
        desk.sees("回答を公表しました")

        citizen.goes_to(f"/opinions/{round_.pk}/")
        citizen.sees("1人から、1件の意見がありました")
        citizen.sees("公園に水飲み場をつくる。")
        citizen.sees("水飲み場を増やします。")
        fits(desk, citizen)

    assert OpinionRound.objects.get().status == "answered"
    assert OpinionGroup.objects.get().kind == "reflected"
