"""Corrections place by place: asked of a field, answered beside it, old beside new."""

from contextlib import suppress

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.utils import timezone

from groups.models import User
from proposals.actions.corrections import answer_marks, request_correction
from proposals.content.marks import places, remarks_by_field
from proposals.content.snapshot import freeze
from proposals.flows import PROPOSAL_FLOW
from proposals.models import CorrectionMark, Proposal
from tests.factories import make_coordinator, make_group, make_user, today
from tests.people import KINDS, make_cast
from tests.proposals.factories import make_proposal
from tests.proposals.pages import signed_in, url
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db

MARKS = {"title": "短くしてください。", "income": "内訳が要ります。"}


def submitted() -> tuple[User, Proposal]:
    manager = make_user()
    proposal = make_proposal(
        title="駅前の花だん", group=make_group(managers=(manager,)), status="submitted"
    )
    freeze(proposal, by=manager, at=timezone.now())
    return manager, proposal


def returned() -> tuple[User, Proposal]:
    manager, proposal = submitted()
    request_correction(
        proposal=proposal,
        note="二か所を直してください。",
        due_on=today(),
        marks=MARKS,
        by=make_coordinator(),
    )
    return manager, Proposal.objects.get()


def test_desk_marks_places_and_what_was_typed_is_kept_where_a_row_is_half(client: Client) -> None:
    _, proposal = submitted()
    sign_in(client, make_coordinator())
    address = url("admin:proposals_proposal_change", proposal.pk)
    sent = {
        "part": "request_correction",
        "note": "二か所を直してください。",
        "due_on": today().isoformat(),
        "place_1": "title",
        "remark_1": "短くしてください。",
        "place_2": "title",
        "remark_2": "二度目。",
        "remark_3": "どこへのお願いか書いていない。",
        "place_4": "no_such_place",
    }

    answer = client.post(address, sent)

    assert answer.status_code == 422
    form = answer.context["request_correction_form"]
    assert set(form.errors) == {"place_2", "place_3", "place_4"}
    assert form["remark_3"].value() == "どこへのお願いか書いていない。"
    whole = {**sent, "place_2": "income", "place_3": "", "remark_3": "", "place_4": ""}
    assert client.post(address, whole).status_code == 302
    assert Proposal.objects.get().status == "returned"
    found = CorrectionMark.objects.values_list("place", "remark", "version")
    assert list(found) == [("title", "短くしてください。", 1), ("income", "二度目。", 1)]


def test_every_place_of_the_form_may_be_marked_once() -> None:
    names = [name for _, rows in places() for name, _ in rows]
    assert len(names) == len(set(names))
    assert {"title", "goals", "income", "attachments", "agrees_to_publish"} <= set(names)


def test_proposers_answer_beside_each_and_the_desk_reads_old_beside_new(client: Client) -> None:
    manager, proposal = returned()
    citizen = signed_in(manager)
    page = url("proposals:corrections", proposal.pk)
    shown = citizen.get(page)
    assert [str(row["remark"].name) for row in shown.context["form"].rows()] == ["事業名", "収入"]
    assert "内訳が要ります。" in citizen.get(proposal.get_absolute_url()).content.decode()
    one, two = CorrectionMark.objects.all()
    sent = {"seen": shown.context["seen"].token, f"answer_{one.pk}": "短くした。"}

    assert citizen.post(page, {**sent, f"answer_{two.pk}": ""}).status_code == 302

    assert list(CorrectionMark.objects.values_list("answer", flat=True)) == ["短くした。", ""]
    Proposal.objects.filter(pk=proposal.pk).update(title="公園の花だん")
    PROPOSAL_FLOW.make("submit", Proposal.objects.get(), by=manager)
    sign_in(client, make_coordinator())
    desk = client.get(url("admin:proposals_proposal_change", proposal.pk)).content.decode()
    assert "<del>" in desk
    assert "短くした。" in desk
    assert "答えは、まだありません。" in desk


def test_remarks_are_open_only_while_something_is_to_be_mended() -> None:
    manager, proposal = returned()
    assert list(remarks_by_field(proposal)) == ["title", "income"]
    PROPOSAL_FLOW.make("submit", proposal, by=manager)
    assert remarks_by_field(Proposal.objects.get()) == {}
    assert signed_in(manager).get(url("proposals:corrections", proposal.pk)).status_code == 403


def test_second_request_stands_beside_the_first() -> None:
    manager, proposal = returned()
    PROPOSAL_FLOW.make("submit", proposal, by=manager)
    request_correction(
        proposal=Proposal.objects.get(),
        note="もう一か所。",
        due_on=today(),
        marks={"place": "番地まで。"},
        by=make_coordinator(),
    )

    assert list(remarks_by_field(Proposal.objects.get())) == ["place"]
    assert CorrectionMark.objects.count() == 3


def test_only_those_who_may_write_answer() -> None:
    cast = make_cast()
    proposal = make_proposal(group=cast.group, status="returned")
    mark = CorrectionMark.objects.create(
        proposal=proposal, version=0, place="title", remark="短く。"
    )
    answered = []
    for kind in KINDS:
        with suppress(PermissionDenied):
            answer_marks(proposal=proposal, answers={mark.pk: kind}, by=cast[kind])
            answered.append(kind)

    assert answered == ["manager"]
