"""Both sides' ratings beside each other."""

from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser

from evaluations.models import Answer, Evaluation
from evaluations.report.comparison import compare
from tests.evaluations.factories import make_evaluation
from tests.factories import make_project

pytestmark = pytest.mark.django_db


@pytest.fixture
def evaluation() -> Evaluation:
    return make_evaluation(make_project(status="evaluated"), status="published")


def rate(evaluation: Evaluation, **ratings: int | None) -> None:
    """Give the first item these ratings, by side."""
    for side, rating in ratings.items():
        Answer.objects.filter(item=evaluation.items.first(), assessment__side=side).update(
            rating=rating
        )


@pytest.mark.parametrize(
    ("group", "city", "gap", "words"),
    [
        (4, 4, 0, "同じ評価"),
        (4, 3, 1, "1段階のちがい"),
        (1, 2, 1, "1段階のちがい"),
        (4, 2, 2, "2段階の大きなちがい"),
        (1, 3, 2, "2段階の大きなちがい"),
        (1, 4, 3, "3段階の大きなちがい"),
        (4, None, None, "一方だけの評価"),
    ],
)
def test_gap_is_counted_in_steps_and_told_in_words(
    evaluation: Evaluation, group: int, city: int | None, gap: int | None, words: str
) -> None:
    rate(evaluation, group=group, city=city)

    row = compare(evaluation, AnonymousUser()).rows[0]

    assert (row.gap, row.gap_words) == (gap, words)
    assert row.is_wide is bool(gap and gap >= 2)
    assert row.differs is bool(gap)


def test_rows_keep_the_three_phases_and_their_order(evaluation: Evaluation) -> None:
    comparison = compare(evaluation, AnonymousUser())

    assert [(phase.name, len(phase.rows)) for phase in comparison.phases] == [
        ("導入", 3),
        ("過程", 4),
        ("成果", 6),
    ]
    shown = [row.item for phase in comparison.phases for row in phase.rows]
    assert shown == list(evaluation.items.all())


@pytest.mark.parametrize(
    ("ratings", "sentence"),
    [
        ({}, "13項目のすべてで、団体と市が同じ評価をしました。"),
        (
            {"group": 4},
            "13項目のうち、団体と市が同じ評価をしたのは12項目、ちがったのは1項目です。",
        ),
        (
            {"group": 1},
            "13項目のうち、団体と市が同じ評価をしたのは12項目、ちがったのは1項目（うち1項目は2段階以上）です。",
        ),
    ],
)
def test_agreement_is_told_in_a_sentence(
    evaluation: Evaluation, ratings: dict[str, int], sentence: str
) -> None:
    rate(evaluation, **ratings)

    assert compare(evaluation, AnonymousUser()).in_a_sentence == sentence


def test_comparison_asks_the_database_three_times(
    evaluation: Evaluation, django_assert_num_queries: Any
) -> None:
    evaluation = Evaluation.objects.get()
    with django_assert_num_queries(3):
        comparison = compare(evaluation, AnonymousUser())
        assert [comparison.in_a_sentence, *comparison.words, *comparison.phases]


def test_differences_are_told_with_the_wide_ones_first(evaluation: Evaluation) -> None:
    items = list(evaluation.items.all())
    city = Answer.objects.filter(assessment__side="city")
    Answer.objects.update(rating=4)
    for item, rating in ((items[0], 3), (items[2], 2), (items[5], 3), (items[9], 1)):
        city.filter(item=item).update(rating=rating)
    comparison = compare(evaluation, AnonymousUser())

    assert [row.item for row in comparison.differences] == [items[n] for n in (0, 2, 5, 9)]
    assert [row.item for row in comparison.widest_first] == [items[n] for n in (2, 9, 0, 5)]
