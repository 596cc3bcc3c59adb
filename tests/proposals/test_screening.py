"""What the desk makes sure of before a review: per point, with its reason, and of many proposals at once."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from groups.models import User
from kyodo_portal.life.flows import MoveRefused
from proposals.actions.screening import save_screening, tick_open_points
from proposals.flows import PROPOSAL_FLOW
from proposals.models import (
    Call,
    Proposal,
    ProposalStatus,
    ScreeningAnswer,
    ScreeningPoint,
    ScreeningWaiver,
)
from proposals.rules.screening import Finding, can_count_as_screened, can_screen
from tests.factories import make_coordinator, make_group, make_reviewer
from tests.people import KINDS, make_cast
from tests.proposals.factories import make_call, make_proposal, make_review
from tests.proposals.pages import url
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db

MET, UNMET, NOT_ASKED = (
    Finding("met", ""),
    Finding("unmet", "名簿がない。"),
    Finding("not_asked", "新しい団体。"),
)
OPEN = Finding("", "")


def points_of(call: Call) -> list[ScreeningPoint]:
    """Two required points, and one that is not."""
    return [
        ScreeningPoint.objects.create(call=call, text=text, is_required=needed, order=order)
        for order, (text, needed) in enumerate(
            (("名簿がある", True), ("予算が合う", True), ("課の見込みを聞いた", False))
        )
    ]


def screened_call() -> tuple[User, Call, list[ScreeningPoint], Proposal]:
    call = make_call(when="closed")
    return make_coordinator(), call, points_of(call), make_proposal(call=call, status="submitted")


#: What was found on the three points, the reason of an exception, and whether the review may begin.
REVIEWS: dict[str, tuple[tuple[Finding, Finding, Finding], str, str]] = {
    "nothing looked at": ((OPEN, OPEN, OPEN), "", "名簿がある、予算が合う"),
    "one is open": ((MET, OPEN, MET), "", "予算が合う"),
    "one is not met": ((MET, UNMET, OPEN), "", "予算が合う"),
    "both are met": ((MET, MET, OPEN), "", ""),
    "one falls away": ((NOT_ASKED, MET, UNMET), "", ""),
    "an exception": ((UNMET, OPEN, OPEN), "名簿は、来月の総会のあとに届くため。", ""),
}


def test_review_waits_for_the_required_points_or_for_a_reason() -> None:
    coordinator, _, points, proposal = screened_call()
    make_review(proposal, make_reviewer())
    left = {}
    for case, (findings, waiver, _) in REVIEWS.items():
        given = dict(zip((point.pk for point in points), findings, strict=True))
        save_screening(proposal=proposal, findings=given, waiver=waiver, by=coordinator)
        proposal = Proposal.objects.get(pk=proposal.pk)
        reason = can_count_as_screened(proposal).reason
        left[case] = reason.removeprefix("受付の確認が済んでいません：").partition("。")[0]
        assert ("begin_review" in PROPOSAL_FLOW.open_to(coordinator, proposal)) is not bool(reason)

    assert left == {case: names for case, (*_, names) in REVIEWS.items()}


def test_call_without_points_goes_on_as_before() -> None:
    assert can_count_as_screened(make_proposal(status="submitted"))


def test_who_makes_sure_and_until_when() -> None:
    cast = make_cast()
    may = {}
    for status in ProposalStatus.values:
        proposal = make_proposal(group=cast.group, status=status)
        may[status] = " ".join(kind for kind in KINDS if can_screen(cast[kind], proposal))

    assert {status: who for status, who in may.items() if who} == {
        "submitted": "coordinator",
        "returned": "coordinator",
    }
    own = make_coordinator()
    proposal = make_proposal(group=make_group(members=(own,)), status="submitted")
    assert not can_screen(User.objects.get(pk=own.pk), proposal)


def test_whoever_found_a_point_stays_with_it_until_it_is_found_otherwise() -> None:
    first, _, (one, two, _), proposal = screened_call()
    second = make_coordinator("もう一人")
    save_screening(proposal=proposal, findings={one.pk: MET, two.pk: UNMET}, by=first)

    changed = [
        save_screening(proposal=proposal, findings={one.pk: MET, two.pk: found}, by=second)
        for found in (UNMET, MET, MET)
    ]

    assert changed == [False, True, False]
    by = {answer.point_id: answer.answered_by for answer in ScreeningAnswer.objects.all()}
    assert by == {one.pk: first, two.pk: second}
    assert PROPOSAL_FLOW.entries(proposal, "screen").count() == 2


def test_page_keeps_what_was_typed_and_asks_why(client: Client) -> None:
    coordinator, _, (one, two, three), proposal = screened_call()
    sign_in(client, coordinator)
    address = url("admin:proposals_proposal_change", proposal.pk)
    seen = client.get(address).context["screening_form"].seen.token
    sent = {
        "part": "screening",
        "seen": seen,
        f"found_{one.pk}": "unmet",
        f"note_{two.pk}": "どちらとも言えない。",
        f"found_{three.pk}": "ちがう値",
        "waiver": "",
    }

    answer = client.post(address, sent)

    assert answer.status_code == 422
    form = answer.context["screening_form"]
    assert set(form.errors) == {f"note_{one.pk}", f"found_{two.pk}", f"found_{three.pk}"}
    assert form[f"note_{two.pk}"].value() == "どちらとも言えない。"
    whole = {**sent, f"note_{one.pk}": "ない", f"found_{two.pk}": "met", f"found_{three.pk}": ""}
    assert client.post(address, whole).status_code == 302
    assert sorted(ScreeningAnswer.objects.values_list("found", "note")) == [
        ("met", "どちらとも言えない。"),
        ("unmet", "ない"),
    ]


def test_many_proposals_are_ticked_at_once_and_pressed_twice_does_nothing(client: Client) -> None:
    coordinator, call, points, proposal = screened_call()
    other = make_proposal("別の提案", call=call, status="returned")
    left = make_proposal("選ばない提案", call=call, status="submitted")
    reviewed = make_proposal("審査中の提案", call=call, status="under_review")
    save_screening(proposal=other, findings={points[0].pk: UNMET}, by=coordinator)
    sign_in(client, coordinator)
    address = url("admin:proposals_call_screening", call.pk)

    assert client.post(address, {}).status_code == 422
    for _ in range(2):
        assert client.post(address, {"proposals": [proposal.pk, other.pk]}).status_code == 302
    assert client.post(address, {"proposals": [reviewed.pk]}).status_code == 422

    found = {
        each.title: sorted(each.screening.values_list("found", flat=True))
        for each in Proposal.objects.all()
    }
    assert found == {
        proposal.title: ["met", "met", "met"],
        other.title: ["met", "met", "unmet"],
        left.title: [],
        reviewed.title: [],
    }
    assert PROPOSAL_FLOW.entries(proposal, "screen").count() == 1
    done, refusals = tick_open_points(call=call, proposals=[reviewed], by=coordinator)
    assert (done, len(refusals)) == ([], 1)


def test_page_of_a_call_asks_as_often_for_three_proposals_as_for_one(client: Client) -> None:
    coordinator, call, *_ = screened_call()
    sign_in(client, coordinator)
    address = url("admin:proposals_call_screening", call.pk)
    counts = []
    for number in (1, 3):
        while call.proposals.count() < number:
            make_proposal(call=call, status="submitted")
        client.get(address)
        with CaptureQueriesContext(connection) as asked:
            client.get(address)
        counts.append(len(asked))

    assert counts[0] == counts[1] <= 15


def test_nothing_is_found_once_the_review_has_begun() -> None:
    coordinator, _, (one, *_), proposal = screened_call()
    Proposal.objects.filter(pk=proposal.pk).update(status="under_review")

    with pytest.raises(MoveRefused):
        save_screening(proposal=proposal, findings={one.pk: MET}, by=coordinator)


def test_points_of_a_new_call_are_the_citys_and_stand_once_something_was_found(
    client: Client,
) -> None:
    coordinator, call, (one, *_), proposal = screened_call()
    sign_in(client, coordinator)
    page = client.get("/admin/proposals/call/add/").content.decode()
    assert "提案書の必要な欄がすべて書かれている" in page

    Call.objects.update(status="announced", closes_at=timezone.now())
    address = url("admin:proposals_call_change", call.pk)
    shown = ["screening_points-0-text" in client.get(address).content.decode()]
    save_screening(proposal=proposal, findings={one.pk: MET}, by=coordinator)
    shown.append('name="screening_points-0-text"' in client.get(address).content.decode())

    assert shown == [True, False]


def test_database_asks_why_too() -> None:
    coordinator, _, (one, *_), proposal = screened_call()
    account = {"answered_by": coordinator, "answered_at": timezone.now()}
    with pytest.raises(IntegrityError), transaction.atomic():
        ScreeningAnswer.objects.create(proposal=proposal, point=one, found="unmet", **account)
    with pytest.raises(IntegrityError), transaction.atomic():
        ScreeningWaiver.objects.create(
            proposal=proposal, reason="", written_by=coordinator, written_at=timezone.now()
        )
