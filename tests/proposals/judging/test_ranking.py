"""The ranking as the city's side reads it: where the pass line lies, and what each reviewer gave."""

from decimal import Decimal

import pytest
from django.test import Client

from proposals.judging.ranking import has_reviews, ranking_table
from proposals.models import Call
from tests.factories import make_coordinator, make_user
from tests.proposals.factories import make_call, make_proposal, make_review

pytestmark = pytest.mark.django_db


def reviewed(call: Call, title: str, points: int | None) -> None:
    """A proposal with one sheet handed in and one open; without points, with none handed in."""
    proposal = make_proposal(title, call=call, status="under_review")
    make_review(proposal, make_user("先の委員"), status="in_progress", points=5)
    if points is not None:
        make_review(proposal, make_user("後の委員"), status="submitted", points=points)


#: The points of each proposal for both criteria, of ten; above which of them, best first, the line
#: of 60 % lies.
LINES: dict[str, tuple[list[int | None], list[bool]]] = {
    "between": ([2, 3, 5], [False, False, True]),
    "all pass": ([3, 4], [False, False]),
    "none passes": ([2, 1], [True, False]),
    "nothing counts": ([None, None], [True, False]),
    "one counts": ([None, 5], [False, True]),
    "empty": ([], []),
}


@pytest.mark.parametrize("case", LINES)
def test_pass_line_lies_once_above_the_first_that_falls_short(case: str) -> None:
    points, wanted = LINES[case]
    call = make_call(when="reviewing", pass_percent=60)
    for number, each in enumerate(points):
        reviewed(call, f"提案{number}", each)

    assert [row["pass_line"] for row in ranking_table(call)["rows"]] == wanted


def test_totals_tell_of_a_sheet_still_to_come_only_in_what_state_it_is() -> None:
    call = make_call(when="reviewing")
    reviewed(call, "花", 4)

    (row,) = ranking_table(call)["rows"]

    assert row["totals"] == [("先の委員", "採点中"), ("後の委員", Decimal(8))]


def test_ranking_is_there_once_a_reviewer_was_asked() -> None:
    call = make_call(when="reviewing")
    proposal = make_proposal(call=call, status="under_review")
    before = has_reviews(call)
    make_review(proposal, make_user())

    assert (before, has_reviews(call)) == (False, True)


def test_page_shows_ranks_and_figures_in_their_order() -> None:
    call = make_call(when="reviewing")
    for title, points in (("三番目", 2), ("一番目", 5), ("点なし", None), ("二番目", 4)):
        reviewed(call, title, points)
    client = Client()
    client.force_login(make_coordinator(), backend="django.contrib.auth.backends.ModelBackend")

    page = client.get(f"/admin/proposals/call/{call.pk}/ranking/").content.decode()

    places = [page.index(title) for title in ("一番目", "二番目", "三番目", "点なし")]
    assert places == sorted(places)


def test_page_draws_the_line_at_which_the_money_ends() -> None:
    call = make_call(when="reviewing", budget_total=250_000)
    for title, points in (("一番目", 5), ("二番目", 4), ("三番目", 3)):
        reviewed(call, title, points)
    client = Client()
    client.force_login(make_coordinator(), backend="django.contrib.auth.backends.ModelBackend")
    address = f"/admin/proposals/call/{call.pk}/ranking/"

    page = client.get(address).content.decode()
    Call.objects.filter(pk=call.pk).update(budget_total=None)
    without = client.get(address).content.decode()

    line = page.index("ここから予算の総額を超えます（残り50,000円）")
    assert page.index("二番目") < page.index("三番目") < line
    assert "次点の候補1番（暫定）" in page
    assert ("予算の総額" in without, "次点の候補" in without) == (False, False)
