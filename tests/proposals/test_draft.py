"""Writing a proposal: everything typed is kept, nothing is required, nobody overwrites anybody."""

import datetime as dt
from typing import Any

import pytest
from django.utils import timezone

from kyodo_portal.life.audit import AuditEntry
from proposals.content.completeness import budget_of
from proposals.content.snapshot import snapshot_of
from proposals.models import Call, Proposal
from proposals.rules.proposals import can_submit
from tests.factories import make_group, make_user
from tests.proposals.factories import make_call, make_proposal
from tests.proposals.pages import WHOLE, WHOLE_ROWS, signed_in, token_of, typed, url

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft() -> Proposal:
    manager = make_user("管理者")
    group = make_group(managers=(manager,))
    return make_proposal("", group=group, by=manager, complete=False)


def test_blank_draft_is_kept_without_complaint(draft: Proposal) -> None:
    client = signed_in(draft.created_by)

    answer = client.post(url("proposals:whole", draft.pk), typed(draft))

    assert answer.status_code == 302
    assert answer.url == url("proposals:detail", draft.pk)


def test_draft_keeps_every_field_and_row(draft: Proposal) -> None:
    client = signed_in(draft.created_by)

    answer = client.post(url("proposals:whole", draft.pk), typed(draft, WHOLE_ROWS, **WHOLE))

    assert answer.status_code == 302
    kept = snapshot_of(Proposal.objects.get(pk=draft.pk))
    texts = {
        name: value
        for name, value in WHOLE.items()
        if name not in ("forms", "fields", "agrees_to_publish")
    }
    assert {name: kept[name] for name in texts} == {
        **texts,
        "title_kana": "ハナノアルトオリ",
        "expected_count": 1200,
        "starts_on": "2027-05-01",
        "ends_on": "2028-02-29",
        "main_form": 4,
        "requested_amount": 300_000,
    }
    assert kept["agrees_to_publish"] is True
    assert [row["number"] for row in kept["forms"]] == [1, 3]
    assert [row["number"] for row in kept["fields"]] == [3, 7]
    assert kept["goals"] == [
        {"what": "花だん", "how_much": "10か所", "by_when": "2028-03-31"},
        {"what": "当番", "how_much": "20人", "by_when": "2028-03-31"},
    ]
    assert kept["roles"] == WHOLE_ROWS["roles"]
    assert kept["schedule"] == WHOLE_ROWS["schedule"]
    assert [(row["side"], row["category"], row["amount"]) for row in kept["budget"]] == [
        ("income", "市の負担", 300_000),
        ("expense", "苗代", 200_000),
        ("expense", "道具", 100_000),
    ]
    stored = Proposal.objects.get(pk=draft.pk)
    assert budget_of(stored).balances
    assert can_submit(stored).reason == ""


def test_page_shows_again_what_was_kept(draft: Proposal) -> None:
    client = signed_in(draft.created_by)
    client.post(url("proposals:whole", draft.pk), typed(draft, WHOLE_ROWS, **WHOLE))

    page = client.get(url("proposals:whole", draft.pk))

    form, tables = page.context["parts"], {}
    for part in form:
        for table in part["tables"]:
            tables[table["name"]] = [row.initial for row in table["formset"] if row.initial]
    assert {name: len(rows) for name, rows in tables.items()} == {
        "goals": 2,
        "roles": 2,
        "schedule": 1,
        "income": 1,
        "expense": 2,
    }
    assert [part["section"].key for part in form if part["section"].is_needed] == [
        part["section"].key
        for part in form
        if part["section"].is_needed and not part["task"].is_open
    ]


def test_saving_the_same_page_twice_doubles_nothing(draft: Proposal) -> None:
    client = signed_in(draft.created_by)
    for _ in range(2):
        client.post(url("proposals:whole", draft.pk), typed(draft, WHOLE_ROWS, **WHOLE))

    assert draft.goals.count() == 2
    assert AuditEntry.objects.of(draft).filter(action="proposal.edit").count() == 1


