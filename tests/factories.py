"""Made-up people, groups and records for the tests: plain functions, complete by default.

Each makes a valid record in the state that its arguments tell. A status is set directly here, and
only here, so that a test can begin in the middle of a life.
"""

import datetime as dt
from itertools import count
from typing import Any

from django.contrib.auth.models import Group as Role_
from django.utils import timezone

from groups.models import (
    ContactDetails,
    Department,
    EligibilityAnswer,
    Group,
    GroupStatus,
    Membership,
    User,
)
from kyodo_portal.cities import city
from kyodo_portal.life import audit
from kyodo_portal.life.flows import flow_of
from kyodo_portal.life.roles import Role
from kyodo_portal.words.text import fiscal_year
from projects.agreement.terms import standing_of
from projects.models import (
    Agreement,
    Goal,
    Partner,
    Project,
    ProjectStatus,
    ResponsibleDepartment,
    RoleItem,
    Signature,
)

_numbers = count(1)
PASSWORD = "mihon-no-password-2026"


def today() -> dt.date:
    return timezone.localdate()


def make_user(name: str = "", *, roles: tuple[Role, ...] = (), **fields: Any) -> User:
    """An open account with a confirmed address."""
    number = next(_numbers)
    user = User.objects.create_user(
        fields.pop("email", f"person{number}@example.jp"),
        fields.pop("password", None),
        display_name=name or f"見本 {number}",
        **{"confirmed_at": timezone.now(), "mail_proved_at": timezone.now(), **fields},
    )
    for role in roles:
        user.groups.add(Role_.objects.get_or_create(name=role.value)[0])
    return user


def make_coordinator(name: str = "協働担当") -> User:
    return make_user(name, roles=(Role.COORDINATOR,))


def make_reviewer(name: str = "審査委員") -> User:
    return make_user(name, roles=(Role.REVIEWER,))


def make_department(name: str = "", *, staff: tuple[User, ...] = ()) -> Department:
    department = Department.objects.create(
        name=name or f"見本{next(_numbers)}課", name_kana="ミホンカ"
    )
    department.staff.add(*staff)
    return department


def make_staff(department: Department, name: str = "所管課職員") -> User:
    """A member of a department's staff."""
    user = make_user(name)
    department.staff.add(user)
    return user


def make_group(
    name: str = "",
    *,
    status: str = GroupStatus.REGISTERED,
    managers: tuple[User, ...] = (),
    members: tuple[User, ...] = (),
    representative: User | None = None,
    treasurer: User | None = None,
    eligible: bool = True,
    **fields: Any,
) -> Group:
    """A group with its contact record and its checklist (confirmed when `eligible`)."""
    number = next(_numbers)
    creator = representative or (managers[0] if managers else make_user())
    group = Group.objects.create(
        name=name or f"見本の会{number}",
        **{
            "name_kana": "ミホンノカイ",
            "kind": "volunteer",
            "purpose": "まちの緑を育てる。",
            "activities": "花だんの手入れをする。",
            "area": "市内全域",
            "members_count": 12,
            "created_by": creator,
            "status": status,
            "registered_at": timezone.now() if status == GroupStatus.REGISTERED else None,
            **fields,
        },
    )
    ContactDetails.objects.create(group=group, name="見本 太郎", phone="000-0000-0000")
    for role, user in (("representative", representative), ("treasurer", treasurer)):
        if user is not None:
            Membership.objects.create(user=user, group=group, role=role)
    for user in managers:
        Membership.objects.create(user=user, group=group, role="manager")
    for user in members:
        Membership.objects.create(user=user, group=group, role="member")
    EligibilityAnswer.objects.bulk_create(
        EligibilityAnswer(
            group=group,
            key=rule.key,
            label=rule.label,
            explanation=rule.explanation,
            declared=True,
            confirmed=eligible,
        )
        for rule in city().enabled_eligibility
    )
    return group


def make_project(
    title: str = "",
    *,
    status: str = ProjectStatus.PLANNING,
    groups: tuple[Group, ...] = (),
    departments: tuple[Department, ...] = (),
    complete: bool = True,
    signed: bool | None = None,
    published: bool = True,
    **fields: Any,
) -> Project:
    """A project with purpose, a goal and roles when `complete`; signed by every party when `signed`
    (by default from the agreement on)."""
    year = fiscal_year(today())
    project = Project.objects.create(
        title=title or f"見本の事業{next(_numbers)}",
        **{
            "purpose": "だれもが歩きたくなる道にする。" if complete else "",
            "summary": "花と緑で通りを彩ります。",
            "start_pattern": "A",
            "main_form": 1,
            "fiscal_year": year,
            "fiscal_year_end": year,
            "status": status,
            "published_at": timezone.now() if published else None,
            **fields,
        },
    )
    for order, group in enumerate(groups):
        Partner.objects.create(project=project, group=group, order=order)
    for order, department in enumerate(departments):
        ResponsibleDepartment.objects.create(project=project, department=department, order=order)
    if complete:
        Goal.objects.create(
            project=project, what="花だんの数", how_much="10か所", by_when=dt.date(year + 1, 3, 31)
        )
        RoleItem.objects.create(project=project, stage="work", item="植え付け", bearer="group")
        RoleItem.objects.create(
            project=project, stage="preparation", item="苗の用意", bearer="city"
        )
    if signed or (
        signed is None and status not in (ProjectStatus.PLANNING, ProjectStatus.CANCELLED)
    ):
        sign_all(project)
    return project


def sign_all(project: Project) -> Agreement:
    """Every party signs the terms as they stand."""
    standing = standing_of(project)
    agreement = Agreement.objects.create(
        project=project,
        version=standing.next_version,
        terms=standing.terms,
        digest=standing.digest,
    )
    signer = make_user()
    for party in standing.unsigned:
        side = "partner" if isinstance(party, Partner) else "department"
        Signature.objects.create(
            agreement=agreement, signed_by=signer, party_name=party.label, **{side: party}
        )
    return agreement


def tell_result(project: Project) -> None:
    """Write the result and what became of every goal, so that the project can end."""
    project.result = "10か所の花だんができた。"
    project.save()
    project.goals.update(result="10か所", achievement="reached")


def write_down(record: Any, name: str, *, by: User | None = None, **more: Any) -> audit.AuditEntry:
    """An entry about a record as its flow writes it, without the act."""
    return audit.record(flow_of(record).recorded[name], target=record, by=by, **more)
