"""An adopted proposal becomes a project: everything in it is carried over, or it is said why not."""

from typing import Any

import pytest
from django.db import models

from projects.models import Project
from proposals.flows import birth
from proposals.models import BudgetLine, Proposal, ScheduleItem
from tests.proposals.factories import make_proposal, settle

pytestmark = pytest.mark.django_db


def parts_of(model: type[models.Model]) -> set[str]:
    """Everything a record of this kind says or has: its columns, and the rows that hang on it."""
    return {
        field.get_accessor_name() if field.auto_created and not field.concrete else field.name
        for field in model._meta.get_fields()
    } - {"id"}


def test_everything_a_proposal_says_is_carried_over_or_it_is_said_why_not() -> None:
    named = [*birth.SAME, *birth.BECOMES, *birth.STAYS]

    assert sorted(named) == sorted(parts_of(Proposal))
    assert [why for why in birth.STAYS.values() if not why] == []


def full_proposal() -> Proposal:
    proposal = make_proposal(
        status="submitted",
        title_kana="ハナダンノテイアン",
        subtitle="駅前から",
        district="north",
        novelty="種から育てる。",
        sustainability="会費で続ける。",
        safety="行事保険に入る。",
        other_grants="なし。",
        expected_count=30,
        requested_amount=60_000,
    )
    ScheduleItem.objects.create(proposal=proposal, when="5月", what="土づくり", bearer="group")
    ScheduleItem.objects.create(
        proposal=proposal, when="6月", what="植え付け", bearer="both", order=1
    )
    BudgetLine.objects.create(
        proposal=proposal, side="expense", category="保険料", amount=4_000, basis="20人", order=1
    )
    proposal.forms.create(number=1)
    proposal.fields.create(number=7)
    settle(proposal, "adopted")
    return Proposal.objects.get(pk=proposal.pk)


def rows(related: Any, *columns: str) -> list[tuple[Any, ...]]:
    return list(related.order_by("order", "pk").values_list(*columns))


def test_project_says_what_the_proposal_said() -> None:
    proposal = full_proposal()
    project = Project.objects.get(pk=proposal.project_id)

    assert {name: getattr(project, name) for name in birth.SAME} == {
        name: getattr(proposal, name) for name in birth.SAME
    }
    assert [getattr(project, name) for name in birth.SAME if name != "subtitle"].count("") == 0
    for table, columns in {
        "goals": ("what", "how_much", "by_when"),
        "roles": ("stage", "item", "bearer"),
        "schedule": ("when", "what", "bearer"),
    }.items():
        assert rows(getattr(project, table), *columns) == rows(getattr(proposal, table), *columns)
    spent = rows(proposal.budget.filter(side="expense"), "category", "amount", "basis")
    assert rows(project.expenses, "category", "amount", "basis") == spent
    assert (project.budget_total, project.budget_city) == (104_000, 60_000)
    assert [f.number for f in project.forms.all()] == [1]
    assert [f.number for f in project.fields.all()] == [7]
