"""Decided in draft, released together: what a release does, what stops one, and what stops none."""

import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client

from groups.models import Group
from kyodo_portal.life.audit import AuditEntry
from kyodo_portal.life.flows import MoveRefused
from kyodo_portal.post.outbox import OutgoingMail
from projects.models import Project
from proposals.actions.deciding import drop_draft
from proposals.actions.release import release_call
from proposals.judging.release import outlook_of
from proposals.models import Call, Decision, DecisionOutcome, DraftDecision, Proposal
from tests.factories import make_coordinator, make_group, make_user
from tests.people import make_cast
from tests.proposals.factories import draft, make_call, make_decidable, make_proposal
from tests.proposals.test_admin import change, page_of, signed_in
from tests.races import at_once

pytestmark = pytest.mark.django_db


def judged(title: str, call: Call, **fields: Any) -> Proposal:
    """A proposal of a group of its own that can be decided."""
    group = fields.pop("group", None) or make_group(managers=(make_user(),))
    return make_decidable(
        make_proposal(title, call=call, group=group, status="under_review", **fields)
    )


def states(call: Call) -> dict[str, str]:
    return dict(Proposal.objects.filter(call=call).values_list("title", "status"))


#: By outcome: whether a project is born, and the subject of the letter.
OUTCOMES = {
    "adopted": (1, "提案が採択されました"),
    "conditional": (1, "提案が条件付きで採択されました"),
    "declined": (0, "提案の審査が終わり、今回は不採択となりました"),
    "in_talks": (0, "提案は、もう少し話し合いを続けることになりました"),
    "reserve": (0, "提案の審査が終わり、次点となりました"),
}


def test_table_of_outcomes_names_every_one() -> None:
    assert set(OUTCOMES) == set(DecisionOutcome.values)


@pytest.mark.parametrize("outcome", OUTCOMES)
def test_nothing_happens_at_the_draft_and_all_at_the_release(outcome: str) -> None:
    cast, call = make_cast(), make_call(when="reviewing")
    proposal = judged("花の道", call, group=cast.group)

    draft(proposal, outcome, by=cast["coordinator"], amount=80_000)
    assert states(call) == {"花の道": "under_review"}
    assert (Project.objects.count(), OutgoingMail.objects.count()) == (0, 0)
    assert Decision.objects.get().outcome == ""

    release_call(call=call, by=cast["coordinator"])

    born, subject = OUTCOMES[outcome]
    decision = Decision.objects.get()
    call.refresh_from_db()
    assert states(call) == {"花の道": outcome}
    assert (decision.outcome, decision.amount) == (outcome, 80_000)
    assert (decision.released_at, call.status) == (call.decided_at, "decided")
    assert DraftDecision.objects.count() == 0
    assert Project.objects.published().count() == born
    assert list(Project.objects.values_list("budget_cap", flat=True)) == [80_000] * born
    letter = OutgoingMail.objects.get(to=cast["manager"].email)
    assert letter.subject == f"【協働ポータル】{subject}「花の道」"
    assert "地域に役立つため。" in letter.body
    page = Client().get(call.get_absolute_url()).content.decode()
    assert ("地域に役立つため。" in page, "80,000円" in page) == (True, bool(born))


def test_call_is_released_whatever_stands_open() -> None:
    coordinator, call = make_coordinator(), make_call(when="reviewing")
    draft(judged("決まったもの", call), "adopted", by=coordinator)
    for status in ("submitted", "returned", "under_review", "withdrawn", "draft"):
        make_proposal(f"開いたもの{status}", call=call, status=status)

    release_call(call=call, by=coordinator)

    page = Client().get(call.get_absolute_url()).content.decode()
    assert "決まったもの" in page
    assert "ほかに3件の提案は、審査を続けています。" in page
    assert "開いたもの" not in page


def test_rest_is_released_later_and_the_results_keep_their_day() -> None:
    coordinator, call = make_coordinator(), make_call(when="reviewing")
    late = judged("あとのもの", call)
    release_call(call=call, by=coordinator)
    first = Call.objects.get(pk=call.pk).decided_at
    with pytest.raises(MoveRefused, match="公表を待っている決定は、いまありません"):
        release_call(call=call, by=coordinator)

    draft(late, "declined", by=coordinator)
    assert states(call) == {"あとのもの": "under_review"}
    release_call(call=call, by=coordinator)

    assert states(call) == {"あとのもの": "declined"}
    assert Call.objects.get(pk=call.pk).decided_at == first


