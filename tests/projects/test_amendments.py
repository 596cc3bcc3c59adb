"""A change of what was signed: nothing moves before the last signature, and then all of it."""

from copy import deepcopy
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from kyodo_portal.life.audit import AuditEntry
from kyodo_portal.life.flows import MoveRefused
from kyodo_portal.post.outbox import OutgoingMail
from kyodo_portal.search import SearchDocument
from projects.actions.plan import save_plan
from projects.agreement.terms import standing_of
from projects.flows import PROJECT_FLOW
from projects.models import Amendment, Project
from projects.published.kinds import PROJECTS
from tests.factories import tell_result
from tests.people import KINDS, Cast, make_cast
from tests.projects.amending.acts import NEW_PURPOSE, REASON, answer, move, project_of, proposed
from tests.projects.factories import goal_row, make_amendment, plan_data

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def made(for_the_file: None) -> Cast:
    return make_cast()


@pytest.fixture
def cast(made: Cast) -> Cast:
    return deepcopy(made)


def told(project: Project) -> dict[str, Any]:
    """What everybody is told of the project: its page, its agreement, the search, the open data."""
    client = Client()
    fresh = Project.objects.get(pk=project.pk)
    dataset = PROJECTS.dataset(PROJECTS)
    (row,) = dataset.rows(Project.objects.filter(pk=project.pk))
    page = client.get(fresh.get_absolute_url()).content.decode()
    agreement = client.get(reverse("projects:agreement", args=[fresh.pk])).content.decode()
    found = SearchDocument.objects.get(kind="project", object_id=fresh.pk).text
    return {
        "purpose": NEW_PURPOSE if NEW_PURPOSE in page else fresh.purpose,
        "goal": "20か所" in page or "20か所" in agreement,
        "page": page.count(NEW_PURPOSE),
        "agreement": agreement.count(NEW_PURPOSE),
        "search": "休みたくなる" in found,
        "open data": NEW_PURPOSE in row,
        "total": fresh.budget_total,
        "is talked about": ("変更を協議中です" in page, "変更を協議中です" in agreement),
        "in force": standing_of(fresh).in_force,
    }


def test_nothing_moves_before_the_last_signature_and_then_all_of_it(cast: Cast) -> None:
    project = project_of(cast)
    before = told(project)
    money = {"total": 120_000, "city": 60_000, "cap": None}

    amendment = proposed(project, cast["manager"], money=money)
    between = told(project)
    signed = answer(amendment, cast.browser("staff"))
    after = told(project)

    assert signed.status_code == 302
    assert between == before | {"is talked about": (True, True)}
    assert after == {
        "purpose": NEW_PURPOSE,
        "goal": True,
        "page": 1,
        "agreement": 1,
        "search": True,
        "open data": True,
        "total": 120_000,
        "is talked about": (False, False),
        "in force": True,
    }
    versions = project.agreements.order_by("version")
    assert [(row.version, row.signatures.count()) for row in versions] == [(1, 2), (2, 2)]
    course = AuditEntry.objects.of(project).exclude(action="project.edit")
    assert [entry.name for entry in course] == ["propose_change", "change_agreed"]


def test_page_leads_to_a_change_and_keeps_what_was_signed_before(cast: Cast) -> None:
    """The way there is for whoever may propose; the versions that all had signed are for everybody."""
    project = project_of(cast)
    address = reverse("projects:agreement", args=[project.pk])
    old, way = project.purpose, "変更を提案する"
    led = {kind for kind in KINDS if way in cast.browser(kind).get(address).content.decode()}
    asked = cast.browser("manager").get(reverse("projects:edit", args=[project.pk]))
    assert "「変更する理由」も必ず書いてください" in asked.content.decode()

    amendment = proposed(project, cast["manager"])
    assert way not in cast.browser("manager").get(address).content.decode()
    answer(amendment, cast.browser("staff"))
    page = Client().get(address)
    project.agreements.create(version=3, terms={}, digest="x" * 64)
    later = Client().get(address)

    assert led == {"manager", "staff", "coordinator"}
    assert [row["number"] for row in page.context["earlier"]] == [1]
    earlier = page.content.decode().partition('id="version-1"')[2].partition("</details>")[0]
    assert (old in earlier, NEW_PURPOSE in earlier) == (True, False)
    assert earlier.count("に署名</li>") == 2
    assert [row["number"] for row in later.context["earlier"]] == [
        2,
        1,
    ]  # the third is nobody's yet