def test_half_written_rows_are_kept_in_a_draft(draft: Proposal) -> None:
    rows = {"goals": [{"what": "花だん"}], "income": [{"category": "会費"}]}
    client = signed_in(draft.created_by)

    client.post(url("proposals:whole", draft.pk), typed(draft, rows))

    assert draft.goals.get().by_when is None
    assert draft.budget.get().amount is None
    reason = can_submit(Proposal.objects.get(pk=draft.pk)).reason
    assert "そろっていない行があります" in reason
    assert "区分か金額が書かれていない行があります" in reason


def test_emptied_and_ticked_rows_go(draft: Proposal) -> None:
    client = signed_in(draft.created_by)
    client.post(url("proposals:whole", draft.pk), typed(draft, WHOLE_ROWS))
    rows = {
        "goals": [
            {**WHOLE_ROWS["goals"][0], "DELETE": "on"},
            {"what": "", "how_much": "", "by_when": ""},
            {"what": "残す"},
        ]
    }

    client.post(url("proposals:whole", draft.pk), typed(draft, rows))

    assert [goal.what for goal in draft.goals.all()] == ["残す"]


def test_unreadable_values_stay_on_the_page_and_the_rest_is_kept(draft: Proposal) -> None:
    client = signed_in(draft.created_by)
    fields = {**WHOLE, "starts_on": "来年の春", "requested_amount": "少しだけ", "title": "あ" * 201}
    rows = {**WHOLE_ROWS, "goals": [{"what": "花だん", "how_much": "3", "by_when": "そのうち"}]}

    page = client.post(url("proposals:whole", draft.pk), typed(draft, rows, **fields))

    assert page.status_code == 200
    shown = page.content.decode()
    for value in ("来年の春", "少しだけ", "そのうち", "あ" * 201):
        assert value in shown
    stored = Proposal.objects.get(pk=draft.pk)
    assert (stored.summary, stored.starts_on, stored.requested_amount) == (
        WHOLE["summary"],
        None,
        None,
    )
    assert stored.title == ""
    assert stored.goals.get().what == "花だん"


def test_days_in_the_wrong_order_are_refused_and_the_stored_ones_stay(draft: Proposal) -> None:
    client = signed_in(draft.created_by)
    client.post(
        url("proposals:whole", draft.pk), typed(draft, starts_on="2027-05-01", ends_on="2027-06-01")
    )

    page = client.post(
        url("proposals:whole", draft.pk), typed(draft, starts_on="2027-07-01", ends_on="2027-06-01")
    )

    assert "終わる日は、始まる日より後にしてください。" in page.content.decode()
    stored = Proposal.objects.get(pk=draft.pk)
    assert (stored.starts_on, stored.ends_on) == (dt.date(2027, 5, 1), dt.date(2027, 6, 1))


def test_more_rows_keep_what_is_typed(draft: Proposal) -> None:
    client = signed_in(draft.created_by)

    page = client.post(
        url("proposals:whole", draft.pk), {**typed(draft, WHOLE_ROWS, **WHOLE), "add_rows": "goals"}
    )

    tables = {t["name"]: t["formset"] for part in page.context["parts"] for t in part["tables"]}
    assert (len(tables["goals"].forms), len(tables["roles"].forms)) == (5, 2)
    assert tables["goals"].forms[0]["what"].value() == "花だん"
    assert not tables["goals"].errors[4]


@pytest.mark.parametrize("count", ["", "x", "-1", "99999999", "１２"])
def test_damaged_row_count_breaks_nothing(draft: Proposal, count: str) -> None:
    client = signed_in(draft.created_by)
    client.post(url("proposals:whole", draft.pk), typed(draft, WHOLE_ROWS))
    data = {**typed(draft, WHOLE_ROWS), "goals-TOTAL_FORMS": count, "add_rows": "roles"}

    page = client.post(url("proposals:whole", draft.pk), data)

    assert page.status_code == 200


def test_autosave_keeps_the_draft_and_answers_with_the_new_state(draft: Proposal) -> None:
    client = signed_in(draft.created_by)

    answer = client.post(
        url("proposals:autosave", draft.pk), {**typed(draft, title="途中の題"), "autosave": "1"}
    )

    draft.refresh_from_db()
    assert draft.title == "途中の題"
    assert answer.json() == {"seen": token_of(draft), "complete": True, "left": ""}
    assert AuditEntry.objects.of(draft).get().action == "proposal.autosave"


