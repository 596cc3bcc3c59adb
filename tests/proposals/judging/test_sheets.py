"""What one sheet comes to: what was given over what could have been given, scaled to full marks."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from proposals.judging.sheets import sheet_standing
from proposals.models import Criterion, Review, Score
from tests.factories import make_reviewer
from tests.proposals.factories import make_call, make_proposal, make_review

pytestmark = pytest.mark.django_db

ABSTAINED = "abstained"
NOTHING = None

#: Highest points and weight of each criterion; the answers; what was given, what could have been, and the
#: figure of the sheet (None: it does not count).
SHEETS: dict[str, tuple[list[tuple[int, str]], list[int | str | None], str, str, str | None]] = {
    "all answered": ([(5, "1"), (5, "1")], [4, 3], "7", "10", "7"),
    "all at nought": ([(5, "1"), (5, "1")], [0, 0], "0", "10", "0"),
    "weights": ([(5, "1.5"), (10, "0.5")], [3, 9], "9.0", "12.5", "9.0"),
    "one abstained of two": ([(5, "1"), (5, "1")], [4, ABSTAINED], "4", "5", "8.0"),
    "not as nought": ([(5, "1"), (5, "1")], [5, ABSTAINED], "5", "5", "10.0"),
    "one abstained of three": ([(5, "1")] * 3, [4, 4, ABSTAINED], "8", "10", "12.0"),
    "two abstained of three": ([(5, "1")] * 3, [5, ABSTAINED, ABSTAINED], "5", "5", None),
    "half of the weight": ([(5, "1"), (5, "3")], [5, ABSTAINED], "5", "5", None),
    "the heavy half": ([(5, "1"), (5, "3")], [ABSTAINED, 4], "12", "15", "16.0"),
    "rounded half up": ([(5, "1")] * 4, [1, 1, 2, ABSTAINED], "4", "15", "5.3"),
    "a quarter up": ([(6, "1"), (8, "1")], [ABSTAINED, 5], "5", "8", "8.8"),  # 8.75
    "nothing yet": ([(5, "1"), (5, "1")], [NOTHING, NOTHING], "0", "0", None),
    "half written": ([(5, "1"), (5, "1")], [4, NOTHING], "4", "5", "8.0"),
    "all abstained": ([(5, "1"), (5, "1")], [ABSTAINED, ABSTAINED], "0", "0", None),
    "no criteria": ([], [], "0", "0", "0"),
}


def sheet(criteria: list[tuple[int, str]], answers: list[int | str | None]) -> Review:
    call = make_call(when="reviewing")
    call.criteria.all().delete()
    review = make_review(make_proposal(call=call, status="under_review"), make_reviewer())
    for order, ((most, weight), answer) in enumerate(zip(criteria, answers, strict=True)):
        row = Criterion.objects.create(
            call=call, name=str(order), points_max=most, weight=Decimal(weight), order=order
        )
        if answer == ABSTAINED:
            Score.objects.create(review=review, criterion=row, abstention="専門でないため")
        elif answer is not None:
            Score.objects.create(review=review, criterion=row, points=answer)
    return review


@pytest.mark.parametrize("case", SHEETS)
def test_figure_of_a_sheet(case: str) -> None:
    criteria, answers, given, possible, figure = SHEETS[case]
    review = sheet(criteria, answers)

    one = sheet_standing(review, list(review.proposal.call.criteria.all()))

    assert (one.given, one.possible) == (Decimal(given), Decimal(possible))
    assert one.figure == (None if figure is None else Decimal(figure))
    assert (one.abstained, one.unanswered) == (answers.count(ABSTAINED), answers.count(NOTHING))


#: What is changed of a criterion that has scores, and whether that is refused.
CHANGES: dict[str, tuple[dict[str, object], bool]] = {
    "points": ({"points_max": 10}, True),
    "weight": ({"weight": Decimal(2)}, True),
    "name": ({"name": "ほかの項目"}, True),
    "question": ({"question": "役に立ちますか。"}, False),
    "words": ({"step_words": "5 とてもよい"}, False),
}


@pytest.mark.parametrize("case", CHANGES)
def test_criterion_that_has_scores_stays_what_it_was(case: str) -> None:
    changed, refused = CHANGES[case]
    review = sheet([(5, "1")], [4])
    scored = review.scores.get().criterion
    unscored = Criterion.objects.create(call=scored.call, name="まだ採点のない項目")
    for name, value in changed.items():
        setattr(scored, name, value)
        setattr(unscored, name, value)

    unscored.clean()
    if not refused:
        scored.clean()
        return
    with pytest.raises(ValidationError, match="もう採点があります"):
        scored.clean()
