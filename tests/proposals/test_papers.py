"""Proposals on paper: entered by staff under everybody's rules, on time by the day they came, told by post."""

import datetime as dt
from typing import Any

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from groups.models import Group, User
from kyodo_portal.files.uploads import check_attachment
from kyodo_portal.life.flows import MoveRefused
from kyodo_portal.life.queues import queues_for
from kyodo_portal.post.outbox import OutgoingMail
from kyodo_portal.words.text import japanese_date
from proposals.actions.papers import post_letters, receive_paper
from proposals.flows import PROPOSAL_FLOW
from proposals.models import Call, Proposal, ProposalAttachment
from proposals.paper_letters import letters_to_post
from proposals.rules.papers import can_enter_proposals
from proposals.rules.proposals import can_edit_proposal, can_submit
from tests.factories import make_coordinator, make_group, make_user, today
from tests.files.test_uploads import PDF
from tests.people import KINDS, make_cast
from tests.proposals.factories import make_call, make_proposal
from tests.proposals.pages import WHOLE, WHOLE_ROWS, typed, url
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db

OPENS = dt.datetime(2026, 3, 31, 15, 0, tzinfo=dt.UTC)
"""The beginning of April 1 in Tokyo."""
CLOSES = dt.datetime(2026, 5, 31, 8, 0, tzinfo=dt.UTC)
"""17:00 of May 31 in Tokyo."""
LATER = dt.datetime(2026, 6, 10, 3, 0, tzinfo=dt.UTC)
TELL_BY_POST = "紙で提案した団体に、手紙で知らせる"


def scan(name: str = "提案書.pdf", content: bytes = PDF) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, content_type="application/pdf")


def told(group: Group, **changed: Any) -> dict[str, Any]:
    """What the form at the counter sends."""
    return {
        "group": group.pk,
        "title": "紙の花だん",
        "came_by": "counter",
        "came_on": "令和8年5月31日",
        "scan": scan(),
        **changed,
    }


def on_paper(group: Group | None = None, *, by: User, **fields: Any) -> Proposal:
    """A whole proposal that came on paper."""
    return make_proposal(
        group=group or make_group(),
        by=by,
        **{"entered_by": by, "came_by": "post", "came_on": today(), **fields},
    )


def desk() -> tuple[User, Client]:
    coordinator, client = make_coordinator(), Client()
    sign_in(client, coordinator)
    return coordinator, client


@time_machine.travel(LATER, tick=False)
def test_paper_is_entered_on_the_pages_of_everybody_and_counts_from_its_day() -> None:
    coordinator, client = desk()
    call, group = make_call(opens_at=OPENS, closes_at=CLOSES), make_group()
    address = url("calls:enter", call.pk)

    key = client.get(address).context["form"]["submission_key"].value()
    answers = [client.post(address, {**told(group), "submission_key": key}) for _ in range(2)]

    proposal = Proposal.objects.get()
    assert {answer.url for answer in answers} == {url("proposals:edit", proposal.pk)}
    assert (proposal.entered_by, proposal.came_by, proposal.came_on) == (
        coordinator,
        "counter",
        dt.date(2026, 5, 31),
    )
    document = proposal.attachments.get()
    assert (document.title, document.original_name) == ("紙の提案書の写し", "提案書.pdf")

    client.post(url("proposals:edit", proposal.pk), typed(proposal, WHOLE_ROWS, **WHOLE))
    digest = client.get(url("proposals:check", proposal.pk)).context["read"]
    client.post(
        url("proposals:move", proposal.pk), {"move": "submit", "seen": "draft", "read": digest}
    )

    proposal.refresh_from_db()
    assert (proposal.status, proposal.title) == ("submitted", "花のある通り")
    assert proposal.number == f"2026-{call.pk}-001"
    assert proposal.versions.get().submitted_by == coordinator
    page = client.get(url("admin:proposals_proposal_change", proposal.pk)).content.decode()
    assert (
        f"窓口（{japanese_date(dt.date(2026, 5, 31))}、入力：{coordinator.display_name}）" in page
    )


#: The day on which paper came, and whether it is taken; it is entered on June 10.
DAYS = {
    "2026-03-31": "受付が始まる前の日",
    "2026-04-01": "",
    "2026-05-31": "",
    "2026-06-01": "受付の締切",
    "2026-06-11": "これから先の日付になっています。",
    "": "「受け付けた日」",
}