def test_parties_read_the_differences_and_the_public_does_not(cast: Cast) -> None:
    project = project_of(cast)
    proposed(project, cast["manager"])
    address = reverse("projects:agreement", args=[project.pk])

    pages = {
        kind: cast.browser(kind).get(address).content.decode()
        for kind in ("anonymous", "citizen", "other_manager", "member", "staff", "coordinator")
    }

    assert {kind: (REASON in page, NEW_PURPOSE in page) for kind, page in pages.items()} == {
        "anonymous": (False, False),
        "citizen": (False, False),
        "other_manager": (False, False),
        "member": (True, True),
        "staff": (True, True),
        "coordinator": (True, True),
    }
    assert "20か所（" in pages["staff"]
    assert "この変更に署名する" in pages["staff"]
    assert "この変更に署名する" not in pages["member"] + pages["coordinator"]


@pytest.mark.parametrize(
    ("who", "name", "note", "status"),
    [
        ("manager", "withdraw", "", "withdrawn"),
        ("staff", "decline", "お金が足りません。", "declined"),
    ],
)
def test_ended_without_all_signatures_it_leaves_what_was_signed(
    cast: Cast, who: str, name: str, note: str, status: str
) -> None:
    project = project_of(cast)
    before = told(project)
    amendment = proposed(project, cast["manager"])
    OutgoingMail.objects.all().delete()

    assert move(amendment, cast.browser(who), name, note).status_code == 302

    amendment.refresh_from_db()
    assert (amendment.status, told(project)) == (status, before)
    other = {"manager": "staff", "staff": "manager"}[who]
    assert list(OutgoingMail.objects.values_list("to", flat=True)) == [cast[other].email]
    assert proposed(project, cast["staff"]).number == 2


def test_parties_read_why_a_change_was_declined_and_the_public_does_not(cast: Cast) -> None:
    project = project_of(cast)
    move(proposed(project, cast["manager"]), cast.browser("staff"), "decline", "お金が足りません。")
    address = reverse("projects:agreement", args=[project.pk])
    kinds = ("anonymous", "citizen", "other_manager", "manager", "staff")

    pages = {kind: cast.browser(kind).get(address).content.decode() for kind in kinds}

    assert {kind for kind in kinds if "お金が足りません。" in pages[kind]} == {"manager", "staff"}


def test_project_called_off_takes_the_amendment_with_it(cast: Cast) -> None:
    project = project_of(cast)
    amendment = proposed(project, cast["manager"])

    PROJECT_FLOW.make("cancel", project, by=cast["coordinator"], note="会場がなくなったため")

    amendment.refresh_from_db()
    assert amendment.status == "closed"


def test_project_does_not_end_while_a_change_is_talked_about(cast: Cast) -> None:
    project = project_of(cast)
    tell_result(project)
    amendment = proposed(project, cast["manager"])

    with pytest.raises(MoveRefused, match="協定の変更案を協議しています"):
        PROJECT_FLOW.make("complete", Project.objects.get(pk=project.pk), by=cast["staff"])

    move(amendment, cast.browser("manager"), "withdraw")
    PROJECT_FLOW.make("complete", Project.objects.get(pk=project.pk), by=cast["staff"])
    assert Project.objects.get(pk=project.pk).status == "completed"