@pytest.mark.parametrize("between", ["in_talks", "reserve"])
def test_later_decision_stands_beside_the_earlier_one(between: str) -> None:
    coordinator, call = make_coordinator(), make_call(when="reviewing")
    proposal = judged("坂道のベンチ", call)
    draft(proposal, between, by=coordinator, reason="場所がまだ決まらないため。")
    release_call(call=call, by=coordinator)
    proposal.refresh_from_db()

    draft(proposal, "adopted", by=coordinator, reason="場所が決まったため。")
    page = Client().get(call.get_absolute_url()).content.decode()
    assert ("場所がまだ" in page, "場所が決まった" in page) == (True, False)
    release_call(call=call, by=coordinator)

    page = Client().get(call.get_absolute_url()).content.decode()
    assert states(call) == {"坂道のベンチ": "adopted"}
    assert ("場所がまだ" in page, "場所が決まった" in page) == (True, True)
    assert Project.objects.published().count() == 1


def test_group_dissolved_before_the_release_stops_only_its_own() -> None:
    coordinator, call = make_coordinator(), make_call(when="reviewing")
    gone = judged("やめた会の提案", call)
    for proposal in (gone, judged("続ける会の提案", call)):
        draft(proposal, "adopted", by=coordinator)
    Group.objects.filter(pk=gone.group_id).update(status="deleted")
    client = signed_in(coordinator)

    page = client.get(f"{page_of(call)}release/")
    assert "いまは公表できない決定（1件）" in page.content.decode()
    done = client.post(
        f"{page_of(call)}release/", {"read": page.context["outlook"].digest}, follow=True
    )

    assert "「やめた会の提案」は公表できませんでした。" in done.content.decode()
    assert states(call) == {"やめた会の提案": "under_review", "続ける会の提案": "adopted"}
    assert DraftDecision.objects.get().proposal == gone


def test_sheet_taken_back_after_the_draft_stops_it() -> None:
    coordinator, call = make_coordinator(), make_call(when="reviewing")
    proposal = judged("採点し直すもの", call)
    draft(proposal, "declined", by=coordinator)
    proposal.reviews.update(status="in_progress", submitted_at=None)

    left = release_call(call=call, by=coordinator)

    assert [row.reason for row in left.stopped] == [
        "まだ提出されていない審査が1件あります。 提出された審査が、一つもありません。"
    ]
    assert states(call) == {"採点し直すもの": "under_review"}


def test_two_in_one_place_of_the_reserve_are_refused() -> None:
    coordinator, call = make_coordinator(), make_call(when="reviewing")
    first, second = judged("次点の一", call), judged("次点の二", call)
    draft(first, "reserve", by=coordinator, reserve_rank=1)

    with pytest.raises(MoveRefused, match="次点の1番は、ほかの提案の順位です"):
        draft(second, "reserve", by=coordinator, reserve_rank=1)
    draft(second, "reserve", by=coordinator, reserve_rank=2)
    DraftDecision.objects.filter(proposal=second).update(reserve_rank=1)

    assert len(release_call(call=call, by=coordinator).stopped) == 1
    assert states(call) == {"次点の一": "reserve", "次点の二": "under_review"}


#: What an outcome asks for besides its sheets: what is given, and what is said where it lacks.
LACKING: dict[str, tuple[str, dict[str, Any], str]] = {
    "reason": ("declined", {"reason": " "}, "市の判断の理由を書いてください"),
    "conditions": ("conditional", {"conditions": ""}, "採択の条件を書いてください"),
    "place": ("reserve", {"reserve_rank": None}, "次点の順位を書いてください"),
}


@pytest.mark.parametrize("lacking", LACKING)
def test_draft_says_what_it_lacks(lacking: str) -> None:
    outcome, fields, said = LACKING[lacking]
    proposal = judged("足りない案", make_call(when="reviewing"))

    with pytest.raises(MoveRefused, match=said):
        draft(proposal, outcome, by=make_coordinator(), **fields)
    assert DraftDecision.objects.count() == 0


