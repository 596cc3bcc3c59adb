"""Nobody judges their own affair: person × interest × every move of every flow.

Whoever a row does not name is refused, whatever they are besides. A move without a row fails by name.
"""

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from evaluations.rules.evaluations import can_open
from groups.models import User
from groups.rules.groups import can_edit, may_handle
from kyodo_portal.life.flows import REGISTRY, Flow, Move
from kyodo_portal.life.verdicts import Verdict
from projects.actions.register import register_project
from projects.models import Partner, Project
from projects.rules.projects import can_edit as can_edit_project
from projects.rules.projects import can_publish as can_publish_project
from proposals.rules.calls import can_edit_call, can_see_ranking, may_release
from proposals.rules.consultations import (
    can_hand_over,
    can_make_responsible,
    can_note,
    can_write,
)
from proposals.rules.decisions import can_draft_decision
from proposals.rules.proposals import can_follow_review, may_handle_proposal
from proposals.rules.reviews import may_judge, may_review
from tests.interest_moves import DESK, DESK_OF_GROUPS, MANAGERS, MOVES, STAFF
from tests.interest_people import EVERYBODY, REVIEWERS, City, make_city

pytestmark = pytest.mark.django_db


def flows() -> dict[str, Flow]:
    """The lives of the portal's own records."""
    return {name: flow for name, flow in REGISTRY.items() if "tests" not in flow.model.__module__}


@pytest.fixture(scope="module")
def city(for_the_file: None) -> City:
    return make_city()


def allowed(people: dict[str, Any], may: Callable[[str, Any], Verdict]) -> set[str]:
    return {kind for kind, person in people.items() if may(kind, person)}


def test_nobody_judges_their_own_affair(city: City) -> None:
    people = {kind: city.person(kind) for kind in EVERYBODY}

    def of(name: str, flow: Flow, move: Move) -> set[str]:
        return allowed(
            people, lambda kind, person: flow.may_make(person, move, city.thing(name, kind))
        )

    may = {
        name: {move.name: of(name, flow, move) for move in flow.moves.values() if not move.by_clock}
        for name, flow in flows().items()
    }

    assert may == {
        name: {move: set(words.split()) for move, words in moves.items()}
        for name, moves in MOVES.items()
    }


def test_sheet_of_the_city_is_written_by_its_staff(city: City) -> None:
    flow = REGISTRY["evaluations.assessment"]
    people = {kind: city.person(kind) for kind in EVERYBODY}
    sheet = city.things["evaluations.assessment:city"]

    may = allowed(people, lambda _, person: flow.may_make(person, flow.moves["submit"], sheet))

    assert may == set(STAFF.split()) - {"staff_in_group"}


#: What judges without moving anything: an act of the desk, or a page that only the desk may follow.
ACTS: dict[str, tuple[str, Callable[[Any, Any], Verdict], str]] = {
    "confirm the checklist of a group": ("groups.group", may_handle, DESK_OF_GROUPS),
    "mend a group's page": ("groups.group", can_edit, f"{DESK_OF_GROUPS} {MANAGERS}"),
    "mend a project's plan": ("projects.project", can_edit_project, f"{DESK} {MANAGERS} {STAFF}"),
    "open a project": ("projects.project", can_publish_project, f"{DESK} {STAFF}"),
    "begin an evaluation": ("projects.project", can_open, f"{DESK} {STAFF}"),
    "change criteria and dates": ("proposals.call", can_edit_call, DESK_OF_GROUPS),
    "read the ranking": ("proposals.call", can_see_ranking, f"{DESK_OF_GROUPS} superuser"),
    "answer a consultation": (
        "proposals.consultation",
        can_write,
        f"{DESK} staff staff_as_reviewer stand_in_of_department citizen {MANAGERS}",
    ),
    "write down what was said of a consultation": (
        "proposals.consultation",
        can_note,
        f"{DESK} staff staff_as_reviewer stand_in_of_department",
    ),
    "make one responsible for a consultation": (
        "proposals.consultation",
        can_make_responsible,
        f"{DESK} staff staff_as_reviewer stand_in_of_department",
    ),
    "hand a consultation on": (
        "proposals.consultation",
        can_hand_over,
        f"{DESK} stand_in_of_department",
    ),
    "assign, conclude, take back": ("proposals.proposal", may_handle_proposal, DESK),
    "draft a decision and read its draft": ("proposals.proposal", can_draft_decision, DESK),
    "release a call and read what it holds": ("proposals.call", may_release, DESK_OF_GROUPS),
    "score": ("proposals.review", may_judge, "reviewer"),
}