def test_autosave_writes_one_entry_an_hour(draft: Proposal) -> None:
    client = signed_in(draft.created_by)
    for title in ("一", "二", "三"):
        client.post(url("proposals:autosave", draft.pk), typed(draft, title=title))

    assert AuditEntry.objects.of(draft).count() == 1


def test_two_people_do_not_overwrite_each_other() -> None:
    first, second = make_user("一人目"), make_user("二人目")
    group = make_group(managers=(first, second))
    proposal = make_proposal("もとの題", group=group, by=first)
    pages = [typed(proposal, title="一人目の題"), typed(proposal, title="二人目の題")]
    signed_in(first).post(url("proposals:whole", proposal.pk), pages[0])
    other = signed_in(second)

    page = other.post(url("proposals:whole", proposal.pk), pages[1])

    shown = page.content.decode()
    assert page.status_code == 409
    assert "二人目の題" in shown
    assert page.context["seen"].overtaken == [("title", "事業名", "一人目の題", "id_title")]
    assert Proposal.objects.get(pk=proposal.pk).title == "一人目の題"
    assert other.post(url("proposals:autosave", proposal.pk), pages[1]).status_code == 409
    again = {**pages[1], "seen": page.context["seen"].token, "told": page.context["seen"].told}
    assert other.post(url("proposals:whole", proposal.pk), again).status_code == 302
    assert Proposal.objects.get(pk=proposal.pk).title == "二人目の題"


@pytest.mark.parametrize(
    ("name", "pressed"),
    [
        ("edit", {"check": "1"}),
        ("whole", {"add_rows": "goals"}),
        ("autosave", {"autosave": "1"}),
        ("attachment_add", {}),
    ],
)
def test_only_saving_goes_past_what_somebody_else_wrote(
    draft: Proposal, name: str, pressed: dict[str, str]
) -> None:
    other = make_user("二人目")
    draft.group.memberships.create(user=other, role="manager")
    mine = typed(draft, title="わたしの題")
    signed_in(other).post(url("proposals:whole", draft.pk), typed(draft, title="二人目の題"))
    client = signed_in(draft.created_by)
    page = client.post(url("proposals:whole", draft.pk), mine | {"check": "1"})
    again = mine | {"seen": page.context["seen"].token, "told": page.context["seen"].told}

    answer = client.post(url(f"proposals:{name}", draft.pk), again | pressed)

    assert (page.status_code, answer.status_code) == (409, 409)
    assert Proposal.objects.get(pk=draft.pk).title == "二人目の題"
    shown = page.content.decode()
    assert ('name="check"' in shown, "data-autosave-url" in shown) == (False, False)
    assert client.post(url("proposals:whole", draft.pk), again).status_code == 302
    assert Proposal.objects.get(pk=draft.pk).title == "わたしの題"


def test_manager_cannot_turn_a_colleagues_draft_into_nobodys() -> None:
    first, second = make_user(), make_user()
    group = make_group(managers=(first, second))
    call = make_call(proposers="anyone")
    proposal = make_proposal(call=call, group=group, by=first)

    signed_in(second).post(url("proposals:whole", proposal.pk), {**typed(proposal), "group": ""})

    assert Proposal.objects.get(pk=proposal.pk).group == group


def test_group_of_others_cannot_be_chosen(draft: Proposal) -> None:
    strangers = make_group(managers=(make_user(),))

    page = signed_in(draft.created_by).post(
        url("proposals:whole", draft.pk), {**typed(draft), "group": strangers.pk}
    )

    assert page.status_code == 200
    assert Proposal.objects.get(pk=draft.pk).group == draft.group


