"""Rules 2 and 3 cannot be walked around: nothing starts unpublished, nor ends without its agreement."""

import pytest

from kyodo_portal.life.flows import MoveRefused
from projects.flows import PROJECT_FLOW
from projects.models import Project
from tests.factories import make_project, sign_all, tell_result
from tests.people import Cast, make_cast

pytestmark = pytest.mark.django_db


def project_of(cast: Cast, title: str = "花の道", **fields: object) -> Project:
    return make_project(title, groups=(cast.group,), departments=(cast.department,), **fields)


@pytest.mark.parametrize(
    ("origin", "reason"),
    [
        ("register", "所管課か協働担当の職員が管理画面で公開してから"),
        ("proposal", "募集の結果とともに公開されます"),
    ],
)
def test_nothing_starts_unpublished(origin: str, reason: str) -> None:
    cast = make_cast()
    project = project_of(cast, status="agreed", published=False, origin=origin)

    with pytest.raises(MoveRefused, match=reason):
        PROJECT_FLOW.make("start", project, by=cast["manager"])

    Project.objects.update(published_at=project.created_at)
    assert PROJECT_FLOW.make("start", project, by=cast["manager"]).status == "active"


def test_unpublished_plan_can_be_agreed() -> None:
    cast = make_cast()
    project = project_of(cast, published=False)
    sign_all(project)

    assert PROJECT_FLOW.make("agree", project, by=cast["manager"]).status == "agreed"


def test_record_of_work_that_goes_on_needs_its_agreement_to_end() -> None:
    cast = make_cast()
    project = project_of(cast, origin="record", status="active", signed=False)
    tell_result(project)

    with pytest.raises(MoveRefused, match="全員の署名がそろっていません"):
        PROJECT_FLOW.make("complete", project, by=cast["staff"])
    page = cast.browser("manager").get(f"{project.get_absolute_url()}agreement/").content.decode()
    assert "この内容に署名する" in page

    sign_all(project)
    assert PROJECT_FLOW.make("complete", project, by=cast["staff"]).status == "completed"


def test_record_of_what_is_over_asks_for_no_agreement() -> None:
    assert not make_project(origin="record", status="completed", signed=False).requires_agreement


def queue(person: str, cast: Cast, key: str) -> str:
    return cast.browser(person).get(f"/admin/projects/project/?queue={key}").content.decode()


def test_queue_shows_what_is_not_public_and_why() -> None:
    cast = make_cast()
    project_of(cast, "台帳の事業", published=False)
    project_of(cast, "提案の事業", published=False, origin="proposal")
    project_of(cast, "中止の事業", published=False, status="cancelled")
    project_of(cast, "公開の事業")
    make_project("よその課の事業", published=False)

    every, mine = queue("coordinator", cast, "unpublished"), queue("staff", cast, "my_unpublished")

    hidden = ("台帳の事業", "提案の事業", "中止の事業", "よその課の事業")
    assert [title in every for title in (*hidden, "公開の事業")] == [True] * 4 + [False]
    assert [title in mine for title in (*hidden, "公開の事業")] == [True] * 3 + [False] * 2
    assert "募集の結果とともに公開されます" in every
    assert "所管課か協働担当の「公開する」を待っています" in every


def test_queue_shows_running_records_without_agreement() -> None:
    cast = make_cast()
    project_of(cast, "むかしからの事業", origin="record", status="active", signed=False)
    project_of(cast, "むすんだ事業", origin="record", status="active", signed=True)

    page = queue("staff", cast, "my_unagreed")

    assert ("むかしからの事業" in page, "むすんだ事業" in page) == (True, False)
