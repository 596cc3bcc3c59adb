"""Submitting a proposal: to the second, once, with a number of its own, and with what was checked."""

import datetime as dt
import re
import threading

import pytest
import time_machine
from django.db import connections
from django.utils import timezone

from kyodo_portal.life.audit import AuditEntry
from kyodo_portal.post.gathered import send_gathered
from kyodo_portal.post.outbox import OutgoingMail
from proposals.content.snapshot import digest_of
from proposals.flows import PROPOSAL_FLOW
from proposals.models import Call, Proposal, ProposalStatus
from tests.factories import make_coordinator, make_group, make_user, today
from tests.proposals.factories import make_call, make_proposal
from tests.proposals.pages import WHOLE, WHOLE_ROWS, signed_in, typed, url

pytestmark = pytest.mark.django_db

CLOSES = dt.datetime(2027, 3, 31, 14, 59, 0, tzinfo=dt.UTC)
"""23:59 in Tokyo."""
LAST = CLOSES + dt.timedelta(seconds=59, microseconds=999_999)


def submission(proposal: Proposal) -> dict[str, str]:
    """What the button of the check page sends."""
    proposal.refresh_from_db()
    return {"move": "submit", "seen": proposal.status, "read": digest_of(proposal)}


def closing_call() -> Call:
    return make_call(opens_at=CLOSES - dt.timedelta(days=30), closes_at=CLOSES)


@pytest.mark.parametrize(
    ("moment", "status", "after"),
    [
        (CLOSES - dt.timedelta(days=30, seconds=1), 409, "draft"),
        (CLOSES - dt.timedelta(days=30), 302, "submitted"),
        (CLOSES, 302, "submitted"),
        (LAST, 302, "submitted"),
        (CLOSES + dt.timedelta(minutes=1), 409, "draft"),
    ],
)
def test_submission_counts_to_the_end_of_the_minute_that_is_shown(
    moment: dt.datetime, status: int, after: str
) -> None:
    proposal = make_proposal(call=closing_call())
    with time_machine.travel(moment, tick=False):
        answer = signed_in(proposal.created_by).post(
            url("proposals:move", proposal.pk), submission(proposal)
        )

    assert answer.status_code == status
    assert Proposal.objects.get(pk=proposal.pk).status == after


def test_refusal_after_the_close_says_what_is_left_to_do() -> None:
    proposal = make_proposal(call=closing_call())
    with time_machine.travel(CLOSES + dt.timedelta(minutes=1), tick=False):
        page = signed_in(proposal.created_by).post(
            url("proposals:move", proposal.pk), submission(proposal)
        )

    shown = page.content.decode()
    assert "受付は令和9年(2027年)3月31日 23時59分に終わりました。" in shown
    assert "下書きは残っています。" in shown


def test_pressing_submit_twice_makes_one_version_and_one_number() -> None:
    proposal = make_proposal()
    client, form = signed_in(proposal.created_by), submission(proposal)

    answers = [client.post(url("proposals:move", proposal.pk), form) for _ in range(2)]

    proposal.refresh_from_db()
    assert [answer.status_code for answer in answers] == [302, 409]
    assert proposal.number == f"{proposal.call.fiscal_year}-{proposal.call_id}-001"
    assert proposal.versions.count() == 1
    assert AuditEntry.objects.of(proposal).filter(action="proposal.submit").count() == 1


def test_what_was_rewritten_since_the_check_is_not_submitted() -> None:
    proposal = make_proposal()
    client, form = signed_in(proposal.created_by), submission(proposal)
    client.post(url("proposals:autosave", proposal.pk), typed(proposal, title="別の題"))

    answer = client.post(url("proposals:move", proposal.pk), form)

    assert answer.status_code == 409
    assert "書き換えられました" in answer.content.decode()
    assert Proposal.objects.get(pk=proposal.pk).status == ProposalStatus.DRAFT


@pytest.mark.race(1_000)
@pytest.mark.django_db(transaction=True)
def test_two_submissions_at_once_get_two_numbers() -> None:
    call = make_call()
    proposals = [make_proposal(call=call) for _ in range(2)]
    start = threading.Barrier(2)
    refusals: list[Exception] = []

    def submit(proposal: Proposal) -> None:
        try:
            start.wait()
            PROPOSAL_FLOW.make("submit", proposal, by=proposal.created_by)
        except Exception as error:  # noqa: BLE001 - a thread's failure must reach the test
            refusals.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=submit, args=[proposal]) for proposal in proposals]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert refusals == []
    numbers = sorted(Proposal.objects.values_list("number", flat=True))
    stem = f"{call.fiscal_year}-{call.pk}"
    assert numbers == [f"{stem}-001", f"{stem}-002"]