def test_draft_is_taken_back_and_the_record_does_not_say_what_it_was() -> None:
    coordinator = make_coordinator()
    proposal = judged("取り消す案", make_call(when="reviewing"))
    draft(proposal, "adopted", by=coordinator)
    drop_draft(proposal=proposal, by=coordinator)

    with pytest.raises(MoveRefused, match="取り消す案がありません"):
        drop_draft(proposal=proposal, by=coordinator)
    assert DraftDecision.objects.count() == 0
    entries = AuditEntry.objects.of(proposal).values_list("action", "label", "note", "data")
    assert list(entries) == [
        ("proposal.draft_decision", "市の決定の案を書いた", "", {}),
        ("proposal.drop_draft", "市の決定の案を取り消した", "", {}),
    ]


def test_withdrawn_proposal_takes_its_draft_along() -> None:
    cast, call = make_cast(), make_call(when="reviewing")
    proposal = judged("取り下げる提案", call, group=cast.group)
    draft(proposal, "adopted", by=cast["coordinator"])
    signed_in(cast["manager"]).post(
        f"{proposal.get_absolute_url()}move/", {"move": "withdraw", "seen": "under_review"}
    )

    release_call(call=call, by=cast["coordinator"])

    assert states(call) == {"取り下げる提案": "withdrawn"}
    assert (DraftDecision.objects.count(), Project.objects.count()) == (0, 0)


def test_coordinator_with_an_interest_neither_releases_nor_reads_what_is_meant() -> None:
    cast, call = make_cast(), make_call(when="reviewing")
    own = judged("身内の提案", call, group=cast.group)
    draft(own, "adopted", by=cast["coordinator"])
    biased = make_coordinator("身内の担当")
    cast.group.memberships.create(user=biased, role="member")

    answer = signed_in(biased).get(f"{page_of(call)}release/")
    assert (answer.status_code, "地域に役立つため" in answer.content.decode()) == (403, False)
    with pytest.raises(PermissionDenied, match="公平さを守るための決まりです"):
        release_call(call=call, by=biased)
    with pytest.raises(PermissionDenied, match="公平さを守るための決まりです"):
        draft(own, "declined", by=biased)


def test_page_overtaken_by_another_draft_releases_nothing() -> None:
    coordinator, call = make_coordinator(), make_call(when="reviewing")
    proposal = judged("書き換わる案", call)
    draft(proposal, "adopted", by=coordinator)
    read = outlook_of(call).digest
    draft(proposal, "declined", by=coordinator)

    answer = signed_in(coordinator).post(f"{page_of(call)}release/", {"read": read})

    assert (answer.status_code, states(call)) == (409, {"書き換わる案": "under_review"})
    assert "決定の案が書き換えられました" in answer.content.decode()


def test_decision_told_before_its_call_was_released_is_released_without_a_second_one() -> None:
    """As the version before left it: its project and its letter are there already."""
    cast, call = make_cast(), make_call(when="reviewing")
    told = make_proposal("先に知らせた提案", call=call, group=cast.group, status="adopted")
    assert Decision.objects.get(proposal=told).notified_at is not None

    release_call(call=call, by=cast["coordinator"])

    assert Decision.objects.get(proposal=told).released_at is not None
    assert Project.objects.published().count() == Project.objects.count() == 1
    letter = OutgoingMail.objects.get(to=cast["manager"].email)
    assert letter.subject.startswith("【協働ポータル】募集の審査結果が公表されました")


