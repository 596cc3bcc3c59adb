"""By what a city judges: who may register, how proposals are reviewed, how the work is evaluated."""

from dataclasses import dataclass

from kyodo_portal.cities.rows.base import Told


@dataclass(frozen=True, slots=True, kw_only=True)
class EligibilityRule:
    """One line of the checklist for registering a group. Off rules are not asked."""

    key: str
    label: Told
    explanation: Told
    enabled: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewCriterion:
    """What a review asks of a proposal; `points` is the most it can get, `weight` multiplies."""

    key: str
    label: Told
    question: Told
    points: int = 5
    weight: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class ScreeningRow:
    """What the desk makes sure of before a proposal is reviewed. Staff read it alone.

    help      where to look.
    required  whether the review waits for it.
    kinds     the kinds of call (their codes) of which it is asked; of all where none is named.
    """

    key: str
    label: str
    help: str = ""
    required: bool = True
    kinds: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DepartmentOpinionRules:
    """The opinion of the responsible department on a proposal.

    days         within how many days it is written.
    answer_days  how many days the proposers have to answer it, once.
    two_people   whether somebody else than who wrote it settles it.
    favourable, conditional, difficult  what the city calls its three stances.
    """

    days: int
    answer_days: int
    two_people: bool
    favourable: Told
    conditional: Told
    difficult: Told


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewRules:
    """`full_marks`, where it is given, is what points × weight of all criteria must add up to. `steps` says in
    words what points mean, a line for each (「5 とてもよい」); a new call begins with them."""

    full_marks: int | None = None
    steps: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Phase:
    """A phase of a collaboration that an evaluation looks at, in the order of the file."""

    key: str
    name: Told


@dataclass(frozen=True, slots=True, kw_only=True)
class EvaluationItem:
    """One item of the evaluation sheet, asked of both sides in each side's own words."""

    phase: str
    key: str
    label: Told
    group_question: Told
    city_question: Told


@dataclass(frozen=True, slots=True, kw_only=True)
class Rating:
    """One step of the evaluation scale, the best first. A low step asks for a comment."""

    code: str
    label: Told
    comment_required: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class EvaluationRules:
    """`far_apart`: how many steps of the scale two sides lie apart before the difference is to be
    explained. Where the city says nothing: two, or one on a scale of two steps."""

    far_apart: int | None = None