@pytest.mark.parametrize(("days", "status"), [(0, 302), (-1, 409)])
def test_returned_proposal_is_taken_until_its_day(days: int, status: int) -> None:
    proposal = make_proposal(
        call=make_call(when="closed"),
        status="returned",
        correction_due_on=today() + dt.timedelta(days=days),
    )

    answer = signed_in(proposal.created_by).post(
        url("proposals:move", proposal.pk), submission(proposal)
    )

    assert answer.status_code == status


def test_correction_keeps_the_number_and_adds_a_version() -> None:
    proposal, coordinator = make_proposal(), make_coordinator()
    client = signed_in(proposal.created_by)
    client.post(url("proposals:move", proposal.pk), submission(proposal))
    proposal.refresh_from_db()
    number = proposal.number
    PROPOSAL_FLOW.make("return", proposal, by=coordinator, note="場所を詳しく", due_on=today())
    form = typed(proposal, WHOLE_ROWS, **{**WHOLE, "place": "駅前通り一丁目"})

    assert "場所を詳しく" in client.get(url("proposals:whole", proposal.pk)).content.decode()
    client.post(url("proposals:whole", proposal.pk), form)
    page = signed_in(coordinator).get(url("proposals:detail", proposal.pk)).content.decode()
    assert "駅前通り一丁目" not in page
    client.post(url("proposals:move", proposal.pk), submission(proposal))

    proposal.refresh_from_db()
    assert (proposal.number, proposal.versions.count()) == (number, 2)
    page = signed_in(coordinator).get(url("proposals:detail", proposal.pk)).content.decode()
    assert "駅前通り一丁目" in page
    assert "前の版から変わったところ" in page


def test_check_page_lists_everything_missing_and_has_no_button() -> None:
    proposal = make_proposal("", complete=False)

    page = signed_in(proposal.created_by).get(url("proposals:check", proposal.pk))

    missing = {
        str(title): [reason for reason, _ in found] for title, found in page.context["missing"]
    }
    assert {title: [reason[:9] for reason in found] for title, found in missing.items()} == {
        "事業のあらまし": ["「事業名」が、まだ", "「概要」が、まだ書"],
        "課題と目的": ["「現状と課題」が、", "「目的」が、まだ書"],
        "事業の内容": [
            *("「内容」が、まだ書", "「対象となる人」が"),
            *("「実施する場所」が", "「始まる日」が、ま", "「終わる日」が、ま"),
        ],
        "目標": ["目標（なにを・どの"],
        "市と一緒に取り組む理由": [
            "「協働が必要な理由",
            "「始まりの類型」が",
            "「主な形態」が、ま",
        ],
        "役割分担": ["役割分担には、提案"],
        "効果と見通し": ["「期待する効果」が"],
        "収支予算": ["収支予算を書いてく"],
        "公開への同意": ["内容の公開に同意す"],
    }
    assert 'value="submit"' not in page.content.decode()


def rows_of(proposal: Proposal, *rows: dict[str, dict[str, str]]) -> None:
    lines = {name: [line] for row in rows for name, line in row.items()}
    signed_in(proposal.created_by).post(
        url("proposals:whole", proposal.pk), typed(proposal, lines, requested_amount="5")
    )


HALF_WRITTEN: list[tuple[dict[str, dict[str, str]], list[str]]] = [
    ({}, ["id_goals-0-what", "id_roles-0-item", "id_income-0-category"]),
    ({"goals": {"what": "花", "by_when": "2028-03-31"}}, ["id_goals-0-how_much"]),
    ({"roles": {"item": "水やり", "bearer": "group"}}, ["id_roles-1-item"]),
    ({"schedule": {"when": "5月"}}, ["id_schedule-0-what"]),
    ({"expense": {"category": "苗代"}}, ["id_expense-0-amount", "id_requested_amount"]),
    ({"expense": {"category": "苗代", "amount": "10"}}, ["id_income-0-amount"]),
]


