"""At the counter: who enters what a side has brought that has nobody here, and reads what of it."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from evaluations.flows import ASSESSMENT_FLOW
from evaluations.models import Assessment, Evaluation, Side
from evaluations.rules.sheets import can_view_assessment, can_write
from groups.models import Membership, User
from kyodo_portal.life.flows import MoveRefused
from kyodo_portal.life.standing_in import name_stand_in
from tests.evaluations.factories import fill_in, make_evaluation
from tests.evaluations.test_endings import ended, open_sheet
from tests.factories import make_coordinator
from tests.people import make_cast

pytestmark = pytest.mark.django_db


#: At the counter, for a partner on paper: who may enter the group's sheet.
ENTERS = {"coordinator"}


def enter(sheet: Assessment, *, by: Any) -> None:
    """Fill in a sheet as it is done at the counter."""
    fill_in(sheet)
    sheet.entered_by = by
    sheet.save()


def test_what_a_side_left_half_written_stays_sealed_when_nobody_of_it_is_left() -> None:
    cast = make_cast()
    evaluation = make_evaluation(ended(cast))
    sheet = evaluation.assessments.get(side=Side.GROUP)
    User.objects.filter(pk__in=[cast["manager"].pk, cast["member"].pk]).update(is_active=False)
    address = reverse("evaluations:sheet", args=[evaluation.pk])
    assert cast.browser("coordinator").get(address).status_code == 200

    fill_in(sheet)
    assert cast.browser("coordinator").get(address).status_code == 403
    assert ASSESSMENT_FLOW.open_to(cast["coordinator"], sheet) == []


def test_only_coordinators_enter_what_came_to_the_counter() -> None:
    cast = make_cast()
    evaluation = make_evaluation(ended(cast, on_paper=True))
    enter(evaluation.assessments.get(side=Side.GROUP), by=cast["coordinator"])
    address = reverse("evaluations:sheet", args=[evaluation.pk])

    opened = {
        kind
        for kind in ("member", "manager", "citizen", "committee", "superuser", "coordinator")
        if cast.browser(kind).get(address).status_code == 200
    }
    submits = {
        kind
        for kind in ("staff", "committee", "superuser", "coordinator")
        if ASSESSMENT_FLOW.open_to(cast[kind], evaluation.assessments.get(side=Side.GROUP))
    }

    assert (opened, submits) == (ENTERS, ENTERS)


def test_no_coordinator_enters_for_a_side_that_can_write_itself() -> None:
    cast = make_cast()
    evaluation = make_evaluation(ended(cast))

    for sheet in evaluation.assessments.all():
        fill_in(sheet)
        assert ASSESSMENT_FLOW.open_to(cast["coordinator"], sheet) == []


def test_coordinator_who_has_left_the_group_enters_nothing_for_it() -> None:
    cast = make_cast()
    evaluation = make_evaluation(ended(cast))
    place = cast.group.memberships.create(user=cast["coordinator"], role="member")
    sheet = evaluation.assessments.get(side=Side.GROUP)
    enter(sheet, by=make_coordinator("入力した担当"))
    User.objects.filter(pk__in=[cast["manager"].pk, cast["member"].pk]).update(is_active=False)
    Membership.objects.filter(pk=place.pk).update(ended_at=timezone.now())

    assert ASSESSMENT_FLOW.open_to(cast["coordinator"], sheet) == []
    assert ASSESSMENT_FLOW.open_to(make_coordinator("ほかの担当"), sheet) == ["submit"]


def test_coordinator_who_has_left_the_department_reads_and_enters_nothing_of_the_group() -> None:
    """Who could read the city's sheet while it was written knows it."""
    cast = make_cast()
    cast.department.staff.add(cast.people["coordinator"])
    evaluation = make_evaluation(ended(cast, on_paper=True))
    sheet = evaluation.assessments.get(side=Side.GROUP)
    enter(sheet, by=make_coordinator("入力した担当"))
    cast.department.staff.remove(cast.people["coordinator"])

    assert ASSESSMENT_FLOW.open_to(cast["coordinator"], sheet) == []
    assert not can_view_assessment(cast["coordinator"], sheet)
    assert ASSESSMENT_FLOW.open_to(make_coordinator("ほかの担当"), sheet) == ["submit"]


