"""Entering a project into the register: the city's other way in, beside an adopted proposal.

A city's register holds collaborations of every form, most of which never were a proposal, and
records of work that was under way or over before the portal existed.
"""

from collections.abc import Callable

from django.db import transaction
from django.utils import timezone

from groups.rules.people import is_coordinator, works_in
from kyodo_portal import search
from kyodo_portal.life.flows import MoveRefused
from kyodo_portal.life.people import Person
from projects.agreement.money import can_be_paid_as
from projects.agreement.terms import terms_of
from projects.flows import PROJECT_FLOW
from projects.models import Origin, Project, ProjectStatus
from projects.road.laying import lay_steps
from projects.rules import projects as rules
from projects.rules.between_citizens import can_begin_so, can_stay_so

#: Where a record of the past may begin. Everything else begins with planning.
STARTING_STATUSES = (ProjectStatus.PLANNING, ProjectStatus.ACTIVE, ProjectStatus.COMPLETED)


@transaction.atomic
def register_project(
    *, project: Project, by: Person, starts_as: str, write: Callable[[Project], None]
) -> Project:
    """Enter an unsaved project; `write` saves it with its rows. Only a record of the past may begin
    further on than planning: its agreement was made elsewhere. Department staff enter the projects
    of their own departments. What is under way is public from now on (rule 3). Raises
    `PermissionDenied` or `MoveRefused`; then nothing is kept."""
    rules.can_register(by).enforce()
    if project.origin not in (Origin.REGISTER, Origin.RECORD):
        raise MoveRefused("提案から生まれる事業は、採択のときに登録されます。")
    if starts_as not in STARTING_STATUSES:
        raise MoveRefused("事業の始まりの状態は、協議中・実施中・終了のどれかです。")
    if starts_as != ProjectStatus.PLANNING and project.origin != Origin.RECORD:
        raise MoveRefused(
            "はじめから実施中や終了にできるのは、過去・進行中の事業の記録だけです。"
            "これから始める事業は、協議中で登録し、双方の署名を経て始めてください。"
        )
    # A birth is no move: the life of this record begins here.
    for column, value in {"status": starts_as, "created_by": by}.items():
        setattr(project, column, value)
    if not (so := can_begin_so(project)):
        raise MoveRefused(so.reason)
    write(project)
    fresh = Project.objects.get(pk=project.pk)
    if not (so := can_stay_so(fresh)):
        raise MoveRefused(so.reason)
    if fresh.between_citizens and not is_coordinator(by):
        raise MoveRefused(
            "市民と市民の協働は、協働担当の職員が登録します。協働担当に知らせてください。"
        )
    if not works_in(by, fresh.responsible_department_ids()):
        if not is_coordinator(by):
            raise MoveRefused("所管課に、ご自分の課を加えてから登録してください。")
        rules.may_judge(by, fresh).enforce()
    paid = can_be_paid_as(terms_of(fresh))
    if not paid:
        raise MoveRefused(paid.reason)
    PROJECT_FLOW.record(
        "register", fresh, by=by, after=str(starts_as), data={"origin": str(fresh.origin)}
    )
    lay_steps(fresh, by=by)
    if starts_as == ProjectStatus.ACTIVE:
        publish_project(project=fresh, by=by)
    return fresh


def open_to_public(*, project: Project, by: Person) -> None:
    """Publish a project of the register (rule 3). Raises `PermissionDenied` with the reason."""
    rules.can_publish(by, project).enforce()
    publish_project(project=project, by=by)


@transaction.atomic
def publish_project(*, project: Project, by: Person) -> None:
    """Show a project to everybody (rule 3). Doing it again changes nothing."""
    now = timezone.now()
    if Project.objects.filter(pk=project.pk, published_at=None).update(published_at=now):
        project.published_at = now
        search.index(project)
        PROJECT_FLOW.record("publish", project, by=by)
