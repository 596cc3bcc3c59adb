"""What a group looks like is shown, changed and taken away."""

from collections.abc import Collection, Mapping
from functools import partial

from django.db import transaction

from groups.flows import GROUP_FLOW
from groups.models import Group, GroupPicture
from groups.models.people import account_of
from groups.rules.groups import can_edit
from kyodo_portal.files.uploads import CheckedFile
from kyodo_portal.life.people import Person
from kyodo_portal.writing.locks import locked


@transaction.atomic
def keep_pictures(
    *,
    by: Person,
    group: Group,
    words: Mapping[str, str],
    added: Mapping[str, CheckedFile],
    removed: Collection[str] = (),
) -> None:
    """Show these new pictures, take away those `removed`, and keep the words of the others. All by the
    role of the picture. A picture that goes is gone from the disk too. Raises `PermissionDenied`."""
    current = locked(Group, pk=group.pk)
    can_edit(by, current).enforce()
    for role in {*added, *removed}:
        _take_away(current, role)
    for role, alt in words.items():
        current.pictures.filter(role=role).update(alt=alt)
    GROUP_FLOW.record("pictures", current, by=by)
    for role, file in added.items():
        GroupPicture.from_checked(
            file,
            by=account_of(by),
            group=current,
            role=role,
            alt=words[role],
            width=file.width,
            height=file.height,
        ).save()


def _take_away(group: Group, role: str) -> None:
    for picture in group.pictures.filter(role=role):
        stored = picture.file
        picture.delete()
        transaction.on_commit(partial(stored.delete, save=False))
