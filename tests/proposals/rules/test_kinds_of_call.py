"""What each kind of call switches on: the table of kinds, and that everybody reads it."""

from pathlib import Path
from typing import Any

import pytest

from kyodo_portal.cities.rows.kinds import CALL_KINDS
from proposals.content.completeness import gaps_of
from proposals.content.sections import SECTIONS, sections_of
from proposals.content.snapshot import snapshot_of
from proposals.flows import birth
from proposals.forms.page import draft_forms
from proposals.kinds_of_call import KINDS, Makes, what_adoption_makes
from proposals.models import Call, FormOfProposal, Proposal
from proposals.rules.calls import can_announce
from tests.factories import make_department, make_user
from tests.proposals.factories import conclude, make_call, make_proposal
from tests.proposals.kinds_page import page
from tests.proposals.pages import signed_in, typed, url

PAGE = Path(__file__).parents[3] / "docs" / "kinds-of-call.md"

SETTLED: dict[str, dict[str, Any]] = {
    "citizen": {},
    "city": {"theme": "歩いて行ける居場所"},
    "subsidy": {"budget_cap": 300_000},
    "tender": {"adopted_form": 9},
    "idea": {},
}
"""What the city says first in a call of each kind, beside the department."""


def call_of(kind: str, **fields: Any) -> Call:
    return make_call(**{"kind": kind, "department": make_department(), **SETTLED[kind], **fields})


@pytest.mark.once
def test_page_is_printed_from_the_table() -> None:
    assert PAGE.read_text() == page(), "write what page() says into docs/kinds-of-call.md"


@pytest.mark.once
def test_table_has_every_kind_and_names_what_there_is() -> None:
    assert list(KINDS) == list(CALL_KINDS)
    fields = {name for section in SECTIONS for name in section.fields}
    keys = {section.key for section in SECTIONS}
    for kind in KINDS.values():
        assert kind.left_out <= keys
        assert kind.unasked <= fields
        assert {*kind.required} <= fields - kind.unasked
        assert {*kind.settled} <= {column.name for column in Call._meta.concrete_fields}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("kind", "gone", "emptied"),
    [
        ("citizen", set(), ""),
        ("city", set(), ""),
        ("subsidy", {"roles"}, "why_together start_pattern"),
        ("tender", {"roles", "goals"}, "background why_together start_pattern"),
        (
            "idea",
            {"goals", "together", "roles", "schedule", "effect", "budget", "attachments"},
            "summary purpose target_people place why_together expected_effect start_pattern",
        ),
    ],
)
def test_what_a_kind_does_not_ask_is_not_missed(kind: str, gone: set[str], emptied: str) -> None:
    call = call_of(kind)
    asked = {section.key for section in sections_of(call)}
    assert {section.key for section in SECTIONS} - asked - {"questions"} == gone
    proposal = make_proposal(call=call)
    for table in gone & {"goals", "roles", "schedule", "budget"}:
        getattr(proposal, table).all().delete()
    Proposal.objects.filter(pk=proposal.pk).update(**dict.fromkeys(emptied.split(), ""))
    if kind in ("subsidy", "tender", "idea"):
        Proposal.objects.filter(pk=proposal.pk).update(main_form=None)
    assert gaps_of(Proposal.objects.get(pk=proposal.pk)) == []

    Call.objects.filter(pk=call.pk).update(kind="citizen")
    missed = gaps_of(Proposal.objects.get(pk=proposal.pk))
    assert bool(missed) == bool(gone)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("kind", "changed", "reason"),
    [
        ("citizen", {"department": None}, ""),
        ("city", {"theme": ""}, "行政提案型の募集では、テーマを先に書いてください。"),
        (
            "city",
            {"theme": "", "department": None},
            "行政提案型の募集では、テーマ、テーマの所管課を先に書いてください。",
        ),
        (
            "subsidy",
            {"budget_cap": None},
            "補助金の募集では、1件あたりの市の負担の上限（円）を先に書いてください。",
        ),
        (
            "tender",
            {"adopted_form": None},
            "公募の募集では、採択した事業の形態を先に書いてください。",
        ),
        (
            "tender",
            {"adopted_form": 1},
            "採択した事業の形態が、この型の募集では選べないものです。委託、指定管理者制度から選んでください。",
        ),
        (
            "tender",
            {"proposers": "anyone"},
            "公募の募集に提案できるのは、登録団体だけです。「提案できる人」を選び直してください。",
        ),
    ],
)
def test_call_is_announced_with_what_its_kind_wants_settled(
    kind: str, changed: dict[str, Any], reason: str
) -> None:
    assert can_announce(call_of(kind, when="draft"))

    verdict = can_announce(call_of(kind, when="draft", **changed))

    assert bool(verdict) == (not reason)
    assert verdict.reason == reason


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("kind", "made", "form"),
    [
        ("citizen", Makes.PROJECT, 4),
        ("city", Makes.PROJECT, 4),
        ("subsidy", Makes.GRANT, 8),
        ("tender", Makes.CONTRACT, 9),
    ],
)
def test_adoption_makes_a_project_of_the_form_of_the_kind(
    kind: str, made: Makes, form: int
) -> None:
    proposal = make_proposal(call=call_of(kind), status="under_review", main_form=4)
    conclude(proposal)

    project = birth.project_from(proposal, by=make_user())

    assert what_adoption_makes(proposal.call) is made
    assert project.main_form == form


@pytest.mark.django_db
def test_what_was_written_before_is_kept_where_it_is_not_asked() -> None:
    proposal = make_proposal(call=make_call())
    Call.objects.filter(pk=proposal.call_id).update(kind="tender", adopted_form=7)
    proposal = Proposal.objects.get(pk=proposal.pk)
    FormOfProposal.objects.create(proposal=proposal, number=3)
    hidden = ("start_pattern", "main_form", "forms", "goals", "roles")
    before = snapshot_of(proposal)
    forms = draft_forms(proposal, by=proposal.created_by)
    assert {"start_pattern", "main_form", "forms"} & {*forms.form.fields} == set()
    assert list(forms.tables) == ["schedule", "income", "expense"]
    client = signed_in(proposal.created_by)

    shown = client.get(url("proposals:whole", proposal.pk)).content.decode()
    saved = client.post(url("proposals:whole", proposal.pk), typed(proposal, title="直した題"))

    assert saved.status_code == 302
    assert 'name="main_form"' not in shown
    kept = snapshot_of(Proposal.objects.get(pk=proposal.pk))
    assert {name: kept[name] for name in hidden} == {name: before[name] for name in hidden}
    assert kept["title"] == "直した題"
