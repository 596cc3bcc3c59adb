"""Signing: exactly what was read, each side for itself, and one agreement however they press."""

from typing import Any

import pytest
from django.test import Client

from groups.models import Membership
from kyodo_portal.life.audit import AuditEntry
from kyodo_portal.life.flows import MoveRefused
from projects.actions.agreement import sign_agreement
from projects.agreement.comparison import differences
from projects.agreement.terms import standing_of
from projects.models import Agreement, CostShare, Goal, Partner, Project, Signature
from tests.factories import make_project, sign_all
from tests.people import Cast, make_cast
from tests.races import at_once

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return make_cast()


def project_of(cast: Cast, **fields: Any) -> Project:
    return make_project(groups=(cast.group,), departments=(cast.department,), **fields)


def page_url(project: Project) -> str:
    return f"{project.get_absolute_url()}agreement/"


def sign(client: Client, project: Project, **changes: Any) -> Any:
    data = {"digest": standing_of(project).digest, "agrees": "on", **changes}
    return client.post(f"{page_url(project)}sign/", data)


def change_goal(project: Project) -> None:
    project.goals.update(how_much="20か所")


def test_both_sides_sign_and_the_agreement_holds(client: Client, cast: Cast) -> None:
    project = project_of(cast)

    client.force_login(cast["manager"])
    assert sign(client, project).status_code == 302
    assert Project.objects.get(pk=project.pk).status == "planning"
    client.force_login(cast["staff"])
    assert sign(client, project).status_code == 302

    assert Project.objects.get(pk=project.pk).status == "agreed"
    agreement = Agreement.objects.get(project=project)
    assert (agreement.version, agreement.signatures.count()) == (1, 2)


@pytest.mark.parametrize("number", [1, 3])
def test_agreement_page_takes_as_many_queries_for_three_goals_as_for_one(
    client: Client, cast: Cast, django_assert_num_queries: Any, number: int
) -> None:
    project = project_of(cast)
    for n in range(number - 1):
        Goal.objects.create(
            project=project, what=f"目標{n}", how_much="1", by_when=project.goals.first().by_when
        )
    client.force_login(cast["manager"])

    with django_assert_num_queries(9):
        client.get(page_url(project))


@pytest.mark.parametrize(
    ("kind", "status"),
    [
        ("citizen", 403),
        ("member", 403),
        ("other_manager", 403),
        ("other_staff", 403),
        ("coordinator", 403),
        ("superuser", 403),
        ("manager", 302),
        ("staff", 302),
    ],
)
def test_only_those_who_speak_for_a_side_sign(
    client: Client, cast: Cast, kind: str, status: int
) -> None:
    project = project_of(cast)
    client.force_login(cast[kind])

    assert sign(client, project).status_code == status
    assert Signature.objects.count() == (1 if status == 302 else 0)


def test_terms_that_changed_since_they_were_read_are_not_signed(client: Client, cast: Cast) -> None:
    project = project_of(cast)
    read = standing_of(project).digest
    change_goal(project)
    client.force_login(cast["manager"])

    response = sign(client, project, digest=read)

    assert response.status_code == 409
    assert "読んでいただいた後に" in response.content.decode()
    assert Signature.objects.count() == 0


@pytest.mark.parametrize("digest", ["", "0" * 64, "x" * 500])
def test_made_up_digest_is_not_signed(client: Client, cast: Cast, digest: str) -> None:
    project = project_of(cast)
    client.force_login(cast["manager"])

    assert sign(client, project, digest=digest).status_code in (400, 409)
    assert Signature.objects.count() == 0


def test_consent_must_be_ticked(client: Client, cast: Cast) -> None:
    project = project_of(cast)
    client.force_login(cast["manager"])

    response = sign(client, project, agrees="")

    page = response.content.decode()
    assert response.status_code == 422
    assert "同意の欄に印を付けて" in page
    assert f'value="{standing_of(project).digest}"' in page
    assert Signature.objects.count() == 0


