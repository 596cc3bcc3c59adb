"""Sheets from before one could abstain from a criterion stay as they were; an abstention is not known there."""

from collections.abc import Generator
from typing import Any

from proposals.models import Score
from tests.factories import make_reviewer
from tests.proposals.factories import make_proposal, make_review


def sheets_keep_their_points() -> Generator[None, Any, None]:
    proposal = make_proposal("採点した提案", status="under_review")
    whole = make_review(proposal, make_reviewer("先の委員"), status="submitted", points=4)
    part = make_review(proposal, make_reviewer("後の委員"), status="in_progress", points=3)
    part.scores.filter(criterion__order=1).update(points=None, abstention="専門でないため")

    yield
    yield

    kept = Score.objects.filter(review__in=[whole, part]).order_by("review", "criterion__order")
    assert list(kept.values_list("review", "points", "abstention")) == [
        (whole.pk, 4, ""),
        (whole.pk, 4, ""),
        (part.pk, 3, ""),
    ]
