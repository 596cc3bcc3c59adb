"""The department's opinion: asked for, written, settled, answered once, and ended by the clock."""

import datetime as dt
from typing import Any

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from groups.models import User
from kyodo_portal.life import clock
from kyodo_portal.life.flows import MoveRefused
from kyodo_portal.life.queues import queues_for
from kyodo_portal.post.outbox import OutgoingMail
from proposals.actions.department_opinions import (
    answer_opinion,
    correct_opinion,
    end_unanswered,
    request_opinion,
    write_opinion,
)
from proposals.content.snapshot import freeze, snapshot_of
from proposals.department_reading import opinion_of
from proposals.flows import DEPARTMENT_OPINION_FLOW, PROPOSAL_FLOW
from proposals.models import DepartmentOpinion, Proposal
from proposals.rules.department_opinions import can_do_without_opinion
from tests.factories import make_coordinator, make_group, make_staff, make_user, today
from tests.proposals.factories import make_proposal
from tests.proposals.opining import WORDS, make_department_opinion
from tests.proposals.pages import signed_in, url
from tests.races import at_once
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db


def proposal_of(manager: User, **fields: Any) -> Proposal:
    """A submitted proposal with its first version."""
    group = make_group(managers=(manager,))
    proposal = make_proposal(group=group, status="submitted", **fields)
    freeze(proposal, by=manager, at=timezone.now())
    return proposal


def tick(days: int = 0) -> clock.Tick:
    now = timezone.now() + dt.timedelta(days=days)
    return clock.Tick(now, timezone.localdate(now))


def letters_to(person: User) -> list[str]:
    mail = OutgoingMail.objects.filter(to=person.email).order_by("pk")
    return [each.subject.removeprefix("【協働ポータル】").partition("「")[0] for each in mail]


def test_opinion_from_the_request_to_the_answer() -> None:
    manager, coordinator = make_user(), make_coordinator()
    proposal = proposal_of(manager)
    department = proposal.responsible_department
    assert department is not None
    officer, desk_page = make_staff(department, "課の職員"), Client()
    sign_in(desk_page, coordinator)
    page = url("admin:proposals_proposal_change", proposal.pk)
    due = (today() + dt.timedelta(days=14)).isoformat()
    for _ in range(2):
        answer = desk_page.post(page, {"part": "request", "due_on": due})
    assert answer.status_code in (403, 409)
    opinion = DepartmentOpinion.objects.get()

    office = Client()
    sign_in(office, officer)
    its_page = url("admin:proposals_departmentopinion_change", opinion.pk)
    seen = office.get(its_page).context["opinion_form"].seen.token
    half = {**WORDS, "stance": "", "part": "opinion", "seen": seen}
    assert office.post(its_page, half).status_code == 302
    move = url("admin:proposals_departmentopinion_move", opinion.pk)
    assert office.post(move, {"move": "settle", "seen": "draft"}).status_code == 409
    write_opinion(departmentopinion=opinion, by=officer, **WORDS)
    assert office.post(move, {"move": "settle", "seen": "draft"}).status_code == 302

    citizen = signed_in(manager)
    address = url("proposals:opinion", proposal.pk)
    shown = citizen.get(address).content.decode()
    assert "許可を先に取ること。" in shown
    assert "条件付き" in shown
    assert citizen.post(address, {"answer": "　"}).status_code == 422
    assert citizen.post(address, {"answer": "許可を取ります。"}).status_code == 302
    assert citizen.post(address, {"answer": "もう一つ。"}).status_code == 409

    opinion.refresh_from_db()
    assert (opinion.status, opinion.answer, opinion.settled_by) == (
        "answered",
        "許可を取ります。",
        officer,
    )
    assert letters_to(officer) == [
        "提案への意見書を書いてください",
        "意見書への、提案した人の返答がありました",
    ]
    assert letters_to(manager) == ["提案への、担当課の意見書が届きました"]


def test_review_waits_until_both_have_spoken() -> None:
    reasons = {}
    for status in ("requested", "draft", "settled", "answered", "unanswered", "called_off"):
        opinion = make_department_opinion(status=status)
        reasons[status] = bool(can_do_without_opinion(opinion.proposal))

    assert reasons == {
        **dict.fromkeys(("requested", "draft", "settled"), False),
        **dict.fromkeys(("answered", "unanswered", "called_off"), True),
    }