def test_plan_keeps_its_terms_from_the_page_while_they_are_talked_about(cast: Cast) -> None:
    project = project_of(cast)
    proposed(project, cast["manager"])
    client, address = cast.browser("staff"), f"{project.get_absolute_url()}edit/"

    page = client.get(address).content.decode()
    typed = plan_data(project, place="公民館", purpose="書きかえ", budget_total="1")
    saved = client.post(address, typed)

    assert ('name="purpose"' in page, 'name="goals-TOTAL_FORMS"' in page) == (False, False)
    assert saved.status_code == 302
    project.refresh_from_db()
    assert (project.place, project.purpose == "書きかえ", project.budget_total) == (
        *("公民館", False),
        100_000,
    )
    assert Amendment.objects.count() == 1


def test_change_whose_money_does_not_add_up_goes_nowhere(cast: Cast) -> None:
    project = project_of(cast, budget_cap=60_000)
    client, address = cast.browser("staff"), f"{project.get_absolute_url()}edit/"
    costs = [{"category": "苗", "payer": "city", "amount": "70000", "note": ""}]
    said = {"understood": "1", "change_reason": REASON}

    typed = plan_data(project, costs=costs, budget_total="100000", budget_city="70000", **said)
    page = client.post(address, typed).content.decode()

    assert "経費の行の合計は70,000円で、事業費の計画額100,000円と30,000円ちがいます" in page
    assert "決定で定めた上限60,000円を10,000円超えています" in page
    with pytest.raises(MoveRefused, match="30,000円"):
        proposed(
            project,
            cast["staff"],
            costs=[{"category": "苗", "payer": "group", "amount": 70_000, "note": ""}],
            money={"total": 100_000, "city": 0, "cap": 60_000},
        )
    assert Amendment.objects.count() == 0


def test_what_all_have_signed_is_not_written_over(cast: Cast) -> None:
    project = project_of(cast)

    with pytest.raises(MoveRefused, match="書き直すだけでは変えられません"):
        save_plan(
            project=project, by=cast["staff"], write=lambda row: row.goals.update(how_much="1")
        )

    assert project.goals.get().how_much == "10か所"


def test_consent_is_ticked_and_to_what_was_read(cast: Cast) -> None:
    project = project_of(cast)
    amendment = proposed(project, cast["manager"])
    client = cast.browser("staff")

    unticked = answer(amendment, client, **{"answer-agrees": ""})
    other = answer(amendment, client, **{"answer-digest": "0" * 64})

    assert (unticked.status_code, other.status_code) == (422, 409)
    assert "同意の欄に印を付けて" in unticked.content.decode()
    assert amendment.unsigned != []


@pytest.mark.parametrize(
    ("kind", "status"),
    [("anonymous", 403), ("citizen", 404), ("other_manager", 404), ("member", 403)],
)
def test_others_do_not_answer(cast: Cast, kind: str, status: int) -> None:
    amendment = proposed(project_of(cast), cast["manager"])

    assert answer(amendment, cast.browser(kind)).status_code == status
    assert len(amendment.unsigned) == 1


def test_written_text_comes_back_when_the_change_is_asked_about(cast: Cast) -> None:
    project = project_of(cast)
    client, address = cast.browser("manager"), f"{project.get_absolute_url()}edit/"
    goals = [goal_row(project.goals.get(), how_much="99か所")]

    page = client.post(
        address, plan_data(project, goals=goals, change_reason="途中まで書いた理由")
    ).content.decode()

    assert [word for word in ("99か所", "途中まで書いた理由") if word not in page] == []


@pytest.mark.parametrize("number", [1, 3])
@pytest.mark.parametrize(("kind", "queries"), [("anonymous", 3), ("staff", 15)])
def test_page_takes_as_many_queries_for_three_changes_as_for_one(
    cast: Cast, django_assert_num_queries: Any, kind: str, queries: int, number: int
) -> None:
    project = project_of(cast)
    for _ in range(number - 1):
        make_amendment(project, status="withdrawn")
    make_amendment(project)
    client, address = cast.browser(kind), reverse("projects:agreement", args=[project.pk])

    with django_assert_num_queries(queries):
        client.get(address)
