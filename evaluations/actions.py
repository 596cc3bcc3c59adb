"""Writes that span an evaluation's records: opening it, the reflection, the two consents."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext

from evaluations import rules
from evaluations.flows import EVALUATION_FLOW, parties
from evaluations.models import (
    Answer,
    Assessment,
    Consent,
    Evaluation,
    EvaluationItem,
    Reflection,
    Side,
)
from kyodo_portal.cities import city
from kyodo_portal.life import audit
from kyodo_portal.life.flows import MoveRefused
from kyodo_portal.post import letters
from projects.models import Project, ProjectStatus


def items_for(evaluation: Evaluation) -> list[EvaluationItem]:
    """The city's questions as they are asked now: a later change to them leaves this one as it is."""
    return [
        EvaluationItem(
            evaluation=evaluation,
            key=item.key,
            phase=item.phase,
            label=item.label,
            group_question=item.group_question,
            city_question=item.city_question,
            order=order,
        )
        for order, item in enumerate(city().evaluation_items)
    ]


@transaction.atomic
def open_evaluation(
    *, project: Project, fiscal_year: int, round: str, due_on: date, by: Any
) -> Evaluation:
    """Begin an evaluation: the items of the city's profile are copied, and each side gets its empty
    sheet. Raises `PermissionDenied`, or `MoveRefused` when there already is one for this 年度."""
    project = Project.objects.select_for_update(of=("self",)).get(pk=project.pk)
    rules.can_open(by, project).enforce()
    if round == "final" and project.status != ProjectStatus.COMPLETED:
        raise MoveRefused(gettext("最終評価は、事業が終わってから始めてください。"))
    if round == "final" and project.evaluations.filter(round="final").exists():
        raise MoveRefused(gettext("この事業の最終評価は、すでに始まっています。"))
    if Evaluation.objects.filter(project=project, fiscal_year=fiscal_year, round=round).exists():
        raise MoveRefused(gettext("この年度のこの時期の評価は、すでに始まっています。"))
    evaluation = Evaluation.objects.create(
        project=project, fiscal_year=fiscal_year, round=round, due_on=due_on, opened_by=by
    )
    EvaluationItem.objects.bulk_create(items_for(evaluation))
    Assessment.objects.bulk_create(Assessment(evaluation=evaluation, side=side) for side in Side)
    Reflection.objects.create(evaluation=evaluation)
    audit.record(action="evaluation.open", target=evaluation, by=by, label="評価を始めた")
    letters.tell_others(
        parties(evaluation),
        by=by,
        about=evaluation,
        told="協働事業の評価が始まりました",
        next_step="期限までに、評価シートを書いて提出してください。"
        "相手の評価は、双方がそろうまで見えません。",
        key=f"evaluation.open:{evaluation.pk}",
    )
    return evaluation


SHEET_WRITTEN = "assessment.write"
REFLECTION_WRITTEN = "evaluation.write_reflection"


def last_written(target: Assessment | Evaluation, action: str, *, not_by: Any = None) -> int:
    """The number of the newest entry of one kind of writing, 0 when there is none. With `not_by`,
    the newest that somebody else made."""
    entries = audit.AuditEntry.objects.of(target).filter(action=action)
    if not_by is not None:
        entries = entries.exclude(by=not_by)
    return entries.aggregate(newest=Max("pk"))["newest"] or 0


@transaction.atomic
def save_sheet(
    *,
    sheet: Assessment,
    by: Any,
    answers: dict[int, tuple[str, str]],
    went_well: str,
    to_improve: str,
) -> bool:
    """Keep one side's draft: the rating and comment of each item, by the item's id, and the two
    texts. Returns whether anything was new. Raises `PermissionDenied` for whoever may not write it."""
    sheet = Assessment.objects.select_for_update(of=("self",)).get(pk=sheet.pk)
    rules.can_write(by, sheet).enforce()
    kept = {answer.item_id: answer for answer in sheet.answers.all()}
    changed = [
        Answer(assessment=sheet, item_id=item_id, rating=rating, comment=comment)
        for item_id, (rating, comment) in answers.items()
        if (rating, comment)
        != ((kept[item_id].rating, kept[item_id].comment) if item_id in kept else ("", ""))
    ]
    if not changed and (sheet.went_well, sheet.to_improve) == (went_well, to_improve):
        return False
    Answer.objects.bulk_create(
        changed,
        update_conflicts=True,
        unique_fields=["assessment", "item"],
        update_fields=["rating", "comment"],
    )
    sheet.went_well, sheet.to_improve = went_well, to_improve
    sheet.save(update_fields=["went_well", "to_improve", "updated_at"])
    audit.record(action=SHEET_WRITTEN, target=sheet, by=by, label="評価シートを書いた")
    return True


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
        action=REFLECTION_WRITTEN,
        target=evaluation,
        by=by,
        label="ふりかえりを書いた",
        data={"consents_taken_back": taken_back},
    )


@transaction.atomic
def consent(*, evaluation: Evaluation, by: Any, seen: int | None = None) -> None:
    """One side agrees to the reflection as it stands; the last consent closes it. With `seen`, the
    `last_written` the page showed, raises `MoveRefused` rather than agree to words not yet read."""
    evaluation = Evaluation.objects.select_for_update(of=("self",)).get(pk=evaluation.pk)
    rules.can_reflect(by, evaluation).enforce()
    if seen is not None and last_written(evaluation, REFLECTION_WRITTEN) > seen:
        raise MoveRefused(
            gettext(
                "この画面を開いている間に、ふりかえりが書きかえられました。"
                "いまの内容を読んでから、もう一度同意してください。"
            )
        )
    complete = rules.reflection_is_complete(evaluation)
    if not complete:
        raise MoveRefused(complete.reason)
    side = rules.side_of(by, evaluation.project)
    _, new = Consent.objects.get_or_create(
        reflection=evaluation.reflection, side=side, defaults={"given_by": by}
    )
    if not new:
        raise MoveRefused(
            gettext("この内容には、すでに同意しています。相手の同意をお待ちください。")
        )
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
