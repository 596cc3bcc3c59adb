"""A place in a group or a department ends with a date and is kept; who has left does nothing there."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from groups import people
from groups.actions.groups import end_membership
from groups.models import Membership, PastPosting, User
from kyodo_portal.life.audit import AuditEntry
from tests.factories import make_department, make_group, make_staff, make_user
from tests.people import make_cast

pytestmark = pytest.mark.django_db


def again(person: User) -> User:
    """The person as of a new request."""
    return User.objects.get(pk=person.pk)


def test_ended_place_is_kept_and_gives_nothing() -> None:
    cast = make_cast()
    manager = cast["manager"]
    cast.group.memberships.create(user=cast["citizen"], role="manager")

    end_membership(membership=manager.memberships.get(), by=cast["superuser"])

    place, left = manager.memberships.get(), again(manager)
    assert (place.role, place.ended_at is not None) == ("manager", True)
    assert (left.role_by_group, left.managed_group_ids) == ({}, frozenset())
    assert left.left_groups == {cast.group.pk: place.ended_at}
    assert list(people.managers([cast.group])) == [cast["citizen"]]
    entry = AuditEntry.objects.of(cast.group).get()
    assert (entry.name, entry.note) == ("members", "外れた：管理者（管理者）。")


def test_last_manager_stays() -> None:
    cast = make_cast()

    with pytest.raises(PermissionDenied, match="ただ一人の管理者"):
        end_membership(membership=cast["manager"].memberships.get(), by=cast["superuser"])


def test_who_comes_back_gets_a_new_place_and_both_are_kept() -> None:
    group, person = make_group(), make_user()
    first = Membership.objects.create(user=person, group=group, role="manager")
    Membership.objects.filter(pk=first.pk).update(ended_at=timezone.now())

    Membership.objects.create(user=person, group=group)

    assert again(person).role_by_group == {group.pk: "member"}
    assert person.memberships.count() == 2
    with pytest.raises(IntegrityError), transaction.atomic():
        Membership.objects.create(user=person, group=group)


def test_place_does_not_end_before_it_began() -> None:
    group, person = make_group(), make_user()
    place = Membership.objects.create(user=person, group=group)

    before = place.joined_at - dt.timedelta(days=1)
    with pytest.raises(IntegrityError), transaction.atomic():
        Membership.objects.filter(pk=place.pk).update(ended_at=before)


def test_every_way_out_of_a_department_is_kept() -> None:
    department, other = make_department(), make_department()
    removed, cleared, replaced, stays, own = (make_staff(department) for _ in range(5))
    other.staff.add(stays)

    department.staff.remove(removed, make_user())
    own.departments.remove(department)
    department.staff.set([cleared, stays])
    cleared.departments.clear()

    kept = set(PastPosting.objects.values_list("user", "department"))
    assert kept == {(user.pk, department.pk) for user in (removed, own, replaced, cleared)}
    assert set(department.staff.all()) == {stays}
    assert again(stays).department_ids == {department.pk, other.pk}
    assert again(removed).department_ids == frozenset()
    assert set(again(removed).left_departments) == {department.pk}


def test_places_are_the_same_read_for_one_and_for_many() -> None:
    cast = make_cast()
    gone = make_staff(cast.department)
    cast.department.staff.remove(gone)
    end_membership(membership=cast["member"].memberships.get(), by=cast["superuser"])

    def told(person: User) -> tuple[object, ...]:
        return (
            person.role_names,
            person.department_ids,
            person.role_by_group,
            person.left_groups,
            person.left_departments,
        )

    together = {person.pk: told(person) for person in User.objects.with_places()}
    assert together == {pk: told(User.objects.get(pk=pk)) for pk in together}


def test_closed_account_has_no_place() -> None:
    person = make_staff(make_department())
    make_group(managers=(person,))
    User.objects.filter(pk=person.pk).update(is_active=False)

    closed = again(person)
    assert (closed.role_by_group, closed.department_ids) == ({}, frozenset())


def test_place_is_ended_on_its_page_by_who_is_no_member() -> None:
    cast = make_cast()
    insider = cast.people["reviewer"]
    insider.groups.set(cast["coordinator"].groups.all())
    cast.group.memberships.create(user=insider)
    place = cast["member"].memberships.get()
    page = f"/admin/groups/membership/{place.pk}/"
    browser = cast.browser("superuser")
    assert "所属を終える" in browser.get(f"{page}change/").content.decode()

    for kind, status in (("manager", 403), ("reviewer", 403), ("coordinator", 302)):
        assert cast.browser(kind).post(f"{page}end/").status_code == status

    place.refresh_from_db()
    assert place.ended_at is not None
    assert "この所属は終わっているため" in browser.get(f"{page}change/").content.decode()
    shown = cast.browser("coordinator").get(cast.group.get_absolute_url()).context["memberships"]
    assert {row.user for row in shown} == {cast["manager"], insider}
    assert cast.browser("coordinator").post(f"{page}end/").status_code == 403


def test_nobody_brings_themselves_into_a_group() -> None:
    cast = make_cast()
    coordinator = cast["coordinator"]
    posted = {"email": coordinator.email, "group": cast.group.pk, "role": "manager"}

    answer = cast.browser("coordinator").post("/admin/groups/membership/add/", posted)

    assert answer.status_code == 403
    assert not coordinator.memberships.exists()


def test_second_place_in_one_group_is_named_and_refused() -> None:
    cast = make_cast()
    posted = {"user": cast["member"].pk, "group": cast.group.pk, "role": "manager"}

    answer = cast.browser("superuser").post("/admin/groups/membership/add/", posted)

    assert "すでにこの団体に属しています" in answer.content.decode()
    assert cast["member"].memberships.count() == 1
