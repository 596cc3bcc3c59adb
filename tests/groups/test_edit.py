"""Keeping a group's record true: what was typed is written, and nothing but that."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client

from groups.actions.groups import change_group
from groups.forms.application import GroupForms
from groups.models import Group, GroupDocument, User
from kyodo_portal.cities import city
from kyodo_portal.files.uploads import check_attachment
from kyodo_portal.life.audit import AuditEntry
from kyodo_portal.search.narrowing import having
from kyodo_portal.search.queries import parse
from tests.factories import make_coordinator, make_group, make_user
from tests.groups.factories import a_pdf, application_data

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager(client: Client) -> User:
    user = make_user("管理者")
    client.force_login(user)
    return user


def edit(client: Client, group: Group, **changes: Any) -> Any:
    address = f"{group.get_absolute_url()}edit/"
    seen = client.get(address).context["seen"].token
    return client.post(address, {"seen": seen, **application_data(**changes)})


def with_document(group: Group) -> GroupDocument:
    document = GroupDocument.from_checked(
        check_attachment(a_pdf()), by=None, group=group, title="規約・会則"
    )
    document.save()
    return document


def test_edit_begins_with_what_is_kept(client: Client, manager: User) -> None:
    group = make_group("花と道の会", status="applied", managers=(manager,))
    group.fields.create(number=7)

    forms = client.get(f"{group.get_absolute_url()}edit/").context["forms"]

    assert forms.about["name"].value() == "花と道の会"
    assert forms.about["field_numbers"].value() == [7]
    assert forms.contact["phone"].value() == "000-0000-0000"
    assert all(bound.value() is True for bound in forms.declaration)


def test_edit_writes_what_was_typed(client: Client, manager: User) -> None:
    group = make_group(status="registered", managers=(manager,))
    for number in (1, 3):
        group.fields.create(number=number)
    before = group.updated_at

    response = edit(client, group, documents__accounts=a_pdf("決算.pdf"))

    assert response["Location"] == group.get_absolute_url()
    group = Group.objects.get(pk=group.pk)
    assert (group.name, group.members_count, group.website) == (
        "川べりを歩く会",
        12,
        "https://kawaberi.example.jp",
    )
    assert having(Group.objects.all(), parse("川べりを歩く会")).get() == group
    assert group.updated_at > before
    assert [field.number for field in group.fields.all()] == [3, 7, 13]
    assert (group.contact.phone, group.contact.phone_shown_to) == ("000-000-0001", "everybody")
    assert [document.original_name for document in group.documents.all()] == ["決算.pdf"]
    entry = AuditEntry.objects.get()
    assert (entry.action, entry.by, entry.status_after) == ("group.edit", manager, "")


def test_edit_leaves_the_life_of_the_group_alone(client: Client, manager: User) -> None:
    group = make_group(status="returned", managers=(manager,))
    kept = ("status", "registered_at", "correction_due_on", "created_by_id", "submission_key")
    before = Group.objects.values(*kept).get(pk=group.pk)

    edit(client, group, status="registered", registered_at="2020-01-01", created_by="1")

    assert Group.objects.values(*kept).get(pk=group.pk) == before


def test_edit_does_not_undo_a_move_made_meanwhile(manager: User) -> None:
    group = make_group(status="applied", managers=(manager,))
    forms = GroupForms(application_data(), {}, group=group, contact=group.contact)
    assert forms.is_valid()
    Group.objects.filter(pk=group.pk).update(status="registered")

    change_group(by=manager, **forms.record)

    assert Group.objects.get(pk=group.pk).status == "registered"
    assert group.eligibility.filter(confirmed=True).count() == len(city().enabled_eligibility)


def test_edit_of_a_group_deleted_meanwhile_changes_nothing(manager: User) -> None:
    group = make_group("花と道の会", status="applied", managers=(manager,))
    forms = GroupForms(application_data(), {}, group=group, contact=group.contact)
    assert forms.is_valid()
    Group.objects.filter(pk=group.pk).update(status="deleted")

    with pytest.raises(PermissionDenied):
        change_group(by=manager, **forms.record)

    assert Group.objects.get(pk=group.pk).name == "花と道の会"


def test_edit_refused_keeps_typed_values_and_the_old_name_in_the_way(
    client: Client, manager: User
) -> None:
    group = make_group("花と道の会", managers=(manager,))

    response = edit(client, group, name="あたらしい名前", members_count="たくさん")

    page = response.content.decode()
    assert 'value="あたらしい名前"' in page
    assert 'value="たくさん"' in page
    assert "「花と道の会」の内容を直す" in page
    assert Group.objects.get(pk=group.pk).name == "花と道の会"


def test_edit_takes_back_a_confirmation_with_its_declaration(client: Client, manager: User) -> None:
    group = make_group(status="returned", managers=(manager,), eligible=True)

    edit(client, group)

    first, *rest = city().enabled_eligibility
    assert {a.key: (a.declared, a.confirmed) for a in group.eligibility.all()} == {
        first.key: (True, True),
        **{rule.key: (False, False) for rule in rest},
    }


def test_edit_after_registration_leaves_the_checklist_alone(client: Client, manager: User) -> None:
    group = make_group(status="registered", managers=(manager,))

    assert client.get(f"{group.get_absolute_url()}edit/").context["forms"].declaration is None
    edit(client, group)

    assert group.eligibility.filter(declared=True, confirmed=True).count() == len(
        city().enabled_eligibility
    )


def test_edit_takes_back_a_document_of_an_application(
    client: Client, manager: User, django_capture_on_commit_callbacks: Any
) -> None:
    group = make_group(status="applied", managers=(manager,))
    document, kept = with_document(group), with_document(group)

    with django_capture_on_commit_callbacks(execute=True):
        edit(client, group, documents__remove=[str(document.pk)])

    assert list(group.documents.all()) == [kept]
    assert not document.file.storage.exists(document.file.name)
    assert kept.file.storage.exists(kept.file.name)


@pytest.mark.parametrize("status", ["registered", "dormant"])
def test_edit_cannot_take_back_a_document_after_registration(
    client: Client, manager: User, status: str
) -> None:
    group = make_group(status=status, managers=(manager,))
    document = with_document(group)

    edit(client, group, documents__remove=[str(document.pk)])

    assert list(group.documents.all()) == [document]


def test_edit_cannot_take_back_a_document_of_another_group(client: Client, manager: User) -> None:
    group = make_group(status="applied", managers=(manager,))
    with_document(group)
    other = with_document(make_group(status="applied"))

    response = edit(client, group, documents__remove=[str(other.pk)])

    assert response.status_code == 200
    assert GroupDocument.objects.filter(pk=other.pk).exists()


def test_edit_refuses_more_documents_than_the_city_takes(client: Client, manager: User) -> None:
    group = make_group(status="applied", managers=(manager,))
    limit = city().limits.files_per_record
    for _ in range(limit):
        with_document(group)

    response = edit(client, group, documents__other=a_pdf())

    assert f"書類は{limit}件までです" in response.content.decode()
    assert group.documents.count() == limit


def test_coordinator_edits_a_group_that_has_no_contact_record(client: Client) -> None:
    group = make_group(status="registered")
    group.contact.delete()
    client.force_login(make_coordinator())

    edit(client, group)

    assert Group.objects.get(pk=group.pk).contact.name == "見本 花子"