@pytest.mark.parametrize(("rows", "places"), HALF_WRITTEN)
def test_everything_missing_leads_to_its_own_field(
    rows: dict[str, dict[str, str]], places: list[str]
) -> None:
    proposal = make_proposal("", complete=False)
    rows_of(proposal, rows)
    client = signed_in(proposal.created_by)

    page = client.get(url("proposals:check", proposal.pk))

    linked = re.findall(r'<li><a href="([^"]+)">', page.content.decode())
    addresses = [address for _, found in page.context["missing"] for _, address in found]
    assert set(addresses) <= set(linked)
    missing = [address.partition("#") for address in addresses]
    pages = {path: client.get(path).content.decode() for path, *_ in missing}
    assert [place for path, _, place in missing if f'id="{place}"' not in pages[path]] == []
    assert set(places) <= {place for *_, place in missing}
    assert {"id_title", "id_start_pattern_0", "id_agrees_to_publish"} <= {p for *_, p in missing}


@pytest.mark.parametrize(("status", "address"), [("draft", "/calls/"), ("returned", "/consult/#")])
def test_time_that_is_over_leads_to_who_can_tell_more(status: str, address: str) -> None:
    proposal = make_proposal(
        call=make_call(when="closed"),
        status=status,
        correction_due_on=today() - dt.timedelta(days=1),
    )

    page = signed_in(proposal.created_by).get(url("proposals:check", proposal.pk))

    found = [(title, link) for title, faults in page.context["missing"] for _, link in faults]
    assert [(title, link.startswith(address)) for title, link in found] == [("", True)]


def test_check_page_of_a_whole_proposal_offers_to_submit() -> None:
    proposal = make_proposal()

    page = signed_in(proposal.created_by).get(url("proposals:check", proposal.pk))

    assert page.context["missing"] == []
    assert 'value="submit"' in page.content.decode()
    assert page.context["read"] == submission(proposal)["read"]


def test_check_page_of_a_submitted_proposal_leads_to_its_page() -> None:
    proposal = make_proposal(status="submitted")

    answer = signed_in(proposal.created_by).get(url("proposals:check", proposal.pk))

    assert (answer.status_code, answer.url) == (302, proposal.get_absolute_url())


def test_submission_tells_proposers_at_once_and_coordinators_with_the_day() -> None:
    first, second, coordinator = make_user(), make_user(), make_coordinator()
    proposal = make_proposal(group=make_group(managers=(first, second)), by=first)

    signed_in(first).post(url("proposals:move", proposal.pk), submission(proposal))

    told = OutgoingMail.objects.filter(subject__contains="提案が提出されました")
    assert set(told.values_list("to", flat=True)) == {second.email}
    send_gathered(timezone.now() + dt.timedelta(days=1))
    assert set(told.values_list("to", flat=True)) == {second.email, coordinator.email}


@pytest.mark.parametrize(("status", "told"), [("draft", 0), ("submitted", 1), ("returned", 1)])
def test_taking_back_tells_the_desk_only_of_what_it_had(status: str, told: int) -> None:
    proposal, coordinator = make_proposal(status=status), make_coordinator()

    PROPOSAL_FLOW.make("withdraw", proposal, by=proposal.created_by)

    assert OutgoingMail.objects.filter(to=coordinator.email).count() == told


@pytest.mark.parametrize(
    ("share", "fault"), [(100_000, ""), (100_001, "支出の合計（100,000円）を")]
)
def test_more_is_not_asked_of_the_city_than_is_spent(share: int, fault: str) -> None:
    proposal = make_proposal(requested_amount=share)

    answer = signed_in(proposal.created_by).get(url("proposals:check", proposal.pk))

    assert answer.context["verdict"].reason.count("支出の合計") == (1 if fault else 0)
    assert fault in answer.context["verdict"].reason


def test_proposer_reads_the_number_and_what_comes_next() -> None:
    proposal = make_proposal()
    client = signed_in(proposal.created_by)
    client.post(url("proposals:move", proposal.pk), submission(proposal))

    page = client.get(url("proposals:detail", proposal.pk)).content.decode()

    assert Proposal.objects.get(pk=proposal.pk).number in page
    assert "協働担当が内容を確かめます" in page


def test_get_moves_nothing() -> None:
    proposal = make_proposal()

    answer = signed_in(proposal.created_by).get(url("proposals:move", proposal.pk))

    assert answer.status_code == 405
    assert timezone.now() > Proposal.objects.get(pk=proposal.pk).updated_at
