"""The register in the admin: entering projects, keeping them, publishing them."""

from typing import Any

import pytest
from django.test import Client

from groups.models import User
from projects.agreement.terms import standing_of
from projects.models import Goal, Project
from tests.factories import (
    make_coordinator,
    make_department,
    make_group,
    make_project,
    make_staff,
    make_user,
)
from tests.opened import send

pytestmark = pytest.mark.django_db
BACKEND = "django.contrib.auth.backends.ModelBackend"
ADD = "/admin/projects/project/add/"
KEY = "3f1c2a52-8d4e-4a52-9a53-1f2f5a1b7c11"


def signed_in(person: User) -> Client:
    client = Client()
    client.force_login(person, backend=BACKEND)
    return client


def change(project: Project) -> str:
    return f"/admin/projects/project/{project.pk}/change/"


def rows(**sizes: tuple[int, int]) -> dict[str, Any]:
    """The management forms: total and initial rows of each table."""
    names = ("partners", "responsible_departments", "goals", "roles", "costs")
    posted = {}
    for name in names:
        total, initial = sizes.get(name, (0, 0))
        posted |= {f"{name}-TOTAL_FORMS": total, f"{name}-INITIAL_FORMS": initial}
    return posted


def register_form(**changes: Any) -> dict[str, Any]:
    return {
        "once": KEY,
        "title": "道路里親",
        "start_pattern": "B",
        "main_form": "4",
        "further_forms": ["2"],
        "fields_of_activity": ["7"],
        "fiscal_year": "2026",
        "fiscal_year_end": "2026",
        "budget_total": "１２０,０００",
        "origin": "register",
        "starts_as": "planning",
        **rows(responsible_departments=(1, 0)),
        **changes,
    }


def test_staff_enter_a_project_of_their_department_once() -> None:
    department = make_department()
    staff = make_staff(department)
    posted = register_form(**{"responsible_departments-0-department": department.pk})
    client = signed_in(staff)

    for _ in range(2):
        assert client.post(ADD, posted).status_code == 302

    project = Project.objects.get()
    assert (project.status, project.budget_total, project.created_by) == (
        *("planning", 120_000),
        staff,
    )
    assert [form.number for form in project.all_forms] == [4, 2]
    assert [row.number for row in project.fields.all()] == [7]
    assert not project.is_published
    assert [entry.action for entry in project.history()] == ["project.register"]


