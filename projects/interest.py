"""Whose affair a project is (`kyodo_portal.life.interest`)."""

from collections.abc import Iterable
from datetime import datetime

from kyodo_portal.life.interest import Concern
from projects.models import Project


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
