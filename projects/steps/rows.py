"""What stands in the table of steps: a step, by when it is due, and the road of a form."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

from django.db import models
from django.utils.translation import gettext_lazy as _

from kyodo_portal.cities.rows import FormDays
from kyodo_portal.words.languages import Words


class Turn(models.TextChoices):
    """Whose turn a step is."""

    GROUP = "group", _("団体")
    CITY = "city", _("市")
    BOTH = "both", _("団体と市")


class Skips(Enum):
    """Who may say, with a reason, that a project does not need a step."""

    NOBODY = "—"
    CITY = "市"
    BOTH = "団体と市"


class Anchor(Enum):
    """A day of the project from which days are counted."""

    STARTS = "始まる日"
    ENDS = "終わる日"
    YEAR_STARTS = "4月1日"
    YEAR_ENDS = "3月31日"


@dataclass(frozen=True, slots=True)
class Due:
    """By when: so many days after (or before) a day of the project, or after another step was done.

    since   a day of the project, or the key of a step.
    days    how many, as the profile has it; None: on the day itself.
    before  whether the days are counted back.
    """

    since: Anchor | str
    days: Callable[[FormDays], int] | None = None
    before: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step of a form. Forms that share a step name the same one, and a project has it once.

    key        by what records know it. Never changes.
    label      what is to be done.
    turn       whose turn it is.
    done       what everybody reads once it is done.
    document   the paper that belongs to it; empty where there is none.
    due        by when; None where nobody waits for a day.
    follows    the keys of the steps without which it cannot be done, where the project has them.
    before_start  whether the project does not start before it is settled.
    skips      who may say that this project does not need it.
    each_year  whether there is one for every 年度 of the project.
    adopted    whether the adoption of the proposal from which a project is born has settled it.
    by_move    the move of the project that does it (`flows.projects`). Nobody notes it by hand.
    """

    key: str
    label: Words
    turn: Turn
    done: Words
    document: Words = ""
    due: Due | None = None
    follows: tuple[str, ...] = ()
    before_start: bool = False
    skips: Skips = Skips.NOBODY
    each_year: bool = False
    adopted: bool = False
    by_move: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Road:
    """How one form keeps the four rules, and its steps in their order.

    signed      what both sides sign in it: the agreement of this form, and not a second one beside it.
    group_signs, city_signs  by what each side signs it.
    evaluated   what its evaluation is.
    """

    signed: Words
    group_signs: str
    city_signs: str
    evaluated: str
    steps: tuple[Step, ...]