def test_acts_that_judge_ask_the_same_rule(city: City) -> None:
    people = {kind: city.person(kind) for kind in EVERYBODY}
    project = city.thing("projects.project")
    project.status, project.published_at = "completed", None

    def of(name: str, rule: Callable[[Any, Any], Verdict]) -> set[str]:
        return allowed(people, lambda kind, person: rule(person, city.thing(name, kind)))

    may = {act: of(name, rule) for act, (name, rule, _) in ACTS.items()}
    project.status = "planning"
    may["mend a project's plan"] = of(*ACTS["mend a project's plan"][:2])

    assert may == {act: set(words.split()) for act, (*_, words) in ACTS.items()}


def test_third_party_is_of_neither_side(city: City) -> None:
    proposal = city.thing("proposals.proposal")

    assert {kind for kind in REVIEWERS if may_review(city.person(kind), proposal)} == {"reviewer"}


def test_nobody_follows_the_review_of_their_own_proposal(city: City) -> None:
    proposal = city.thing("proposals.proposal")
    people = {kind: city.person(kind) for kind in EVERYBODY}

    refused = set(EVERYBODY) - allowed(
        people, lambda _, person: can_follow_review(person, proposal)
    )

    assert refused == {
        *("member", "manager", "coordinator_in_group", "coordinator_was_in_group"),
        *("superuser_in_group", "staff_in_group", "member_as_reviewer", "stand_in_with_interest"),
    }


def test_reason_says_who_can_act(city: City) -> None:
    """One coordinator is free; when the last of them comes to have an interest, the stand-in acts,
    and without one the administrator names one."""
    flow, evaluation = REGISTRY["evaluations.evaluation"], city.thing("evaluations.evaluation")

    def reason() -> str:
        offers = flow.offers(city.person("coordinator_in_group"), evaluation)
        return next(offer.verdict.reason for offer in offers)

    assert reason().endswith("利害関係のない協働担当の職員に任せてください。")

    for free in ("coordinator", "coordinator_left_before", "coordinator_in_department"):
        User.objects.filter(pk=city.cast.people[free].pk).update(is_active=False)
    assert reason().endswith("代理に決まった職員が行います。")

    city.cast.people["stand_in"].stand_ins.all().delete()
    city.cast.people["stand_in_of_department"].stand_ins.all().delete()
    city.cast.people["stand_in_with_interest"].stand_ins.all().delete()
    assert "システム管理者が代理の職員を決めます" in reason()


def test_page_shows_the_reason_and_a_forged_move_is_refused(city: City) -> None:
    evaluation = city.thing("evaluations.evaluation")
    type(evaluation).objects.filter(pk=evaluation.pk).update(
        status="reflected", revealed_at=timezone.now()
    )
    browser = city.cast.browser("coordinator_in_group")
    address = evaluation.get_absolute_url()

    assert "公平さを守るための決まりです" in browser.get(address).content.decode()
    refused = browser.post(f"{address}move/", {"move": "publish", "seen": "reflected"})

    assert refused.status_code == 403
    assert "公平さを守るための決まりです" in refused.content.decode()


@pytest.mark.parametrize(("kind", "may"), [("coordinator", True), ("coordinator_in_group", False)])
def test_project_of_ones_own_group_is_entered_by_others(city: City, kind: str, may: bool) -> None:
    def write(project: Project) -> None:
        project.save()
        Partner.objects.create(project=project, group=city.cast.group)

    project = Project(
        title="花の道その三",
        origin="record",
        fiscal_year=2025,
        fiscal_year_end=2025,
        start_pattern="A",
        main_form=1,
    )
    made = partial(
        register_project, project=project, by=city.person(kind), starts_as="completed", write=write
    )

    if may:
        assert made().status == "completed"
    else:
        with pytest.raises(PermissionDenied, match="公平さを守るための決まりです"):
            made()


@pytest.mark.parametrize("judges", [True, None])
def test_move_says_whether_it_judges_and_whose_affair_it_is(judges: bool | None) -> None:
    flow = REGISTRY["groups.group"]
    move = Move(
        name="try", label="試す", sources=frozenset({"applied"}), target="applied", judges=judges
    )
    every = dict.fromkeys(flow.statuses.values, "だれか")
    fault = "whose affair" if judges else "whether it judges"

    with pytest.raises(ValueError, match=fault):
        Flow(flow.model, flow.statuses, turns=every, tones=every, moves=[move])
