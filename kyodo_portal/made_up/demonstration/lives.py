"""The lives of projects: registered, agreed, worked on, reported, ended or called off."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.utils import timezone

from groups.models import User
from kyodo_portal.made_up.demonstration.cast import World, key_of
from kyodo_portal.made_up.demonstration.clock import When, at
from kyodo_portal.made_up.demonstration.pictures import picture
from kyodo_portal.made_up.demonstration.steps import ready_to_start, settle_the_end
from kyodo_portal.made_up.demonstration.stories import Course, Plan, ProjectStory, Report
from kyodo_portal.words.text import fiscal_year
from projects.actions.agreement import sign_agreement
from projects.actions.plan import save_results
from projects.actions.register import open_to_public, register_project
from projects.actions.updates import post_update
from projects.agreement.parties import voices_of
from projects.agreement.terms import standing_of
from projects.flows import PROJECT_FLOW
from projects.models import (
    CostShare,
    FormOfProject,
    Goal,
    Partner,
    Project,
    ProjectField,
    ProjectStatus,
    ResponsibleDepartment,
    RoleItem,
    Update,
)

SAME = ("title", "subtitle", "summary", "background", "purpose", "content", "place")
"""Words of a plan that a proposal and a project keep under the same name."""


def words_of(world: World, plan: Plan) -> dict[str, object]:
    """The columns that a proposal and a project share."""
    return {
        **{name: world.calendar.in_words(getattr(plan, name)) for name in SAME},
        "title_kana": plan.kana,
        "why_together": plan.why_together,
        "expected_effect": plan.effect,
        "target_people": plan.people,
        "expected_count": plan.count,
        "starts_on": world.calendar.day(plan.starts),
        "ends_on": world.calendar.day(plan.ends),
        "start_pattern": plan.pattern,
        "main_form": plan.form,
    }


def register(world: World, story: ProjectStory) -> Project:
    """A department enters the project into the register, and everybody can see it."""
    by, plan = world.staff_of(story.departments[0]), story.plan
    city_share = sum(amount for _, payer, amount, _ in plan.costs if payer == "city")
    with at(world.calendar.moment(story.registered)):
        project = Project(**words_of(world, plan))
        project.latitude, project.longitude = plan.point or (None, None)
        project.submission_key = key_of(f"project/{story.key}")
        project.fiscal_year = fiscal_year(world.calendar.day(plan.starts))
        project.fiscal_year_end = fiscal_year(world.calendar.day(plan.ends))
        project.budget_total = sum(amount for _, _, amount, _ in plan.costs) or None
        project.budget_city = city_share if plan.costs else None

        def write(unsaved: Project) -> None:
            unsaved.save()
            _parties(world, story, unsaved)
            _rows(world, plan, unsaved)

        project = register_project(
            project=project, by=by, starts_as=ProjectStatus.PLANNING, write=write
        )
        open_to_public(project=project, by=by)
    world.projects[story.key] = project
    return project


def _parties(world: World, story: ProjectStory, project: Project) -> None:
    for order, key in enumerate(story.groups):
        Partner.objects.create(project=project, group=world.groups[key], order=order)
    if story.on_paper:
        name, kind = story.on_paper
        Partner.objects.create(project=project, name=name, kind_label=kind, order=9)
    for order, key in enumerate(story.departments):
        department = world.departments[key]
        ResponsibleDepartment.objects.create(project=project, department=department, order=order)


def _rows(world: World, plan: Plan, project: Project) -> None:
    by_when = world.calendar.day(plan.ends)
    Goal.objects.bulk_create(
        Goal(project=project, what=aim.what, how_much=aim.how_much, by_when=by_when, order=order)
        for order, aim in enumerate(plan.aims)
    )
    RoleItem.objects.bulk_create(
        RoleItem(project=project, stage=stage, item=item, bearer=bearer, order=order)
        for order, (stage, item, bearer) in enumerate(plan.roles)
    )
    CostShare.objects.bulk_create(
        CostShare(project=project, category=what, payer=payer, amount=amount, note=note, order=n)
        for n, (what, payer, amount, note) in enumerate(plan.costs)
    )
    FormOfProject.objects.bulk_create(
        FormOfProject(project=project, number=number) for number in plan.more_forms
    )
    ProjectField.objects.bulk_create(
        ProjectField(project=project, number=number) for number in plan.fields
    )


def live(world: World, project: Project, plan: Plan, course: Course) -> None:
    """Everything that happened to the project since, in the order of its days."""
    groups = _speakers(world, project)
    staff = _answerable(world, project)
    if course.how_to_join:
        Project.objects.filter(pk=project.pk).update(how_to_join=course.how_to_join)
    if course.signed_by_city is not None:
        with at(world.calendar.moment(course.signed_by_city, 10)):
            for person in staff:
                _sign(project, person)
    if course.signed_by_group is not None:
        with at(world.calendar.moment(course.signed_by_group, 14)):
            for person in groups:
                _sign(project, person)
            _sign_on_paper(project, staff[0])
    if course.started is not None:
        with _acting(world, course.started, project) as current:
            ready_to_start(project, groups, staff[0])
            PROJECT_FLOW.make("start", current, by=staff[0])
    for report in course.reports:
        _tell(world, project, report, by=groups[0] if report.side == "group" else staff[0])
    if course.result:
        _write_results(world, project, plan, course, by=(groups or staff)[0])
    if course.ended is not None:
        with _acting(world, course.ended, project) as current:
            PROJECT_FLOW.make("complete", current, by=staff[0])
            settle_the_end(world, project, groups, staff[0])
    if course.cancelled is not None:
        with _acting(world, course.cancelled, project) as current:
            PROJECT_FLOW.make("cancel", current, by=staff[0], note=course.cancel_reason)


@contextmanager
def _acting(world: World, when: When, project: Project) -> Iterator[Project]:
    """That day's moment, and the project as it was then."""
    with at(world.calendar.moment(when)):
        yield Project.objects.get(pk=project.pk)


