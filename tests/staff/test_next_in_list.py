"""After each act the next one: the next in the order of the list from which the record was opened."""

import re
from typing import Any
from urllib.parse import quote

import pytest
from django.test import Client

from proposals.models import Proposal
from tests.factories import make_coordinator, make_department, make_group, make_reviewer, make_user
from tests.proposals.factories import make_call, make_proposal, make_review
from tests.staff.admin_world import url
from tests.staff.test_base import signed_in
from tests.trust.reading import forms_in

pytestmark = pytest.mark.django_db

LIST = f"?_changelist_filters={quote('queue=submitted')}"
BY_TITLE = f"?_changelist_filters={quote('queue=submitted&o=1')}"


def submitted(number: int) -> list[Proposal]:
    """So many that wait to be checked, each ready for its review."""
    call, group = make_call(when="closed"), make_group(managers=(make_user(),))
    department, judge = make_department(), make_reviewer()
    made = [
        make_proposal(
            f"提案{place}",
            call=call,
            group=group,
            status="submitted",
            responsible_department=department,
        )
        for place in range(number)
    ]
    for proposal in made:
        make_review(proposal, judge)
    return made


def next_on(page: Any) -> str:
    """What the page says comes next; empty where nothing does."""
    found = re.search(
        r'class="portal-next"><a href="([^"]+)">次の1件へ：([^<]+)<', page.content.decode()
    )
    return found.group(2) if found else ""


def opened(browser: Client, proposal: Proposal, query: str = LIST) -> Any:
    return browser.get(url(proposal, "change") + query)


def test_next_one_is_the_next_of_the_list() -> None:
    first, second, third = submitted(3)
    browser = signed_in(make_coordinator())

    assert [next_on(opened(browser, each)) for each in (first, second, third)] == [
        "提案1",
        "提案2",
        "",
    ]
    backwards = BY_TITLE.replace("o%3D1", "o%3D-1")
    assert next_on(opened(browser, second, BY_TITLE)) == "提案2"
    assert next_on(opened(browser, second, backwards)) == "提案0"


def test_record_that_an_act_took_out_of_the_list_still_leads_to_the_next() -> None:
    _, second, third = submitted(3)
    browser = signed_in(make_coordinator())
    page = opened(browser, second)
    move_url = page.context["move_url"]

    answer = browser.post(move_url, {"move": "begin_review", "seen": "submitted"}, follow=True)

    second.refresh_from_db()
    assert second.status == "under_review"
    assert next_on(answer) == third.title
    assert next_on(browser.get(answer.context["next_url"])) == ""


def test_small_form_keeps_the_list() -> None:
    first, _ = submitted(2)
    browser = signed_in(make_coordinator())

    address = url(first, "change") + LIST
    shown = forms_in(browser.get(address), address)
    form = next(each for each in shown if "department" in each.fields).fields
    pressed = {"part": "department", "department": make_department().pk}

    answer = browser.post(address, {**form, **pressed}, follow=True)

    assert (answer.status_code, next_on(answer)) == (200, "提案1")


@pytest.mark.parametrize(
    "query",
    [
        "",
        "?_changelist_filters=",
        "?_changelist_filters=queue%3Dno_such",
        "?_changelist_filters=title__startswith%3Dx",
        "?_changelist_filters=o%3Dx%26p%3D99999",
        "?_changelist_filters=%3F%26%3D%3D&next=x",
        "?_changelist_filters=queue%3Dsubmitted&next=99999999999999999999",
    ],
)
def test_list_that_cannot_be_read_stops_no_page(query: str) -> None:
    (only,) = submitted(1)

    assert opened(signed_in(make_coordinator()), only, query).status_code == 200
