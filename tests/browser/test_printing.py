"""Forms on paper: every box has its label, and nothing that is written in it is cut off."""

from typing import Any

import pytest
from playwright.sync_api import Page

from tests.people import make_cast
from tests.proposals.factories import make_proposal
from tests.trust.world import signed_in_as

pytestmark = [pytest.mark.browser, pytest.mark.once, pytest.mark.django_db(transaction=True)]

A4 = {"width": 658, "height": 1000}
"""What lies within the margins of the sheet, in CSS pixels."""

BOXES = "main form :is(input, textarea, select):not([type=hidden], [type=file])"

UNREADABLE = f"""() => [...document.querySelectorAll('{BOXES}')].filter((box) => {{
  const label = box.labels[0];
  const shown = (part) => part.offsetParent !== null && getComputedStyle(part).visibility === 'visible';
  const whole = box.nextElementSibling?.dataset?.printedValue !== undefined
    || (box.scrollWidth <= box.clientWidth + 1 && box.scrollHeight <= box.clientHeight + 1);
  return !label || !shown(box) || !shown(label) || label.offsetHeight < 5 || !whole;
}}).map((box) => box.name)"""


def test_forms_are_printed_whole(page: Page, live_server: Any) -> None:
    cast = make_cast()
    texts = dict.fromkeys(
        ("background", "content", "why_together"), "花を植えて通りを明るくする。" * 120
    )
    draft = make_proposal("とても長い事業名" * 12, group=cast.group, **texts)
    blank = make_proposal("", group=cast.group, call=draft.call, complete=False)
    key = signed_in_as(cast["manager"])
    page.context.add_cookies([{"name": "sessionid", "value": key, "url": live_server.url}])
    page.set_viewport_size(A4)
    page.emulate_media(media="print")
    found = {}
    for path in (
        f"/proposals/{draft.pk}/whole/",
        f"/proposals/{blank.pk}/whole/",
        "/consultations/new/",
        f"/groups/{cast.group.pk}/edit/",
    ):
        page.goto(live_server.url + path)
        page.evaluate("dispatchEvent(new Event('beforeprint'))")
        found[path] = page.evaluate(UNREADABLE)
        wide = page.evaluate("document.documentElement.scrollWidth")
        assert wide <= A4["width"], path

    assert found == dict.fromkeys(found, [])