def test_agreement_page_tells_all_that_is_agreed(client: Client, cast: Cast) -> None:
    project = project_of(cast, conditions="雨の日の集まりかたを決めること")
    CostShare.objects.create(project=project, category="苗", payer="city", amount=12000)

    page = client.get(page_url(project)).content.decode()

    assert [word for word in ("雨の日の集まりかた", "苗", "12,000円") if word not in page] == []


def test_one_person_cannot_sign_for_both_sides(client: Client, cast: Cast) -> None:
    project = project_of(cast)
    Membership.objects.create(user=cast["staff"], group=cast.group, role="manager")
    client.force_login(cast["staff"])

    response = sign(client, project)

    assert response.status_code == 409
    assert "一人で双方の署名をすることはできません" in response.content.decode()
    assert Signature.objects.count() == 0
    page = client.get(page_url(project)).content.decode()
    assert "この内容に署名する" not in page


def test_signing_twice_is_one_signature(client: Client, cast: Cast) -> None:
    project = project_of(cast)
    client.force_login(cast["manager"])
    sign(client, project)

    assert sign(client, project).status_code == 409
    assert Signature.objects.count() == 1


def test_changed_terms_are_a_new_version_and_the_page_says_what_changed(
    client: Client, cast: Cast
) -> None:
    project = project_of(cast, status="active")
    change_goal(project)

    page = client.get(page_url(project)).content.decode()

    assert "もう一度署名が必要です" in page
    assert "第2版の内容" in page
    changes = page[page.index("前の版から変わったところ") : page.index("第2版の内容")]
    assert "花だんの数：10か所" in changes
    assert "花だんの数：20か所" in changes
    assert "役割分担" not in changes
    assert "もう一度署名が必要です" in client.get(project.get_absolute_url()).content.decode()


def test_active_project_with_changed_terms_cannot_end(client: Client, cast: Cast) -> None:
    project = project_of(cast, status="active", result="できた。")
    project.goals.update(how_much="20か所", result="20か所", achievement="reached")
    client.force_login(cast["manager"])

    response = client.post(
        f"{project.get_absolute_url()}move/", {"move": "complete", "seen": "active"}
    )

    assert response.status_code == 409
    assert Project.objects.get(pk=project.pk).status == "active"
    sign(client, project)
    client.force_login(cast["staff"])
    sign(client, project)
    response = client.post(
        f"{project.get_absolute_url()}move/", {"move": "complete", "seen": "active"}
    )
    assert Project.objects.get(pk=project.pk).status == "completed"


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({}, []),
        ({"title": "新しい名前"}, []),
        ({"purpose": "変わった"}, [("共有する目的", ["目的"], ["変わった"])]),
        ({"goals": []}, [("目標", ["数：10（令和9年(2027年)3月31日まで）"], [])]),
        (
            {
                "roles": [
                    {"stage": "work", "item": "い", "bearer": "city"},
                    {"stage": "work", "item": "あ", "bearer": "group"},
                ]
            },
            [
                (
                    "役割分担",
                    ["実施：あ（団体）", "実施：い（市）"],
                    ["実施：い（市）", "実施：あ（団体）"],
                )
            ],
        ),
    ],
)
def test_differences_name_what_went_and_what_came(
    change: dict[str, Any], expected: list[Any]
) -> None:
    before = {
        "title": "題",
        "purpose": "目的",
        "goals": [{"what": "数", "how_much": "10", "by_when": "2027-03-31"}],
        "roles": [
            {"stage": "work", "item": "あ", "bearer": "group"},
            {"stage": "work", "item": "い", "bearer": "city"},
        ],
    }

    found = differences(before, before | change)

    assert [(d.label, d.gone, d.come) for d in found] == expected


def paper(client: Client, project: Project, partner: Partner, name: str = "見本 花子") -> Any:
    return client.post(
        f"{page_url(project)}sign/",
        {
            "paper-digest": standing_of(project).digest,
            "paper-paper_for": partner.pk,
            "paper-signer_name": name,
        },
    )


