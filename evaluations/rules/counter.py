"""At the counter: who writes for a side that has nobody here to write.

A partner on paper has no account, the managers of a group that is no more may have closed theirs, a
department that has ended may have no staff. Their words come to the desk, and a coordinator enters
them: never the other side, which may not read them yet, nor whoever has entered the other side's.
"""

from evaluations.models import Assessment, AssessmentStatus, Evaluation, EvaluationStatus, Side
from evaluations.rules.sides import has_been_on_side, side_of
from groups import people
from groups.rules.people import coordinates
from kyodo_portal.life.people import Person

#: While these last there is something to enter: a sheet, then the reflection and the consent to it.
STATUSES = (EvaluationStatus.OPEN, EvaluationStatus.REVEALED)


def has_somebody_to_write(evaluation: Evaluation, side: str) -> bool:
    """Whether anybody with an open account speaks for this side."""
    if side == Side.GROUP:
        return people.managers(evaluation.group_ids()).exists()
    return people.staff(evaluation.department_ids()).exists()


def is_the_counters(sheet: Assessment) -> bool:
    """Whether nobody of the side has written in it: what they left half-written stays under the seal,
    and the city goes on without it (`reveal_one_sided`, `close_without_sheets`)."""
    written = bool(sheet.went_well or sheet.to_improve) or sheet.answers.exists()
    return sheet.entered_by_id is not None or not written


def counter_side(person: Person, evaluation: Evaluation) -> Side | None:
    """The side for which this person enters what came to the counter: a coordinator, or whoever
    stands in for them here, who belongs to neither side and has not since it was opened, for one
    that has nobody here; None for everybody else. Where neither side has anybody, each is entered by another coordinator, and the one still to
    be entered comes first."""
    if evaluation.status not in STATUSES or not coordinates(person, evaluation):
        return None
    if any(has_been_on_side(person, evaluation, side) for side in Side):
        return None
    sides = [side for side in Side if not has_somebody_to_write(evaluation, side)]
    sheets = {sheet.side: sheet for sheet in evaluation.assessments.all()} if sides else {}
    if evaluation.status == EvaluationStatus.OPEN:
        theirs = {side for side, sheet in sheets.items() if sheet.entered_by_id == person.pk}
        sides = [side for side in sides if not theirs - {side} and is_the_counters(sheets[side])]
        sides.sort(key=lambda side: sheets[side].entered_by_id not in (None, person.pk))
    else:
        given = (
            set(evaluation.reflection.consents.values_list("side", flat=True)) if sides else set()
        )
        handed_in = AssessmentStatus.SUBMITTED
        sides = [side for side in sides if sheets[side].status == handed_in]
        sides.sort(key=lambda side: side in given)
    return next(iter(sides), None)


def writes_for(person: Person, evaluation: Evaluation) -> Side | None:
    """The side a person writes for: their own, or one whose words came to the counter."""
    return side_of(person, evaluation) or counter_side(person, evaluation)
