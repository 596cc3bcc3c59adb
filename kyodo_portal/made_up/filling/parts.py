"""What belongs to the projects of a made-up city: parties, forms, goals, roles, costs, progress."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from groups.models import Department, Group, User
from kyodo_portal.cities import city
from kyodo_portal.made_up.filling.words import Words
from projects.models import (
    Achievement,
    Bearer,
    CostShare,
    FormOfProject,
    Goal,
    Partner,
    Payer,
    Project,
    ProjectField,
    ProjectStatus,
    ResponsibleDepartment,
    RoleItem,
    Stage,
    Update,
)
from projects.models.updates import UpdateSide

UPDATES_EVERY = 5
"""One project of so many has a progress report."""


@dataclass(frozen=True, slots=True)
class Cast:
    """Who does the projects of a made-up city."""

    by: User
    groups: list[Group]
    departments: list[Department]


@dataclass(slots=True)
class Parts:
    """What belongs to some projects, kept apart until they have their numbers."""

    partners: list[Partner] = field(default_factory=list)
    departments: list[ResponsibleDepartment] = field(default_factory=list)
    forms: list[FormOfProject] = field(default_factory=list)
    fields: list[ProjectField] = field(default_factory=list)
    goals: list[Goal] = field(default_factory=list)
    roles: list[RoleItem] = field(default_factory=list)
    costs: list[CostShare] = field(default_factory=list)
    updates: list[Update] = field(default_factory=list)

    def write(self, batch: int) -> None:
        """All of them, each kind at once."""
        kinds: list[list[Any]] = [self.partners, self.departments, self.forms, self.fields]
        kinds += [self.goals, self.roles, self.costs, self.updates]
        for rows in kinds:
            if rows:
                type(rows[0]).objects.bulk_create(rows, batch_size=batch)


def add_parts(
    parts: Parts,
    project: Project,
    place: int,
    subject: tuple[str, str, int],
    words: Words,
    cast: Cast,
    lead: Group,
) -> None:
    """Add what belongs to the project at this place of the whole; `lead` is its first partner."""
    rng = words.rng
    others = [rng.choice(cast.groups)] if rng.random() < 0.2 else []
    groups = [lead, *(group for group in others if group is not lead)]
    offices = rng.sample(cast.departments, 1 if rng.random() < 0.8 else 2)
    parts.partners += [
        Partner(project=project, group=group, order=order) for order, group in enumerate(groups)
    ]
    parts.departments += [
        ResponsibleDepartment(project=project, department=department, order=order)
        for order, department in enumerate(offices)
    ]
    if rng.random() < 0.3:
        further = rng.choice(city().enabled_forms)
        if further != project.main_form:
            parts.forms.append(FormOfProject(project=project, number=further))
    numbers = {subject[2]} | (
        {rng.choice([each.number for each in city().fields_on])} if rng.random() < 0.3 else set()
    )
    parts.fields += [ProjectField(project=project, number=number) for number in sorted(numbers)]
    is_over = bool(project.result)
    parts.goals += [
        Goal(
            project=project,
            what=what,
            how_much=f"{rng.randint(2, 12)}{unit}",
            by_when=dt.date(project.fiscal_year + 1, 3, 31),
            order=order,
            result=f"{what}ことができました。" if is_over else "",
            achievement=rng.choice(Achievement.values) if is_over else "",
        )
        for order, (what, unit) in enumerate([("集まりを開く", "回"), ("担い手を増やす", "人")])
    ]
    parts.roles += [
        RoleItem(project=project, stage=stage, item=item, bearer=bearer, order=order)
        for order, (stage, item, bearer) in enumerate(
            [
                (Stage.PREPARATION, "会場と道具をそろえる", Bearer.CITY),
                (Stage.WORK, "当日の進行をする", Bearer.GROUP),
                (Stage.AFTERWARDS, "ふりかえりを行う", Bearer.BOTH),
            ]
        )
    ]
    share = project.budget_city or 0
    parts.costs += [
        CostShare(project=project, category=category, payer=payer, amount=amount, order=order)
        for order, (category, payer, amount) in enumerate(
            [
                ("会場費", Payer.CITY, share),
                ("材料費", Payer.GROUP, (project.budget_total or 0) - share),
            ]
        )
    ]
    if place % UPDATES_EVERY == 0 and project.status != ProjectStatus.PLANNING:
        parts.updates.append(
            Update(
                project=project,
                title=f"{subject[0]}の集まりを開きました",
                body=words.sentences(5, project.place, subject[0]),
                happened_on=project.starts_on,
                side=UpdateSide.GROUP,
                side_label=lead.name,
                posted_by=cast.by,
            )
        )
