"""Proposals before a committee: on the agenda, with their scores frozen, and concluded on one page."""

import datetime as dt
from functools import partial
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from groups.actions.meetings import conclude_item, write_minutes
from groups.flows import MEETING_FLOW
from groups.meetings.interests import suggested
from groups.meetings.quorum import Room
from groups.models import Meeting, Minutes
from kyodo_portal.life.flows import MoveRefused
from proposals.actions.agenda import conclude, freeze_scores, put_on_agenda
from proposals.actions.conclusion import record_conclusion
from proposals.actions.release import release_call
from proposals.judging.frozen import digest_of
from proposals.judging.release import outlook_of
from proposals.models import Decision, DraftDecision, FrozenScores, Proposal, ProposalOnAgenda
from tests.factories import make_coordinator, make_reviewer, today
from tests.groups.committees.factories import (
    held_meeting,
    make_meeting,
    seat,
    whole_committee,
)
from tests.people import make_cast
from tests.proposals.factories import decide, draft, make_call, make_proposal, make_review
from tests.races import at_once
from tests.signing_in import sign_in
from tests.trust.reading import forms_in

pytestmark = pytest.mark.django_db

SAID = {"reason": "地域に役立つため。", "comment": "", "conditions": "", "rank": None}


def before_committee(number: int = 1, **changes: Any) -> tuple[Meeting, list[ProposalOnAgenda]]:
    """A meeting that was held over so many proposals of one call."""
    call = make_call(when="reviewing")
    meeting = held_meeting(items=(), **changes)
    rows = []
    for place in range(number):
        proposal = make_proposal(
            f"花だんの提案{place}",
            call=call,
            status="under_review",
            number=f"2026-{call.pk}-{place:03}",
        )
        item = meeting.items.create(order=place, title=f"提案の審査（受付番号 {proposal.number}）")
        rows.append(ProposalOnAgenda.objects.create(item=item, proposal=proposal))
    return meeting, rows


def test_proposals_of_a_call_come_onto_the_agenda_one_after_the_other() -> None:
    by, call = make_coordinator(), make_call(when="reviewing")
    for number in ("2026-1-002", "2026-1-001"):
        make_proposal(f"提案{number}", call=call, status="under_review", number=number)
    make_proposal("下書き", call=call)
    meeting = make_meeting(status="scheduled")
    how = {
        "meeting": meeting,
        "call": call,
        "begins": dt.time(14),
        "talk_minutes": 10,
        "answer_minutes": 5,
        "closed_because": "",
        "by": by,
    }

    made = put_on_agenda(**how)

    assert [(item.title, item.starts_at, item.minutes) for item in made] == [
        ("提案の審査（受付番号 2026-1-001）", dt.time(14), 15),
        ("提案の審査（受付番号 2026-1-002）", dt.time(14, 15), 15),
    ]
    assert put_on_agenda(**how) == []


def test_conclusion_stands_with_the_item_and_with_the_decision() -> None:
    by, (_, (row,)) = make_coordinator(), before_committee()

    conclude(
        row=row,
        conclusion="conditional",
        reason="役割が明らかなため。",
        comment="よい提案でした。",
        conditions="費用を見直すこと。",
        rank=None,
        by=by,
    )

    row.refresh_from_db()
    decision = Decision.objects.get(proposal=row.proposal)
    assert row.item.meeting.items.get().outcome == "条件付き採択\n理由：役割が明らかなため。"
    assert decision.committee_conclusion == (
        "条件付き採択\n理由：役割が明らかなため。\n講評：よい提案でした。"
    )
    assert decision.conditions == row.conditions == "費用を見直すこと。"
    assert decision.committee_met_on == today() - dt.timedelta(days=1)
    assert decision.outcome == ""


def test_conclusion_is_taken_back_until_the_city_has_decided() -> None:
    by, (_, (row,)) = make_coordinator(), before_committee()
    conclude(row=row, conclusion="adopt", by=by, **SAID)

    conclude(row=row, conclusion="", by=by, **{**SAID, "reason": ""})
    row.refresh_from_db()
    assert (row.conclusion, row.reason, row.item.outcome) == ("", "", "")
    assert not Decision.objects.exists()

    conclude(row=row, conclusion="decline", by=by, **SAID)
    make_review(row.proposal, make_reviewer(), status="submitted", points=3)
    decide(row.proposal, "declined", by=by)
    for conclusion in ("adopt", ""):
        with pytest.raises(MoveRefused):
            conclude(row=row, conclusion=conclusion, by=by, **SAID)
    row.refresh_from_db()
    assert row.conclusion == "decline"


