"""Writing a sheet of an evaluation."""

from collections.abc import Mapping

from django.db import transaction

from evaluations.flows import ASSESSMENT_FLOW
from evaluations.models import Answer, Assessment
from evaluations.rules.sheets import can_write
from evaluations.rules.sides import belongs_to_side
from groups.models.people import account_of
from kyodo_portal.life.people import Person
from kyodo_portal.writing.locks import locked

SHEET_WRITTEN = "write"


@transaction.atomic
def save_answers(
    *,
    sheet: Assessment,
    by: Person,
    answers: Mapping[int, tuple[int | None, str]],
    went_well: str,
    to_improve: str,
) -> bool:
    """Keep one side's draft: the rating and comment of each item, by the item's id, and the two
    texts; where a coordinator enters what came to the counter, also who did. Returns whether
    anything was new. Raises `PermissionDenied` for whoever may not write it."""
    sheet = locked(Assessment, pk=sheet.pk)
    can_write(by, sheet).enforce()
    steps = len(sheet.evaluation.scale)
    kept = {answer.item_id: answer for answer in sheet.answers.all()}
    changed = [
        Answer(assessment=sheet, item_id=item_id, rating=rating, rating_of=steps, comment=comment)
        for item_id, (rating, comment) in answers.items()
        if (rating, comment)
        != ((kept[item_id].rating, kept[item_id].comment) if item_id in kept else (None, ""))
    ]
    if not changed and (sheet.went_well, sheet.to_improve) == (went_well, to_improve):
        return False
    Answer.objects.bulk_create(
        changed,
        update_conflicts=True,
        unique_fields=["assessment", "item"],
        update_fields=["rating", "comment"],
    )
    sheet.went_well, sheet.to_improve = went_well, to_improve
    if not belongs_to_side(by, sheet.evaluation, sheet.side):
        sheet.entered_by = account_of(by)
    sheet.save(update_fields=["went_well", "to_improve", "entered_by", "updated_at"])
    ASSESSMENT_FLOW.record(SHEET_WRITTEN, sheet, by=by)
    return True
