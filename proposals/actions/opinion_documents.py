"""The documents of a round of opinions are added and taken away."""

from collections.abc import Iterable
from functools import partial

from django.db import transaction

from groups.models.people import account_of
from kyodo_portal.files.uploads import CheckedFile
from kyodo_portal.life.people import Person
from kyodo_portal.writing.locks import locked
from proposals.flows import OPINION_ROUND_FLOW
from proposals.models import OpinionDocument, OpinionRound
from proposals.rules.opinion_rounds import can_keep_documents_of_round


@transaction.atomic
def keep_documents_of_round(
    *,
    round_: OpinionRound,
    by: Person,
    removed: Iterable[OpinionDocument] = (),
    file: CheckedFile | None = None,
    title: str = "",
) -> None:
    """Take the `removed` away and keep a new one. Raises `PermissionDenied`."""
    current = locked(OpinionRound, pk=round_.pk)
    can_keep_documents_of_round(by, current).enforce()
    told = []
    for document in removed:
        told.append(f"{document.title}（取り除いた）")
        stored = document.file
        document.delete()
        transaction.on_commit(partial(stored.delete, save=False))
    if file is not None:
        made = OpinionDocument.from_checked(file, by=account_of(by), round=current, title=title)
        told.append(f"{title}（加えた）")
        made.save()
    if told:
        OPINION_ROUND_FLOW.record("documents", current, by=by, note="\n".join(told))