def test_staff_record_the_paper_of_a_partner_without_account(client: Client, cast: Cast) -> None:
    project = make_project(departments=(cast.department,))
    partner = Partner.objects.create(project=project, name="登録のない会")
    client.force_login(cast["staff"])
    assert "紙の署名を記録する" in client.get(page_url(project)).content.decode()

    assert paper(client, project, partner).status_code == 302
    assert sign(client, project).status_code == 302

    assert Project.objects.get(pk=project.pk).status == "agreed"
    client.logout()
    page = client.get(page_url(project)).content.decode()
    assert "紙での署名" in page
    assert "見本 花子" not in page


@pytest.mark.parametrize(("kind", "status"), [("manager", 409), ("citizen", 403), ("staff", 302)])
def test_paper_is_recorded_by_staff_only(
    client: Client, cast: Cast, kind: str, status: int
) -> None:
    project = project_of(cast)
    partner = Partner.objects.create(project=project, name="登録のない会", order=2)
    client.force_login(cast[kind])

    assert paper(client, project, partner).status_code == status


def test_paper_is_not_for_a_partner_with_an_account(client: Client, cast: Cast) -> None:
    project = project_of(cast)
    client.force_login(cast["staff"])

    assert paper(client, project, project.partners.get()).status_code == 400
    assert Signature.objects.count() == 0


def test_paper_is_not_for_another_projects_partner(client: Client, cast: Cast) -> None:
    project = project_of(cast)
    other = Partner.objects.create(project=make_project(), name="よその会")
    client.force_login(cast["staff"])

    assert paper(client, project, other).status_code == 400
    assert Signature.objects.count() == 0


def test_paper_needs_the_name_on_it(client: Client, cast: Cast) -> None:
    project = make_project(departments=(cast.department,))
    partner = Partner.objects.create(project=project, name="登録のない会")
    client.force_login(cast["staff"])

    response = paper(client, project, partner, name="　")

    assert response.status_code == 422
    assert Signature.objects.count() == 0


@pytest.mark.parametrize("status", ["completed", "evaluated", "cancelled"])
def test_ended_project_is_not_signed(client: Client, cast: Cast, status: str) -> None:
    project = project_of(cast, status=status, signed=False)
    client.force_login(cast["manager"])

    assert sign(client, project).status_code == 403


@pytest.mark.race(1_000)
@pytest.mark.django_db(transaction=True)
def test_both_sides_signing_at_once_make_one_agreement() -> None:
    cast = make_cast()
    project = project_of(cast)
    digest = standing_of(project).digest

    outcomes = at_once(
        *(
            lambda person=person: sign_agreement(
                project=Project.objects.get(pk=project.pk), by=person, digest=digest
            )
            for person in (cast["manager"], cast["staff"])
        )
    )

    assert [type(outcome) for outcome in outcomes] == [Agreement, Agreement]
    assert Agreement.objects.filter(project=project).count() == 1
    assert AuditEntry.objects.filter(action="project.agree").count() == 1
    assert Project.objects.get(pk=project.pk).status == "agreed"


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_one_side_signing_twice_at_once_is_one_signature() -> None:
    cast = make_cast()
    project = project_of(cast)
    digest = standing_of(project).digest

    outcomes = at_once(
        *(
            lambda: sign_agreement(
                project=Project.objects.get(pk=project.pk), by=cast["manager"], digest=digest
            )
            for _ in range(2)
        )
    )

    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["Agreement", "MoveRefused"]
    assert any(isinstance(outcome, MoveRefused) for outcome in outcomes)
    assert Signature.objects.count() == 1


def test_standing_needs_no_query_where_everything_is_at_hand(
    cast: Cast, django_assert_num_queries: Any
) -> None:
    project = project_of(cast)
    sign_all(project)
    whole = Project.objects.prefetch_related(
        "agreements__signatures",
        "partners__group",
        "responsible_departments__department",
        "goals",
        "roles",
        "costs",
    ).get(pk=project.pk)

    with django_assert_num_queries(0):
        standing = standing_of(whole)

    assert sorted(row.party_label for row in standing.signatures) == ["花と道の会", "道路公園課"]
