"""What becomes of rows, parties and signatures when everybody has signed, and who signs for whom."""

from copy import deepcopy

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

from groups.models import Group, Membership
from kyodo_portal.life.flows import MoveRefused
from projects.actions.amendments import sign_amendment
from projects.agreement.terms import standing_of
from projects.amending.flow import AMENDMENT_FLOW
from projects.models import Amendment, Partner, Project
from tests.factories import make_group, make_user, sign_all
from tests.people import Cast, make_cast
from tests.projects.amending.acts import NEW_PURPOSE, answer, project_of, proposed
from tests.projects.factories import changed_terms
from tests.races import at_once

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def made(for_the_file: None) -> Cast:
    return make_cast()


@pytest.fixture
def cast(made: Cast) -> Cast:
    return deepcopy(made)


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


@pytest.mark.race
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


@pytest.mark.race(1_000)
@pytest.mark.django_db(transaction=True)
def test_last_signature_against_taking_it_back_leaves_one_of_the_two() -> None:
    cast = make_cast()
    project = project_of(cast)
    before = project.purpose
    amendment = proposed(project, cast["manager"])

    outcomes = at_once(
        lambda: sign_amendment(amendment=amendment, by=cast["staff"], digest=amendment.digest),
        lambda: AMENDMENT_FLOW.make(
            "withdraw", Amendment.objects.get(pk=amendment.pk), by=cast["manager"], note="見直す"
        ),
    )

    refused = [isinstance(outcome, MoveRefused | PermissionDenied) for outcome in outcomes]
    status = Amendment.objects.get(pk=amendment.pk).status
    stands = (project.agreements.count(), Project.objects.get(pk=project.pk).purpose)
    assert (refused, status, stands) in (
        ([False, True], "agreed", (2, NEW_PURPOSE)),
        ([True, False], "withdrawn", (1, before)),
    )


@pytest.mark.race
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
