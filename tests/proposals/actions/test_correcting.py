"""A released decision is corrected with a public reason, and what stood before stays readable."""

import pytest
from django.test import Client

from kyodo_portal.life.flows import MoveRefused
from kyodo_portal.post.outbox import OutgoingMail
from projects.models import Project
from proposals.actions.correcting import correct_decision
from proposals.models import Decision
from tests.people import make_cast
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
