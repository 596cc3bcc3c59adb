"""What waits at the city's side about projects: the work of the responsible departments."""

from collections.abc import Callable

from django.db.models import Q

from groups.rules.people import is_department_staff
from kyodo_portal.life.people import Account
from kyodo_portal.life.queues import QueueRule, register
from projects.models import Project, ProjectStatus


def of_my_departments(user: Account) -> Q:
    """Projects for which one of the person's departments is responsible."""
    return Q(pk__in=Project.objects.of_departments(user.department_ids).values("pk"))


def _in(status: ProjectStatus) -> Callable[[Account], Q]:
    return lambda user: of_my_departments(user) & Q(status=status)


register(
    QueueRule(
        key=f"my_{status.value}",
        model=Project,
        label=label,
        whose=is_department_staff,
        where=_in(status),
        due=due,
    )
    for status, label, due in (
        (ProjectStatus.PLANNING, "協議を進める事業（自分の課）", "starts_on"),
        (ProjectStatus.AGREED, "事業を始める（自分の課）", "starts_on"),
        (ProjectStatus.ACTIVE, "実施中の事業（自分の課）", "ends_on"),
        (ProjectStatus.COMPLETED, "評価へ進む終了した事業（自分の課）", ""),
    )
)
