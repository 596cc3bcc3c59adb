"""The desk of one call: what is read before it is done, what is done with one press, and what is refused."""

import datetime as dt
import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from groups.models import Membership, User
from kyodo_portal.life.audit import AuditEntry
from kyodo_portal.post.outbox import OutgoingMail
from proposals.models import Proposal, Review
from tests.factories import make_coordinator, make_group, make_reviewer, make_user
from tests.proposals.desk.deadline_day import Day, make_day
from tests.proposals.factories import make_proposal, make_review
from tests.proposals.test_admin import signed_in

pytestmark = pytest.mark.django_db


def desk(day: Day) -> str:
    return f"/admin/proposals/call/{day.call.pk}/desk/"


def steps_in(page: str) -> str:
    """What the preview would carry out."""
    found = re.search(r'name="steps" value="([^"]*)"', page)
    return found.group(1) if found else ""


def preview(browser: Client, day: Day, act: str, **given: Any) -> str:
    return browser.post(desk(day), {"act": act, **given}).content.decode()


def press(browser: Client, day: Day, act: str, steps: str) -> str:
    return browser.post(desk(day), {"act": act, "steps": steps}).content.decode()


def do(day: Day, act: str, **given: Any) -> str:
    """Preview and press, as one does; the page afterwards."""
    browser = signed_in(day.coordinator)
    return press(browser, day, act, steps_in(preview(browser, day, act, **given)))


def test_call_goes_into_review_with_three_presses() -> None:
    day = make_day(4, reviewers=3)

    do(day, "department")
    do(day, "assign", seats="2")
    page = do(day, "begin")

    assert day.states() == ["under_review"] * 4
    assert set(Proposal.objects.values_list("responsible_department", flat=True)) == {
        day.department.pk
    }
    assert [len(names) for names in day.asked().values()] == [2, 2, 2, 2]
    assert "審査を始める：4件を行いました" in page


def test_nothing_happens_at_the_preview() -> None:
    day = make_day(2)
    browser = signed_in(day.coordinator)
    before = AuditEntry.objects.count()

    shown = preview(browser, day, "assign", seats="2")

    assert "委員01さん、委員02さんに依頼します。" in shown
    assert (Review.objects.count(), AuditEntry.objects.count()) == (0, before)


def test_each_seat_goes_to_whoever_has_least_and_no_interest() -> None:
    day = make_day(4, reviewers=3)
    one, two, three = day.reviewers
    make_review(day.proposals[0], one, status="declared_conflict")
    other = make_group(managers=(make_user(),), members=(two,))
    make_proposal("委員の団体", call=day.call, group=other, status="submitted", number="2026-1-005")
    for person in (one, two):
        make_review(day.proposals[3], person)

    do(day, "assign", seats="2")

    assert day.asked() == {
        "2026-1-001": ["委員01", "委員03", "委員02"],  # 委員01 has declined
        "2026-1-002": ["委員01", "委員02"],
        "2026-1-003": ["委員03", "委員01"],
        "2026-1-004": ["委員01", "委員02"],  # had both already
        "2026-1-005": ["委員01", "委員03"],  # 委員02 is of the group
    }


def test_seats_for_which_nobody_is_left_are_said() -> None:
    day = make_day(1, reviewers=1)

    page = preview(signed_in(day.coordinator), day, "assign", seats="3")

    assert "委員01さんに依頼します。（2人分は、頼める人がいません）" in page


def test_pressed_twice_does_nothing_twice() -> None:
    day = make_day(2, reviewers=2)
    browser = signed_in(day.coordinator)
    for act, given in (
        ("department", {}),
        ("assign", {"seats": "2"}),
        ("begin", {}),
        ("remind", {}),
    ):
        steps = steps_in(preview(browser, day, act, **given))
        press(browser, day, act, steps)
        before = (AuditEntry.objects.count(), OutgoingMail.objects.count())

        again = press(browser, day, act, steps)

        assert (AuditEntry.objects.count(), OutgoingMail.objects.count()) == before
        assert "0件を行いました" in again