def test_form_left_behind_on_a_shared_computer_enters_the_next_persons_own_project() -> None:
    department = make_department()
    posted = register_form(**{"responsible_departments-0-department": department.pk})

    answers = [signed_in(make_staff(department)).post(ADD, posted) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [302, 302]
    assert Project.objects.values("created_by").distinct().count() == 2


@pytest.mark.parametrize("number", [1, 3])
def test_export_asks_a_fixed_number_of_times(number: int, django_assert_num_queries: Any) -> None:
    for _ in range(number):
        make_project().fields.create(number=7)
    client = signed_in(make_coordinator())

    with django_assert_num_queries(11):  # one writes down who takes it out
        client.get("/admin/projects/project/export/")


def test_staff_cannot_enter_a_project_of_another_department() -> None:
    posted = register_form(**{"responsible_departments-0-department": make_department().pk})

    response = signed_in(make_staff(make_department())).post(ADD, posted)

    assert "ご自分の課を加えてください" in response.content.decode()
    assert Project.objects.count() == 0


@pytest.mark.parametrize("origin", ["register", "record"])
@pytest.mark.parametrize("starts_as", ["planning", "active", "completed", "agreed", "evaluated"])
def test_only_records_begin_further_on(origin: str, starts_as: str) -> None:
    allowed = starts_as == "planning" or (
        origin == "record" and starts_as in ("active", "completed")
    )
    posted = register_form(
        **{"origin": origin, "starts_as": starts_as, "responsible_departments-0-name": "昔の課"}
    )

    signed_in(make_coordinator()).post(ADD, posted)

    assert list(Project.objects.values_list("status", flat=True)) == [starts_as] * allowed
    public = starts_as == "active"  # nothing goes on unpublished
    assert [project.is_published for project in Project.objects.all()] == [public] * allowed


def plan_form(project: Project, **changes: Any) -> dict[str, Any]:
    goal = project.goals.get()
    roles = list(project.roles.all())
    partner, department = project.partners.get(), project.responsible_departments.get()
    posted = {
        **register_form(),
        **rows(partners=(1, 1), responsible_departments=(1, 1), goals=(1, 1), roles=(2, 2)),
        "title": project.title,
        "purpose": project.purpose,
        "budget_total": "",
        "partners-0-id": partner.pk,
        "partners-0-group": partner.group_id,
        "responsible_departments-0-id": department.pk,
        "responsible_departments-0-department": department.department_id,
        "goals-0-id": goal.pk,
        "goals-0-what": goal.what,
        "goals-0-how_much": goal.how_much,
        "goals-0-by_when": goal.by_when.isoformat(),
    }
    for place, role in enumerate(roles):
        posted |= {
            f"roles-{place}-id": role.pk,
            f"roles-{place}-stage": role.stage,
            f"roles-{place}-item": role.item,
            f"roles-{place}-bearer": role.bearer,
        }
    return {**posted, **changes}


@pytest.fixture
def agreed() -> Project:
    group = make_group(managers=(make_user(),))
    return make_project(groups=(group,), departments=(make_department(),), status="agreed")


def test_change_of_terms_goes_out_to_be_signed(agreed: Project) -> None:
    client = signed_in(make_coordinator())
    typed = plan_form(agreed, **{"goals-0-how_much": "20か所", "place": "駅前"})
    without = send(client, change(agreed), typed)
    assert "「変更する理由」を書いてください" in without.content.decode()

    response = send(client, change(agreed), typed | {"change_reason": "場所が増えた。"})

    assert response.status_code == 302
    agreed.refresh_from_db()
    assert (agreed.status, agreed.place) == ("agreed", "駅前")
    assert standing_of(agreed).in_force
    amendment = agreed.amendments.get()
    assert (amendment.terms["goals"][0]["how_much"], amendment.proposed_as) == (
        *("20か所", "協働担当"),
    )
    again = send(client, change(agreed), typed | {"change_reason": "もう一度"})
    assert "すでに別の変更案を協議しています" in again.content.decode()
    assert agreed.amendments.count() == 1


def test_partner_joins_a_signed_project_by_an_amendment(agreed: Project) -> None:
    newcomer = make_group("あとから来た会", managers=(make_user(),))
    typed = plan_form(agreed, **{"partners-TOTAL_FORMS": 2, "partners-1-group": newcomer.pk})

    send(signed_in(make_coordinator()), change(agreed), typed | {"change_reason": "仲間が増えた。"})

    amendment = agreed.amendments.get()
    assert [party.name for party in amendment.asked.all()] == [
        *agreed.partner_names,
        "あとから来た会",
        *agreed.department_names,
    ]
    assert agreed.partners.count() == 1


def test_ceiling_of_an_adopted_proposal_is_not_raised_by_a_department() -> None:
    department = make_department()
    project = make_project(
        departments=(department,), groups=(make_group(),), origin="proposal", budget_cap=1000
    )

    for person, cap in ((make_staff(department), 1000), (make_coordinator(), 2000)):
        typed = plan_form(project, budget_cap="2000", budget_total="3000")
        assert send(signed_in(person), change(project), typed).status_code == 302
        project.refresh_from_db()
        assert project.budget_cap == cap


def test_change_of_other_words_leaves_the_agreement(agreed: Project) -> None:
    posted = plan_form(agreed, place="駅前", status="active")
    response = send(signed_in(make_coordinator()), change(agreed), posted)
    assert response.status_code == 302

    agreed.refresh_from_db()
    assert (agreed.status, agreed.place) == ("agreed", "駅前")
    assert standing_of(agreed).in_force


def test_other_departments_read_and_cannot_write(agreed: Project) -> None:
    client = signed_in(make_staff(make_department()))
    page = client.get(change(agreed)).content.decode()
    assert "この操作は、この事業の団体の管理者と、所管課の職員だけが行えます" in page

    for address in (change(agreed), f"/admin/projects/project/{agreed.pk}/publish/"):
        assert client.post(address, plan_form(agreed, title="乗っ取り")).status_code == 403
    move = {"move": "cancel", "note": "x"}
    assert client.post(f"/admin/projects/project/{agreed.pk}/move/", move).status_code == 403
    agreed.refresh_from_db()
    assert (agreed.title == "乗っ取り", agreed.status) == (False, "agreed")


def test_rows_of_another_project_cannot_be_changed(agreed: Project) -> None:
    other = make_project()
    before = list(Goal.objects.order_by("pk").values())
    forged = {"goals-0-id": other.goals.get().pk, "goals-0-what": "乗っ取り"}
    client = signed_in(make_coordinator())

    send(client, change(agreed), plan_form(agreed, **forged))
    send(client, change(agreed), plan_form(agreed, **forged, **{"goals-0-DELETE": "on"}))

    assert list(Goal.objects.order_by("pk").values()) == before


def test_publishing_opens_a_project_of_the_register_only() -> None:
    department = make_department()
    client = signed_in(make_staff(department))
    register = make_project(departments=(department,), published=False)
    born = make_project(departments=(department,), published=False, origin="proposal")

    assert client.get(f"/admin/projects/project/{register.pk}/publish/").status_code == 405
    for project, code in ((register, 302), (born, 403)):
        address = f"/admin/projects/project/{project.pk}/publish/"
        assert client.post(address).status_code == code

    assert list(Project.objects.published()) == [register]
