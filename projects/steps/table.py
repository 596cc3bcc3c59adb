"""The table of steps by form; docs/forms.md is printed from it (`manage.py forms`)."""

from collections.abc import Iterable, Mapping

from django.utils.translation import gettext

from kyodo_portal.cities import city
from kyodo_portal.words.languages import Words
from projects.steps.forms.adoption import ADOPTION
from projects.steps.forms.commission import COMMISSION
from projects.steps.forms.management import MANAGEMENT
from projects.steps.forms.planning import PLANNING
from projects.steps.forms.sponsorship import SPONSORSHIP
from projects.steps.forms.subsidy import SUBSIDY
from projects.steps.forms.together import COHOSTING, COMMITTEE, COOPERATION
from projects.steps.rows import Road, Step
from projects.types import CollaborationForm

ROADS: Mapping[int, Road] = {
    CollaborationForm.COHOSTING: COHOSTING,
    CollaborationForm.SPONSORSHIP: SPONSORSHIP,
    CollaborationForm.COOPERATION: COOPERATION,
    CollaborationForm.ADOPTION: ADOPTION,
    CollaborationForm.PLANNING: PLANNING,
    CollaborationForm.COMMITTEE: COMMITTEE,
    CollaborationForm.COMMISSION: COMMISSION,
    CollaborationForm.SUBSIDY: SUBSIDY,
    CollaborationForm.MANAGEMENT: MANAGEMENT,
    CollaborationForm.EXCHANGE: COOPERATION,
    CollaborationForm.STUDY: COOPERATION,
    CollaborationForm.SUPPORT: COOPERATION,
}

STEPS: Mapping[str, Step] = {step.key: step for road in ROADS.values() for step in road.steps}
"""Every step by its key."""

BY_HAND = tuple(sorted(key for key, step in STEPS.items() if not step.by_move))
"""The keys of the steps that somebody notes, and no move of the project does."""


def road_of(form: int) -> Road:
    """The road of a form. A city's own goes the one that it follows, or where it follows none that of
    事業協力, which asks for no more than the four rules."""
    return ROADS.get(city().form(form).follows or form, COOPERATION)


def label_of(step: Step, form: int) -> Words:
    """What is to be done, in a project of this main form: of the agreement, what is signed in it."""
    if step.by_move != "agree":
        return step.label
    return gettext("{label}：{value}").format(label=step.label, value=road_of(form).signed)


def steps_for(forms: Iterable[int]) -> list[Step]:
    """The steps of a project of these forms, its main form first: each once, and in an order that is that
    of every form."""
    found: list[Step] = []
    for form in forms:
        at = 0
        for step in road_of(form).steps:
            if step in found:
                at = found.index(step) + 1
            else:
                found.insert(at, step)
                at += 1
    return found
