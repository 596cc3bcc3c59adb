"""Changing who takes part in a project: by name in the record, and told to all whom it concerns."""

from collections.abc import Hashable, Iterator
from contextlib import contextmanager
from typing import Any

from django.utils.translation import gettext_lazy as _

from kyodo_portal.life.comings import came_and_went
from kyodo_portal.life.flows import MoveRefused
from kyodo_portal.life.people import Person
from kyodo_portal.post import letters
from projects.flows.projects import PROJECT_FLOW, parties
from projects.models import Partner, Project, ResponsibleDepartment
from projects.rules import projects as rules


def parties_by_identity(project: Project) -> dict[Hashable, str]:
    """The parties as they are stored now, by who they are: a group or department by itself, one that has
    no account here by what it is called. Two queries."""
    partners = Partner.objects.filter(project=project).select_related("group")
    rows = ResponsibleDepartment.objects.filter(project=project).select_related("department")
    return {
        **{("group", row.group_id or (row.name, row.kind_label)): row.label for row in partners},
        **{("department", row.department_id or row.name): row.label for row in rows},
    }


@contextmanager
def parties_watched(project: Project, *, by: Person | None) -> Iterator[None]:
    """Around whatever may change the parties of a project, which the caller has locked.

    Where they are others afterwards, it is written down by name and told to those who were and those
    who are; while somebody who judges the project holds them fast, `MoveRefused` gives up the whole.
    """
    before, told = parties_by_identity(project), _people_of(project)
    yield
    change = came_and_went(before, parties_by_identity(project))
    if not change:
        return
    may = rules.can_change_parties(project)
    if not may:
        raise MoveRefused(may.reason)
    entry = PROJECT_FLOW.record("parties", project, by=by, note=str(change), data=change.facts())
    letters.tell_others(
        [*told, *_people_of(project)],
        by=by,
        about=project,
        told=_("協働事業の相手団体か所管課が変わりました"),
        note=str(change),
        next_step=_(
            "事業のページで、いまの相手団体と所管課を確かめてください。"
            "心当たりがないときは、協働担当にお知らせください。"
        ),
        key=f"project.parties:{entry.pk}",
    )


def _people_of(project: Project) -> list[Any]:
    """Who speaks for the parties as they are stored now."""
    return list(parties(Project.objects.get(pk=project.pk)))