@pytest.mark.parametrize(
    ("act", "given", "reason"),
    [
        ("begin", {}, "担当課が、まだ決まっていません。"),
        ("begin", {}, "審査できる審査委員が、まだ一人も割り当てられていません。"),
        ("remind", {}, "いま、行えるものはありません。"),
        ("assign", {"seats": ""}, "一つの提案を審査する人数を書いてください。"),
        ("assign", {"seats": "many"}, "人数は、1から20までの数字で書いてください。"),
        ("assign", {"seats": "0"}, "人数は、1人以上にしてください。"),
        ("withdraw", {}, "依頼を取り消す審査委員を選んでください。"),
        ("withdraw", {"reviewer": "999999"}, "選んだ審査委員が見つかりません。"),
        ("withdraw", {}, "依頼を取り消す理由を選んでください。"),
        ("begin", {"proposals": ["999999"]}, "選んだ提案の一つが、この募集にありません。"),
        ("department", {"department": "x"}, "正しく選択してください"),
        ("nothing", {}, "この操作は、このページにはありません。"),
    ],
)
def test_what_cannot_be_done_says_why(act: str, given: dict[str, Any], reason: str) -> None:
    day = make_day(1)

    assert reason in preview(signed_in(day.coordinator), day, act, **given)


@pytest.mark.parametrize("steps", ["", "x", "1;2", "-1", "1." + "9" * 30, "1,,2", "１"])
def test_steps_that_no_preview_has_written_are_refused(steps: str) -> None:
    day = make_day(1)

    answer = signed_in(day.coordinator).post(desk(day), {"act": "assign", "steps": steps})

    assert (answer.status_code, Review.objects.count()) == (400, 0)


def test_one_that_was_overtaken_stops_no_other() -> None:
    day = make_day(3)
    browser = signed_in(day.coordinator)
    do(day, "department")
    do(day, "assign", seats="1")
    steps = steps_in(preview(browser, day, "begin"))
    Proposal.objects.filter(pk=day.proposals[1].pk).update(status="withdrawn")

    page = press(browser, day, "begin", steps)

    assert day.states() == ["under_review", "withdrawn", "under_review"]
    assert "2件を行いました。1件はできませんでした" in page


def test_forged_steps_do_nothing_to_another_call_and_ask_nobody_with_an_interest() -> None:
    day, other = make_day(1), make_day(1, year=2025)
    side = make_group(members=(day.reviewers[0],))
    Proposal.objects.filter(pk=day.proposals[0].pk).update(group=side)
    judge, mine, theirs = day.reviewers[0].pk, day.proposals[0].pk, other.proposals[0].pk

    page = press(signed_in(day.coordinator), day, "assign", f"{mine}.{judge},{theirs}.{judge}")

    assert Review.objects.count() == 0
    assert "利害関係があるか、審査委員でないため、割り当てられません" in page
    assert "この募集の提案ではないか、取り下げられました。" in page


def test_reviewer_who_falls_silent_gives_all_back_at_once() -> None:
    day = make_day(3, reviewers=2, status="under_review")
    silent, busy = day.reviewers
    for number, proposal in enumerate(day.proposals):
        make_review(proposal, silent, status=("submitted", "assigned", "in_progress")[number])
        make_review(proposal, busy)

    do(day, "withdraw", reviewer=silent.pk, why="1")

    assert day.asked() == {
        "2026-1-001": ["委員01", "委員02"],
        "2026-1-002": ["委員02"],
        "2026-1-003": ["委員02"],
    }


def test_reviewer_is_reminded_of_all_her_sheets_in_one_letter_a_day() -> None:
    day = make_day(3, reviewers=2, status="under_review")
    for proposal in day.proposals:
        make_review(proposal, day.reviewers[0])
    make_review(day.proposals[0], day.reviewers[1], status="submitted")

    do(day, "remind")
    page = preview(signed_in(day.coordinator), day, "remind")

    letter = OutgoingMail.objects.get()
    sheets = Review.objects.filter(reviewer=day.reviewers[0])
    assert letter.to == day.reviewers[0].email
    assert letter.subject == "【協働ポータル】審査の採点を、お待ちしています「公開の募集」"
    assert [f"/admin/proposals/review/{sheet.pk}/change/" in letter.body for sheet in sheets] == [
        True
    ] * 3
    assert "今日は、もう知らせました。" in page
    assert AuditEntry.objects.filter(action="call.remind_reviewer").count() == 1