@time_machine.travel(LATER, tick=False)
def test_day_on_which_paper_came_is_asked_for_and_nothing_typed_is_lost() -> None:
    _, client = desk()
    call, group = make_call(opens_at=OPENS, closes_at=CLOSES), make_group()
    refused: dict[str, str] = {}
    for day in DAYS:
        answer = client.post(url("calls:enter", call.pk), told(group, came_on=day))
        refused[day] = ""
        if answer.status_code == 200:
            form = answer.context["form"]
            [refused[day]] = form.errors["came_on"]
            assert (form["title"].value(), form["group"].value()) == ("紙の花だん", str(group.pk))

    begun = {day: said[: len(DAYS[day])] if DAYS[day] else said for day, said in refused.items()}
    assert begun == DAYS
    assert Proposal.objects.count() == 2


def test_scan_is_needed_and_judged_as_every_upload() -> None:
    _, client = desk()
    call, group = make_call(), make_group()
    day = today().isoformat()
    for file, error in {"": "required", "悪い.exe": None}.items():
        sent = told(group, came_on=day)
        del sent["scan"]
        if file:
            sent["scan"] = scan(file)
        form = client.post(url("calls:enter", call.pk), sent).context["form"]
        assert set(form.errors) == {"scan"}
        assert error is None or form.has_error("scan", error)
    assert Proposal.objects.count() == 0


#: Of which call paper is entered, and when.
CALLS = {
    **dict.fromkeys(("draft", "announced", "decided"), ""),
    **dict.fromkeys(("open", "closed", "reviewing"), "coordinator"),
}


def test_who_enters_paper_proposals_and_writes_them() -> None:
    cast = make_cast()
    calls = {when: make_call(when=when) for when in CALLS}
    entering = {
        when: " ".join(kind for kind in KINDS if can_enter_proposals(cast[kind], call))
        for when, call in calls.items()
    }
    assert entering == CALLS

    writing = {}
    for status in ("draft", "returned", "submitted", "under_review", "withdrawn"):
        proposal = on_paper(cast.group, by=cast["coordinator"], status=status)
        writing[status] = {kind for kind in KINDS if can_edit_proposal(cast[kind], proposal)}
    both = {"manager", "coordinator"}
    assert writing == {
        "draft": both,
        "returned": both,
        **dict.fromkeys(("submitted", "under_review", "withdrawn"), set()),
    }


def test_nobody_enters_at_the_counter_what_their_own_group_proposes() -> None:
    coordinator, client = desk()
    group = make_group(members=(coordinator,))
    call = make_call()

    form = client.post(
        url("calls:enter", call.pk), told(group, came_on=today().isoformat())
    ).context["form"]

    assert set(form.errors) == {"group"}
    proposal = on_paper(group, by=make_coordinator(), call=call)
    me = User.objects.get(pk=coordinator.pk)
    assert not can_edit_proposal(me, proposal)
    assert "submit" not in PROPOSAL_FLOW.open_to(me, proposal)


def test_draft_on_paper_is_seen_by_its_group_and_the_desk_alone() -> None:
    cast = make_cast()
    proposal = on_paper(
        cast.group, by=cast["coordinator"], desired_department=cast.department, status="draft"
    )
    seen = {
        kind
        for kind in KINDS
        if Proposal.objects.visible_to(cast[kind]).filter(pk=proposal.pk).exists()
    }
    assert seen == {"member", "manager", "coordinator", "superuser"}
    page = cast.browser("manager").get(proposal.get_absolute_url()).content.decode()
    assert "紙で受け付けた提案です（郵送、" in page
    waiting = {queue.label: queue.count for queue in queues_for(cast["coordinator"])}
    assert waiting["紙で届いた提案の入力を終える"] == 1


def test_person_at_the_counter_cannot_become_a_proposal_of_the_staff_member_alone() -> None:
    coordinator, client = desk()
    call = make_call(proposers="anyone")
    proposal = on_paper(by=coordinator, call=call)

    client.post(url("proposals:edit", proposal.pk), typed(proposal, WHOLE_ROWS, **WHOLE, group=""))

    assert Proposal.objects.get().group == proposal.group


def returned_on_paper(coordinator: User) -> Proposal:
    call = make_call(opens_at=timezone.now() - dt.timedelta(days=9))
    proposal = on_paper(by=coordinator, call=call, came_on=today() - dt.timedelta(days=5))
    PROPOSAL_FLOW.make("submit", proposal, by=coordinator)
    PROPOSAL_FLOW.make(
        "return",
        proposal,
        by=make_coordinator(),
        note="予算を直してください。",
        due_on=today() + dt.timedelta(days=7),
    )
    return Proposal.objects.get(pk=proposal.pk)


