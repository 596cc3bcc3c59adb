"""Writing the plan: who, what of it, and what happens to the signatures."""

from copy import deepcopy
from typing import Any

import pytest
from django.test import Client

from kyodo_portal.life.audit import AuditEntry
from kyodo_portal.post.outbox import OutgoingMail
from projects.agreement.terms import standing_of
from projects.forms import PlanForm
from projects.models import Goal, Project, ProjectStatus
from tests.factories import make_project, sign_all, today
from tests.people import KINDS, Cast, make_cast
from tests.projects.factories import goal_row, plan_data, role_row

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
    return f"{project.get_absolute_url()}edit/"


@pytest.mark.parametrize("status", ProjectStatus.values)
def test_plan_is_written_by_the_parties_and_coordinators(cast: Cast, status: str) -> None:
    project = project_of(cast, status=status)
    answers = {kind: cast.browser(kind).get(url_of(project)).status_code for kind in KINDS}

    is_open = status in ("planning", "agreed", "active")
    writers = {"manager", "staff", "coordinator"} if is_open else set()
    assert answers == {
        kind: 302 if kind == "anonymous" else 200 if kind in writers else 403 for kind in KINDS
    }


@pytest.mark.parametrize("number", [1, 3])
def test_plan_page_takes_thirteen_queries(
    client: Client, cast: Cast, django_assert_num_queries: Any, number: int
) -> None:
    project = project_of(cast, status="active")
    for n in range(number - 1):
        Goal.objects.create(project=project, what=f"目標{n}", how_much="1", by_when=today())
    client.force_login(cast["manager"])

    with django_assert_num_queries(13):
        client.get(url_of(project))


def test_plan_is_saved_with_its_rows_forms_and_fields(client: Client, cast: Cast) -> None:
    project = project_of(cast)
    goal, (first, second) = project.goals.get(), project.roles.all()
    client.force_login(cast["manager"])

    response = client.post(
        url_of(project),
        plan_data(
            project,
            title="新しい名前",
            title_kana="あたらしいなまえ",
            further_forms=["1", "3", "8"],
            activity_fields=["3", "7"],
            budget_total="１２万円",
            goals=[
                goal_row(goal, what="", how_much="", by_when=""),
                {"what": "参加者", "how_much": "30人", "by_when": "令和9年3月1日"},
                {"what": "", "how_much": "", "by_when": ""},
            ],
            roles=[role_row(second), role_row(first, DELETE="on")],
            costs=[{"category": "苗代", "payer": "city", "amount": "１２万円", "note": ""}],
        ),
    )

    assert response.status_code == 302
    project = Project.objects.get(pk=project.pk)
    assert (project.title, project.title_kana) == ("新しい名前", "アタラシイナマエ")
    assert project.budget_total == 120_000
    assert [form.number for form in project.forms.all()] == [3, 8]
    assert [field.number for field in project.fields.all()] == [3, 7]
    assert [(g.what, g.by_when.isoformat()) for g in project.goals.all()] == [
        ("参加者", "2027-03-01")
    ]
    assert [role.item for role in project.roles.all()] == [second.item]
    assert [(cost.category, cost.amount) for cost in project.costs.all()] == [("苗代", 120_000)]
    assert AuditEntry.objects.of(project).filter(action="project.edit").count() == 1


def test_rejected_plan_keeps_everything_typed_and_changes_nothing(
    client: Client, cast: Cast
) -> None:
    project = project_of(cast)
    client.force_login(cast["staff"])

    response = client.post(
        url_of(project),
        plan_data(
            project,
            title="",
            summary="消えてはいけない言葉",
            goals=[goal_row(project.goals.get(), by_when="いつか")],
        ),
    )

    page = response.content.decode()
    assert response.status_code == 200
    assert "消えてはいけない言葉" in page
    assert 'value="いつか"' in page
    assert "1件目のいつまでに：日付として読み取れません" in page
    project.refresh_from_db()
    assert project.summary != "消えてはいけない言葉"


