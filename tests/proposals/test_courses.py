"""What a proposal may ask of the city: within its course, the ceiling and the budget of its call."""

from typing import Any

import pytest
from django.test import Client

from proposals.content.completeness import gaps_of
from proposals.content.reading import reading_of
from proposals.content.snapshot import snapshot_of
from proposals.models import BudgetLine, BudgetSide, Call, CallCourse, Proposal
from proposals.rules.calls import can_announce
from tests.proposals.factories import make_call, make_proposal
from tests.proposals.pages import signed_in, typed, url


def make_course(call: Call | None = None, **fields: Any) -> CallCourse:
    values = {"name": "はじめての一歩", "ceiling": 100_000, "rate_part": 2, "rate_whole": 3}
    made = CallCourse(call=call, **{**values, **fields})
    if call is not None:
        made.save()
    return made


@pytest.mark.once
@pytest.mark.parametrize(
    ("course", "expense", "most"),
    [
        ({}, 0, 0),
        ({}, 1_499, 0),  # 999 yen of the city: less than a whole unit
        ({}, 1_500, 1_000),
        ({}, 100_000, 66_000),
        ({}, 150_000, 100_000),
        ({}, 1_000_000, 100_000),
        ({"unit": 1}, 100_000, 66_666),
        ({"rate_part": 1, "rate_whole": 1}, 12_345, 12_000),
        ({"rate_part": 1, "rate_whole": 2, "unit": 10_000}, 59_999, 20_000),
        ({"ceiling": 55_500}, 1_000_000, 55_500),  # a ceiling is not rounded
    ],
)
def test_what_a_course_gives_at_most(course: dict[str, Any], expense: int, most: int) -> None:
    assert make_course(**course).most(expense) == most


def spending(call: Call, expense: int, asked: int, course: CallCourse | None) -> Proposal:
    """A whole proposal to the call with this budget."""
    proposal = make_proposal(call=call, requested_amount=asked, course=course)
    proposal.budget.all().delete()
    for side in BudgetSide.values:
        BudgetLine.objects.create(proposal=proposal, side=side, category="計", amount=expense)
    return Proposal.objects.get(pk=proposal.pk)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("limits", "asked", "reason"),
    [
        ({}, 66_000, ""),
        (
            {},
            66_001,
            (
                "市に負担を希望する額が、「はじめての一歩」で希望できる額（66,000円）を超えています。"
                "希望できるのは、支出の合計（100,000円）の3分の2まで、上限は100,000円です。"
            ),
        ),
        ({"budget_cap": 50_000}, 50_000, ""),
        (
            {"budget_cap": 50_000},
            50_001,
            "市に負担を希望する額が、この募集の上限（50,000円）を超えています。",
        ),
        (
            {"budget_total": 40_000},
            40_001,
            "市に負担を希望する額が、この募集の予算の総額（40,000円）を超えています。",
        ),
    ],
)
def test_what_is_asked_for_keeps_within_every_limit(
    limits: dict[str, int], asked: int, reason: str
) -> None:
    call = make_call(kind="subsidy", **limits)
    proposal = spending(call, 100_000, asked, make_course(call))

    assert [gap.reason for gap in gaps_of(proposal)] == ([reason] if reason else [])


@pytest.mark.django_db
def test_course_is_chosen_where_there_are_any_and_told() -> None:
    call = make_call(kind="subsidy", budget_cap=100_000)
    course = make_course(call)
    proposal = spending(call, 100_000, 60_000, None)
    client = signed_in(proposal.created_by)

    assert [(gap.reason, gap.place) for gap in gaps_of(proposal)] == [
        ("コースを選んでください。", "id_course")
    ]
    shown = client.get(url("proposals:whole", proposal.pk)).content.decode()
    client.post(url("proposals:whole", proposal.pk), typed(proposal, course=course.pk))

    assert 'name="course"' in shown
    chosen = Proposal.objects.get(pk=proposal.pk)
    assert chosen.course == course
    rows = [row for part in reading_of(snapshot_of(chosen), of=call) for row in part.rows]
    assert ("コース", "はじめての一歩") in rows


@pytest.mark.django_db
def test_course_is_asked_of_no_other_kind() -> None:
    call = make_call(kind="citizen", when="draft")
    make_course(call)
    proposal = make_proposal(call=make_call(kind="citizen"))
    make_course(proposal.call)

    page = signed_in(proposal.created_by).get(url("proposals:whole", proposal.pk)).content.decode()

    assert 'name="course"' not in page
    assert gaps_of(proposal) == []
    refusal = "市民提案型の募集には、コースを作れません。コースの行を消してください。"
    assert can_announce(call).reason == refusal


@pytest.mark.django_db
def test_call_with_courses_needs_no_other_ceiling() -> None:
    call = make_call(kind="subsidy", when="draft")
    assert not can_announce(call)
    make_course(call)
    assert can_announce(call)


@pytest.mark.django_db
def test_page_of_a_call_shows_its_courses_and_its_budget() -> None:
    call = make_call(kind="subsidy", budget_total=3_000_000)
    make_course(call, note="仲間づくりに")

    page = Client().get(call.get_absolute_url()).content.decode()

    for words in (
        "はじめての一歩",
        "仲間づくりに",
        "3分の2",
        "1,000円未満は切り捨て",
        "3,000,000円",
    ):
        assert words in page