def test_draft_is_written_read_and_taken_back_on_the_page() -> None:
    coordinator, call = make_coordinator(), make_call(when="reviewing")
    proposal = judged("画面で決める提案", call)
    client = signed_in(coordinator)

    seen = client.get(change(proposal)).context["decision_form"].seen.token
    faulty = {"part": "decision", "outcome": "reserve", "reason": "残る理由", "seen": seen}
    answer = client.post(change(proposal), faulty)
    assert (answer.status_code, "残る理由" in answer.content.decode()) == (422, True)

    client.post(change(proposal), {**faulty, "reserve_rank": "２", "amount": "8万円"})
    drafted = DraftDecision.objects.get()
    assert (drafted.reserve_rank, drafted.amount, drafted.written_by) == (2, 80_000, coordinator)

    overtaken = client.post(change(proposal), {**faulty, "outcome": "declined"})
    assert (overtaken.status_code, DraftDecision.objects.get().outcome) == (409, "reserve")

    client.post(change(proposal), {"part": "drop"})
    assert DraftDecision.objects.count() == 0


@pytest.mark.parametrize("count", [1, 3])
def test_page_of_the_release_asks_a_constant_number_of_questions(
    count: int, django_assert_num_queries: Any
) -> None:
    coordinator, call = make_coordinator(), make_call(when="reviewing")
    for number in range(count):
        draft(judged(f"提案{number}", call), "adopted", by=coordinator)
        make_proposal(f"未決定{number}", call=call, status="submitted")
    client = signed_in(coordinator)
    client.get(f"{page_of(call)}release/")

    with django_assert_num_queries(QUESTIONS):
        client.get(f"{page_of(call)}release/")


QUESTIONS = 14


ROUNDS = 30


@pytest.mark.race(1_000)
@pytest.mark.django_db(transaction=True)
def test_two_releases_at_once_are_one() -> None:
    coordinator, other = make_coordinator(), make_coordinator()
    call = make_call(when="reviewing")
    for outcome in ("adopted", "declined"):
        draft(judged(outcome, call), outcome, by=coordinator)

    outcomes = at_once(
        *(lambda by=by: release_call(call=call, by=by) for by in (coordinator, other))
    )

    assert [type(o).__name__ for o in outcomes if isinstance(o, Exception)] == ["MoveRefused"]
    assert states(call) == {"adopted": "adopted", "declined": "declined"}
    assert (Project.objects.count(), OutgoingMail.objects.count()) == (1, 2)


@pytest.mark.race(1_000)
@pytest.mark.django_db(transaction=True)
def test_draft_at_the_moment_of_the_release_is_in_it_or_after_it() -> None:
    coordinator, call = make_coordinator(), make_call(when="reviewing")
    proposal = judged("同時の提案", call)
    draft(proposal, "adopted", by=coordinator)

    _, written = at_once(
        lambda: release_call(call=call, by=coordinator),
        lambda: draft(proposal, "declined", by=coordinator),
    )

    status = states(call)["同時の提案"]
    assert status == ("adopted" if isinstance(written, MoveRefused) else "declined")
    assert Project.objects.count() == (status == "adopted")
    assert (DraftDecision.objects.count(), OutgoingMail.objects.count()) == (0, 1)


@pytest.mark.once(on="postgres")
@pytest.mark.django_db(transaction=True)
def test_thirty_drafts_and_releases_at_once_double_nothing() -> None:
    people = [make_coordinator() for _ in range(3)]
    call = make_call(when="reviewing")
    proposals = [judged(f"提案{number}", call) for number in range(ROUNDS)]
    for proposal in proposals:
        draft(proposal, "adopted", by=people[0])

    at_once(
        *(lambda p=p: draft(p, "declined", by=people[1]) for p in proposals),
        *(lambda by=by: release_call(call=call, by=by) for by in people),
    )

    told = [status for status in states(call).values() if status != "under_review"]
    assert len(told) == ROUNDS
    assert Project.objects.count() == told.count("adopted")
    assert OutgoingMail.objects.count() == ROUNDS
    assert AuditEntry.objects.filter(target_model="proposals.proposal").moves().count() == ROUNDS


def test_day_of_the_results_is_the_day_of_the_release() -> None:
    coordinator, call = make_coordinator(), make_call(when="reviewing")
    draft(judged("一つ目", call), "adopted", by=coordinator)
    draft(judged("二つ目", call), "declined", by=coordinator)
    release_call(call=call, by=coordinator)

    moments = set(Decision.objects.values_list("released_at", flat=True))
    assert moments == {Call.objects.get(pk=call.pk).decided_at}
    assert all(isinstance(moment, dt.datetime) for moment in moments)
