"""Writes that span an evaluation's records: opening it, the reflection, the two consents."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.db import transaction

from evaluations import rules
from evaluations.flows import EVALUATION_FLOW, parties
from evaluations.models import (
    Assessment,
    Consent,
    Evaluation,
    EvaluationItem,
    Reflection,
    Side,
)
from kyodo_portal import audit, letters
from kyodo_portal.cities import city
from kyodo_portal.flows import MoveRefused
from projects.models import Project, ProjectStatus


@transaction.atomic
def open_evaluation(
    *, project: Project, fiscal_year: int, round: str, due_on: date, by: Any
) -> Evaluation:
    """Begin an evaluation: the items of the city's profile are copied, and each side gets its empty
    sheet. Raises `PermissionDenied`, or `MoveRefused` when there already is one for this 年度."""
    project = Project.objects.select_for_update(of=("self",)).get(pk=project.pk)
    rules.can_open(by, project).enforce()
    if round == "final" and project.status != ProjectStatus.COMPLETED:
        raise MoveRefused("最終評価は、事業が終わってから始めてください。")
    if Evaluation.objects.filter(project=project, fiscal_year=fiscal_year, round=round).exists():
        raise MoveRefused("この年度のこの時期の評価は、すでに始まっています。")
    evaluation = Evaluation.objects.create(
        project=project, fiscal_year=fiscal_year, round=round, due_on=due_on, opened_by=by
    )
    EvaluationItem.objects.bulk_create(
        EvaluationItem(
            evaluation=evaluation,
            key=item.key,
            phase=item.phase,
            label=item.label,
            group_question=item.group_question,
            city_question=item.city_question,
            order=place,
        )
        for place, item in enumerate(city().evaluation_items)
    )
    Assessment.objects.bulk_create(Assessment(evaluation=evaluation, side=side) for side in Side)
    Reflection.objects.create(evaluation=evaluation)
    audit.record(action="evaluation.open", target=evaluation, by=by, label="評価を始めた")
    for person in parties(evaluation):
        if person.pk != by.pk:
            letters.queue_letter(
                person,
                about=evaluation,
                told="協働事業の評価が始まりました",
                next_step="期限までに、評価シートを書いて提出してください。"
                "相手の評価は、双方がそろうまで見えません。",
                key=f"evaluation.open:{evaluation.pk}",
            )
    return evaluation


@transaction.atomic
def save_reflection(
    *, evaluation: Evaluation, by: Any, write: Callable[[Reflection], None]
) -> None:
    """Save the jointly written reflection. A consent given to the earlier words no longer holds."""
    evaluation = Evaluation.objects.select_for_update(of=("self",)).get(pk=evaluation.pk)
    rules.can_reflect(by, evaluation).enforce()
    reflection, _ = Reflection.objects.get_or_create(evaluation=evaluation)
    write(reflection)
    taken_back, _ = Consent.objects.filter(reflection=reflection).delete()
    audit.record(
        action="evaluation.write_reflection",
        target=evaluation,
        by=by,
        label="ふりかえりを書いた",
        data={"consents_taken_back": taken_back},
    )


@transaction.atomic
def consent(*, evaluation: Evaluation, by: Any) -> None:
    """One side agrees to the reflection as it stands; the last consent closes it."""
    evaluation = Evaluation.objects.select_for_update(of=("self",)).get(pk=evaluation.pk)
    rules.can_reflect(by, evaluation).enforce()
    complete = rules.reflection_is_complete(evaluation)
    if not complete:
        raise MoveRefused(complete.reason)
    side = rules.side_of(by, evaluation.project)
    _, new = Consent.objects.get_or_create(
        reflection=evaluation.reflection, side=side, defaults={"given_by": by}
    )
    if not new:
        raise MoveRefused("この内容には、すでに同意しています。相手の同意をお待ちください。")
    audit.record(
        action="evaluation.consent",
        target=evaluation,
        by=by,
        label="ふりかえりに同意した",
        data={"side": str(side)},
    )
    given = set(evaluation.reflection.consents.values_list("side", flat=True))
    if given >= rules.sides_to_consent(evaluation):
        EVALUATION_FLOW.make("reflect", evaluation, by=by)
