"""A deadline closes after the minute in which it is shown, and every page says the same of it."""

import datetime as dt
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from kyodo_portal.words.calendar import JST
from proposals.models import Call, Proposal
from proposals.queues import calls_to_review
from proposals.waiting import waiting_for
from tests.factories import make_coordinator
from tests.proposals.factories import make_call, make_proposal

pytestmark = pytest.mark.django_db

CLOSES = dt.datetime(2026, 6, 30, 23, 59, tzinfo=JST)
MOMENTS = {
    "a day before": CLOSES - dt.timedelta(days=1),
    "at the minute": CLOSES,
    "within the minute": CLOSES + dt.timedelta(seconds=59, microseconds=999_999),
    "after it": CLOSES + dt.timedelta(minutes=1),
}
TAKES = dict.fromkeys(("a day before", "at the minute", "within the minute"), True) | {
    "after it": False
}
"""Whether a proposal is taken then."""

OVER = ("受付は終わりました", "受付を締め切りました", "に終わりました")
ASKED = (
    "提出してください",
    "いますぐ提案を書きはじめ",
    "内容を確認して提出する",
    "よければ提出して",
)


@pytest.fixture(scope="module")
def draft(for_the_file: None) -> Proposal:
    call = make_call(opens_at=CLOSES - dt.timedelta(days=60), closes_at=CLOSES)
    return make_proposal(call=call)


def answers(call: Call, draft: Proposal) -> dict[str, bool]:
    """What each part of the portal holds of the call at this moment."""
    fresh: Any = Call.objects.with_current_status().get(pk=call.pk)
    labels = [task.label for task in waiting_for(draft.created_by)]
    return {
        "the call": fresh.is_open,
        "its list": fresh.clock_status == "open",
        "open calls": Call.objects.open().filter(pk=call.pk).exists(),
        "calls for drafts": Call.objects.taking_drafts().filter(pk=call.pk).exists(),
        "closed calls": not Call.objects.closed().filter(pk=call.pk).exists(),
        "what has closed": not fresh.has_closed,
        "the queue of reviews": not Call.objects.filter(calls_to_review(None), pk=call.pk).exists(),
        "my page": any("書いて提出する" in label for label in labels),
    }


def test_every_part_of_the_portal_closes_in_the_same_moment(draft: Proposal) -> None:
    found = {}
    for name, moment in MOMENTS.items():
        with time_machine.travel(moment, tick=False):
            found[name] = set(answers(draft.call, draft).values())

    assert found == {name: {takes} for name, takes in TAKES.items()}


def test_no_page_asks_for_what_it_says_is_over(draft: Proposal) -> None:
    client = Client()
    client.force_login(draft.created_by)
    pages = {
        "call": draft.call.get_absolute_url(),
        "draft": draft.get_absolute_url(),
        "form": reverse("proposals:section", args=[draft.pk, "plan"]),
        "check": reverse("proposals:check", args=[draft.pk]),
        "my page": reverse("my"),
    }
    told: dict[str, Any] = {}
    for moment in MOMENTS.values():
        with time_machine.travel(moment, tick=False):
            for name, path in pages.items():
                page = client.get(path).content.decode()
                is_over = any(word in page for word in OVER)
                told.setdefault(name, []).append((is_over, any(word in page for word in ASKED)))

    both = {name: each for name, each in told.items() if (True, True) in each}
    assert both == {}
    assert {name: [is_over for is_over, _ in each] for name, each in told.items()} == {
        name: [False, False, False, name != "my page"] for name in pages
    }


def test_call_is_announced_until_its_last_minute_is_over() -> None:
    coordinator = make_coordinator()
    call = make_call(when="draft", opens_at=CLOSES - dt.timedelta(days=1), closes_at=CLOSES)
    client = Client()
    client.force_login(coordinator)
    with time_machine.travel(MOMENTS["after it"], tick=False):
        page = client.get(f"/admin/proposals/call/{call.pk}/change/").content.decode()

    assert "締切が、もう過ぎた日時になっています。" in page
