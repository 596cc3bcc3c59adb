"""What one sheet comes to: its points over what it could have given, scaled to full marks.

A criterion from which the reviewer abstained counts as nothing, neither for nor against. A sheet that answers
less than half of what could be given does not count at all.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from proposals.models import Criterion, Review

TENTH = Decimal("0.1")


@dataclass(frozen=True, slots=True)
class SheetStanding:
    """`given`: points × weight; `possible`: the most that the answered criteria could have got; `full_marks`:
    the most that all of them could; `abstained`: from how many the reviewer abstained; `unanswered`: how many
    say nothing yet."""

    given: Decimal
    possible: Decimal
    full_marks: Decimal
    abstained: int
    unanswered: int

    @property
    def counts(self) -> bool:
        """Whether at least half of what could be given was answered."""
        return self.possible * 2 >= self.full_marks

    @property
    def figure(self) -> Decimal | None:
        """The sheet's figure; None where it does not count. A sheet that answers everything has its plain sum, any
        other is scaled to full marks and rounded half up to one place, as it is shown: the mean of what is shown is
        the figure of the proposal."""
        if not self.counts:
            return None
        if self.possible == self.full_marks:
            return self.given
        scaled = self.given * self.full_marks / self.possible
        return scaled.quantize(TENTH, ROUND_HALF_UP)


def sheet_standing(review: Review, criteria: Sequence[Criterion]) -> SheetStanding:
    """What a sheet comes to as it stands, against the criteria of its call."""
    answers = {score.criterion_id: score for score in review.scores.all()}
    given = possible = Decimal(0)
    abstained = unanswered = 0
    for criterion in criteria:
        answer = answers.get(criterion.pk)
        if answer is None:
            unanswered += 1
        elif answer.points is None:
            abstained += 1
        else:
            given += answer.points * criterion.weight
            possible += criterion.points_max * criterion.weight
    full_marks = sum((row.points_max * row.weight for row in criteria), Decimal(0))
    return SheetStanding(given, possible, full_marks, abstained, unanswered)
