"""A change of what was signed: nothing moves before the last signature, and then all of it."""

from copy import deepcopy
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from groups.models import Group, Membership
from kyodo_portal.life.audit import AuditEntry
from kyodo_portal.life.flows import MoveRefused
from kyodo_portal.post.outbox import OutgoingMail
from kyodo_portal.search import SearchDocument
from projects.actions.amendments import propose_change, sign_amendment
from projects.actions.plan import save_plan
from projects.agreement.terms import standing_of
from projects.flows import PROJECT_FLOW
from projects.models import Amendment, Partner, Project
from projects.published.kinds import PROJECTS
from tests.factories import make_group, make_project, make_user, sign_all, tell_result
from tests.people import Cast, make_cast
from tests.projects.factories import changed_terms, goal_row, make_amendment, plan_data
from tests.races import at_once

pytestmark = pytest.mark.django_db

REASON = "花だんを増やせると分かったため。"
NEW_PURPOSE = "だれもが休みたくなる道にする。"


@pytest.fixture(scope="module")
def made(for_the_file: None) -> Cast:
    return make_cast()


@pytest.fixture
def cast(made: Cast) -> Cast:
    return deepcopy(made)


def project_of(cast: Cast, **fields: Any) -> Project:
    more = {"status": "active", "budget_total": 100_000, "budget_city": 60_000, **fields}
    return make_project(groups=(cast.group,), departments=(cast.department,), **more)


def proposed(project: Project, by: Any, **parts: Any) -> Amendment:
    terms = changed_terms(project, **{"purpose": NEW_PURPOSE, **parts})
    return propose_change(project=project, by=by, terms=terms, reason=REASON)


def answer(amendment: Amendment, client: Client, **changes: Any) -> Any:
    data = {"answer-digest": amendment.digest, "answer-agrees": "on", **changes}
    number = [amendment.project_id, amendment.number]
    return client.post(reverse("projects:amendment_sign", args=number), data)


def move(amendment: Amendment, client: Client, name: str, note: str = "") -> Any:
    number = [amendment.project_id, amendment.number]
    data = {"move": name, "seen": amendment.status, "note": note}
    return client.post(reverse("projects:amendment_move", args=number), data)


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


def test_renamed_group_and_department_have_changed_nothing(cast: Cast) -> None:
    project = project_of(cast)
    amendment = proposed(project, cast["manager"])
    Group.objects.filter(pk=cast.group.pk).update(name="花と緑の会")
    type(cast.department).objects.filter(pk=cast.department.pk).update(name="みどり課")

    assert standing_of(Project.objects.get(pk=project.pk)).in_force
    assert answer(amendment, cast.browser("staff")).status_code == 302
    assert standing_of(Project.objects.get(pk=project.pk)).in_force


def test_goal_that_goes_on_keeps_what_came_of_it(cast: Cast) -> None:
    project = project_of(cast)
    project.goals.update(result="5か所できた", achievement="partly")
    row = project.goals.get().pk
    more = {"row": None, "what": "参加者", "how_much": "30人", "by_when": "2027-03-01"}
    terms = changed_terms(project)

    amendment = proposed(project, cast["manager"], goals=[more, *terms["goals"]])
    answer(amendment, cast.browser("staff"))

    goals = project.goals.values_list("pk", "what", "how_much", "result")
    assert list(goals)[1] == (row, "花だんの数", "20か所", "5か所できた")
    assert [what for _, what, *_ in goals] == ["参加者", "花だんの数"]


