"""Both sides' ratings beside each other."""

from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser

from evaluations.models import Answer, Evaluation, Rating
from evaluations.report.comparison import compare
from tests.evaluations.factories import make_evaluation
from tests.factories import make_project

pytestmark = pytest.mark.django_db


@pytest.fixture
def evaluation() -> Evaluation:
    return make_evaluation(make_project(status="evaluated"), status="published")


def rate(evaluation: Evaluation, **ratings: str) -> None:
    """Give the first item these ratings, by side."""
    for side, rating in ratings.items():
        Answer.objects.filter(item=evaluation.items.first(), assessment__side=side).update(
            rating=rating
        )


@pytest.mark.parametrize(
    ("group", "city", "gap", "words"),
    [
        ("A", "A", 0, "同じ評価"),
        ("A", "B", 1, "1段階のちがい"),
        ("D", "C", 1, "1段階のちがい"),
        ("A", "C", 2, "2段階の大きなちがい"),
        ("D", "B", 2, "2段階の大きなちがい"),
        ("D", "A", 3, "3段階の大きなちがい"),
        ("A", "", None, "一方だけの評価"),
    ],
)
def test_gap_is_counted_in_steps_and_told_in_words(
    evaluation: Evaluation, group: str, city: str, gap: int | None, words: str
) -> None:
    rate(evaluation, group=group, city=city)

    row = compare(evaluation, AnonymousUser()).rows[0]

    assert (row.gap, row.gap_words) == (gap, words)
    assert row.is_wide is bool(gap and gap >= 2)
    assert row.differs is bool(gap)


@pytest.mark.parametrize(("rating", "step"), [("A", 4), ("B", 3), ("C", 2), ("D", 1)])
def test_rating_has_its_step(rating: str, step: int) -> None:
    assert Rating(rating).step == step


def test_rows_keep_the_three_phases_and_their_order(evaluation: Evaluation) -> None:
    comparison = compare(evaluation, AnonymousUser())

    assert [(name, len(rows)) for name, rows in comparison.phases] == [
        ("導入", 3),
        ("過程", 4),
        ("成果", 6),
    ]
    shown = [row.item for _, rows in comparison.phases for row in rows]
    assert shown == list(evaluation.items.all())


@pytest.mark.parametrize(
    ("ratings", "sentence"),
    [
        ({}, "13項目のすべてで、団体と市が同じ評価をしました。"),
        (
            {"group": "A"},
            "13項目のうち、団体と市が同じ評価をしたのは12項目、ちがったのは1項目です。",
        ),
        (
            {"group": "D"},
            "13項目のうち、団体と市が同じ評価をしたのは12項目、ちがったのは1項目（うち1項目は二段階以上）です。",
        ),
    ],
)
def test_agreement_is_told_in_a_sentence(
    evaluation: Evaluation, ratings: dict[str, str], sentence: str
) -> None:
    rate(evaluation, **ratings)

    assert compare(evaluation, AnonymousUser()).in_a_sentence == sentence


def test_comparison_asks_the_database_twice(
    evaluation: Evaluation, django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(2):
        comparison = compare(evaluation, AnonymousUser())
        assert [comparison.in_a_sentence, *comparison.words, *comparison.phases]
