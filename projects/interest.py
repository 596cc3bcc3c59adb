"""Whose affair a project is (`kyodo_portal.life.interest`)."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Exists, OuterRef, Q

from kyodo_portal.life.interest import Concern
from kyodo_portal.life.people import Account
from projects.models import Agreement, Project, ProjectStep


def concerns_of(project: Project) -> Iterable[Concern]:
    """Its partners' and its departments', from the first signature of its agreement on; before that
    and without one, theirs who belong to them now."""

    def first_signed() -> datetime | None:
        signed = project.agreements.order_by("version").values_list("created_at", flat=True)
        return signed.first()

    return [
        Concern(
            groups=project.partner_group_ids(),
            departments=project.responsible_department_ids(),
            since=first_signed,
        )
    ]


def concerns_of_step(step: ProjectStep) -> Iterable[Concern]:
    """The partners' of its project. To the responsible department the city's steps are its own work."""
    return [Concern(groups=each.groups, since=each.since) for each in concerns_of(step.project)]


def affairs_of(coordinator: Account) -> Q:
    """The projects that are a coordinator's own affair: those of their groups, and of groups they have
    left since the first signature."""
    own = Q(pk__in=Project.objects.of_groups(list(coordinator.role_by_group)).values("pk"))
    for pk, ended_at in coordinator.left_groups.items():
        signed = Agreement.objects.filter(project=OuterRef("pk"), created_at__lte=ended_at)
        own |= Q(pk__in=Project.objects.of_groups([pk]).values("pk")) & Q(Exists(signed))
    return own
