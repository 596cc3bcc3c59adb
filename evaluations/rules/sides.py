"""For which of the two sides of an evaluation somebody stands: of the parties that it was opened
with (`EvaluationParty`), whoever the project's parties are by now."""

from evaluations.models import Evaluation, Side
from groups.rules.people import belongs_to, manages, works_in
from kyodo_portal.life.people import Person, is_signed_in


def belongs_to_side(person: Person, evaluation: Evaluation, side: str) -> bool:
    """Is a member of a group that takes part, or on the staff of a department that does."""
    if side == Side.GROUP:
        return belongs_to(person, evaluation.group_ids())
    return works_in(person, evaluation.department_ids())


def has_been_on_side(person: Person, evaluation: Evaluation, side: str) -> bool:
    """Belongs to this side, or belonged to it at any time since the opening."""
    if belongs_to_side(person, evaluation, side):
        return True
    if not is_signed_in(person):
        return False
    in_group = side == Side.GROUP
    left = person.left_groups if in_group else person.left_departments
    parties = evaluation.group_ids() if in_group else evaluation.department_ids()
    return any(left[pk] >= evaluation.created_at for pk in parties & left.keys())


def belongs_to_both(person: Person, evaluation: Evaluation) -> bool:
    """Would break the seal: belongs to one of the two sides, and belongs to the other, has belonged to
    it since the opening, or has entered its sheet at the counter."""
    been = [side for side in Side if has_been_on_side(person, evaluation, side)]
    if len(been) != 1 or not evaluation.is_sealed:
        return len(been) > 1
    entered = evaluation.entered_at_the_counter
    return any(side != been[0] and pk == person.pk for side, pk in entered)


def side_of(person: Person, evaluation: Evaluation) -> Side | None:
    """The side a person writes for: managers for the group, the staff for the city; none for who
    belongs to both."""
    if belongs_to_both(person, evaluation):
        return None
    if manages(person, evaluation.group_ids()):
        return Side.GROUP
    return Side.CITY if belongs_to_side(person, evaluation, Side.CITY) else None


def own_side(person: Person, evaluation: Evaluation) -> Side | None:
    """The side whose sheet a person may read while the seal holds: members and managers the
    group's, the staff the city's; none for who belongs to both or to neither."""
    if belongs_to_both(person, evaluation):
        return None
    return next((side for side in Side if belongs_to_side(person, evaluation, side)), None)


def is_on_a_side(person: Person, evaluation: Evaluation) -> bool:
    """Belongs to one of the two sides, whether or not they may speak for it."""
    return any(belongs_to_side(person, evaluation, side) for side in Side)


def acts_for(person: Person, evaluation: Evaluation) -> list[str]:
    """The groups or departments for which this person writes their side's sheet, by the names of the opening;
    none for who enters it at the counter."""
    side = side_of(person, evaluation)
    return [
        party.name
        for party in evaluation.parties.all()
        if party.side == side
        and (manages(person, [party.group_id]) or works_in(person, [party.department_id]))
    ]
