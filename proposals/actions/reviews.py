"""A reviewer's sheet: saved as often as one likes, handed in once."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction

from kyodo_portal.life.people import Person
from kyodo_portal.writing.locks import locked
from proposals.flows import REVIEW_FLOW
from proposals.models import Review, Score
from proposals.rules.reviews import can_score


@dataclass(frozen=True, slots=True)
class Mark:
    """What a sheet says of one criterion: points, or why the reviewer abstains from it; with neither
    there is no score yet."""

    points: int | None
    comment: str = ""
    abstention: str = ""


@transaction.atomic
def save_scores(
    *,
    review: Review,
    marks: Mapping[int, Mark],
    comment: str,
    public_comment: str = "",
    by: Person,
    hand_in: bool = False,
) -> None:
    """Keep the points and comments by criterion id, and hand the sheet in when asked to: both or
    nothing. Raises `PermissionDenied`, or `MoveRefused` when it cannot be handed in yet."""
    current = locked(Review, pk=review.pk)
    can_score(by, current).enforce()
    for criterion in current.proposal.call.criteria.all():
        mark = marks.get(criterion.pk, Mark(None))
        if mark.points is None and not mark.abstention:
            Score.objects.filter(review=current, criterion=criterion).delete()
            continue
        Score.objects.update_or_create(
            review=current,
            criterion=criterion,
            defaults={
                "points": mark.points,
                "comment": mark.comment,
                "abstention": mark.abstention if mark.points is None else "",
            },
        )
    current.comment, current.public_comment = comment, public_comment
    current.save(update_fields=["comment", "public_comment", "updated_at"])
    REVIEW_FLOW.record("save", current, by=by)
    if hand_in:
        REVIEW_FLOW.make("submit", current, by=by)
