"""Questions: a default where nobody answers, one answer at most, and many records in one query."""

from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ImproperlyConfigured
from django.db import models
from django.test import Client

from groups.models import Group
from groups.questions import HAS_OPEN_WORK, PUBLIC_PROJECTS
from kyodo_portal.life.questions import Question
from kyodo_portal.life.verdicts import refuse
from projects.models import Project
from projects.questions import BORN_OF, JUDGED, MAY_BE_EDITED, PARTIES_MAY_CHANGE
from projects.rules.projects import can_edit, can_write_results
from tests.evaluations.factories import make_evaluation
from tests.factories import make_coordinator, make_group, make_project, make_user
from tests.projects.events import make_event
from tests.proposals.factories import make_call, make_proposal

EVERYBODY = AnonymousUser()


def ask_of_groups() -> Question[Group, int]:
    return Question("groups: how many", of=Group, type=int, default=7)


@pytest.mark.once
def test_unanswered_question_says_its_default_without_a_query() -> None:
    question = ask_of_groups()

    assert question.of_each([Group(pk=1), Group(pk=2)]) == {1: 7, 2: 7}
    assert question.of(Group(pk=3)) == 7


@pytest.mark.once
def test_answer_is_asked_once_for_all_and_may_leave_some_out() -> None:
    question, asked = ask_of_groups(), []

    @question.answered_by
    def answer(groups: Any, by: Any) -> dict[int, int]:
        asked.append(([group.pk for group in groups], by))
        return {2: 20}

    assert question.of_each([Group(pk=1), Group(pk=2)], by="somebody") == {1: 7, 2: 20}
    assert question.of_each([]) == {}
    assert asked == [([1, 2], "somebody")]


@pytest.mark.once
def test_second_answer_stops_the_start() -> None:
    question = ask_of_groups()

    @question.answered_by
    def first(groups: Any, by: Any) -> dict[int, int]:
        return {}

    with pytest.raises(ImproperlyConfigured, match=r"groups: how many: answered twice, by .*first"):
        question.answered_by(lambda groups, by: {})


@pytest.mark.once
def test_answer_of_another_type_is_refused() -> None:
    question = ask_of_groups()
    wrong: Any = {1: "many"}
    question.answered_by(lambda groups, by: wrong)

    with pytest.raises(TypeError, match="groups: how many: 'many' is no int"):
        question.of(Group(pk=1))
    with pytest.raises(TypeError, match="is no int"):
        Question("groups: how many", of=Group, type=int, default="none")


def worked_by(group: Group) -> None:
    """Collaborations of a group: one under way, one over, one hidden."""
    make_project("進む", groups=(group,), status="active", fiscal_year=2024, fiscal_year_end=2026)
    make_project("済んだ", groups=(group,), status="completed", fiscal_year=2023)
    make_project("見えない", groups=(group,), status="planning", published=False)


@pytest.mark.django_db
@pytest.mark.parametrize("number", [1, 3])
def test_groups_are_asked_about_in_one_query(number: int, django_assert_num_queries: Any) -> None:
    groups = [make_group() for _ in range(number)]
    idle = make_group()
    for group in groups:
        worked_by(group)

    with django_assert_num_queries(1):
        busy = HAS_OPEN_WORK.of_each([*groups, idle])
    with django_assert_num_queries(2):  # which they are, and their lines
        shown = PUBLIC_PROJECTS.of_each([*groups, idle])

    assert busy == {**dict.fromkeys([group.pk for group in groups], True), idle.pk: False}
    assert {pk: [each.title for each in found] for pk, found in shown.items()} == {
        **{group.pk: ["進む", "済んだ"] for group in groups},
        idle.pk: [],
    }


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("status", "busy"),
    [
        ("planning", False),
        ("agreed", True),
        ("active", True),
        ("completed", False),
        ("evaluated", False),
        ("cancelled", False),
    ],
)
def test_open_work_is_what_is_agreed_and_not_over(status: str, busy: bool) -> None:
    group = make_group()
    make_project(groups=(group,), status=status)

    assert HAS_OPEN_WORK.of(group) is busy


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("when", "status", "busy"),
    [
        ("coming", "draft", False),
        ("coming", "published", True),
        ("now", "published", True),
        ("over", "published", False),
        ("coming", "cancelled", False),
    ],
)
def test_open_work_is_a_day_to_which_people_mean_to_come(
    when: str, status: str, busy: bool
) -> None:
    group = make_group()
    make_event(group=group, when=when, status=status)

    assert HAS_OPEN_WORK.of(group) is busy