@pytest.mark.parametrize("rows", ["goals", "roles", "costs", "schedule", "expenses"])
def test_more_rows_keep_everything_typed_without_complaining(
    client: Client, cast: Cast, rows: str
) -> None:
    project = project_of(cast)
    client.force_login(cast["staff"])
    before = project.goals.count() if rows == "goals" else project.roles.count()
    before = before if rows in ("goals", "roles") else 0

    response = client.post(
        url_of(project), plan_data(project, title="", summary="書きかけ", add_rows=rows)
    )

    page = response.content.decode()
    assert f'name="{rows}-TOTAL_FORMS" value="{before + 3}"' in page
    assert "書きかけ" in page
    assert "入力内容に問題があります" not in page
    assert AuditEntry.objects.of(project).count() == 0


@pytest.mark.parametrize("total", ["-1", "1000000", "x", ""])
def test_tampered_row_count_removes_nothing(client: Client, cast: Cast, total: str) -> None:
    project = project_of(cast)
    client.force_login(cast["staff"])

    response = client.post(url_of(project), plan_data(project) | {"goals-TOTAL_FORMS": total})

    assert response.status_code in (200, 302)
    assert project.goals.count() == 1


def test_what_is_not_on_the_form_cannot_be_written(client: Client, cast: Cast) -> None:
    project = project_of(cast, published=False, budget_cap=1000)
    other = make_project(groups=(cast.group,))
    client.force_login(cast["manager"])

    client.post(
        url_of(project),
        plan_data(
            project,
            status="evaluated",
            published_at="2026-01-01",
            origin="record",
            conditions="なし",
            budget_cap="999999",
            result="すばらしい",
            fiscal_year="1999",
            roles=[role_row(role, project=other.pk) for role in project.roles.all()],
            **{"goals-0-achievement": "reached", "goals-0-project": other.pk},
        ),
    )

    saved = Project.objects.get(pk=project.pk)
    columns = ("status", "published_at", "origin", "conditions", "budget_cap", "result")
    assert [getattr(saved, name) for name in columns] == [
        "planning",
        None,
        "register",
        "",
        1000,
        "",
    ]
    assert saved.fiscal_year == project.fiscal_year
    assert saved.goals.get().achievement == ""
    assert (saved.roles.count(), other.goals.count(), other.roles.count()) == (2, 1, 2)


def test_goal_of_another_project_cannot_be_written(client: Client, cast: Cast) -> None:
    project, other = project_of(cast), make_project("ほかの事業")
    foreign = other.goals.get()
    client.force_login(cast["manager"])

    client.post(
        url_of(project), plan_data(project, goals=[goal_row(foreign, what="書きかえ", project="")])
    )

    foreign.refresh_from_db()
    assert (foreign.what, foreign.project_id) == ("花だんの数", other.pk)


def test_city_share_stays_within_the_decided_cap(client: Client, cast: Cast) -> None:
    project = project_of(cast, budget_cap=50_000, budget_total=90_000)
    client.force_login(cast["manager"])

    response = client.post(
        url_of(project), plan_data(project, budget_total="90000", budget_city="50001")
    )

    assert "決定で定めた上限50,000円を1円超えています" in response.content.decode()


def changed_goal(project: Project, how_much: str = "20か所", **more: Any) -> dict[str, Any]:
    goals = [goal_row(project.goals.get(), how_much=how_much)]
    return plan_data(project, goals=goals, **more)


@pytest.mark.parametrize("status", ["agreed", "active"])
def test_changed_goal_is_asked_about_and_goes_out_to_be_signed(
    client: Client, cast: Cast, status: str
) -> None:
    project = project_of(cast, status=status)
    client.force_login(cast["manager"])

    asked = client.post(url_of(project), changed_goal(project))
    shown = asked.content.decode()
    question = shown.index("保存する前に確かめてください")
    places = (shown.index("<h1"), question, shown.index('name="understood"'))
    assert sorted(places) == list(places)
    assert places[-1] < shown.index('<form id="plan"')
    assert asked.context["changed_terms"] == [("goals-group", "目標")]
    assert '<a href="#goals-group">目標</a>' in shown
    assert Goal.objects.get(project=project).how_much == "10か所"

    without = client.post(url_of(project), changed_goal(project) | {"understood": "1"})
    assert "変更する理由を書いてから" in without.content.decode()
    said = {"understood": "1", "change_reason": "場所が増えた。"}
    saved = client.post(url_of(project), changed_goal(project, place="公民館") | said)
    assert saved.status_code == 302
    project = Project.objects.get(pk=project.pk)
    assert (project.status, project.place) == (status, "公民館")
    assert (project.goals.get().how_much, standing_of(project).in_force) == ("10か所", True)
    assert project.amendments.get().terms["goals"][0]["how_much"] == "20か所"
    letters = OutgoingMail.objects.filter(to=cast["staff"].email)
    assert [letter.subject.split("「")[0] for letter in letters] == [
        "【協働ポータル】協定の変更案が出されました"
    ]


