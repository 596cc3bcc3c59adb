"""What is somebody's own affair, asked of all records at once, is what the rule says of each."""

import pytest

from evaluations.interest import affairs_of as evaluations_of
from groups.interest import affairs_of as groups_of
from kyodo_portal.life.flows import flow_of
from kyodo_portal.life.interest import has_interest
from projects.interest import affairs_of as projects_of
from proposals.interest import calls_of, consultations_of, meetings_of, rounds_of
from proposals.models.affairs import affairs_of as proposals_of
from tests.interest_people import City, make_city

pytestmark = pytest.mark.django_db

AFFAIRS = {
    "groups.group": groups_of,
    "projects.project": projects_of,
    "evaluations.evaluation": evaluations_of,
    "groups.meeting": meetings_of,
    "proposals.call": calls_of,
    "proposals.proposal": proposals_of,
    "proposals.consultation": consultations_of,
    "proposals.opinionround": rounds_of,
}


@pytest.fixture(scope="module")
def made(for_the_file: None) -> City:
    return make_city()


@pytest.mark.parametrize("name", AFFAIRS)
def test_affairs_of_coordinators_are_what_the_rule_says(made: City, name: str) -> None:
    thing = made.thing(name)
    flow, records = flow_of(thing), type(thing)._base_manager.filter(pk=thing.pk)
    kinds = ("", "_in_group", "_was_in_group", "_left_before", "_in_department")
    said, ruled = {}, {}
    for kind in kinds:
        person = made.person(f"coordinator{kind}")
        said[kind] = records.filter(AFFAIRS[name](person)).exists()
        ruled[kind] = has_interest(person, *flow.concerns(records.get()))

    assert said == ruled
    assert {said[""], said["_in_group"], said["_was_in_group"]} == {False, True}
