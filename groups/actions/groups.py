"""Writing about groups across their records: applying for registration, and keeping it true."""

from collections.abc import Iterable, Mapping
from functools import partial
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from groups import people
from groups.accounts import granting
from groups.alike import what_is_alike
from groups.belonging import members_watched
from groups.checklist import checklist_of
from groups.flows import GROUP_FLOW
from groups.models import (
    ContactDetails,
    DocumentKind,
    Group,
    GroupDocument,
    GroupField,
    GroupStatus,
    Membership,
    MembershipRole,
    User,
)
from groups.models.groups import BEFORE_REGISTRATION
from groups.models.people import account_of
from groups.rules.groups import can_apply, can_edit, can_enter
from groups.rules.managers import can_end_membership
from kyodo_portal.files.uploads import CheckedFile
from kyodo_portal.life.acts import MoveRefused
from kyodo_portal.life.people import Person
from kyodo_portal.post import letters
from kyodo_portal.writing.locks import hold, locked
from kyodo_portal.writing.once import create_once

#: The columns a group keeps itself; everything else follows from its life.
OWN_COLUMNS = (
    *("name", "name_kana", "kind", "founded_on", "members_count", "members_in_city_count"),
    *("area", "district", "purpose", "activities", "message", "website"),
    "is_network",
    *("summary_easy", "summary_en"),
)


def apply_group(
    *,
    by: Person,
    key: UUID,
    group: Group,
    numbers: Iterable[int],
    contact: ContactDetails,
    declared: Iterable[str] | None,
    documents: Iterable[tuple[DocumentKind, CheckedFile]] = (),
) -> tuple[Group, bool]:
    """Apply for registration (practice §6); the person who applies becomes the group's
    representative.

    `group` and `contact` are unsaved records; `declared` the keys of the checklist the group says
    yes to; `documents` pairs of kind and file. `key` tells one submission from its repetition by
    the same person: returns the application and whether it is new. The coordinators get a letter.
    """
    can_apply(by).enforce()
    account = account_of(by)

    def create(own_key: UUID) -> Group:
        hold(User, account.pk)  # two windows of one person make one application
        _refuse_second(account, group.name, own_key)
        _write_new(group, own_key, numbers, contact, declared or (), by=account)
        Membership.objects.create(user=account, group=group, role=MembershipRole.REPRESENTATIVE)
        entry = GROUP_FLOW.record("apply", group, by=by, after=GroupStatus.APPLIED)
        for coordinator in people.coordinators():
            letters.queue_letter(
                coordinator,
                about=group,
                told="団体登録の申請がありました",
                next_step="管理画面で内容と要件を確認してください。",
                key=f"group.apply:{entry.pk}",
            )
        _keep_documents(group, documents, by=account)
        return group

    return create_once(Group, key, create, by=account)


def enter_group(
    *,
    by: Person,
    key: UUID,
    group: Group,
    numbers: Iterable[int],
    contact: ContactDetails,
    declared: Iterable[str] | None,
    documents: Iterable[tuple[DocumentKind, CheckedFile]] = (),
    received: Mapping[str, str],
) -> tuple[Group, bool]:
    """Enter an application that came on paper, as `apply_group` takes it; `received` says on which way and
    on which day it came. Nobody has an account for the group yet: who is to speak for it is invited later.
    """
    can_enter(by).enforce()
    account = account_of(by)

    def create(own_key: UUID) -> Group:
        _write_new(group, own_key, numbers, contact, declared or (), by=account)
        GROUP_FLOW.record("enter", group, by=by, after=GroupStatus.APPLIED, data=dict(received))
        _keep_documents(group, documents, by=account)
        return group

    return create_once(Group, key, create, by=account)


@transaction.atomic
def change_group(
    *,
    by: Person,
    group: Group,
    numbers: Iterable[int],
    contact: ContactDetails,
    declared: Iterable[str] | None = None,
    documents: Iterable[tuple[DocumentKind, CheckedFile]] = (),
    removed: Iterable[int] = (),
) -> Group:
    """Keep a group's record true. Its status, and what belongs to it, stay as they are.

    `declared` and `removed` count until the group is registered; afterwards the checklist and the
    documents stand as the coordinator saw them. Raises `PermissionDenied` when the group has been
    deleted meanwhile or was never this person's to change.
    """
    current = locked(Group, pk=group.pk)
    can_edit(by, current).enforce()
    group.save(update_fields=[*OWN_COLUMNS, "updated_at"])
    contact.group = group
    contact.save()
    _write_fields(group, numbers)
    if current.status in BEFORE_REGISTRATION:
        if declared is not None:
            _write_declared(group, declared)
        _take_back(group, removed)
    _keep_documents(group, documents, by=account_of(by))
    GROUP_FLOW.record("edit", group, by=by)
    return group


@transaction.atomic
def end_membership(*, membership: Membership, by: Person) -> None:
    """Somebody leaves a group: from now on they do nothing for it, and what they were in it stays.
    Raises `PermissionDenied`."""
    hold(Group, membership.group_id)  # two managers who leave at once leave it to nobody
    current = Membership.objects.select_related("user", "group").get(pk=membership.pk)
    can_end_membership(by, current).enforce()
    held = granting.before([current.user])
    with members_watched(current.group, by=by):
        current.ended_at = timezone.now()
        current.save(update_fields=["ended_at"])
    granting.tell_changes(held, by=by)


def _refuse_second(account: User, name: str, key: UUID) -> None:
    """Nobody applies twice under one name while the first application is open."""
    if what_is_alike(name, by=account, but_key=key).own:
        raise MoveRefused(
            gettext(
                "同じ名前の申請を、すでに受け付けています。内容を直したいときは、マイページから"
                "その団体のページを開いて直してください。"
            )
        )


def _write_new(
    group: Group,
    key: UUID,
    numbers: Iterable[int],
    contact: ContactDetails,
    declared: Iterable[str],
    *,
    by: User,
) -> None:
    group.submission_key = key
    group.created_by = by
    group.save()
    contact.group = group
    contact.save()
    _write_fields(group, numbers)
    _write_declared(group, declared)


def _write_fields(group: Group, numbers: Iterable[int]) -> None:
    wanted = set(numbers)
    group.fields.exclude(number__in=wanted).delete()
    kept = set(group.fields.values_list("number", flat=True))
    GroupField.objects.bulk_create(
        GroupField(group=group, number=number) for number in sorted(wanted - kept)
    )


def _write_declared(group: Group, declared: Iterable[str]) -> None:
    """One answer per line of the checklist, whose words are kept with the first of them; a line the group
    takes back is no longer confirmed either."""
    declared = set(declared)
    for answer in checklist_of(group):
        answer.declared = answer.key in declared
        answer.confirmed = answer.confirmed and answer.declared
        answer.save()


def _keep_documents(
    group: Group, documents: Iterable[tuple[DocumentKind, CheckedFile]], *, by: User
) -> None:
    """Last of all writes: a file on the disk does not go away with the transaction. The same file under
    the same name is there already."""
    for kind, checked in documents:
        title = str(kind.label)
        if group.documents.filter(title=title, sha256=checked.sha256).exists():
            continue
        GroupDocument.from_checked(checked, by=by, group=group, kind=kind, title=title).save()


def _take_back(group: Group, ids: Iterable[int]) -> None:
    for document in group.documents.filter(pk__in=list(ids)):
        stored = document.file
        document.delete()
        transaction.on_commit(partial(stored.delete, save=False))
