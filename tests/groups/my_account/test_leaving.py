"""Leaving the portal: who may, until when it can be undone, what goes from every table and what stays."""

from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.core.exceptions import PermissionDenied
from django.core.files.storage import default_storage
from django.test import Client

from groups.accounts.leaving import NAME_OF_THE_LEFT, PERSONAL, stored_of
from groups.actions.leaving import ask_to_leave, end_leavings, undo_leaving
from groups.models import Leaving, LeavingSource, Membership, User
from groups.rules.leaving import hindrances
from kyodo_portal.life.audit import AuditEntry
from kyodo_portal.post.outbox import OutgoingMail
from projects.models import ProjectStatus, Signature
from proposals.models import Consultation, Proposal
from tests.factories import (
    make_coordinator,
    make_department,
    make_group,
    make_project,
    make_user,
)
from tests.groups.my_account.person import (
    CANARY,
    consultation_of,
    days_later,
    make_person,
    represents,
)
from tests.races import at_once
from tests.signing_in import sign_in
from tests.stored import found_in_any_table

STAYS = {
    "kyodo_portal_auditentry.target_label": "the record cannot be changed, and the city alone reads it",
    "kyodo_portal_auditentry.note": "who came to a group and left it, by name",
    "kyodo_portal_auditentry.data": "the same as facts",
    "kyodo_portal_outgoingmail.subject": "letters that others were sent are theirs",
    "kyodo_portal_outgoingmail.body": "the same",
}
"""Where a name may be found afterwards."""


def test_every_table_that_points_to_a_person_is_named() -> None:
    pointing = {
        (model._meta.label_lower, field.name)
        for model in apps.get_models(include_auto_created=True)
        if not model._meta.proxy
        for field in model._meta.concrete_fields
        if field.is_relation and field.related_model is User
    }

    assert pointing - PERSONAL.keys() == set()
    assert PERSONAL.keys() - pointing == set()


@pytest.mark.django_db
def test_columns_that_are_told_are_there() -> None:
    user = make_user()
    told = [(rows.model, columns) for _, rows, columns in stored_of(user)]

    assert [
        f"{model.__name__}.{name}"
        for model, columns in told
        for name in columns
        if not is_there(model, name)
    ] == []


def is_there(model: Any, name: str) -> bool:
    """A column of the record, or of a row beside it (`details__needs`)."""
    beside, _, column = name.rpartition("__")
    if beside:
        model = model._meta.get_field(beside).related_model
    return hasattr(model, column) or column in {f.name for f in model._meta.get_fields()}


@pytest.mark.django_db(transaction=True)
def test_nothing_of_a_person_is_left_but_what_stays() -> None:
    person = make_person()
    assert len(found_in_any_table(CANARY)) > 15
    files = {path.name for path in Path(default_storage.path("")).rglob("*") if path.is_file()}
    assert files

    ask_to_leave(user=person, by=person)
    end_leavings(days_later(8))

    assert found_in_any_table(CANARY) - STAYS.keys() == set()
    left = {path.name for path in Path(default_storage.path("")).rglob("*") if path.is_file()}
    assert left == set()
    person.refresh_from_db()
    assert (person.display_name, person.is_active) == (NAME_OF_THE_LEFT, False)
    assert not person.has_usable_password()


@pytest.mark.django_db
def test_what_others_rely_on_stays_under_nobodys_name() -> None:
    person = make_person()
    asked = consultation_of(person)
    group = make_group("ほかの会")
    theirs = Proposal.objects.create(
        call=Proposal.objects.get().call, created_by=person, group=group, title="会の下書き"
    )
    ask_to_leave(user=person, by=person)
    end_leavings(days_later(8))

    assert Consultation.objects.get(pk=asked.pk).created_by.display_name == NAME_OF_THE_LEFT
    assert list(Proposal.objects.all()) == [theirs]
    assert Membership.objects.filter(user=person, ended_at__isnull=False).count() == 1
    assert not Membership.objects.running().filter(user=person).exists()


@pytest.mark.django_db
def test_address_is_free_afterwards(client: Client) -> None:
    person = make_person()
    address = person.email
    ask_to_leave(user=person, by=person)
    end_leavings(days_later(8))

    assert User.objects.create_user(address, display_name="新しい人").pk != person.pk


def represents_a_group(person: User) -> None:
    represents(person)


def speaks_alone(person: User) -> None:
    make_group("一人の会", managers=(person,))


def works_in_a_department(person: User) -> None:
    make_department().staff.add(person)


