"""What projects know about groups (`groups.questions`)."""

from collections.abc import Collection

from django.db.models import Window
from django.db.models.functions import RowNumber

from groups.models import Group
from groups.questions import HAS_OPEN_WORK, PROJECTS_SHOWN, PUBLIC_PROJECTS
from kyodo_portal.life.people import Person
from projects.models import Partner, Project, ProjectStatus

AT_WORK = (ProjectStatus.AGREED, ProjectStatus.ACTIVE)

LATEST = ("-project__fiscal_year", "-project_id")


@HAS_OPEN_WORK.answered_by
def open_work_of(groups: Collection[Group], by: Person) -> dict[int, bool]:
    """A partner of a project that is agreed or under way."""
    busy = Partner.objects.filter(group__in=groups, project__status__in=AT_WORK)
    return dict.fromkeys(busy.order_by().values_list("group", flat=True).distinct(), True)


@PUBLIC_PROJECTS.answered_by
def public_projects(groups: Collection[Group], by: Person) -> dict[int, tuple[Project, ...]]:
    """The latest of each group."""
    place = Window(RowNumber(), partition_by="group", order_by=LATEST)
    partners = Partner.objects.filter(group__in=groups, project__published_at__isnull=False)
    latest = partners.annotate(place=place).filter(place__lte=PROJECTS_SHOWN + 1)
    found: dict[int | None, list[Project]] = {group.pk: [] for group in groups}
    for partner in latest.select_related("project").order_by(*LATEST):
        found[partner.group_id].append(partner.project)
    return {group.pk: tuple(found[group.pk]) for group in groups}
