"""The query that finds what somebody may see and the rule that says so are of one mind, for every
thing in the city and every person; and both are of the mind of the table."""

from typing import Any

import pytest

from evaluations.models import Assessment, Evaluation
from evaluations.rules import evaluations as evaluation_rules
from evaluations.rules.sheets import can_view_assessment
from groups.models import Group
from groups.rules import groups as group_rules
from projects.models import Project
from projects.rules import projects as project_rules
from proposals.models import Call, Consultation, Proposal, Review
from proposals.rules import consultations, reviews
from proposals.rules.calls import can_view_call
from proposals.rules.proposals import can_view_proposal
from tests.people import IN_BROWSERS, KINDS
from tests.trust.addresses import ADDRESSES
from tests.trust.canaries import may_see
from tests.trust.world import World

RULES: dict[type, Any] = {
    Group: group_rules.can_view,
    Project: project_rules.can_view,
    Call: can_view_call,
    Proposal: can_view_proposal,
    Consultation: consultations.can_view_consultation,
    Review: reviews.can_view_review,
    Evaluation: evaluation_rules.can_view,
    Assessment: can_view_assessment,
}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("model", RULES, ids=lambda model: model.__name__)
def test_query_and_rule_agree(world: World, model: Any, kind: str) -> None:
    person = world.cast[kind]
    found = set(model.objects.visible_to(person).values_list("pk", flat=True))

    allowed = {thing.pk for thing in model.objects.all() if RULES[model](person, thing)}

    assert found == allowed


DETAILS = [row for row in ADDRESSES if row.name.endswith(":detail") and row.of]


@pytest.mark.parametrize("row", DETAILS, ids=str)
def test_query_and_table_agree(world: World, row: Any) -> None:
    thing = world[row.of[0]]
    people = {k: world.cast[k] for k in IN_BROWSERS}
    found = {
        k for k in IN_BROWSERS if type(thing).objects.visible_to(people[k]).filter(pk=thing.pk)
    }

    assert found == {kind for kind, outcome in row.get.items() if outcome == "ok"}


SHEETS = ("open", "half", "one_sided", "revealed", "reflected", "retracted", "published")


@pytest.mark.parametrize("side", ["group", "city"])
@pytest.mark.parametrize("name", SHEETS)
def test_seal_of_a_sheet(world: World, name: str, side: str) -> None:
    sheet = Assessment.objects.get(evaluation=world[f"evaluation_{name}"], side=side)
    people = {k: world.cast[k] for k in IN_BROWSERS}

    found = {k for k in IN_BROWSERS if Assessment.objects.visible_to(people[k]).filter(pk=sheet.pk)}

    assert found == may_see(f"evaluation_{name}.{side}.comment")
