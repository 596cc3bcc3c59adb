"""A group asks for the city's name: its application is its signature, and the department's is the approval."""

from uuid import UUID

from groups.models import Department, Group
from groups.models.people import account_of
from kyodo_portal.life.people import Person
from kyodo_portal.writing.once import create_once
from projects.actions.agreement import sign_agreement
from projects.agreement.terms import standing_of
from projects.flows import PROJECT_FLOW, STEP_FLOW
from projects.models import (
    Bearer,
    Goal,
    Partner,
    Project,
    ProjectStatus,
    ProjectStep,
    ResponsibleDepartment,
    RoleItem,
    Stage,
)
from projects.road.laying import lay_steps
from projects.rules.sponsorship import can_be_in_time, may_apply
from projects.steps.forms.sponsorship import APPLICATION
from projects.types import CollaborationForm

ROLES = (
    (Stage.WORK, "主催し、企画・運営・費用・安全に責任を持つ", Bearer.GROUP),
    (Stage.PREPARATION, "趣旨に賛同し、市の名義の使用を認める", Bearer.CITY),
)
"""What each side does, in every 後援 alike."""


def apply_for_sponsorship(
    *,
    project: Project,
    group: Group,
    department: Department,
    what: str,
    how_much: str,
    by: Person,
    key: UUID,
) -> tuple[Project, bool]:
    """Keep an unsaved project as an application of this group to this department, signed by whoever applies; once
    per key. Raises `PermissionDenied`, and `MoveRefused`; then nothing is kept."""
    account = account_of(by)

    def create(stored: UUID) -> Project:
        may_apply(by, group).enforce()
        if project.starts_on is not None:
            can_be_in_time(project.starts_on).enforce()
        project.main_form = CollaborationForm.SPONSORSHIP
        project.created_by, project.submission_key = account, stored
        project.save()
        Partner.objects.create(project=project, group=group)
        ResponsibleDepartment.objects.create(project=project, department=department)
        by_when = project.ends_on or project.starts_on
        if by_when is not None:
            Goal.objects.create(project=project, what=what, how_much=how_much, by_when=by_when)
        RoleItem.objects.bulk_create(
            RoleItem(project=project, stage=stage, item=item, bearer=bearer, order=order)
            for order, (stage, item, bearer) in enumerate(ROLES)
        )
        PROJECT_FLOW.record("apply", project, by=by, after=ProjectStatus.PLANNING)
        lay_steps(project, by=by)
        application = ProjectStep.objects.get(project=project, key=APPLICATION.key)
        STEP_FLOW.make("finish", application, by=by)
        fresh = Project.objects.get(pk=project.pk)
        sign_agreement(project=fresh, by=by, digest=standing_of(fresh).digest)
        return project

    return create_once(Project, key, create, by=account)
