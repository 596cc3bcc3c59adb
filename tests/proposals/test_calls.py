"""The pages of calls: what is found, what is shown, how a proposal begins, what came of it."""

import datetime as dt
import re
import uuid
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from proposals.judging.results import results_of
from proposals.models import Call, Decision, Proposal
from proposals.rules.proposals import can_submit
from tests.factories import make_coordinator, make_group, make_user
from tests.proposals.factories import make_call, make_proposal
from tests.proposals.pages import signed_in, url

pytestmark = pytest.mark.django_db


def titles(query: str = "", client: Client | None = None) -> list[str]:
    page = (client or Client()).get(url("calls:list") + query)
    return [call.title for call in page.context["page_obj"]]


def make_calls() -> None:
    for when in ("draft", "announced", "open", "closed", "reviewing", "decided"):
        make_call(when, when=when)


@pytest.mark.parametrize("status", ["announced", "open", "closed", "reviewing", "decided"])
def test_list_filters_by_the_status_of_the_clock(status: str) -> None:
    make_calls()

    assert titles(f"?status={status}") == [status]


def test_list_shows_what_is_open_first_and_no_draft() -> None:
    make_calls()

    assert titles()[:2] == ["open", "announced"]
    assert "draft" not in titles()
    assert "draft" in titles(client=signed_in(make_coordinator()))


def test_open_call_that_closes_next_stands_first() -> None:
    now = timezone.now()
    for title, opened, closes in (("あと", 1, 20), ("さき", 5, 10), ("なか", 3, 15)):
        make_call(
            title,
            when="open",
            opens_at=now - dt.timedelta(days=opened),
            closes_at=now + dt.timedelta(days=closes),
        )
    make_call("予告", when="announced")

    assert titles() == titles("?sort=now") == ["さき", "なか", "あと", "予告"]


@pytest.mark.parametrize(
    ("when", "told"),
    [
        ("announced", ["受付が始まります", "受付を締め切ります"]),
        ("open", ["受付が始まりました", "受付を締め切ります"]),
        ("closed", ["受付が始まりました", "受付を締め切りました"]),
        ("decided", ["受付が始まりました", "受付を締め切りました"]),
    ],
)
def test_dates_of_a_call_are_told_as_they_lie_from_now(
    client: Client, when: str, told: list[str]
) -> None:
    page = client.get(make_call("花の募集", when=when).get_absolute_url()).content.decode()

    assert re.findall(r'class="timeline-title">(受付[^<]*)<', page) == told


def test_list_filters_by_words_kind_and_year() -> None:
    make_call("緑の募集", kind="city", fiscal_year=2024, project_fiscal_year=2025)
    make_call("水辺の募集", theme="ミズベ", fiscal_year=2025, project_fiscal_year=2026)

    assert titles("?q=みずべ") == ["水辺の募集"]
    assert titles("?kind=city") == ["緑の募集"]
    assert titles("?year=2025") == ["水辺の募集"]
    assert titles("?q=緑&year=2025") == []


def test_list_sorts_by_closing() -> None:
    now = timezone.now()
    make_call("あと", closes_at=now + dt.timedelta(days=20))
    make_call("さき", closes_at=now + dt.timedelta(days=10))

    assert titles("?sort=closing") == ["さき", "あと"]


@pytest.mark.parametrize(
    "query", ["?status=x", "?kind=1", "?year=abc", "?year=99999999999999", "?sort=y", "?page=x"]
)
def test_unusable_conditions_are_left_out_in_words(query: str) -> None:
    make_call("見本")

    page = Client().get(url("calls:list") + query)

    assert page.status_code == 200
    assert [call.title for call in page.context["page_obj"]] == ["見本"]
    if "page" not in query:
        assert "という条件は使えなかったため" in page.content.decode()


def test_detail_of_a_draft_is_hidden() -> None:
    call = make_call(when="draft")

    assert Client().get(call.get_absolute_url()).status_code == 404
    assert signed_in(make_coordinator()).get(call.get_absolute_url()).status_code == 200


def test_detail_tells_period_criteria_pass_mark_and_cap() -> None:
    moment = dt.datetime(2026, 11, 30, 8, 15, tzinfo=dt.UTC)
    call = make_call(
        opens_at=moment - dt.timedelta(days=60),
        closes_at=moment,
        budget_cap=500_000,
        pass_percent=65,
    )

    page = Client().get(call.get_absolute_url()).content.decode()

    for words in (
        "令和8年(2026年)11月30日 17時15分",
        "500,000円",
        "満点は10点",
        "合格の目安は6.5点",
        "公益性",
    ):
        assert words in page


