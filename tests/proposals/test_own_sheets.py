"""A reviewer's day: sheets one after another, abstentions, two comments, and all of one's own side by side."""

from typing import Any

import pytest

from proposals.models import Review
from tests.factories import make_coordinator, make_reviewer
from tests.proposals.factories import make_call, make_proposal, make_review
from tests.proposals.test_admin import change, points_for, signed_in

pytestmark = pytest.mark.django_db


def sheets_of(reviewer: Any, *statuses: str) -> list[Review]:
    """One sheet of each status, of proposals 8-1, 8-2, … of one call."""
    call = make_call(when="reviewing")
    return [
        make_review(
            make_proposal(f"提案{place}", call=call, status="under_review", number=f"8-{place}"),
            reviewer,
            status=status,
            points=None if status == "assigned" else place,
        )
        for place, status in enumerate(statuses, start=1)
    ]


#: The sheets in the order of the numbers, and the place of the one before the reviewer: what the page says.
PROGRESS = {
    "first of three": (("in_progress", "submitted", "assigned"), 1, "3件のうち1件", "8-3"),
    "round to the first": (("in_progress", "submitted", "submitted"), 3, "3件のうち2件", "提案1"),
    "alone": (("in_progress",), 1, "1件のうち0件", None),
    "all in": (("submitted", "submitted"), 1, "2件のうち2件", None),
    "without those stepped aside": (
        ("submitted", "declared_conflict", "in_progress"),
        1,
        "2件のうち1件",
        "提案3",
    ),
}


@pytest.mark.parametrize("case", PROGRESS)
def test_page_says_how_many_are_done_and_which_comes_next(case: str) -> None:
    statuses, place, said, following = PROGRESS[case]
    reviewer = make_reviewer()
    sheets = sheets_of(reviewer, *statuses)

    response = signed_in(reviewer).get(change(sheets[place - 1]))

    after = response.context["next_sheet"]
    assert f"{said}が済みました。" in response.content.decode()
    assert (following in str(after)) if following else after is None


def test_criterion_is_abstained_from_with_a_reason_alone() -> None:
    reviewer = make_reviewer()
    (sheet,) = sheets_of(reviewer, "in_progress")
    client, first = signed_in(reviewer), sheet.proposal.call.criteria.first()
    posted = {
        "part": "sheet",
        "hand_in": "1",
        **points_for(sheet, 4),
        f"points_{first.pk}": "abstains",
        "seen": client.get(change(sheet)).context["sheet_form"].seen.token,
    }

    refused = client.post(change(sheet), posted)
    assert (refused.status_code, "採点しない理由を書いてください" in refused.content.decode()) == (
        422,
        True,
    )
    client.post(change(sheet), {**posted, f"abstention_{first.pk}": "専門でないため"})

    sheet.refresh_from_db()
    scores = list(sheet.scores.values_list("points", "abstention"))
    assert (sheet.status, scores) == ("submitted", [(None, "専門でないため"), (4, "")])
    page = client.get(change(sheet)).content.decode()
    assert "採点しない理由：専門でないため" in page
    assert "満点10.0に換算して 8.0点" in page


def test_reason_without_the_choice_is_asked_about_and_kept() -> None:
    reviewer = make_reviewer()
    (sheet,) = sheets_of(reviewer, "in_progress")
    client, first = signed_in(reviewer), sheet.proposal.call.criteria.first()
    seen = client.get(change(sheet)).context["sheet_form"].seen.token
    posted = {"part": "sheet", **points_for(sheet, 4), "seen": seen}

    answer = client.post(change(sheet), {**posted, f"abstention_{first.pk}": "残る理由"})

    assert answer.status_code == 422
    page = answer.content.decode()
    assert ("残る理由" in page, "「採点しない」を選び" in page) == (True, True)


def test_comments_to_the_committee_and_for_the_public_stand_apart() -> None:
    reviewer = make_reviewer()
    (sheet,) = sheets_of(reviewer, "in_progress")
    posted = {"part": "sheet", "comment": "会議で話したい", "public_comment": "工夫がある提案"}
    client = signed_in(reviewer)
    seen = client.get(change(sheet)).context["sheet_form"].seen.token
    client.post(change(sheet), {**posted, **points_for(sheet, 4), "seen": seen})

    sheet.refresh_from_db()
    assert (sheet.comment, sheet.public_comment) == ("会議で話したい", "工夫がある提案")


def test_points_have_their_words_and_the_sum_that_is_saved() -> None:
    reviewer = make_reviewer()
    (sheet,) = sheets_of(reviewer, "in_progress")
    sheet.proposal.call.criteria.filter(name="公益性").update(step_words="5 とてもよい\n0 なし")

    page = signed_in(reviewer).get(change(sheet)).content.decode()

    assert [word in page for word in ("5点 とてもよい", "0点 なし", "保存した合計 2.0／10.0")] == [
        True
    ] * 3


def test_own_sheets_stand_side_by_side_and_nobody_elses() -> None:
    reviewer, other = make_reviewer(), make_reviewer("ほかの委員")
    sheets = sheets_of(reviewer, "submitted", "in_progress", "assigned", "declared_conflict")
    make_review(sheets[0].proposal, other, status="submitted", points=5)
    address = f"/admin/proposals/review/mine/{sheets[0].proposal.call_id}/"

    response = signed_in(reviewer).get(address)

    rows = [
        (str(row["sheet"]), [score and score.points for score in row["scores"]])
        for row in response.context["rows"]
    ]
    assert rows == [
        ("提案1の審査", [1, 1]),
        ("提案2の審査", [2, 2]),
        ("受付番号 8-3 の提案の審査", [None, None]),
    ]
    stranger = make_reviewer()
    assert [signed_in(who).get(address).status_code for who in (stranger, make_coordinator())] == [
        403,
        403,
    ]


@pytest.mark.parametrize("number", [1, 3])
def test_side_by_side_asks_as_often_for_three_as_for_one(
    number: int, django_assert_num_queries: Any
) -> None:
    reviewer = make_reviewer()
    sheets = sheets_of(reviewer, *["submitted"] * number)
    client = signed_in(reviewer)

    with django_assert_num_queries(11):
        client.get(f"/admin/proposals/review/mine/{sheets[0].proposal.call_id}/")
