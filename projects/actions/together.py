"""What groups do with each other comes to the city: told by one of them, looked at by the coordinators."""

from collections.abc import Iterable
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from groups import people
from groups.models import Group
from groups.models.people import account_of
from kyodo_portal.life.flows import MoveRefused
from kyodo_portal.life.people import Person
from kyodo_portal.post import letters
from kyodo_portal.writing.once import create_once
from projects.flows import PROJECT_FLOW
from projects.models import Origin, Partner, Project, ProjectField
from projects.rules.between_citizens import can_begin_so, can_stay_so, may_tell_together


def tell_together(
    *,
    project: Project,
    group: Group,
    others: Iterable[Group],
    numbers: Iterable[int],
    standing: str,
    by: Person,
    key: UUID,
) -> tuple[Project, bool]:
    """Keep an unsaved project of these groups, seen by them and the city until the coordinators publish it; once
    per key. The coordinators and whoever speaks for the other groups are told. Raises `PermissionDenied`, and
    `MoveRefused`."""
    account = account_of(by)
    partners = [group, *others]

    def create(stored: UUID) -> Project:
        may_tell_together(by, group).enforce()
        begins = {
            "status": standing,
            "origin": Origin.RECORD,
            "between_citizens": True,
            "created_by": account,
            "submission_key": stored,
        }
        for column, value in begins.items():
            setattr(project, column, value)
        if not (so := can_begin_so(project)):
            raise MoveRefused(so.reason)
        project.save()
        Partner.objects.bulk_create(
            Partner(project=project, group=each, order=order) for order, each in enumerate(partners)
        )
        ProjectField.objects.bulk_create(
            ProjectField(project=project, number=number) for number in numbers
        )
        if not (so := can_stay_so(project)):
            raise MoveRefused(so.reason)
        entry = PROJECT_FLOW.record("tell_together", project, by=by, after=standing)
        letters.tell_others(
            people.coordinators(),
            by=by,
            about=project,
            told="団体どうしの協働が届きました",
            next_step="いっしょに取り組む団体にも確かめて、管理画面で公開してください。",
            key=f"project.told_desk:{entry.pk}",
        )
        letters.tell_others(
            people.managers(partners[1:]),
            by=by,
            about=project,
            told=_("いっしょに取り組んでいる団体から、団体どうしの協働が届きました"),
            next_step=_(
                "ページを確かめて、ちがうところは直してください。いっしょに取り組んでいないときは、協働の窓口にお知らせください。"
            ),
            key=f"project.told_groups:{entry.pk}",
        )
        return project

    return create_once(Project, key, create, by=account)
