"""A released decision is corrected with a public reason, and what stood before stays readable."""

from typing import Any

import pytest
from django.test import Client

from kyodo_portal.life.flows import MoveRefused
from kyodo_portal.post.outbox import OutgoingMail
from projects.models import Project
from proposals.actions.correcting import correct_decision
from proposals.models import Decision
from tests.people import Cast, make_cast
from tests.proposals.factories import decide, draft, make_call, make_decidable, make_proposal
from tests.proposals.test_admin import change, signed_in

pytestmark = pytest.mark.django_db


def test_correction_is_public_with_its_reason_and_what_stood_before() -> None:
    cast = make_cast()
    proposal = make_decidable(
        make_proposal(call=make_call(when="reviewing"), group=cast.group, status="under_review")
    )
    decide(proposal, "adopted", by=cast["coordinator"], reason="もとの理由。", amount=80_000)
    client = signed_in(cast["coordinator"])
    seen = client.get(change(proposal)).context["correction_form"].seen.token

    typed = {"told_reason": "正しい理由。", "told_amount": "9万円", "why": "額の写しまちがい。"}
    answer = client.post(change(proposal), {"part": "correction", "seen": seen, **typed})

    assert answer.status_code == 302
    page = Client().get(proposal.get_absolute_url()).content.decode()
    told = ("正しい理由。", "もとの理由。", "額の写しまちがい。", "90,000円", "採択")
    assert [words in page for words in told] == [True] * 5
    assert Project.objects.get().budget_cap == 90_000
    letter = OutgoingMail.objects.filter(to=cast["manager"].email).latest("pk")
    assert letter.subject.startswith("【協働ポータル】提案への決定の内容が更正されました")
    assert "額の写しまちがい。" in letter.body


def test_nothing_but_a_released_decision_is_corrected() -> None:
    cast, told = make_cast(), {"amount": None, "conditions": "", "why": "まちがい"}
    call = make_call(when="reviewing")
    proposal = make_decidable(make_proposal(call=call, status="under_review"))
    draft(proposal, "declined", by=cast["coordinator"])

    with pytest.raises(MoveRefused, match="更正できるのは、公表した決定だけです"):
        correct_decision(proposal=proposal, reason="x", by=cast["coordinator"], **told)
    decide(proposal, "declined", by=cast["coordinator"], reason="同じ理由")
    with pytest.raises(MoveRefused, match="変わったところがありません"):
        correct_decision(proposal=proposal, reason="同じ理由", by=cast["coordinator"], **told)
    assert Decision.objects.get().earlier == []


def test_amount_is_not_corrected_once_it_is_agreed_upon() -> None:
    cast = make_cast()
    proposal = make_decidable(
        make_proposal(call=make_call(when="reviewing"), status="under_review")
    )
    decide(proposal, "adopted", by=cast["coordinator"], amount=80_000)
    Project.objects.update(status="agreed")

    with pytest.raises(MoveRefused, match="協定の変更の手続き"):
        correct_decision(
            proposal=proposal,
            reason="理由",
            amount=90_000,
            conditions="",
            why="まちがい",
            by=cast["coordinator"],
        )
    assert (Decision.objects.get().amount, Project.objects.get().budget_cap) == (80_000, 80_000)


def corrected(cast: Cast, conditions: str) -> tuple[Any, Any]:
    """A conditional adoption whose group and city talk already, and the desk's browser."""
    proposal = make_decidable(
        make_proposal(call=make_call(when="reviewing"), group=cast.group, status="under_review")
    )
    decide(proposal, "conditional", by=cast["coordinator"], amount=80_000, conditions=conditions)
    return proposal, signed_in(cast["coordinator"])


def test_amount_and_conditions_of_before_stay_readable_beside_those_of_now() -> None:
    cast = make_cast()
    proposal, client = corrected(cast, "毎月報告する。\n見積もりを取り直す。")
    project = Project.objects.get()
    Project.objects.update(conditions=f"{project.conditions}\n話し合いで加えた条件")
    form = client.get(change(proposal)).context["correction_form"]
    typed = {
        "part": "correction",
        "seen": form.seen.token,
        "told_reason": "地域に役立つため。",
        "told_amount": "7万円",
        "condition_1": "毎月報告する。",
        "condition_2": "見積もりを三社から取る。",
        "condition_3": "保険に入る。",
        "why": "写しまちがい。",
    }

    answer = client.post(change(proposal), typed)

    assert [form[f"condition_{n}"].value() for n in (1, 2, 3)] == [
        "毎月報告する。",
        "見積もりを取り直す。",
        "",
    ]
    decision, project = Decision.objects.get(), Project.objects.get()
    assert answer.status_code == 302
    assert decision.conditions == "毎月報告する。\n見積もりを三社から取る。\n保険に入る。"
    assert project.conditions.splitlines() == [
        "毎月報告する。",
        "話し合いで加えた条件",
        "見積もりを三社から取る。",
        "保険に入る。",
    ]
    assert (project.budget_cap, len(decision.earlier)) == (70_000, 1)
    told = ("80,000円", "70,000円", "見積もりを取り直す。", "保険に入る。", "写しまちがい。")
    for page in (proposal.get_absolute_url(), proposal.call.get_absolute_url()):
        shown = Client().get(page).content.decode()
        assert {words: words in shown for words in told} == dict.fromkeys(told, True), page


#: What is typed in the place of the only condition: what is said, and what stands in the end.
REFUSED = {
    "emptied": ("planning", "", 422, "条件を一つは残してください"),
    "agreed": ("agreed", "別の条件", 409, "協定の変更の手続き"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_condition_that_cannot_be_corrected_stays(case: str) -> None:
    status, words, code, said = REFUSED[case]
    proposal, client = corrected(make_cast(), "毎月報告する。")
    Project.objects.update(status=status)
    seen = client.get(change(proposal)).context["correction_form"].seen.token
    typed = {"part": "correction", "seen": seen, "told_reason": "残る理由", "told_amount": "80000"}

    answer = client.post(change(proposal), {**typed, "condition_1": words, "why": "まちがい"})

    page = answer.content.decode()
    assert (answer.status_code, said in page, "残る理由" in page) == (code, True, True)
    assert Decision.objects.get().conditions == Project.objects.get().conditions == "毎月報告する。"
