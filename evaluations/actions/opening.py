"""Opening an evaluation; and who wrote last in it."""

from datetime import date

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from evaluations.flows import EVALUATION_FLOW
from evaluations.flows.evaluations import parties
from evaluations.models import (
    Assessment,
    Evaluation,
    EvaluationItem,
    EvaluationParty,
    Reflection,
    Round,
    ScaleStep,
    Side,
)
from evaluations.rules.evaluations import can_open, has_ended
from groups.models.people import account_of
from kyodo_portal.cities import city
from kyodo_portal.life.flows import MoveRefused, flow_of
from kyodo_portal.life.people import Person
from kyodo_portal.post import letters
from kyodo_portal.writing.locks import locked
from projects.models import Project


def items_for(evaluation: Evaluation) -> list[EvaluationItem]:
    """The city's questions as they are asked now: a later change to them leaves this one as it is."""
    names = {phase.key: phase.name for phase in city().phases}
    in_phases = sorted(city().evaluation_items, key=lambda item: list(names).index(item.phase))
    return [
        EvaluationItem(
            evaluation=evaluation,
            key=item.key,
            phase=item.phase,
            phase_name=names[item.phase],
            label=item.label,
            group_question=item.group_question,
            city_question=item.city_question,
            order=order,
        )
        for order, item in enumerate(in_phases)
    ]


def steps_for(evaluation: Evaluation) -> list[ScaleStep]:
    """The city's scale as it is now, from its best step down to 1; it too stays as it is."""
    ratings = city().ratings
    return [
        ScaleStep(
            evaluation=evaluation,
            step=step,
            code=rating.code,
            label=rating.label,
            comment_required=rating.comment_required,
        )
        for step, rating in zip(range(len(ratings), 0, -1), ratings, strict=True)
    ]


def parties_for(evaluation: Evaluation) -> list[EvaluationParty]:
    """Who takes part, as the project's parties stand now; a partner on paper has no row."""
    project = evaluation.project
    partners = [row for row in project.partners.all() if row.group is not None]
    departments = [
        row for row in project.responsible_departments.all() if row.department is not None
    ]
    return [
        *(
            EvaluationParty(
                evaluation=evaluation,
                side=Side.GROUP,
                group=row.group,
                name=row.label,
                order=order,
            )
            for order, row in enumerate(partners)
        ),
        *(
            EvaluationParty(
                evaluation=evaluation,
                side=Side.CITY,
                department=row.department,
                name=row.label,
                order=order,
            )
            for order, row in enumerate(departments)
        ),
    ]


@transaction.atomic
def open_evaluation(
    *, project: Project, fiscal_year: int, round: str, due_on: date, by: Person
) -> Evaluation:
    """Begin an evaluation: who takes part is written down, the items and the scale of the city's
    profile are copied, and each side gets its empty sheet. Raises `PermissionDenied`, or `MoveRefused`
    when there already is one for this 年度; one that was cancelled does not count."""
    project = locked(Project, pk=project.pk)
    can_open(by, project).enforce()
    if round == Round.FINAL and not has_ended(project):
        raise MoveRefused(gettext("最終評価は、事業が終わってから始めてください。"))
    counting = Evaluation.objects.not_cancelled().filter(project=project, round=round)
    if round == Round.FINAL and counting.exists():
        raise MoveRefused(gettext("この事業の最終評価は、すでに始まっています。"))
    if counting.filter(fiscal_year=fiscal_year).exists():
        raise MoveRefused(gettext("この年度のこの時期の評価は、すでに始まっています。"))
    evaluation = Evaluation.objects.create(
        project=project,
        fiscal_year=fiscal_year,
        round=round,
        due_on=due_on,
        far_apart=city().far_apart,
        opened_by=account_of(by),
    )
    taking_part = EvaluationParty.objects.bulk_create(parties_for(evaluation))
    EvaluationItem.objects.bulk_create(items_for(evaluation))
    ScaleStep.objects.bulk_create(steps_for(evaluation))
    Assessment.objects.bulk_create(Assessment(evaluation=evaluation, side=side) for side in Side)
    Reflection.objects.create(evaluation=evaluation)
    EVALUATION_FLOW.record(
        "open", evaluation, by=by, data={"parties": [row.name for row in taking_part]}
    )
    letters.tell_others(
        parties(evaluation),
        by=by,
        about=evaluation,
        told=_("協働事業の評価が始まりました"),
        next_step=_(
            "期限までに、評価シートを書いて提出してください。"
            "相手の評価は、双方がそろうまで見えません。"
        ),
        key=f"evaluation.open:{evaluation.pk}",
    )
    return evaluation


def last_written(
    target: Assessment | Evaluation, name: str, *, not_by: Person | None = None
) -> int:
    """The number of the newest entry of one kind of writing, by its name in the flow; 0 when there
    is none. With `not_by`, the newest that somebody else made."""
    entries = flow_of(target).entries(target, name)
    if not_by is not None:
        entries = entries.exclude(by=not_by.pk)
    return entries.aggregate(newest=Max("pk"))["newest"] or 0
