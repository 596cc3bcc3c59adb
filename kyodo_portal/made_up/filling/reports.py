"""The published evaluations of a made-up city: both sheets, their answers, and the reflection."""

import datetime as dt
from random import Random

from django.db.models import prefetch_related_objects

from evaluations.actions.opening import items_for, parties_for, steps_for
from evaluations.models import (
    Answer,
    Assessment,
    AssessmentStatus,
    Evaluation,
    EvaluationItem,
    EvaluationParty,
    EvaluationStatus,
    Reflection,
    ScaleStep,
    Side,
)
from groups.models import User
from kyodo_portal.cities import city
from kyodo_portal.made_up.filling.words import Words
from projects.models import Project

WEIGHTS = (5, 8, 3, 1)
"""How often each rating is given, from the best step down; what lies below is given as rarely as the last."""


def make_reports(rng: Random, projects: list[Project], *, by: User, batch: int) -> int:
    """A published final evaluation for each of these projects. Returns how many."""
    words = Words(rng)
    evaluations = [_evaluation(project, by) for project in projects]
    Evaluation.objects.bulk_create(evaluations, batch_size=batch)
    prefetch_related_objects(projects, "partners__group", "responsible_departments__department")
    parties, items, steps, sheets, reflections = [], [], [], [], []
    for evaluation in evaluations:
        parties += parties_for(evaluation)
        items += items_for(evaluation)
        steps += steps_for(evaluation)
        sheets += [_sheet(evaluation, side, words, by) for side in Side]
        reflections.append(_reflection(evaluation, words))
    EvaluationParty.objects.bulk_create(parties, batch_size=batch)
    EvaluationItem.objects.bulk_create(items, batch_size=batch)
    ScaleStep.objects.bulk_create(steps, batch_size=batch)
    Assessment.objects.bulk_create(sheets, batch_size=batch)
    Reflection.objects.bulk_create(reflections, batch_size=batch)
    _make_answers(rng, items, sheets, batch)
    return len(evaluations)


def _evaluation(project: Project, by: User) -> Evaluation:
    over = project.completed_at or project.created_at
    return Evaluation(
        project=project,
        fiscal_year=project.fiscal_year,
        due_on=over.date() + dt.timedelta(days=60),
        far_apart=city().far_apart,
        status=EvaluationStatus.PUBLISHED,
        revealed_at=over + dt.timedelta(days=40),
        published_at=over + dt.timedelta(days=90),
        opened_by=by,
    )


def _sheet(evaluation: Evaluation, side: Side, words: Words, by: User) -> Assessment:
    project = evaluation.project
    return Assessment(
        evaluation=evaluation,
        side=side,
        went_well=words.sentences(3, project.place, "この事業"),
        to_improve=words.sentences(2, project.place, "この事業"),
        status=AssessmentStatus.SUBMITTED,
        submitted_by=by,
        submitted_at=evaluation.revealed_at,
    )


def _reflection(evaluation: Evaluation, words: Words) -> Reflection:
    place = evaluation.project.place
    return Reflection(
        evaluation=evaluation,
        discussion=words.sentences(3, place, "評価のちがい"),
        improvements=words.sentences(2, place, "準備の進め方"),
        next_steps=words.sentences(2, place, "次の年の活動"),
        overall=words.sentences(2, place, "この事業"),
        talked_on=evaluation.due_on,
    )


def _make_answers(
    rng: Random, items: list[EvaluationItem], sheets: list[Assessment], batch: int
) -> None:
    of_evaluation: dict[int, list[EvaluationItem]] = {}
    for item in items:
        of_evaluation.setdefault(item.evaluation_id, []).append(item)
    scale = city().ratings
    weights = [WEIGHTS[min(place, len(WEIGHTS) - 1)] for place in range(len(scale))]
    answers = []
    for sheet in sheets:
        asked = of_evaluation[sheet.evaluation_id]
        places = rng.choices(range(len(scale)), weights=weights, k=len(asked))
        answers += [
            Answer(
                assessment=sheet,
                item=item,
                rating=len(scale) - place,
                rating_of=len(scale),
                comment=f"{item.label}は、次の打ち合わせでもう一度話し合います。"
                if scale[place].comment_required
                else "",
            )
            for item, place in zip(asked, places, strict=True)
        ]
    Answer.objects.bulk_create(answers, batch_size=batch)
