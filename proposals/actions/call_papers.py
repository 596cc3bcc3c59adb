"""The blank forms of the papers that a call asks for are kept, put in place of others, and taken away."""

from collections.abc import Collection, Mapping
from functools import partial

from django.db import transaction

from groups.models.people import account_of
from kyodo_portal.files.uploads import CheckedFile
from kyodo_portal.life.people import Person
from kyodo_portal.writing.locks import locked
from proposals.flows import CALL_FLOW
from proposals.models import BlankForm, Call, CallPaper
from proposals.rules.call_papers import can_keep_blanks


@transaction.atomic
def keep_blanks(
    *,
    call: Call,
    by: Person,
    files: Mapping[CallPaper, CheckedFile],
    removed: Collection[CallPaper] = (),
) -> None:
    """Keep the `files` as the blank forms of their papers, and take those of the `removed` away. Raises
    `NotAllowed`."""
    current = locked(Call, pk=call.pk)
    can_keep_blanks(by, current).enforce()
    told = [f"{paper}（取り除いた）" for paper in removed if paper not in files]
    for blank in BlankForm.objects.filter(paper__in=[*files, *removed]):
        stored = blank.file
        blank.delete()
        transaction.on_commit(partial(stored.delete, save=False))
    for paper, file in files.items():
        BlankForm.from_checked(file, by=account_of(by), paper=paper).save()
        told.append(f"{paper}（加えた）")
    if told:
        CALL_FLOW.record("blanks", current, by=by, note="\n".join(told))