@pytest.mark.django_db
@pytest.mark.parametrize("number", [1, 3])
def test_projects_are_asked_about_in_one_query(number: int, django_assert_num_queries: Any) -> None:
    projects = [make_project(status="completed") for _ in range(number)]
    under_way = {
        project.pk: make_evaluation(project, status="revealed", fiscal_year=2026)
        for project in projects
    }
    reports = {
        project.pk: make_evaluation(project, status="published", round="midterm", fiscal_year=2025)
        for project in projects
    }
    coordinator, somebody = make_coordinator(), make_user()
    for person in (coordinator, somebody):
        JUDGED.of_each(projects, by=person)  # who they are has been read

    with django_assert_num_queries(1):
        by_coordinator = JUDGED.of_each(projects, by=coordinator)
    with django_assert_num_queries(1):
        by_somebody = JUDGED.of_each(projects, by=somebody)

    assert {
        pk: (list(each.evaluations), each.report, each.turn) for pk, each in by_coordinator.items()
    } == {
        pk: ([under_way[pk], reports[pk]], reports[pk], under_way[pk].whose_turn)
        for pk in under_way
    }
    assert {
        pk: (list(each.evaluations), each.report, each.turn) for pk, each in by_somebody.items()
    } == {pk: ([reports[pk]], reports[pk], "") for pk in reports}


@pytest.mark.django_db
def test_final_report_tells_more_than_a_newer_one() -> None:
    project = make_project(status="evaluated")
    final = make_evaluation(project, status="published", round="final", fiscal_year=2024)
    make_evaluation(project, status="published", round="midterm", fiscal_year=2025)

    assert JUDGED.of(project, by=EVERYBODY).report == final


@pytest.mark.django_db
@pytest.mark.parametrize("number", [1, 3])
def test_origins_are_asked_about_in_one_query(number: int, django_assert_num_queries: Any) -> None:
    call = make_call(when="decided")
    proposals = [make_proposal(call=call, status="adopted") for _ in range(number)]
    hidden = make_proposal(call=make_call(when="reviewing"), status="adopted")
    projects = [each.project for each in [*proposals, hidden]]

    with django_assert_num_queries(1):
        found = BORN_OF.of_each(projects, by=EVERYBODY)

    assert found == {**{each.project_id: each for each in proposals}, hidden.project_id: None}


@pytest.mark.django_db
def test_who_judges_a_project_may_hold_it_fast(monkeypatch: pytest.MonkeyPatch) -> None:
    free, held = (make_project(status="active") for _ in range(2))
    coordinator = make_coordinator()
    manager = make_user()
    for project in (free, held):
        project.partners.create(group=make_group(managers=(manager,)))

    def answer(projects: Any, by: Any) -> dict[int, Any]:
        return {held.pk: refuse("審査しているあいだは変更できません。")}

    monkeypatch.setattr(MAY_BE_EDITED, "_answering", None)
    MAY_BE_EDITED.answered_by(answer)

    assert [can_edit(coordinator, project).reason for project in (free, held)] == [
        "",
        "審査しているあいだは変更できません。",
    ]
    assert [can_write_results(manager, project).reason for project in (free, held)] == [
        "",
        "審査しているあいだは変更できません。",
    ]


@pytest.mark.once
def test_questions_are_asked_of_the_records_of_the_app_that_asks() -> None:
    asked: list[tuple[Question[Any, Any], type[models.Model]]] = [
        (HAS_OPEN_WORK, Group),
        (PUBLIC_PROJECTS, Group),
        (JUDGED, Project),
        (BORN_OF, Project),
        (PARTIES_MAY_CHANGE, Project),
        (MAY_BE_EDITED, Project),
    ]

    assert [question.model for question, _ in asked] == [model for _, model in asked]
    assert [question._answering is not None for question, _ in asked] == [True] * 5 + [False]


@pytest.mark.django_db
def test_project_that_has_ended_says_of_its_evaluation_what_is_true() -> None:
    """Whether or not the reader sees the evaluation that goes on."""
    none, running, past = (make_project(status="completed") for _ in range(3))
    make_evaluation(running)
    Project.objects.filter(pk=past.pk).update(origin="record", completed_at=None)
    projects = list(Project.objects.filter(pk__in=[none.pk, running.pk, past.pk]))

    turns = {pk: each.turn for pk, each in JUDGED.of_each(projects, by=make_user()).items()}

    assert turns == {
        none.pk: "事業は終わりました。評価は、まだ始まっていません。",
        running.pk: "",
        past.pk: "過去の記録のため、このサイトでの評価はありません。",
    }
    page = Client().get(none.get_absolute_url()).content.decode()
    assert "評価は、まだ始まっていません" in page