BROKEN: list[tuple[str, Any, int]] = [
    ("title", "NUL\0です", 400),
    ("title", "長" * 100_000, 200),
    ("expected_count", "9" * 400, 200),
    ("requested_amount", "-1", 200),
    ("requested_amount", "1e9", 200),
    ("starts_on", "0000-00-00", 200),
    ("starts_on", "令和99999年1月1日", 200),
    ("ends_on", "平成60年1月1日", 200),
    ("main_form", "99", 200),
    ("start_pattern", "Z", 200),
    ("forms", ["1", "x"], 200),
    ("group", "9" * 30, 200),
    ("desired_department", "abc", 200),
]


@pytest.mark.parametrize(("name", "value", "status"), BROKEN)
def test_no_input_breaks_the_page(draft: Proposal, name: str, value: Any, status: int) -> None:
    client = signed_in(draft.created_by)

    page = client.post(url("proposals:whole", draft.pk), {**typed(draft), name: value})

    assert page.status_code == status
    assert Proposal.objects.get(pk=draft.pk).title == ""


def test_surrogates_are_refused_in_words(draft: Proposal) -> None:
    body = b"title=%ED%A0%80&seen=x"

    page = signed_in(draft.created_by).post(
        url("proposals:whole", draft.pk), body, content_type="application/x-www-form-urlencoded"
    )

    assert page.status_code == 400


def test_draft_survives_the_close_of_its_call(draft: Proposal) -> None:
    Call.objects.filter(pk=draft.call_id).update(
        opens_at=timezone.now() - dt.timedelta(days=2),
        closes_at=timezone.now() - dt.timedelta(days=1),
    )

    answer = signed_in(draft.created_by).post(
        url("proposals:whole", draft.pk), typed(draft, title="あと")
    )

    assert answer.status_code == 302
    assert Proposal.objects.get(pk=draft.pk).title == "あと"


def test_submitted_proposal_cannot_be_written() -> None:
    proposal = make_proposal(status="submitted")
    client = signed_in(proposal.created_by)

    answers = [
        client.get(url("proposals:whole", proposal.pk)),
        client.post(url("proposals:whole", proposal.pk), typed(proposal, title="あと")),
        client.post(url("proposals:autosave", proposal.pk), typed(proposal, title="あと")),
        client.post(url("proposals:attachment_add", proposal.pk), typed(proposal)),
    ]

    assert [answer.status_code for answer in answers] == [403, 403, 403, 403]
    assert Proposal.objects.get(pk=proposal.pk).title == "花だんの提案"


@pytest.mark.parametrize("count", [1, 3])
def test_pages_ask_a_constant_number_of_questions(
    draft: Proposal, count: int, django_assert_num_queries: Any
) -> None:
    client = signed_in(draft.created_by)
    rows = {name: lines[:1] * count for name, lines in WHOLE_ROWS.items()}
    client.post(url("proposals:whole", draft.pk), typed(draft, rows, **WHOLE))
    client.get(url("proposals:whole", draft.pk))  # reads the message about the save away

    with django_assert_num_queries(10):
        client.get(url("proposals:whole", draft.pk))
    with django_assert_num_queries(9):
        client.get(url("proposals:check", draft.pk))


def test_contents_point_at_the_sections_that_could_not_be_read(draft: Proposal) -> None:
    client = signed_in(draft.created_by)
    whole = typed(draft, WHOLE_ROWS, **WHOLE)
    wrong = {**whole, "expected_count": "たくさん", "income-0-amount": "すこし"}

    faulty = {
        part["section"].key: part["is_faulty"]
        for part in client.post(url("proposals:whole", draft.pk), wrong).context["parts"]
    }
    page = client.post(
        url("proposals:whole", draft.pk), typed(draft, **{**WHOLE, "requested_amount": "x"})
    )

    assert [key for key, is_faulty in faulty.items() if is_faulty] == ["plan", "budget"]
    assert page.content.decode().count("直すところがあります") == 1


@pytest.mark.parametrize("count", ["120", "１２０", "延べ120人", "約120人"])
def test_number_of_people_is_taken_as_the_hint_writes_it(draft: Proposal, count: str) -> None:
    client = signed_in(draft.created_by)

    client.post(url("proposals:whole", draft.pk), typed(draft, expected_count=count))

    assert Proposal.objects.get(pk=draft.pk).expected_count == 120
