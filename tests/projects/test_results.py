"""Telling the result: half-written while the work goes on, whole from its end."""

from copy import deepcopy
from typing import Any

import pytest
from django.test import Client

from kyodo_portal.life.audit import AuditEntry
from kyodo_portal.writing.seen import Seen
from projects.models import Project, ProjectStatus
from projects.views.results import parts_of
from tests.factories import make_project, tell_result
from tests.people import KINDS, Cast, make_cast
from tests.projects.factories import rows_data

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def made(for_the_file: None) -> Cast:
    return make_cast()


@pytest.fixture
def cast(made: Cast) -> Cast:
    return deepcopy(made)


def project_of(cast: Cast, **fields: Any) -> Project:
    return make_project(groups=(cast.group,), departments=(cast.department,), **fields)


def url_of(project: Project) -> str:
    return f"{project.get_absolute_url()}results/"


def data_of(project: Project, **changes: Any) -> dict[str, Any]:
    goal = {"id": project.goals.get().pk, "result": "12か所", "achievement": "reached"}
    project.refresh_from_db()
    return {
        "seen": Seen(parts_of(Project.objects.get(pk=project.pk))).token,
        "result": "花だんが増えた。",
        **rows_data("goals", [goal], initial=1),
        **changes,
    }


@pytest.mark.parametrize("status", ProjectStatus.values)
def test_results_are_written_by_the_parties(cast: Cast, status: str) -> None:
    project = project_of(cast, status=status)
    answers = {kind: cast.browser(kind).get(url_of(project)).status_code for kind in KINDS}

    writers = {"manager", "staff"} if status in ("active", "completed") else set()
    assert answers == {
        kind: 302 if kind == "anonymous" else 200 if kind in writers else 403 for kind in KINDS
    }


def test_results_are_saved_and_the_project_can_end(client: Client, cast: Cast) -> None:
    project = project_of(cast, status="active")
    client.force_login(cast["staff"])

    response = client.post(
        url_of(project),
        data_of(project, status="evaluated", title="書きかえ", **{"goals-0-how_much": "1か所"}),
    )

    assert response.status_code == 302
    project = Project.objects.get(pk=project.pk)
    goal = project.goals.get()
    assert (project.result, goal.result, goal.achievement) == (
        "花だんが増えた。",
        "12か所",
        "reached",
    )
    assert (project.status, goal.how_much) == ("active", "10か所")
    assert project.title != "書きかえ"
    assert AuditEntry.objects.of(project).filter(action="project.results").count() == 1
    move = f"{project.get_absolute_url()}move/"
    assert client.post(move, {"move": "complete", "seen": "active"}).status_code == 302
    assert Project.objects.get(pk=project.pk).status == "completed"


def test_half_written_result_is_kept_while_the_work_goes_on(client: Client, cast: Cast) -> None:
    project = project_of(cast, status="active")
    client.force_login(cast["manager"])

    response = client.post(
        url_of(project),
        data_of(project, result="", **{"goals-0-result": "5か所まで", "goals-0-achievement": ""}),
    )

    assert response.status_code == 302
    assert project.goals.get().result == "5か所まで"


def test_told_result_cannot_be_taken_back_after_the_end(client: Client, cast: Cast) -> None:
    project = project_of(cast, status="completed")
    tell_result(project)
    client.force_login(cast["manager"])

    response = client.post(
        url_of(project), data_of(project, result="", **{"goals-0-achievement": ""})
    )

    assert response.status_code == 200
    assert "「結果」を入力してください。" in response.content.decode()
    assert Project.objects.get(pk=project.pk).result == "10か所の花だんができた。"
    assert project.goals.get().achievement == "reached"


def test_second_writer_does_not_overwrite_the_first(client: Client, cast: Cast) -> None:
    project = project_of(cast, status="active")
    opened = data_of(project, result="後から来た言葉")
    client.force_login(cast["staff"])
    client.post(url_of(project), data_of(project, result="先に書いた言葉"))
    client.force_login(cast["manager"])

    page = client.post(url_of(project), opened).content.decode()

    assert "同じ欄を書きかえて先に保存しました" in page
    assert "後から来た言葉" in page
    assert Project.objects.get(pk=project.pk).result == "先に書いた言葉"


def test_row_that_the_page_did_not_ask_for_adds_no_goal(client: Client, cast: Cast) -> None:
    project = project_of(cast, status="active")
    rows = [{"id": project.goals.get().pk, "result": "12か所"}, {"result": "ないはずの目標"}]
    client.force_login(cast["manager"])
    answer = client.post(url_of(project), data_of(project, **rows_data("goals", rows, initial=1)))

    assert answer.status_code == 302
    assert [goal.result for goal in project.goals.all()] == ["12か所"]
