"""Who signs: where a party has named somebody, they alone; for the city nobody of the group it agrees with."""

import datetime as dt
from copy import deepcopy
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from groups.models import Membership, Signer, User
from projects.agreement.terms import standing_of
from projects.models import Agreement, Partner, Project, Signature
from tests.factories import make_staff, today
from tests.groups.signing import make_signer
from tests.people import KINDS, Cast, make_cast
from tests.projects.amending.acts import answer, move, project_of, proposed
from tests.staff.test_base import signed_in

pytestmark = pytest.mark.django_db

DAY = dt.timedelta(days=1)


@pytest.fixture(scope="module")
def made(for_the_file: None) -> Cast:
    return make_cast()


@pytest.fixture
def cast(made: Cast) -> Cast:
    return deepcopy(made)


def name_signer(user: User, *, days: tuple[int, int | None] = (0, None), **party: Any) -> Signer:
    first, last = days
    until = None if last is None else today() + last * DAY
    return make_signer(user, from_day=today() + first * DAY, until_day=until, **party)


def sign(person: Any, project: Project, **more: Any) -> Any:
    digest = standing_of(Project.objects.get(pk=project.pk)).digest
    address = reverse("projects:sign", args=[project.pk])
    return signed_in(person).post(address, {"digest": digest, "agrees": "on", **more})


@pytest.mark.parametrize(
    ("days", "others", "status"),
    [
        ((0, None), False, 302),
        ((0, None), True, 403),
        ((0, 0), True, 403),
        ((-9, -1), True, 302),
        ((1, None), True, 302),
    ],
)
def test_party_that_has_named_somebody_is_signed_for_by_them_alone(
    cast: Cast, days: tuple[int, int | None], others: bool, status: int
) -> None:
    project = project_of(cast, status="planning")
    officer = make_staff(cast.department)
    name_signer(officer if others else cast["staff"], days=days, department=cast.department)

    response = sign(cast["staff"], project)

    assert (response.status_code, Signature.objects.count()) == (status, int(status == 302))


def test_list_of_one_party_is_none_of_another(cast: Cast) -> None:
    project = project_of(cast, status="planning")
    name_signer(make_staff(cast.department), department=cast.department)

    codes = {kind: sign(cast[kind], project).status_code for kind in ("manager", "staff")}

    assert codes == {"manager": 302, "staff": 403}


def test_page_says_that_somebody_else_signs(cast: Cast) -> None:
    project = project_of(cast, status="planning")
    name_signer(make_staff(cast.department), department=cast.department)
    address = reverse("projects:agreement", args=[project.pk])

    told = {
        kind
        for kind in KINDS
        if "ほかの方が署名します" in cast.browser(kind).get(address).content.decode()
    }
    asked = {
        kind
        for kind in KINDS
        if "この内容に署名する" in cast.browser(kind).get(address).content.decode()
    }

    assert (told, asked) == ({"staff"}, {"manager"})


def test_changed_officer_asks_nobody_again(cast: Cast) -> None:
    project = project_of(cast)
    row = name_signer(cast["staff"], days=(-9, None), department=cast.department)
    before = standing_of(Project.objects.get(pk=project.pk))
    Signer.objects.filter(pk=row.pk).update(until_day=today() - DAY)
    name_signer(make_staff(cast.department), department=cast.department)
    after = standing_of(Project.objects.get(pk=project.pk))

    assert (before.in_force, after.in_force, before.digest) == (True, True, after.digest)


@pytest.mark.parametrize(("left", "status"), [(False, 403), (True, 403)])
def test_officer_of_the_partner_group_does_not_sign_for_the_city(
    cast: Cast, left: bool, status: int
) -> None:
    """Nor does who left it after the first signature."""
    project = project_of(cast, status="planning")
    sign(cast["manager"], project)
    Membership.objects.create(
        group=cast.group,
        user=cast["staff"],
        role="member",
        ended_at=timezone.now() + DAY if left else None,
    )

    response = sign(User.objects.get(pk=cast["staff"].pk), project)

    assert response.status_code == status
    assert "相手の団体に属している" in response.content.decode()
    assert Signature.objects.count() == 1


def test_paper_is_recorded_by_staff_who_sign_nothing(cast: Cast) -> None:
    project = project_of(cast, status="planning")
    name_signer(make_staff(cast.department), department=cast.department)
    partner = Partner.objects.create(project=project, name="登録のない会", order=5)
    digest = standing_of(Project.objects.get(pk=project.pk)).digest

    response = cast.browser("staff").post(
        reverse("projects:sign", args=[project.pk]),
        {"paper-digest": digest, "paper-paper_for": partner.pk, "paper-signer_name": "会の代表"},
    )

    assert response.status_code == 302
    assert Agreement.objects.get().signatures.get().on_paper


def test_amendment_waits_for_the_one_who_signs_and_others_may_still_decline(cast: Cast) -> None:
    project = project_of(cast)
    officer = make_staff(cast.department)
    name_signer(officer, department=cast.department)
    amendment = proposed(project, cast["manager"])

    refused = answer(amendment, cast.browser("staff"))
    unsigned = [party.name for party in amendment.unsigned]
    signed = answer(amendment, signed_in(officer))

    assert (refused.status_code, signed.status_code) == (403, 302)
    assert unsigned == [cast.department.name]
    second = proposed(Project.objects.get(pk=project.pk), cast["manager"], purpose="別の目的。")
    move(second, cast.browser("staff"), "decline", note="急がないため。")
    second.refresh_from_db()
    assert second.status == "declined"


def test_who_proposes_and_does_not_sign_has_not_signed(cast: Cast) -> None:
    project = project_of(cast)
    name_signer(make_staff(cast.department), department=cast.department)

    amendment = proposed(project, cast["staff"])

    rows = [(row.side, row.proposes, row.signed_at) for row in amendment.asked.all()]
    assert rows == [("group", False, None), ("city", True, None)]


def test_coordinator_names_a_signer_by_address_and_nobody_who_does_not_speak(cast: Cast) -> None:
    address = reverse("admin:groups_signer_add")
    data = {"department": cast.department.pk, "position": "課長", "from_day": "令和8年4月1日"}
    client = cast.browser("coordinator")

    answers = [
        client.post(address, {**data, "email": who}).status_code
        for who in (cast["citizen"].email, "nobody@example.jp", cast["staff"].email)
    ]

    assert answers == [200, 200, 302]
    (row,) = Signer.objects.all()
    assert (row.user, row.from_day, row.named_by) == (
        cast["staff"],
        dt.date(2026, 4, 1),
        cast["coordinator"],
    )


@pytest.mark.parametrize("both", [True, False])
def test_signer_is_for_one_party(cast: Cast, both: bool) -> None:
    party = {"department": cast.department.pk, "group": cast.group.pk} if both else {}
    data = {"position": "課長", "from_day": "2026-04-01", "email": cast["staff"].email, **party}
    answer_ = cast.browser("coordinator").post(reverse("admin:groups_signer_add"), data)
    assert (answer_.status_code, Signer.objects.count()) == (200, 0)
    assert "どちらか一つを選んでください" in answer_.content.decode()


@pytest.mark.parametrize("number", [1, 3])
def test_who_signs_costs_one_query_however_many_are_named(
    cast: Cast, django_assert_num_queries: Any, number: int
) -> None:
    project = project_of(cast, status="planning")
    for _ in range(number):
        name_signer(make_staff(cast.department), department=cast.department)
    client = cast.browser("staff")
    with django_assert_num_queries(9):
        client.get(reverse("projects:agreement", args=[project.pk]))