def signed_what_is_open(person: User) -> None:
    project = make_project("花の道", groups=(make_group("花の会"),), signed=True)
    assert project.status == ProjectStatus.PLANNING
    Signature.objects.update(signed_by=person)


HINDERED = {
    represents_a_group: "代表を引き継いでください",
    speaks_alone: "代表を引き継いでください",
    works_in_a_department: "役割が外れてから",
    signed_what_is_open: "まだ全員の署名がそろっていません",
}


@pytest.mark.django_db
@pytest.mark.parametrize("made", HINDERED)
def test_who_has_something_to_hand_over_is_told_what_and_where(client: Client, made: Any) -> None:
    person = make_user("頼られる人")
    made(person)
    person = User.objects.get(pk=person.pk)
    sign_in(client, person)

    (hindrance,) = hindrances(person)
    page = client.get("/my/account/leave/").content.decode()
    assert HINDERED[made] in hindrance.reason
    assert hindrance.reason in page
    assert f'href="{hindrance.url}"' in page
    assert client.post("/my/account/leave/", {"understood": "on"}).status_code == 403
    assert not Leaving.objects.exists()


@pytest.mark.django_db
def test_leaving_is_asked_for_confirmed_and_undone(client: Client) -> None:
    person = make_user("迷う人")
    sign_in(client, person)

    assert client.post("/my/account/leave/", {}).status_code == 422
    assert not Leaving.objects.exists()
    page = client.post("/my/account/leave/", {"understood": "on"}, follow=True).content.decode()
    assert "退会を取り消す" in page
    assert (
        OutgoingMail.objects.filter(subject__contains="退会の手続きを受け付けました").count() == 1
    )
    client.post("/my/account/leave/", {"understood": "on"})
    assert Leaving.objects.count() == 1

    assert (
        "これまでどおり使えます"
        in client.post("/my/account/leave/undo/", follow=True).content.decode()
    )
    assert end_leavings(days_later(8)) == 0
    assert User.objects.get(pk=person.pk).is_active


@pytest.mark.django_db
@pytest.mark.parametrize(("days", "is_active"), [(6.9, True), (7.1, False)])
def test_it_comes_about_after_seven_days(days: float, is_active: bool) -> None:
    person = make_user("去る人")
    ask_to_leave(user=person, by=person)

    assert (end_leavings(days_later(days)), end_leavings(days_later(days))) == (not is_active, 0)
    assert User.objects.get(pk=person.pk).is_active == is_active


@pytest.mark.django_db
def test_who_was_given_something_meanwhile_stays_and_is_told() -> None:
    person = make_user("頼られた人")
    ask_to_leave(user=person, by=person)
    represents(person)

    assert end_leavings(days_later(8)) == 0
    assert User.objects.get(pk=person.pk).is_active
    assert not Leaving.objects.running().exists()
    letter = OutgoingMail.objects.latest("pk")
    assert "退会の手続きを止めました" in letter.subject
    assert "代表を引き継いでください" in letter.body


@pytest.mark.django_db
def test_staff_receive_it_at_the_counter_and_say_how_they_saw_who_it_is() -> None:
    person, desk = make_user("来た人"), make_coordinator()
    with pytest.raises(PermissionDenied):
        ask_to_leave(user=person, by=make_user(), source=LeavingSource.COUNTER, identity="免許証")
    leaving = ask_to_leave(
        user=person, by=desk, source=LeavingSource.COUNTER, identity="本人確認書類を見た"
    )

    entry = AuditEntry.objects.of(person).get()
    assert (entry.by, entry.note, entry.data) == (desk, "本人確認書類を見た", {"source": "counter"})
    undo_leaving(leaving=leaving, by=desk)
    assert not Leaving.objects.running().exists()


@pytest.mark.django_db
def test_nobody_undoes_for_another() -> None:
    person = make_user("去る人")
    leaving = ask_to_leave(user=person, by=person)
    with pytest.raises(PermissionDenied):
        undo_leaving(leaving=leaving, by=make_user("ほかの人"))


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_undone_in_the_instant_in_which_it_comes_about() -> None:
    """Either it was undone and all is there, or it was done and nothing is."""
    person = make_user("迷う人")
    leaving = ask_to_leave(user=person, by=person)
    later = days_later(8)

    at_once(lambda: undo_leaving(leaving=leaving, by=person), lambda: end_leavings(later))

    leaving.refresh_from_db()
    person.refresh_from_db()
    assert (leaving.undone_at is None) != (leaving.done_at is None)
    assert person.is_active == (leaving.undone_at is not None)
