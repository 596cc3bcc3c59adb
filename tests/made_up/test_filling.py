"""A made-up city for measuring: as many records as asked for, the same for the same seed, all found."""

from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from evaluations.models import Evaluation
from groups.models import Department, Group, Meeting, Place, Supporter, User
from kyodo_portal import search
from kyodo_portal.made_up.filling.bodies import WRITER
from kyodo_portal.made_up.filling.words import ABSENT, FREQUENT, RARE, SHORT
from kyodo_portal.search import Kind, SearchDocument
from kyodo_portal.search.finding import find
from kyodo_portal.search.queries import parse
from projects.agreement.terms import standing_of
from projects.models import (
    Amendment,
    Event,
    HelpRequest,
    HelpWanted,
    Lecture,
    LectureRequest,
    Project,
    Update,
)
from proposals.models import Call, Concern, Decision, OpinionRound, Proposal

FLAG = "--yes-fill-this-database"


def fill(projects: int = 30, seed: int = 1) -> str:
    told = StringIO()
    call_command("fill", projects=projects, seed=seed, stdout=told, stderr=StringIO())
    return told.getvalue()


@pytest.fixture
def filled(db: None, settings: Any) -> None:
    settings.DEBUG = True
    fill()


def test_fill_makes_everything_in_proportion(filled: None) -> None:
    made = {
        model.__name__: model.objects.count()
        for model in (
            Project,
            Group,
            Department,
            Evaluation,
            Update,
            Call,
            Proposal,
            Decision,
            Event,
            Supporter,
        )
    }

    assert made == {
        "Project": 30,
        "Group": 3,
        "Department": 30,
        "Evaluation": 3,
        "Update": 5,  # every fifth, but for the one that is still being planned
        "Call": 2,
        "Proposal": 4,
        "Decision": 4,
        "Event": 22,  # fifteen a year, over a year and a quarter; and four days of lectures
        "Supporter": 6,
    }


def test_fill_makes_agreements_that_hold_and_are_talked_about(filled: None) -> None:
    agreed, waiting = (Amendment.objects.filter(status=status) for status in ("agreed", "proposed"))
    projects = [amendment.project for amendment in waiting]

    assert len(projects) == agreed.count() > 0
    for project in projects:
        standing = standing_of(project)
        assert (standing.in_force, standing.next_version) == (True, 2)
        page = Client().get(f"/projects/{project.pk}/agreement/").content.decode()
        assert ("変更を協議中です" in page, "第1版（" in page) == (True, True)


def test_fill_leaves_an_index_that_is_complete(filled: None) -> None:
    before = list(SearchDocument.objects.order_by("kind", "object_id").values("kind", "text"))

    search.rebuild()

    assert before == list(
        SearchDocument.objects.order_by("kind", "object_id").values("kind", "text")
    )
    others = [
        Place.objects,
        Lecture.objects,
        OpinionRound.objects,
        Concern.objects,
        Meeting.objects,
    ]
    counted = sum(kind.count() for kind in others)
    assert SearchDocument.objects.count() == 30 + 3 + 2 + 3 + counted + 22 + 5 + 1


def test_fill_writes_words_in_known_proportions(filled: None) -> None:
    projects = {
        word: find(parse(word), [Kind.PROJECT])[0].count for word in (FREQUENT, RARE, ABSENT, SHORT)
    }

    assert projects[FREQUENT] == Project.objects.published().count()
    assert projects[RARE] == 1
    assert projects[ABSENT] == 0
    assert 0 < projects[SHORT] < projects[FREQUENT]


def everything() -> list[tuple[Any, ...]]:
    """What two cities of one seed have in common: all but the numbers of their rows."""
    return [
        *Group.objects.order_by("pk").values_list("name", "kind", "status", "purpose"),
        *Project.objects.order_by("pk").values_list(
            "title", "fiscal_year", "status", "main_form", "content", "budget_city"
        ),
        *Evaluation.objects.order_by("pk").values_list(
            "project__title", "assessments__side", "assessments__answers__rating"
        ),
    ]


@pytest.mark.once
@pytest.mark.django_db
@pytest.mark.parametrize(("seed", "same"), [(1, True), (2, False)])
def test_fill_depends_on_its_seed_alone(settings: Any, seed: int, same: bool) -> None:
    settings.DEBUG = True
    fill(seed=1)
    first = everything()
    Evaluation.objects.all().delete()
    Amendment.objects.all().delete()
    Proposal.objects.all().delete()
    LectureRequest.objects.all().delete()
    Event.objects.all().delete()
    Project.objects.all().delete()
    Call.objects.all().delete()
    Group.objects.all().delete()

    fill(seed=seed)

    assert (everything() == first) is same


@pytest.mark.once
def test_every_page_of_a_filled_city_answers(filled: None, client: Client) -> None:
    things = [
        *Project.objects.published(),
        *Group.objects.public(),
        *Call.objects.all(),
        *Proposal.objects.select_related("call"),
        *Evaluation.objects.select_related("project"),
        *Event.objects.public(),
    ]
    addresses = [thing.get_absolute_url() for thing in things]
    addresses += [
        "/",
        "/projects/",
        "/groups/",
        "/calls/",
        "/events/",
        "/evaluations/",
        "/statistics/",
    ]

    answers = {address: client.get(address).status_code for address in addresses}

    assert {address: status for address, status in answers.items() if status != 200} == {}


@pytest.mark.django_db
def test_fill_twice_adds_a_second_city_with_the_same_offices(filled: None) -> None:
    fill(seed=2)

    assert Project.objects.count() == 60
    assert Department.objects.count() == 30
    assert User.objects.count() == 1 + 6 + 6  # the writer, and the supporters of both


@pytest.mark.once
@pytest.mark.django_db
def test_nobody_can_sign_in_as_somebody_made_up(filled: None) -> None:
    writer = User.objects.get(email=WRITER)

    assert writer.is_active is False
    assert {person.has_usable_password() for person in User.objects.all()} == {False}


def test_fill_answers_what_is_asked_for_as_far_as_it_has_come(filled: None) -> None:
    wanted = HelpWanted.objects.prefetch_related("answers")
    found = {each.status: {answer.status for answer in each.answers.all()} for each in wanted}

    stands = {"answered": {"offered"}, "partly": {"accepted"}, "thanked": {"done"}, "open": set()}
    assert found == {status: stands[status] for status in found}
    assert HelpRequest.objects.count() > 0
    assert set(Group.objects.filter(memberships__role="representative")) == set(Group.objects.all())


@pytest.mark.once
@pytest.mark.django_db
def test_fill_in_production_asks_for_consent(settings: Any) -> None:
    settings.DEBUG = False

    with pytest.raises(CommandError, match="何も書きこんでいません"):
        fill()
    assert Project.objects.count() == 0

    call_command("fill", FLAG, projects=1, stdout=StringIO(), stderr=StringIO())
    assert Project.objects.count() == 1


@pytest.mark.once
@pytest.mark.django_db
@pytest.mark.parametrize("projects", [0, -1, 2_000_001])
def test_fill_refuses_a_number_it_cannot_make(settings: Any, projects: int) -> None:
    settings.DEBUG = True

    with pytest.raises(CommandError, match="1から2,000,000まで"):
        fill(projects=projects)
