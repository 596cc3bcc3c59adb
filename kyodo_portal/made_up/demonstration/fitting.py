"""Makes the stories that all cities share those of this city: only patterns, forms, kinds of group and fields
that its profile offers."""

from collections.abc import Iterable
from dataclasses import replace
from typing import TypeVar

from kyodo_portal.cities import City, city
from kyodo_portal.made_up.demonstration.cities import saku
from kyodo_portal.made_up.demonstration.stories import Plan, ProjectStory, ProposalStory
from kyodo_portal.made_up.demonstration.town import GroupStory

Planned = TypeVar("Planned", ProjectStory, ProposalStory)

NEAREST = {
    1: (6, 3), 2: (1, 3), 3: (1, 12), 4: (3, 12, 1), 5: (11, 6), 6: (1, 3), 7: (9, 8), 8: (12, 7),
    9: (7, 3), 10: (3, 5), 11: (5, 10), 12: (3, 8),
}  # fmt: skip
"""The forms that come nearest to one the city does not offer, the nearest first."""

FIELDS = {"saku": saku.FIELDS}
"""Of a city with fields of its own, under which it counts those of the NPO Act."""


def groups_here(stories: Iterable[GroupStory]) -> tuple[GroupStory, ...]:
    """The groups, of kinds and fields this city has."""
    here = city()
    return tuple(
        replace(story, kind=kind_of(here, story.kind), fields=fields_of(here, story.fields))
        for story in stories
    )


def plans_here(stories: Iterable[Planned]) -> tuple[Planned, ...]:
    """The projects or proposals, as this city can tell them."""
    return tuple(replace(story, plan=_fitted(story.plan)) for story in stories)


def _fitted(plan: Plan) -> Plan:
    here = city()
    main = form_of(here, plan.form)
    more = {form_of(here, number) for number in plan.more_forms} - {main}
    return replace(
        plan,
        pattern=plan.pattern if plan.pattern in {each.code for each in here.patterns_on} else "",
        form=main,
        more_forms=tuple(sorted(more)),
        fields=fields_of(here, plan.fields),
    )


def form_of(here: City, number: int) -> int:
    """The form, or the nearest one that is offered."""
    offered = here.enabled_forms
    return next((each for each in (number, *NEAREST[number]) if each in offered), offered[0])


def fields_of(here: City, numbers: Iterable[int]) -> tuple[int, ...]:
    """The fields, each once, as the city counts them."""
    offered = [each.number for each in here.fields_on]
    counted = FIELDS.get(here.slug, {})
    found = dict.fromkeys(counted.get(number, number) for number in numbers)
    return tuple(number for number in found if number in offered) or (offered[0],)


def kind_of(here: City, code: str) -> str:
    """The kind of group, or the last one the city offers."""
    offered = [each.code for each in here.group_kinds_on]
    return code if code in offered else offered[-1]