def test_final_version_answers_with_what_it_changed() -> None:
    manager = make_user()
    proposal = proposal_of(manager, title="駅前の花だん")
    make_department_opinion(proposal, status="settled")

    PROPOSAL_FLOW.make("revise", proposal, by=manager)
    Proposal.objects.filter(pk=proposal.pk).update(title="公園の花だん")
    PROPOSAL_FLOW.make("submit", Proposal.objects.get(pk=proposal.pk), by=manager)

    read = opinion_of(Proposal.objects.get(), User.objects.get(pk=manager.pk))
    assert read is not None
    assert read.opinion.answer_version is not None
    assert (read.opinion.status, read.opinion.answer_version.number) == ("answered", 2)
    [changed] = read.changed
    assert (changed.label, changed.before, changed.after) == (
        "事業名",
        "駅前の花だん",
        "公園の花だん",
    )
    with pytest.raises(MoveRefused):
        PROPOSAL_FLOW.make("revise", Proposal.objects.get(), by=manager)


def test_final_version_that_never_comes_leaves_what_was_submitted() -> None:
    manager = make_user()
    proposal = proposal_of(manager, title="駅前の花だん")
    opinion = make_department_opinion(proposal, status="settled")
    submitted = snapshot_of(Proposal.objects.get())
    PROPOSAL_FLOW.make("revise", proposal, by=manager)
    Proposal.objects.update(title="書きかけ", starts_on=None, requested_amount=1)
    proposal.goals.update(what="書きかけ")
    proposal.roles.all().delete()

    with time_machine.travel(timezone.now() + dt.timedelta(days=10)):
        assert end_unanswered(tick()) == 0
    with time_machine.travel(timezone.now() + dt.timedelta(days=11)):
        assert [end_unanswered(tick()) for _ in range(2)] == [1, 0]

    opinion.refresh_from_db()
    after = Proposal.objects.get()
    assert (opinion.status, after.status, after.correction_due_on) == (
        "unanswered",
        "submitted",
        None,
    )
    assert snapshot_of(after) == submitted


def test_more_time_that_the_city_gives_is_waited_for() -> None:
    manager, coordinator = make_user(), make_coordinator()
    proposal = proposal_of(manager)
    make_department_opinion(proposal, status="settled")
    PROPOSAL_FLOW.make("revise", proposal, by=manager)
    later = today() + dt.timedelta(days=20)
    PROPOSAL_FLOW.make("extend", proposal, by=coordinator, note="行事のため。", due_on=later)

    with time_machine.travel(timezone.now() + dt.timedelta(days=15)):
        assert end_unanswered(tick()) == 0
        with pytest.raises(MoveRefused):
            PROPOSAL_FLOW.make(
                "close_uncorrected", Proposal.objects.get(), by=coordinator, note="届かない。"
            )


def test_nothing_is_asked_to_be_mended_while_an_answer_is_awaited() -> None:
    opinion = make_department_opinion(status="settled")

    with pytest.raises(MoveRefused):
        PROPOSAL_FLOW.make(
            "return", opinion.proposal, by=make_coordinator(), note="直して。", due_on=today()
        )


def test_late_answer_is_refused_and_its_words_are_given_back() -> None:
    manager = make_user()
    opinion = make_department_opinion(proposal_of(manager), status="settled")
    address = url("proposals:opinion", opinion.proposal_id)
    DepartmentOpinion.objects.update(answer_due_on=today() - dt.timedelta(days=1))

    answer = signed_in(manager).post(address, {"answer": "遅れた返答"})

    assert answer.status_code == 409
    assert "遅れた返答" in answer.content.decode()