def test_taking_a_conclusion_back_leaves_what_a_coordinator_has_written() -> None:
    by, other, (_, rows) = make_coordinator(), make_coordinator("ほかの担当"), before_committee(2)
    over, drafted = rows
    for row in rows:
        make_review(row.proposal, make_reviewer(), status="submitted", points=3)
        conclude(row=row, conclusion="adopt", by=by, **SAID)
    record_conclusion(
        proposal=over.proposal, conclusion="書き直した結論", met_on=today(), conditions="", by=other
    )
    for row in rows:
        draft(row.proposal, "declined", by=other)

    for row in rows:
        conclude(row=row, conclusion="", by=by, **{**SAID, "reason": ""})

    kept = Decision.objects.values_list("proposal", "committee_conclusion")
    assert dict(kept) == {over.proposal_id: "書き直した結論"}
    assert set(DraftDecision.objects.values_list("proposal", "outcome")) == {
        (over.proposal_id, "declined"),
        (drafted.proposal_id, "declined"),
    }
    outlook = outlook_of(over.proposal.call)
    assert [draft.proposal_id for draft in outlook.ready] == [over.proposal_id]
    assert ["委員会の結論と理由を" in row.reason for row in outlook.stopped] == [True]


def test_without_the_quorum_of_its_item_nothing_of_a_conclusion_is_kept() -> None:
    by, (meeting, (row,)) = make_coordinator(), before_committee()
    meeting.attendances.update(how="absent")

    with pytest.raises(MoveRefused, match="定足数に足りません"):
        conclude(row=row, conclusion="adopt", by=by, **SAID)

    row.refresh_from_db()
    assert (row.conclusion, Decision.objects.count(), row.item.outcome) == ("", 0, "")


def test_withdrawn_proposal_is_not_concluded() -> None:
    by, (_, (row,)) = make_coordinator(), before_committee()
    Proposal.objects.filter(pk=row.proposal_id).update(status="withdrawn")

    with pytest.raises(MoveRefused, match="取下げ"):
        conclude(row=row, conclusion="adopt", by=by, **SAID)

    row.item.refresh_from_db()
    assert row.item.outcome == ""


def test_coordinator_with_an_interest_in_one_item_concludes_none() -> None:
    cast = make_cast()
    meeting, rows = before_committee(2)
    Proposal.objects.filter(pk=rows[0].proposal_id).update(group=cast.group)
    cast.group.memberships.create(user=cast["coordinator"])

    for row in rows:
        with pytest.raises(PermissionDenied, match="公平さを守るための決まりです"):
            conclude(row=row, conclusion="adopt", by=cast["coordinator"], **SAID)


def test_members_interest_is_suggested_from_their_groups() -> None:
    cast = make_cast()
    committee = whole_committee()
    mine = seat(committee, "団体の人", user=cast["member"])
    free = seat(committee, "審査 する人", user=cast["reviewer"])
    meeting = make_meeting(committee)
    own, other = meeting.items.order_by("order")
    proposal = make_proposal(group=cast.group, status="under_review")
    ProposalOnAgenda.objects.create(item=own, proposal=proposal)
    ProposalOnAgenda.objects.create(item=other, proposal=make_proposal(status="under_review"))

    assert suggested(Room(meeting)) == {mine.pk: {own.pk}, free.pk: set()}


# ---- the frozen ranking ----


def test_ranking_is_frozen_once_and_later_scores_change_nothing() -> None:
    by, (meeting, (row,)) = make_coordinator(), before_committee()
    call = row.proposal.call
    review = make_review(row.proposal, make_reviewer(), status="submitted", points=3)

    frozen = freeze_scores(meeting=meeting, call=call, by=by)
    review.scores.update(points=5)

    kept = FrozenScores.objects.get()
    assert kept.ranking[0]["figure"] == "6.0"
    assert kept.digest == digest_of(kept.ranking) == frozen.digest
    with pytest.raises(MoveRefused, match="もう固定されています"):
        freeze_scores(meeting=meeting, call=call, by=by)


# ---- the page ----


def page_of(meeting: Meeting) -> str:
    return reverse("admin:proposals_proposalonagenda_meeting", args=[meeting.pk])


def fields_of(client: Any, meeting: Meeting) -> dict[str, str]:
    address = page_of(meeting)
    found = [form.fields for form in forms_in(client.get(address), address)]
    return dict(next(fields for fields in found if any("-" in name for name in fields)))


def test_all_items_are_concluded_on_one_page_and_refused_rows_keep_their_words(client: Any) -> None:
    meeting, rows = before_committee(3)
    other = meeting.items.create(order=9, title="その他")
    sign_in(client, make_coordinator())
    first, second, third = (f"i{row.item_id}" for row in rows)
    typed = {
        f"{first}-conclusion": "adopt",
        f"{first}-reason": "地域に役立つため。",
        f"{second}-conclusion": "reserve",
        f"{second}-reason": "予算をこえるため。",
        f"{third}-conclusion": "",
        f"i{other.pk}-outcome": "次回は1月に開く。",
    }

    answer = client.post(page_of(meeting), fields_of(client, meeting) | typed)

    page = answer.content.decode()
    assert "次点の順位を書いてください" in page
    assert "予算をこえるため。" in page
    assert "2件の結論を記録しました" in page
    assert [row.conclusion for row in ProposalOnAgenda.objects.order_by("pk")] == ["adopt", "", ""]

    answer = client.post(
        page_of(meeting),
        fields_of(client, meeting)
        | {
            f"{second}-conclusion": "reserve",
            f"{second}-reason": "予算をこえるため。",
            f"{second}-rank": "1",
        },
    )
    assert answer.status_code == 302
    rows[1].refresh_from_db()
    assert rows[1].item.outcome.startswith("次点（1位）")
    other.refresh_from_db()
    assert other.outcome == "次回は1月に開く。"


