"""A group tells of its days, and takes down what it told."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext

from groups.flows import GROUP_FLOW
from groups.models import Group, JournalEntry, JournalPhoto
from groups.models.people import account_of
from groups.rules.groups import may_manage
from kyodo_portal.files.uploads import CheckedFile
from kyodo_portal.life.people import Person
from kyodo_portal.words.languages import in_japanese
from kyodo_portal.writing.locks import locked
from kyodo_portal.writing.once import create_once


def write_entry(
    *,
    by: Person,
    key: UUID,
    group: Group,
    entry: JournalEntry,
    photo: CheckedFile | None = None,
    alt: str = "",
) -> tuple[JournalEntry, bool]:
    """Tell of a day in the name of the group. `entry` is unsaved; `photo` never comes without `alt`, the
    words for it. Returns the entry and whether it is new. Raises `PermissionDenied`."""
    may_manage(by, group).enforce()
    account = account_of(by)

    def create(own_key: UUID) -> JournalEntry:
        entry.submission_key = own_key
        entry.group, entry.written_by = group, account
        entry.save()
        GROUP_FLOW.record("journal", group, by=by)
        if photo is not None:
            JournalPhoto.from_checked(
                photo, by=account, entry=entry, alt=alt, width=photo.width, height=photo.height
            ).save()
        return entry

    return create_once(JournalEntry, key, create, by=account)


@transaction.atomic
def take_down_entry(*, by: Person, entry: JournalEntry) -> None:
    """Show an entry no more; its words stay in the record. Raises `PermissionDenied`."""
    current = locked(JournalEntry, pk=entry.pk)
    may_manage(by, current.group).enforce()
    if not current.is_hidden:
        with in_japanese():
            current.hide(gettext("団体が取り下げました。"), by_city=False)
        GROUP_FLOW.record("journal", current.group, by=by)
