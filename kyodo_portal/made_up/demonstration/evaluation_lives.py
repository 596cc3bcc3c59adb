"""The lives of evaluations: each side's sheet, the opening, the talk, the consent, the report."""

from typing import Any

from evaluations.actions.opening import open_evaluation
from evaluations.actions.reflections import consent, save_reflection
from evaluations.actions.sheets import save_answers
from evaluations.flows import ASSESSMENT_FLOW, EVALUATION_FLOW
from evaluations.models import Assessment, DifferenceNote, Evaluation, Reflection, Side
from groups.models import User
from kyodo_portal.made_up.demonstration.cast import World
from kyodo_portal.made_up.demonstration.clock import When, at
from kyodo_portal.made_up.demonstration.stories import EvaluationStory, Sheet, Talk
from kyodo_portal.words.text import fiscal_year
from projects.models import Project


def evaluate(world: World, story: EvaluationStory) -> Evaluation:
    """Open the evaluation of a project and bring it as far as the story goes."""
    project = Project.objects.get(pk=world.projects[story.project].pk)
    speakers = _speakers(world, project)
    day = world.calendar
    year = (
        fiscal_year(day.day(story.opened)) if story.round == "midterm" else project.fiscal_year_end
    )
    with at(day.moment(story.opened)):
        evaluation = open_evaluation(
            project=project,
            fiscal_year=year,
            round=story.round,
            due_on=day.day(story.due),
            by=speakers[Side.CITY],
        )
    sheets = ((Side.GROUP, story.group), (Side.CITY, story.city))
    given = [(side, sheet) for side, sheet in sheets if sheet is not None]
    for side, sheet in sorted(given, key=lambda pair: _last(world, pair[1].submitted)):
        _write(world, evaluation, side, sheet, by=speakers[side])
    if story.one_sided is not None:
        when, reason = story.one_sided
        with at(day.moment(when)):
            current = Evaluation.objects.get(pk=evaluation.pk)
            EVALUATION_FLOW.make("reveal_one_sided", current, by=world.coordinator, note=reason)
    if story.cancelled is not None:
        when, reason = story.cancelled
        with at(day.moment(when)):
            current = Evaluation.objects.get(pk=evaluation.pk)
            EVALUATION_FLOW.make("cancel", current, by=world.coordinator, note=reason)
    if story.talk is not None:
        _reflect(world, evaluation, story.talk, speakers)
    if story.published is not None:
        with at(day.moment(story.published)):
            current = Evaluation.objects.get(pk=evaluation.pk)
            EVALUATION_FLOW.make("publish", current, by=world.coordinator)
    return evaluation


def _speakers(world: World, project: Project) -> dict[str, User]:
    """Who writes for each side: the manager of the first group, the staff of the first department. What a
    partner on paper brings to the counter, the coordinator enters."""
    groups = {group.pk: key for key, group in world.groups.items()}
    departments = {row.pk: key for key, row in world.departments.items()}
    group = next((row.group_id for row in project.partners.all() if row.group_id), None)
    rows = project.responsible_departments.all()
    department = next(row.department_id for row in rows if row.department_id)
    return {
        Side.GROUP: world.manager_of(groups[group]) if group else world.coordinator,
        Side.CITY: world.staff_of(departments[department]),
    }


def _last(world: World, when: When | None) -> Any:
    return world.calendar.moment(0 if when is None else when)


def _write(world: World, evaluation: Evaluation, side: str, sheet: Sheet, *, by: User) -> None:
    """A sheet without a day is not handed in; it was last written on the day it tells, else yesterday."""
    last = sheet.written if sheet.submitted is None else sheet.submitted
    with at(world.calendar.moment(last)):
        assessment = Assessment.objects.get(evaluation=evaluation, side=side)
        answers: dict[int, tuple[int | None, str]] = {
            item.pk: (_rating(evaluation, letter), sheet.comments.get(item.key, ""))
            for item, letter in zip(evaluation.items.all(), sheet.ratings, strict=True)
            if letter != "-"
        }
        save_answers(
            sheet=assessment,
            by=by,
            answers=answers,
            went_well=sheet.went_well,
            to_improve=sheet.to_improve,
        )
        if sheet.submitted is not None:
            ASSESSMENT_FLOW.make("submit", assessment, by=by)


def _rating(evaluation: Evaluation, letter: str) -> int:
    """The step of the city's own scale that lies where A to D lie among four."""
    best, place = len(evaluation.scale), "ABCD".index(letter)
    return best - round(place * (best - 1) / 3)


def _reflect(world: World, evaluation: Evaluation, talk: Talk, speakers: dict[str, User]) -> None:
    items = {item.key: item for item in evaluation.items.all()}

    def write(reflection: Reflection) -> None:
        reflection.discussion, reflection.improvements = talk.discussion, talk.improvements
        reflection.next_steps, reflection.overall = talk.next_steps, talk.overall
        reflection.talked_on = world.calendar.day(talk.talked)
        reflection.save()
        DifferenceNote.objects.bulk_create(
            DifferenceNote(reflection=reflection, item=items[key], note=note)
            for key, note in talk.notes.items()
        )

    writer = speakers[talk.consents[0] if talk.consents else Side.GROUP]
    with at(world.calendar.moment(talk.talked, 15)):
        save_reflection(evaluation=evaluation, by=writer, write=write)
    with at(world.calendar.moment(talk.talked, 17)):
        for side in talk.consents:
            current = Evaluation.objects.get(pk=evaluation.pk)
            consent(evaluation=current, by=speakers[side])