def test_who_entered_one_side_at_the_counter_neither_enters_nor_reads_the_other() -> None:
    cast, colleague = make_cast(), make_coordinator("もう一人の担当")
    evaluation = make_evaluation(ended(cast, on_paper=True))
    cast.department.staff.clear()
    open_sheet(evaluation, Side.GROUP, cast["coordinator"])

    with pytest.raises(MoveRefused):
        ASSESSMENT_FLOW.make(
            "submit", evaluation.assessments.get(side=Side.CITY), by=cast["coordinator"]
        )
    address = reverse("evaluations:sheet", args=[evaluation.pk])
    assert "声をかけ合えた" not in signed_in(colleague).get(address).content.decode()
    open_sheet(Evaluation.objects.get(), Side.CITY, colleague)

    assert Evaluation.objects.get().status == "revealed"


def test_who_entered_one_side_and_joins_the_other_reads_neither_before_the_reveal() -> None:
    cast, colleague = make_cast(), make_coordinator("もう一人の担当")
    evaluation = make_evaluation(ended(cast, on_paper=True))
    enter(evaluation.assessments.get(side=Side.GROUP), by=colleague)
    fill_in(evaluation.assessments.get(side=Side.CITY))
    address = reverse("evaluations:sheet", args=[evaluation.pk])
    assert signed_in(colleague).get(address).status_code == 200

    cast.department.staff.add(colleague)

    person = User.objects.get(pk=colleague.pk)
    sheets = list(Assessment.objects.select_related("evaluation"))
    assert [sheet for sheet in sheets if can_view_assessment(person, sheet)] == []
    assert [sheet for sheet in sheets if can_write(person, sheet)] == []
    assert list(Assessment.objects.visible_to(person)) == []
    assert signed_in(colleague).get(address).status_code == 403
    assert signed_in(cast["staff"]).get(address).status_code == 200
    Evaluation.objects.update(status="revealed", revealed_at=timezone.now())
    Assessment.objects.update(
        status="submitted", submitted_at=timezone.now(), submitted_by=cast["staff"]
    )
    assert Assessment.objects.visible_to(User.objects.get(pk=colleague.pk)).count() == 2


def test_stand_in_enters_what_came_to_the_counter() -> None:
    """Of a partner that is no more, and of which the only coordinator was a member."""
    cast = make_cast()
    evaluation = make_evaluation(ended(cast))
    cast.group.memberships.create(user=cast["coordinator"])
    name_stand_in(
        record=evaluation, person=cast["other_staff"], reason="会員のため", by=cast["superuser"]
    )
    User.objects.filter(pk__in=[cast["manager"].pk, cast["member"].pk]).update(is_active=False)
    address = reverse("evaluations:sheet", args=[evaluation.pk])

    cast.browser("other_staff").post(address, {"went_well": "たのしかった"})

    sheet = Assessment.objects.get(side=Side.GROUP)
    assert (sheet.went_well, sheet.entered_by) == ("たのしかった", cast["other_staff"])


def signed_in(person: User) -> Client:
    client = Client()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client


def test_counter_is_written_on_the_pages_of_the_desk() -> None:
    cast = make_cast()
    evaluation = make_evaluation(ended(cast, on_paper=True))
    client = cast.browser("coordinator")
    page = client.get(evaluation.get_absolute_url()).content.decode()
    address = reverse("evaluations:sheet", args=[evaluation.pk])
    client.post(address, {"went_well": "たのしかった"})
    admin = client.get(f"/admin/evaluations/evaluation/{evaluation.pk}/change/").content.decode()

    assert "窓口で受け取った評価シートを入力する" in page
    assert Assessment.objects.get(side=Side.GROUP).entered_by == cast["coordinator"]
    assert "窓口で受け付けて入力した人（団体）" in admin
    assert client.get(f"{address}?check=1").status_code == 200