def test_other_changes_leave_the_agreement_in_force(client: Client, cast: Cast) -> None:
    project = project_of(cast, status="agreed")
    client.force_login(cast["manager"])

    response = client.post(url_of(project), plan_data(project, place="公民館"))

    assert response.status_code == 302
    project = Project.objects.get(pk=project.pk)
    assert (project.status, project.place) == ("agreed", "公民館")
    assert standing_of(project).in_force


def test_terms_put_back_as_signed_are_agreed_again(client: Client, cast: Cast) -> None:
    project = project_of(cast, signed=True)
    project.goals.update(how_much="20か所")
    client.force_login(cast["coordinator"])

    client.post(url_of(project), changed_goal(project, "10か所"))

    project = Project.objects.get(pk=project.pk)
    assert project.status == "agreed"
    assert standing_of(project).in_force


def test_change_after_one_signature_tells_the_one_who_signed(client: Client, cast: Cast) -> None:
    project = project_of(cast)
    agreement = sign_all(project)
    agreement.signatures.filter(department__isnull=False).delete()
    client.force_login(cast["staff"])

    client.post(url_of(project), changed_goal(project) | {"understood": "1"})

    subjects = OutgoingMail.objects.filter(to=cast["manager"].email).values_list(
        "subject", flat=True
    )
    assert [subject.split("「")[0] for subject in subjects] == [
        "【協働ポータル】署名のあとに、協定の内容が変わりました"
    ]


def test_second_writer_does_not_overwrite_the_first(client: Client, cast: Cast) -> None:
    project = project_of(cast)
    opened = plan_data(project, summary="後から来た言葉")
    client.force_login(cast["staff"])
    client.post(url_of(project), plan_data(project, summary="先に書いた言葉"))
    client.force_login(cast["manager"])

    refused = client.post(url_of(project), opened)

    page = refused.content.decode()
    assert "同じ欄を書きかえて先に保存しました" in page
    assert "後から来た言葉" in page
    assert Project.objects.get(pk=project.pk).summary == "先に書いた言葉"
    seen = refused.context["seen"]
    knowing = opened | {"seen": seen.token, "told": seen.told}
    assert client.post(url_of(project), knowing | {"add_rows": "goals"}).status_code == 409
    assert client.post(url_of(project), knowing).status_code == 302
    assert Project.objects.get(pk=project.pk).summary == "後から来た言葉"


def test_saving_the_plan_does_not_undo_a_move_made_meanwhile(cast: Cast) -> None:
    project = project_of(cast, status="agreed")
    form = PlanForm(plan_data(project, place="公民館"), instance=project)
    assert form.is_valid()
    Project.objects.filter(pk=project.pk).update(status="active")

    form.save()

    saved = Project.objects.get(pk=project.pk)
    assert (saved.status, saved.place) == ("active", "公民館")


@pytest.mark.parametrize(
    ("latitude", "longitude", "kept"),
    [
        ("35.8897", "139.8548", ("35.889700", "139.854800")),
        ("３５．８８９７１２３４", "139.8548", ("35.889712", "139.854800")),
        ("", "", None),
        ("35.8897", "", "両方を書いてください"),
        ("", "139.8548", "両方を書いてください"),
        ("89", "139.8548", "日本の中の位置"),
        ("35.8897", "200", "日本の中の位置"),
        ("北緯35度", "139.8548", "数字で書いてください"),
        ("1e1", "NaN", "数字で書いてください"),
    ],
)
def test_point_for_the_map_is_whole_and_in_japan(
    client: Client, cast: Cast, latitude: str, longitude: str, kept: Any
) -> None:
    project = project_of(cast)
    client.force_login(cast["manager"])

    data = plan_data(project, latitude=latitude, longitude=longitude)
    response = client.post(f"{project.get_absolute_url()}edit/", data)

    project.refresh_from_db()
    point = None if project.latitude is None else (str(project.latitude), str(project.longitude))
    if isinstance(kept, str):
        assert response.status_code == 200
        assert kept in response.content.decode()
        assert point is None
    else:
        assert response.status_code == 302
        assert point == kept