def test_party_that_leaves_signs_and_its_earlier_signature_stays(cast: Cast) -> None:
    project = project_of(cast, status="planning")
    manager = make_user()
    leaving = make_group("やめる会", managers=(manager,))
    Partner.objects.create(project=project, group=leaving, order=2)
    sign_it = Project.objects.get(pk=project.pk)
    make_it = standing_of(sign_it)
    assert [party.label for party in make_it.unsigned][1] == "やめる会"
    Project.objects.filter(pk=project.pk).update(status="active")
    sign_all(sign_it)
    parties = changed_terms(project)["parties"]
    parties = {**parties, "groups": parties["groups"][:1]}

    amendment = proposed(project, cast["staff"], parties=parties)
    asked = [party.name for party in amendment.asked.all()]
    answer(amendment, cast.browser("manager"))
    still_there = project.partners.count()
    leaver = Client()
    leaver.force_login(manager, backend="django.contrib.auth.backends.ModelBackend")
    answer(amendment, leaver)

    assert (asked, still_there) == (["花と道の会", "やめる会", "道路公園課"], 2)
    assert project.partners.get().group == cast.group
    signed = [
        sorted(row.party_label for row in version.signatures.all())
        for version in project.agreements.order_by("version")
    ]
    assert signed == [["やめる会", "花と道の会", "道路公園課"]] * 2


def test_paper_partner_signs_on_paper(cast: Cast) -> None:
    project = project_of(cast, status="planning")
    Partner.objects.create(project=project, name="登録のない会", order=2)
    Project.objects.filter(pk=project.pk).update(status="active")
    sign_all(Project.objects.get(pk=project.pk))
    amendment = proposed(project, cast["manager"])
    answer(amendment, cast.browser("staff"))
    party = amendment.asked.get(group=None, department=None)
    address = reverse("projects:amendment_sign", args=[project.pk, amendment.number])
    paper = {
        "paper_answer-digest": amendment.digest,
        "paper_answer-paper_for": party.pk,
        "paper_answer-signer_name": "見本 花子",
    }

    answers = {
        kind: cast.browser(kind).post(address, paper).status_code
        for kind in ("citizen", "manager", "coordinator", "staff")
    }

    assert answers == {"citizen": 404, "manager": 403, "coordinator": 403, "staff": 302}
    newest = project.agreements.order_by("version").last()
    signature = newest.signatures.get(partner__group=None, department=None)
    assert (newest.version, signature.on_paper, signature.signer_name) == (2, True, "見本 花子")


def test_one_person_of_both_sides_proposes_and_signs_for_neither(cast: Cast) -> None:
    project = project_of(cast)
    Membership.objects.create(user=cast["staff"], group=cast.group, role="manager")

    amendment = proposed(project, cast["staff"])

    assert [party.signed_at for party in amendment.asked.all()] == [None, None]
    assert answer(amendment, cast.browser("staff")).status_code == 409
    assert [party.signed_at for party in amendment.asked.all()] == [None, None]


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
@pytest.mark.parametrize(("kind", "queries"), [("anonymous", 3), ("staff", 13)])
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


@pytest.mark.django_db(transaction=True)
def test_last_two_signatures_at_once_make_one_version() -> None:
    cast = make_cast()
    project = project_of(cast)
    amendment = proposed(project, cast["coordinator"])

    outcomes = at_once(
        *(
            lambda person=person: sign_amendment(
                amendment=Amendment.objects.get(pk=amendment.pk),
                by=person,
                digest=amendment.digest,
            )
            for person in (cast["manager"], cast["staff"])
        )
    )

    assert [type(outcome) for outcome in outcomes] == [Amendment, Amendment]
    assert project.agreements.count() == 2
    assert Project.objects.get(pk=project.pk).purpose == NEW_PURPOSE


@pytest.mark.django_db(transaction=True)
def test_two_changes_proposed_at_once_are_one() -> None:
    cast = make_cast()
    project = project_of(cast)

    outcomes = at_once(
        *(
            lambda person=person: proposed(Project.objects.get(pk=project.pk), person)
            for person in (cast["manager"], cast["staff"])
        )
    )

    assert sorted(isinstance(outcome, Amendment) for outcome in outcomes) == [False, True]
    assert Amendment.objects.count() == 1