@pytest.mark.parametrize(
    ("who", "when", "words"),
    [
        ("anonymous", "open", "ログインする"),
        ("citizen", "open", "団体の登録を申請する"),
        ("manager", "open", "提案を書く"),
        ("manager", "announced", "いまから下書きを書いておけます"),
        ("manager", "closed", "もう受け付けていません"),
        ("anonymous", "decided", "もう受け付けていません"),
    ],
)
def test_detail_says_how_to_propose_or_what_else_to_do(who: str, when: str, words: str) -> None:
    manager = make_user()
    make_group(managers=(manager,))
    call = make_call(when=when)
    client = {"anonymous": Client(), "citizen": signed_in(make_user())}.get(who) or signed_in(
        manager
    )

    assert words in client.get(call.get_absolute_url()).content.decode()


def test_proposal_begins_once() -> None:
    manager = make_user()
    group, call = make_group(managers=(manager,)), make_call(theme="緑")
    client = signed_in(manager)
    form = {"submission_key": str(uuid.uuid4()), "group": group.pk}

    answers = [client.post(url("calls:propose", call.pk), form) for _ in range(2)]

    proposal = Proposal.objects.get()
    assert {answer.url for answer in answers} == {url("proposals:detail", proposal.pk)}
    assert (proposal.group, proposal.theme, proposal.status) == (group, "緑", "draft")


@pytest.mark.parametrize(
    ("group_status", "role", "proposers", "status"),
    [
        ("registered", "manager", "registered", 200),
        ("registered", "member", "registered", 403),
        ("applied", "manager", "registered", 200),
        ("returned", "manager", "registered", 200),
        ("not_accepted", "manager", "registered", 403),
        ("applied", "member", "registered", 403),
        ("dormant", "manager", "registered", 403),
        ("applied", "manager", "anyone", 200),
        ("registered", "member", "anyone", 200),
    ],
)
def test_who_may_begin(group_status: str, role: str, proposers: str, status: int) -> None:
    person = make_user()
    make_group(status=group_status, **{f"{role}s": (person,)})
    call = make_call(proposers=proposers)

    assert signed_in(person).get(url("calls:propose", call.pk)).status_code == status


def test_group_that_waits_for_its_registration_writes_and_does_not_submit() -> None:
    manager = make_user()
    group = make_group("待つ会", status="applied", representative=manager)
    call, client = make_call(proposers="registered"), signed_in(manager)
    begin = url("calls:propose", call.pk)

    shown = client.get(begin).content.decode()
    begun = client.post(begin, {"group": group.pk})
    proposal = Proposal.objects.get()
    fill = make_proposal(call=call, group=group)  # complete, so that nothing else is missing

    assert "登録の手続き中。提出は、登録されてからできます" in shown
    assert begun.url == url("proposals:detail", proposal.pk)
    assert "登録されている団体です" in can_submit(fill).reason
    type(group).objects.update(status="registered")
    assert can_submit(Proposal.objects.get(pk=fill.pk))


@pytest.mark.parametrize("when", ["closed", "reviewing", "decided"])
def test_nothing_begins_after_the_close(when: str) -> None:
    manager = make_user()
    group, call = make_group(managers=(manager,)), make_call(when=when)

    answer = signed_in(manager).post(url("calls:propose", call.pk), {"group": group.pk})

    assert answer.status_code == 403
    assert not Proposal.objects.exists()


def scored(call: Call, title: str, status: str, figure: str | None) -> Proposal:
    """A decided proposal with the points kept at its decision."""
    proposal = make_proposal(title, call=call, status=status)
    snapshot = {"figure": figure, "full_marks": "10.0", "pass_mark": "6.0"}
    Decision.objects.filter(proposal=proposal).update(score_snapshot=snapshot)
    return proposal


def test_results_rank_by_points_and_hide_the_undecided() -> None:
    call = make_call(when="decided")
    scored(call, "三位", "declined", "5.0")
    scored(call, "一位", "adopted", "8.5")
    scored(call, "同点", "conditional", "8.5")
    scored(call, "点なし", "declined", None)
    for status in ("draft", "submitted", "returned", "not_accepted", "under_review", "withdrawn"):
        make_proposal(f"未決定{status}", call=call, status=status)

    ranks = [(result.proposal.title, result.rank) for result in results_of(call)]
    page = Client().get(call.get_absolute_url()).content.decode()

    assert ranks == [("一位", 1), ("同点", 1), ("三位", 3), ("点なし", None)]
    assert "未決定" not in page
    assert "8.5点（10点満点）" in page
    assert "ほかに1件の提案は" in page


@pytest.mark.parametrize("when", ["open", "closed", "reviewing"])
def test_results_are_hidden_until_they_are_public(when: str) -> None:
    call = make_call(when=when)
    scored(call, "決まったもの", "declined", "5.0")

    assert "決まったもの" not in Client().get(call.get_absolute_url()).content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_pages_ask_a_constant_number_of_questions(
    count: int, django_assert_num_queries: Any
) -> None:
    call = make_call(when="decided")
    for number in range(count):
        make_call(f"募集{number}")
        scored(call, f"提案{number}", "adopted", "8.0")

    with django_assert_num_queries(3):
        Client().get(url("calls:list"))
    with django_assert_num_queries(10):
        Client().get(call.get_absolute_url())