def _speakers(world: World, project: Project) -> list[User]:
    partners = project.partner_group_ids()
    return [world.manager_of(key) for key, group in world.groups.items() if group.pk in partners]


def _answerable(world: World, project: Project) -> list[User]:
    rows = project.responsible_department_ids()
    return [world.staff_of(key) for key, row in world.departments.items() if row.pk in rows]


def _sign(project: Project, by: User) -> None:
    current = Project.objects.get(pk=project.pk)
    sign_agreement(project=current, by=by, digest=standing_of(current).digest)


def _sign_on_paper(project: Project, by: User) -> None:
    current = Project.objects.get(pk=project.pk)
    for partner in current.partners.filter(group=None):
        sign_agreement(
            project=current,
            by=by,
            digest=standing_of(current).digest,
            paper_for=partner,
            signer_name="見本 会長",
        )


def _tell(world: World, project: Project, report: Report, *, by: User) -> None:
    with at(world.calendar.moment(report.when, 16)):
        current = Project.objects.get(pk=project.pk)
        voice = next(voice for voice in voices_of(by, current) if voice.side == report.side)
        post_update(
            project=current,
            by=by,
            voice=voice,
            update=Update(title=report.title, body=report.body, happened_on=timezone.localdate()),
            key=key_of(f"update/{project.title}/{report.title}"),
            photos=[
                {"file": picture(scene, caption), "caption": caption}
                for scene, caption in report.pictures
            ],
        )


def _write_results(world: World, project: Project, plan: Plan, course: Course, *, by: User) -> None:
    """What came of it, on the day the work ended."""

    def write(current: Project) -> None:
        current.result = course.result
        current.save()
        for goal, aim in zip(current.goals.all(), plan.aims, strict=True):
            goal.result, goal.achievement = aim.result, aim.achievement
            goal.save()

    with at(world.calendar.moment(course.ended or -1, 9)):
        save_results(project=project, by=by, write=write)