def test_answer_to_a_correction_counts_from_the_day_on_which_its_paper_came() -> None:
    coordinator, client = desk()
    proposal = returned_on_paper(coordinator)
    due = proposal.correction_due_on
    assert due is not None
    can = {"before its paper": can_submit(proposal).reason}

    with time_machine.travel(timezone.now() + dt.timedelta(days=20)):
        sign_in(client, coordinator)
        late = {"came_by": "fax", "came_on": (due + dt.timedelta(days=1)).isoformat()}
        client.post(url("proposals:received", proposal.pk), {**late, "scan": scan("補正.pdf")})
        proposal.refresh_from_db()
        can["late"] = can_submit(proposal).reason
        in_time = {"came_by": "fax", "came_on": due.isoformat(), "scan": scan("補正.pdf")}
        answer = client.post(url("proposals:received", proposal.pk), in_time)
        proposal.refresh_from_db()
        can["in time"] = can_submit(proposal).reason
        PROPOSAL_FLOW.make("submit", proposal, by=coordinator)

    assert answer.status_code == 302
    assert {when: reason[:8] for when, reason in can.items()} == {
        "before its paper": "補正の書類を受け",
        "late": "補正の書類は、期",
        "in time": "",
    }
    assert Proposal.objects.get().status == "submitted"
    assert list(ProposalAttachment.objects.values_list("title", flat=True)) == ["補正の書類の写し"]
    days = [e.data["received_on"] for e in PROPOSAL_FLOW.entries(proposal, "receive_paper")]
    assert days == [late["came_on"], in_time["came_on"]]


def test_nothing_is_received_for_a_proposal_that_is_being_reviewed() -> None:
    coordinator, client = desk()
    proposal = on_paper(by=coordinator, status="under_review")

    answer = client.get(url("proposals:received", proposal.pk))

    assert answer.status_code == 409
    with pytest.raises(MoveRefused):
        receive_paper(
            proposal=proposal,
            came_by="fax",
            came_on=today(),
            scan=check_attachment(scan()),
            by=coordinator,
        )


def test_group_without_an_account_is_told_by_post() -> None:
    coordinator, client = desk()
    proposal = returned_on_paper(coordinator)
    page = url("admin:proposals_proposal_change", proposal.pk)

    letters = letters_to_post(proposal)
    assert [(letter.told, letter.words) for letter in letters] == [
        ("提案が提出されました", ""),
        ("提案に、補正のお願いがあります", "予算を直してください。"),
    ]
    assert waiting_letters(coordinator) == 1
    printed = client.get(url("admin:proposals_proposal_letters", proposal.pk)).content.decode()
    assert printed.count("portal-sheet-of-paper") == 2

    sent = {"part": "posted", "up_to": letters[-1].entry}
    assert client.post(page, sent).status_code == 302
    assert client.post(page, sent).status_code == 409
    assert client.post(page, {"part": "posted", "up_to": "９"}).status_code == 409
    proposal.refresh_from_db()
    assert (letters_to_post(proposal), waiting_letters(coordinator)) == ([], 0)


def waiting_letters(coordinator: User) -> int:
    return {queue.label: queue.count for queue in queues_for(coordinator)}.get(TELL_BY_POST, 0)


def test_group_with_an_account_is_told_by_mail_alone() -> None:
    coordinator, manager = make_coordinator(), make_user()
    proposal = on_paper(make_group(managers=(manager,)), by=coordinator)

    PROPOSAL_FLOW.make("submit", proposal, by=coordinator)

    assert letters_to_post(proposal) == []
    assert OutgoingMail.objects.filter(to=manager.email).count() == 1
    with pytest.raises(MoveRefused):
        post_letters(proposal=proposal, up_to=0, by=coordinator)


def test_withdrawal_told_at_the_counter_is_written_down_with_its_words() -> None:
    coordinator, manager = make_coordinator(), make_user()
    proposal = make_proposal(group=make_group(managers=(manager,)), status="submitted")

    with pytest.raises(MoveRefused):
        PROPOSAL_FLOW.make("withdraw_for", proposal, by=coordinator)
    PROPOSAL_FLOW.make("withdraw_for", proposal, by=coordinator, note="窓口で、代表の方から。")

    assert Proposal.objects.get().status == "withdrawn"
    assert "窓口で、代表の方から。" in OutgoingMail.objects.get(to=manager.email).body


def test_how_paper_came_stands_whole_or_not_at_all() -> None:
    proposal = make_proposal()
    for half in ({"came_by": "fax"}, {"came_on": today()}, {"entered_by": make_user()}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Proposal.objects.filter(pk=proposal.pk).update(**half)


def test_paper_is_not_submitted_once_the_results_are_public() -> None:
    coordinator = make_coordinator()
    proposal = on_paper(by=coordinator, call=make_call(opens_at=timezone.now()))
    Call.objects.update(status="decided", decided_at=timezone.now())
    proposal.refresh_from_db()

    with pytest.raises(PermissionDenied):
        PROPOSAL_FLOW.make("submit", proposal, by=coordinator)
