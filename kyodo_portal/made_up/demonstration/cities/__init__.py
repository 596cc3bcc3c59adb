"""What each city's demonstration has of its own: at least twelve groups and eight projects in the spirit of
its guideline, and for 佐久市 the register of its 区 and groups. All are made up."""

from collections.abc import Mapping

from kyodo_portal.made_up.demonstration.cities import (
    chapter3,
    minami_alps,
    saku,
    suwa,
    yoshikawa,
)
from kyodo_portal.made_up.demonstration.cities.briefs import (
    GroupBrief,
    ProjectBrief,
    group_story,
    project_story,
)
from kyodo_portal.made_up.demonstration.stories import ProjectStory
from kyodo_portal.made_up.demonstration.town import GroupStory

TABLES: Mapping[str, tuple[tuple[GroupBrief, ...], tuple[ProjectBrief, ...]]] = {
    "chapter3": (chapter3.GROUPS, chapter3.PROJECTS),
    "minami_alps": (minami_alps.GROUPS, minami_alps.PROJECTS),
    "saku": (saku.GROUPS, saku.PROJECTS),
    "suwa": (suwa.GROUPS, suwa.PROJECTS),
    "yoshikawa": (yoshikawa.GROUPS, yoshikawa.PROJECTS),
}
"""By the name of the profile. A city without a table has the stories that all share."""


def own_groups(slug: str) -> tuple[GroupStory, ...]:
    """The groups only this city's demonstration has."""
    groups, _ = TABLES.get(slug, ((), ()))
    return tuple(group_story(brief, number) for number, brief in enumerate(groups))


def own_projects(slug: str) -> tuple[ProjectStory, ...]:
    """The projects only this city's demonstration has."""
    _, projects = TABLES.get(slug, ((), ()))
    return tuple(project_story(brief, number) for number, brief in enumerate(projects))