def test_what_is_settled_is_corrected_beside_it() -> None:
    manager = make_user()
    opinion = make_department_opinion(proposal_of(manager), status="answered")
    writer = User.objects.get(pk=opinion.written_by_id)

    with pytest.raises(MoveRefused):
        write_opinion(departmentopinion=opinion, by=writer, **{**WORDS, "law": "要らない。"})
    correct_opinion(departmentopinion=opinion, text="占用は不要。", reason="数え違い。", by=writer)

    read = opinion_of(opinion.proposal, User.objects.get(pk=manager.pk))
    assert read is not None
    assert [(each.text, each.reason) for each in read.corrections] == [
        ("占用は不要。", "数え違い。")
    ]
    assert dict(read.findings)["法令・制度"] == WORDS["law"]
    assert letters_to(manager) == ["担当課の意見書に、訂正が加えられました"]


def test_department_sees_what_waits_for_it_and_the_desk_what_is_late() -> None:
    opinion = make_department_opinion(status="draft", due_on=today() - dt.timedelta(days=1))
    officer, coordinator = make_staff(opinion.department, "職員"), make_coordinator()

    def waiting(person: User) -> set[str]:
        queues = queues_for(User.objects.get(pk=person.pk))
        return {queue.label for queue in queues if queue.count and "意見書" in queue.label}

    found = [waiting(officer), waiting(coordinator)]
    Proposal.objects.update(status="withdrawn")
    assert found == [{"提案への意見書を書いて確定する"}, {"期限を過ぎた、担当課の意見書"}]
    assert [waiting(officer), waiting(coordinator)] == [set(), set()]


def test_requested_opinion_belongs_to_the_desk_and_the_department_alone() -> None:
    manager = make_user()
    proposal = proposal_of(manager)
    opinion = request_opinion(proposal=proposal, due_on=today(), by=make_coordinator())
    assert signed_in(manager).get(url("proposals:opinion", proposal.pk)).status_code == 404
    DEPARTMENT_OPINION_FLOW.make("call_off", opinion, by=make_coordinator(), note="急ぐため。")
    assert signed_in(manager).get(url("proposals:opinion", proposal.pk)).status_code == 404


def test_answer_for_a_group_on_paper_is_written_down_by_the_desk() -> None:
    coordinator = make_coordinator()
    paper = {"entered_by": coordinator, "came_by": "post", "came_on": today()}
    opinion = make_department_opinion(
        make_proposal(group=make_group(), status="submitted", **paper), status="settled"
    )

    answer_opinion(opinion=opinion, answer="はがきで返答。", by=coordinator)

    assert DepartmentOpinion.objects.get().answer == "はがきで返答。"


def test_database_knows_what_settled_and_answered_mean() -> None:
    opinion = make_department_opinion(status="draft")
    for wrong in ({"status": "settled"}, {"status": "answered"}, {"answer": "まだ。"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            DepartmentOpinion.objects.filter(pk=opinion.pk).update(**wrong)


@pytest.mark.race(200)
@pytest.mark.django_db(transaction=True)
def test_settling_and_asking_for_a_correction_at_once_is_one_of_them() -> None:
    proposal, coordinator = proposal_of(make_user()), make_coordinator()
    opinion = make_department_opinion(proposal, status="draft")
    officer = make_staff(opinion.department, "課の職員")
    due = today() + dt.timedelta(days=7)

    at_once(
        lambda: DEPARTMENT_OPINION_FLOW.make("settle", opinion, by=officer),
        lambda: PROPOSAL_FLOW.make("return", proposal, by=coordinator, note="x", due_on=due),
    )

    opinion.refresh_from_db()
    proposal.refresh_from_db()
    assert (opinion.status, proposal.status) in (
        ("settled", "submitted"),
        ("draft", "returned"),
    )


def test_opinion_that_cannot_be_ended_holds_up_no_other() -> None:
    """Each in a transaction of its own: one of them has no version to which it could go back."""
    for title in ("一つ目", "二つ目"):
        manager = make_user()
        proposal = proposal_of(manager, title=title)
        make_department_opinion(proposal, status="settled")
        PROPOSAL_FLOW.make("revise", proposal, by=manager)
    Proposal.objects.get(title="一つ目").versions.all().delete()

    with time_machine.travel(timezone.now() + dt.timedelta(days=11)):
        clock.run_all(timezone.now())

    states = dict(DepartmentOpinion.objects.values_list("proposal__title", "status"))
    assert states == {"一つ目": "settled", "二つ目": "unanswered"}
