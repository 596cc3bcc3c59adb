"""Decisions from before they were released together: public ones are released, the others were told."""

from collections.abc import Generator
from typing import Any

from proposals.models import Decision, Proposal
from tests.proposals.factories import make_call, make_proposal


def decisions_are_released_with_their_call() -> Generator[None, Any, None]:
    public = make_proposal("公表した提案", call=make_call(when="decided"), status="adopted")
    told = make_proposal("知らせた提案", call=make_call(when="reviewing"), status="conditional")
    talked = make_proposal("話し合う提案", call=make_call(when="decided"), status="in_talks")
    voted = make_proposal("議決を待つ提案", call=make_call(when="decided"), status="awaiting_vote")

    yield
    yield

    decided = {row.proposal_id: row for row in Decision.objects.select_related("proposal__call")}
    assert decided[public.pk].released_at == public.call.decided_at
    assert decided[public.pk].notified_at is None
    assert decided[told.pk].notified_at == decided[told.pk].decided_at
    assert decided[told.pk].released_at is None
    assert (decided[talked.pk].outcome, decided[talked.pk].released_at) == ("", None)
    assert (decided[voted.pk].outcome, decided[voted.pk].released_at) == ("", None)
    assert Proposal.objects.get(pk=voted.pk).status == "under_review"
    proposals = Proposal.objects.filter(pk__in=[public.pk, told.pk, talked.pk]).order_by("pk")
    assert [(each.status, each.project_id) for each in proposals] == [
        ("adopted", public.project_id),
        ("conditional", told.project_id),
        ("under_review", None),
    ]