def test_own_proposal_of_a_coordinator_is_left_to_others() -> None:
    day = make_day(2)
    own = make_group(members=(day.coordinator,))
    Proposal.objects.filter(pk=day.proposals[0].pk).update(group=own)
    make_review(day.proposals[0], day.reviewers[0], status="submitted")
    browser = signed_in(day.coordinator)

    page = browser.get(desk(day)).content.decode()
    shown = preview(browser, day, "department")
    press(browser, day, "department", f"{day.proposals[0].pk}.{day.department.pk}")

    assert "利害関係があるため、ほかの職員が扱います" in page
    assert f"/admin/proposals/proposal/{day.proposals[0].pk}/" not in page
    assert "2026-1-001　提案001：この提案の当事者に属しているか" in shown
    assert Proposal.objects.get(pk=day.proposals[0].pk).responsible_department is None


def test_sums_of_the_desk_say_the_same_whatever_stands_in_ones_own_affair() -> None:
    day = make_day(2, reviewers=2, status="under_review")
    own = make_group(members=(day.coordinator,))
    Proposal.objects.filter(pk=day.proposals[0].pk).update(group=own)
    first, second = day.reviewers
    make_review(day.proposals[1], first, status="submitted")

    def shown() -> tuple[list[str], bool, bool]:
        page = signed_in(day.coordinator).get(desk(day)).content.decode()
        named = [f'value="{person.pk}">{person.display_name}' in page for person in day.reviewers]
        return re.findall("提出 [0-9]+／[0-9]+|依頼した審査[0-9]+件", page), *named

    before = shown()
    make_review(day.proposals[0], first, status="submitted")
    make_review(day.proposals[0], second, status="assigned")

    assert before == shown()
    assert before[0] == ["依頼した審査1件", "提出 1／1", "提出 0／0"]


def test_reviewer_who_left_the_group_after_it_proposed_is_not_asked() -> None:
    day = make_day(1, reviewers=1)
    proposal, hour = day.proposals[0], dt.timedelta(hours=1)
    place = Membership.objects.create(user=day.reviewers[0], group=proposal.group, role="member")
    Membership.objects.filter(pk=place.pk).update(
        joined_at=proposal.submitted_at - hour, ended_at=proposal.submitted_at + hour
    )

    page = signed_in(day.coordinator).get(desk(day)).content.decode()

    assert '<td data-tone="off">対象外</td>' in page


def test_desk_is_for_coordinators_and_read_by_the_administrator() -> None:
    day = make_day(1)
    people: dict[str, User] = {
        "coordinator": make_coordinator(),
        "reviewer": make_reviewer(),
        "superuser": make_user(is_superuser=True),
    }

    read = {name: signed_in(person).get(desk(day)).status_code for name, person in people.items()}
    acted = {
        name: signed_in(person).post(desk(day), {"act": "begin"}).status_code
        for name, person in people.items()
    }

    assert read == {"coordinator": 200, "reviewer": 403, "superuser": 200}
    assert acted == {"coordinator": 200, "reviewer": 403, "superuser": 403}


QUERIES = 14


@pytest.mark.parametrize("number", [1, 3])
def test_desk_costs_the_same_queries_for_one_and_for_three(number: int) -> None:
    day = make_day(number, reviewers=number, status="under_review")
    for proposal in day.proposals:
        for judge in day.reviewers:
            make_review(proposal, judge)
    browser = signed_in(day.coordinator)
    browser.get(desk(day))

    with CaptureQueriesContext(connection) as page:
        browser.get(desk(day))
    with CaptureQueriesContext(connection) as shown:
        preview(browser, day, "remind")

    assert (len(page), len(shown)) == (QUERIES, QUERIES)
