"""Calls from before there were five kinds stay as they are and open; the newer kinds find a way back."""

from collections.abc import Generator
from typing import Any

from django.test import Client

from proposals.models import Call, Proposal
from tests.factories import make_coordinator
from tests.proposals.factories import conclude, decide, make_call, make_proposal


def calls_of_the_first_kinds_stay_as_they_are() -> Generator[None, Any, None]:
    old = [
        make_call(f"{kind} {when}", kind=kind, when=when, theme="緑")
        for kind in ("citizen", "city")
        for when in ("announced", "open", "closed", "reviewing", "decided")
    ]
    before = [(call.pk, call.kind, call.title, call.live_status) for call in old]
    newer = [make_call(kind=kind, when="reviewing") for kind in ("subsidy", "tender", "idea")]
    idea = make_proposal("話し合うアイデア", call=newer[2], status="under_review")
    conclude(idea)
    idea = decide(idea, "adopted", by=make_coordinator())
    assert idea.talk_began_at is not None

    yield
    yield

    calls = Call.objects.filter(pk__in=[call.pk for call in old]).order_by("pk")
    assert [(call.pk, call.kind, call.title, call.live_status) for call in calls] == before
    for call in calls:
        assert Client().get(call.get_absolute_url()).status_code == 200
    found = Call.objects.filter(pk__in=[call.pk for call in newer]).values_list("kind", flat=True)
    assert list(found) == ["citizen"] * 3
    idea = Proposal.objects.get(pk=idea.pk)
    assert (idea.status, idea.talk_began_at) == ("under_review", None)
