"""The packet from the button at the desk to the file in a member's hands."""

from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from kyodo_portal.life.jobs.running import run_next
from tests.factories import make_coordinator, make_reviewer
from tests.groups.committees.factories import seat
from tests.proposals.factories import make_review
from tests.proposals.packets.factories import before_meeting
from tests.staff.test_in_a_browser import sign_in

pytestmark = [
    pytest.mark.browser,
    pytest.mark.once,
    pytest.mark.django_db(transaction=True),
]


def test_packet_is_frozen_made_and_taken(page: Page, live_server: Any) -> None:
    meeting, (proposal, _) = before_meeting()
    paper = seat(meeting.committee, "紙の委員（見本）")
    meeting.items.get(on_proposal__proposal=proposal).absences.create(member=paper, why="interest")
    make_review(proposal, make_reviewer(), status="submitted", points=4)
    sign_in(page, live_server, make_coordinator())
    page.set_viewport_size({"width": 320, "height": 700})
    page.goto(f"{live_server.url}/admin/groups/meeting/{meeting.pk}/change/")
    page.get_by_role("link", name="審査資料をまとめる・受け取る").click()
    page.get_by_role("button", name="審査資料をまとめる").click()
    expect(page.get_by_role("progressbar")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") == 320

    run_next(timezone.now())
    expect(page.get_by_role("link", name="PDF（")).to_be_visible()  # nobody has reloaded it
    row = page.get_by_role("row", name="紙の委員（見本）")
    expect(row).to_contain_text("紙（印刷して渡します）")
    expect(row).to_contain_text(proposal.number)
    with page.expect_download() as taken:
        page.get_by_role("link", name="PDF（").click()
    assert taken.value.suggested_filename.startswith("審査資料 第1号")

    page.goto(f"{live_server.url}{meeting.get_absolute_url()}")
    expect(page.get_by_role("heading", name="審査資料 第1号")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") == 320
