"""Projects of the register that show what a form of collaboration looks like."""

from collections.abc import Iterable

from django.db.models import Q

from projects.models import Project, ProjectStatus

MOST = 2
"""How many of each form are named."""


def examples_by_form(numbers: Iterable[int]) -> dict[int, list[Project]]:
    """The newest public projects of this city with each of these main forms, called-off ones left out: one
    query. A form without any has an empty list."""
    found: dict[int, list[Project]] = {number: [] for number in numbers}
    shown = Project.objects.published().of_this_city().exclude(status=ProjectStatus.CANCELLED)
    newest = shown.order_by("-fiscal_year", "-pk")
    chosen = Q(pk__in=[])
    for number in found:
        chosen |= Q(pk__in=newest.filter(main_form=number).values("pk")[:MOST])
    for project in newest.filter(chosen).only("title", "main_form"):
        found[project.main_form].append(project)
    return found
