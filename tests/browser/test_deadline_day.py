"""Deadline day: 23 proposals into review, to the committee, decided and released. Every click is counted, and
every letter."""

import datetime as dt
from typing import Any

import pytest
from django.utils import timezone

from groups.models import User
from kyodo_portal.post.gathered import SOON, send_gathered
from kyodo_portal.post.outbox import OutgoingMail
from proposals.actions.reviews import Mark, save_scores
from proposals.flows import PROPOSAL_FLOW, REVIEW_FLOW
from proposals.models import Call, Decision, Proposal, ProposalOnAgenda, Review
from tests.browser.people import Visitor, company
from tests.factories import make_coordinator, make_department, make_group, make_reviewer, make_user
from tests.groups.committees.factories import held_meeting
from tests.proposals.factories import make_call, make_proposal

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

NUMBER = 23
CLICKS, TO_COORDINATOR, TO_A_REVIEWER = 15, 3, 2


class Counting:
    """A coordinator whose clicks are counted; saying yes to a question is one."""

    def __init__(self, visitor: Visitor) -> None:
        self.visitor, self.clicks = visitor, 0

    def presses(self, label: str, *, sure: bool = False) -> None:
        self.clicks += 2 if sure else 1
        content = self.visitor.page.locator("#content")
        button = content.get_by_role("button", name=label, exact=True)
        button.or_(content.get_by_role("link", name=label, exact=True)).first.wait_for()
        self.visitor.presses(label, sure=sure)

    def follows(self, words: str) -> None:
        self.clicks += 1
        self.visitor.page.locator("#content").get_by_role("link", name=words).first.click()

    def writes(self, **fields: str) -> None:
        self.clicks += len(fields)
        for name, words in fields.items():
            self.visitor.page.fill(f"#content [name='{name}']", words)


def handed_in() -> Call:
    """A call to which so many groups have proposed, and whose deadline has passed."""
    call = make_call("公開の募集")
    department = make_department("みどりの課")
    for number in range(1, NUMBER + 1):
        manager = make_user()
        group = make_group(managers=(manager,))
        proposal = make_proposal(
            f"提案{number:02d}", call=call, group=group, by=manager, desired_department=department
        )
        PROPOSAL_FLOW.make("submit", proposal, by=manager)
    passed = timezone.now() - dt.timedelta(hours=1)
    Call.objects.filter(pk=call.pk).update(closes_at=passed, review_due_on=timezone.localdate())
    return call


def judge(sheet: Review) -> None:
    by = sheet.reviewer
    REVIEW_FLOW.make("accept", sheet, by=by)
    marks = {criterion.pk: Mark(points=4) for criterion in sheet.proposal.call.criteria.all()}
    save_scores(review=sheet, marks=marks, comment="", by=by, hand_in=True)


def to_committee(call: Call) -> int:
    """A meeting that was held, with all proposals on its agenda; its number."""
    meeting = held_meeting(items=())
    for place, proposal in enumerate(call.proposals.order_by("number")):
        item = meeting.items.create(order=place, title=f"提案の審査（受付番号 {proposal.number}）")
        ProposalOnAgenda.objects.create(item=item, proposal=proposal)
    return meeting.pk


def into_review(coordinator: Counting) -> None:
    coordinator.visitor.goes_to("/admin/")
    coordinator.follows("締め切った募集の審査を始める")
    coordinator.follows("公開の募集")
    coordinator.presses("審査を始める", sure=True)
    coordinator.presses("審査の机を開く")
    coordinator.presses("担当課を決める")
    coordinator.presses("この内容で担当課を決める")
    coordinator.writes(seats="3")
    coordinator.presses("審査委員を割り当てる")
    coordinator.presses("この内容で審査を依頼する")
    coordinator.presses("審査を始める")
    coordinator.presses("この内容で審査を始める")


def letters_to(person: User) -> list[str]:
    told = OutgoingMail.objects.filter(to=person.email).order_by("pk")
    return [
        subject.removeprefix("【協働ポータル】")
        for subject in told.values_list("subject", flat=True)
    ]


def test_deadline_day_is_one_days_work(new_context: Any, live_server: Any) -> None:
    coordinator, reviewers = make_coordinator(), [make_reviewer(f"委員{n}") for n in range(1, 6)]
    call = handed_in()
    send_gathered(timezone.now() + dt.timedelta(days=1))
    with company(new_context, live_server.url, "coordinator") as people:
        people["coordinator"].is_signed_in(coordinator)
        counting = Counting(people["coordinator"])
        page = people["coordinator"].page

        into_review(counting)

        assert set(call.proposals.values_list("status", flat=True)) == {"under_review"}
        loads = sorted(person.reviews.count() for person in reviewers)
        assert (sum(loads), max(loads) - min(loads) <= 1) == (3 * NUMBER, True)
        clicks_into_review = counting.clicks
        send_gathered(timezone.now() + SOON)

        for sheet in Review.objects.exclude(reviewer=reviewers[0]).select_related("reviewer"):
            judge(sheet)
        people["coordinator"].goes_to(f"/admin/proposals/call/{call.pk}/desk/")
        counting.presses("まだの審査委員に知らせる")
        counting.presses("この内容で知らせる")
        for sheet in Review.objects.filter(reviewer=reviewers[0]):
            judge(sheet)
        send_gathered(timezone.now() + dt.timedelta(days=1))

        meeting = to_committee(call)
        people["coordinator"].goes_to(f"/admin/proposals/proposalonagenda/meeting/{meeting}/")
        for item in ProposalOnAgenda.objects.values_list("item_id", flat=True):
            page.select_option(f"[name=i{item}-conclusion]", "adopt" if item % 2 else "decline")
            page.fill(f"[name=i{item}-reason]", "委員会の理由です。")
        before = counting.clicks
        counting.visitor.page.locator("#content form button[type=submit]").last.click()
        people["coordinator"].sees(f"{NUMBER}件の結論を記録しました。")
        people["coordinator"].goes_to(f"/admin/proposals/call/{call.pk}/decisions/")
        for proposal in Proposal.objects.all():
            page.select_option(f"[name=p{proposal.pk}-outcome]", "declined")
            page.fill(f"[name=p{proposal.pk}-reason]", "市の理由です。")
        counting.presses("この画面の案を全部保存する")
        assert Decision.objects.exclude(outcome="").count() == 0
        people["coordinator"].goes_to(f"/admin/proposals/call/{call.pk}/release/")
        counting.presses("決定を公表する", sure=True)
        clicks_to_release = counting.clicks - before

    assert clicks_into_review <= CLICKS
    assert clicks_to_release == 3
    assert set(call.proposals.values_list("status", flat=True)) == {"declined"}
    assert Decision.objects.values("released_at").distinct().count() == 1
    assert letters_to(coordinator) == [
        f"提案が提出されました（{NUMBER}件）",
        f"審査の採点が提出されました（{3 * NUMBER}件）",
    ]
    assert len(letters_to(coordinator)) <= TO_COORDINATOR
    assert [len(letters_to(person)) for person in reviewers] == [TO_A_REVIEWER, 1, 1, 1, 1]
