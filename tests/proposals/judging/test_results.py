"""The results of a call as everybody reads them, from the points kept with each decision."""

from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from proposals.judging.results import points_in, results_of
from proposals.models import Decision
from tests.people import make_cast
from tests.proposals.factories import make_call, make_proposal
from tests.proposals.pages import signed_in

#: What is kept with a decision, and the figure read from it.
KEPT: list[tuple[Any, Decimal | None]] = [
    ({"figure": "8.5"}, Decimal("8.5")),
    ({"figure": "0.0"}, Decimal(0)),
    ({"figure": None}, None),
    ({"figure": ""}, None),
    ({"figure": "八点"}, None),
    ({}, None),
    (None, None),
]


@pytest.mark.once
@pytest.mark.parametrize(("kept", "figure"), KEPT)
def test_figure_is_read_from_what_was_kept(kept: Any, figure: Decimal | None) -> None:
    assert points_in(Decision(score_snapshot=kept), "figure") == figure


@pytest.mark.django_db
def test_results_keep_the_rank_free_that_a_tie_takes() -> None:
    call = make_call(when="decided")
    for title, figure in (
        ("点なし", None),
        ("同点の後", "7.0"),
        ("零点", "0.0"),
        ("同点一", "8.0"),
        ("同点二", "8.0"),
        ("最高", "9.9"),
    ):
        proposal = make_proposal(title, call=call, status="declined")
        Decision.objects.filter(proposal=proposal).update(score_snapshot={"figure": figure})

    assert [(result.rank, result.proposal.title) for result in results_of(call)] == [
        (1, "最高"),
        (2, "同点一"),
        (2, "同点二"),
        (4, "同点の後"),
        (5, "零点"),
        (None, "点なし"),
    ]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("counts", "ranks", "said"), [((3, 2), True, 1), ((3, 3), True, 0), ((3, 2), False, 0)]
)
def test_table_that_ranks_unequal_numbers_of_sheets_says_so(
    counts: tuple[int, int], ranks: bool, said: int
) -> None:
    call = make_call(when="decided", publishes_ranks=ranks)
    for count, title in zip(counts, ("一つ目", "二つ目"), strict=True):
        proposal = make_proposal(title, call=call, status="declined")
        kept = {"figure": "8.0", "totals": ["8.0"] * count}
        Decision.objects.filter(proposal=proposal).update(score_snapshot=kept)

    page = Client().get(call.get_absolute_url()).content.decode()

    shown = [
        page.count(words) for words in ("数は、提案によって違います", "（採点3件）", "（採点2件）")
    ]
    assert shown == [said, said, said]


@pytest.mark.django_db
def test_call_without_a_decision_has_no_results() -> None:
    call = make_call(when="decided")
    make_proposal(call=call, status="under_review")

    assert results_of(call) == []


TEXT = "採択\n理由：公益性が高いため。\n講評：手入れの工夫がよい。"

#: By what a call does not publish: what of each nobody else reads, and what its proposers read all the same.
KEPT_BACK: dict[str, set[str]] = {
    "conclusion": {"公益性が高いため"},
    "comment": {"手入れの工夫がよい"},
    "points": {"8点"},
    "ranks": {"1位"},
}
PARTS = set().union(*KEPT_BACK.values())


@pytest.mark.django_db
@pytest.mark.parametrize("what", KEPT_BACK)
def test_call_publishes_what_it_says_and_proposers_read_their_own(what: str) -> None:
    cast, call = make_cast(), make_call(when="decided", **{f"publishes_{what}": False})
    proposal = make_proposal("花の道", call=call, group=cast.group, status="declined")
    Decision.objects.filter(proposal=proposal).update(
        committee_conclusion=TEXT, score_snapshot={"figure": "8.0"}
    )

    def read(client: Client, address: str) -> set[str]:
        page = client.get(address).content.decode()
        return {part for part in PARTS if part in page}

    public, own = Client(), signed_in(cast["manager"])
    page, results = proposal.get_absolute_url(), call.get_absolute_url()
    assert read(public, results) == PARTS - KEPT_BACK[what]
    assert read(public, page) == PARTS - KEPT_BACK[what] - {"1位"}
    assert read(own, page) == PARTS - {"1位"}


@pytest.mark.django_db
def test_results_without_ranks_stand_in_the_order_of_their_numbers() -> None:
    call = make_call(when="decided", publishes_ranks=False)
    for title, number, figure in (("後", "1-2", "9.0"), ("先", "1-1", "2.0")):
        proposal = make_proposal(title, call=call, status="declined", number=number)
        Decision.objects.filter(proposal=proposal).update(score_snapshot={"figure": figure})

    told = [(result.proposal.title, result.rank) for result in results_of(call)]
    assert told == [("先", None), ("後", None)]