def test_page_says_why_an_item_cannot_be_concluded(client: Any) -> None:
    meeting, rows = before_committee(2)
    Proposal.objects.filter(pk=rows[0].proposal_id).update(status="withdrawn")
    for attendance in meeting.attendances.order_by("-pk")[:3]:
        attendance.until_item = rows[1].item
        attendance.save()
    sign_in(client, make_coordinator())

    page = client.get(page_of(meeting)).content.decode()

    assert "提案の状態は「取下げ」です" in page
    assert "途中で定足数を欠いた" in page
    assert "すべての結論を保存する" not in page


def test_second_of_two_writers_overwrites_nothing(client: Any) -> None:
    meeting, (row,) = before_committee()
    sign_in(client, make_coordinator())
    name = f"i{row.item_id}"
    opened = fields_of(client, meeting)
    conclude(row=row, conclusion="adopt", by=make_coordinator("ほかの担当"), **SAID)

    answer = client.post(
        page_of(meeting), opened | {f"{name}-conclusion": "decline", f"{name}-reason": "別の理由"}
    )

    row.refresh_from_db()
    assert (answer.status_code, row.conclusion) == (409, "adopt")
    assert "別の理由" in answer.content.decode()


def test_page_asks_the_same_however_many_proposals(
    client: Any, django_assert_num_queries: Any
) -> None:
    sign_in(client, make_coordinator())
    few, many = before_committee(1)[0], before_committee(8)[0]
    client.get(page_of(few))
    with django_assert_num_queries(QUERIES):
        client.get(page_of(few))
    with django_assert_num_queries(QUERIES):
        client.get(page_of(many))


QUERIES = 14


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_two_who_conclude_at_once_leave_one_conclusion() -> None:
    _, (row,) = before_committee()
    people = make_coordinator("一人目"), make_coordinator("二人目")
    acts = [
        partial(conclude, row=row, conclusion=conclusion, by=by, **SAID)
        for by, conclusion in zip(people, ("adopt", "decline"), strict=True)
    ]

    at_once(*acts)

    row.refresh_from_db()
    decision = Decision.objects.get()
    label = row.get_conclusion_display()
    assert row.item.outcome.startswith(label)
    assert decision.committee_conclusion.startswith(label)


def test_item_without_a_proposal_is_concluded_the_same_way() -> None:
    by, meeting = make_coordinator(), held_meeting()
    conclude_item(item=meeting.items.first(), outcome="承認した。", by=by)

    assert meeting.items.first().outcome == "承認した。"


def test_minutes_tell_a_conclusion_once_the_decision_is_released() -> None:
    cast, (meeting, (row,)) = make_cast(), before_committee()
    by, reason = cast["coordinator"], "費用の見積もりが粗いため。"
    seat(meeting.committee, "審査 する人", user=cast["reviewer"])
    make_review(row.proposal, make_reviewer(), status="submitted", points=3)
    conclude(row=row, conclusion="decline", by=by, **{**SAID, "reason": reason})
    MEETING_FLOW.make("draft", meeting, by=by)
    body = Minutes.objects.get(meeting=meeting).body
    # Staff wrote it over, and typed the conclusion too.
    typed = f"{body}\n不採択\n理由：{reason}"
    write_minutes(meeting=meeting, body=typed, city_staff="", by=by)
    MEETING_FLOW.make("send", meeting, by=by, due_on=today())
    page = meeting.get_absolute_url()

    def read(name: str, address: str) -> tuple[bool, bool]:
        text = cast.browser(name).get(address).content.decode()
        return reason in text, "結果は、市が決定を公表する日に" in text

    before = {"member": read("reviewer", f"{page}remark/")}
    Minutes.objects.update(due_on=today() - dt.timedelta(days=1))
    MEETING_FLOW.make("confirm", meeting, by=by, note="会長")
    MEETING_FLOW.make("publish", meeting, by=by)
    draft(row.proposal, "declined", by=by)
    before["public"] = read("anonymous", page)
    release_call(call=row.proposal.call, by=by)

    assert body.count("［議題1の結論］") == 1
    assert before == {"member": (False, True), "public": (False, True)}
    assert read("anonymous", page) == (True, False)


def test_desk_shows_a_conclusion_to_who_holds_the_meeting_alone() -> None:
    cast, (meeting, (row,)) = make_cast(), before_committee()
    conclude(row=row, conclusion="decline", by=cast["coordinator"], **SAID)
    page = f"/admin/groups/meeting/{meeting.pk}/change/"

    read = {
        name: SAID["reason"] in cast.browser(name).get(page).content.decode()
        for name in ("coordinator", "staff")
    }

    assert read == {"coordinator": True, "staff": False}
