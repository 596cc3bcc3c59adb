"""A group keeps its documents, year by year, and says who may read them."""

from collections.abc import Iterable
from functools import partial
from typing import Any

from django.db import transaction

from groups.flows import GROUP_FLOW
from groups.models import Group, GroupDocument
from groups.models.people import account_of
from groups.rules.documents import can_keep_documents, can_keep_kind
from kyodo_portal.files.uploads import CheckedFile
from kyodo_portal.life.people import Person
from kyodo_portal.writing.locks import locked


@transaction.atomic
def keep_documents(
    *,
    by: Person,
    group: Group,
    changed: Iterable[GroupDocument] = (),
    removed: Iterable[GroupDocument] = (),
    file: CheckedFile | None = None,
    **facts: Any,
) -> None:
    """Write who may read the `changed` ones and of which 年度 they are, take away the `removed`, and keep a
    new one: `file` with its `facts` (title, kind, fiscal_year, shown_to). Raises `PermissionDenied`."""
    current = locked(Group, pk=group.pk)
    changed, removed = list(changed), list(removed)
    can_keep_documents(by, current).enforce()
    for kind in {*(each.kind for each in (*changed, *removed)), *([facts["kind"]] if file else [])}:
        can_keep_kind(by, current, kind).enforce()
    told = []
    for document in changed:
        document.save(update_fields=["fiscal_year", "shown_to"])
        told.append(f"{document.named}（{document.get_shown_to_display()}）")
    for document in removed:
        told.append(f"{document.named}（取り除いた）")
        stored = document.file
        document.delete()
        transaction.on_commit(partial(stored.delete, save=False))
    if file is not None:
        new = GroupDocument.from_checked(file, by=account_of(by), group=current, **facts)
        told.append(f"{new.named}（加えた、{new.get_shown_to_display()}）")
    if told:
        GROUP_FLOW.record("documents", current, by=by, note="\n".join(told))
    if file is not None:
        new.save()
