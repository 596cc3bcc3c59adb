"""What waits for a person in the evaluations."""

from collections.abc import Collection
from typing import Any

from django.db.models import Exists, OuterRef, Q, prefetch_related_objects
from django.db.models.functions import JSONObject
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from evaluations.interest import concerns_of
from evaluations.models import DifferenceNote, Evaluation, EvaluationStatus, Round, Side
from evaluations.rules.evaluations import can_open
from evaluations.rules.reflections import can_close_reflection
from evaluations.rules.sides import side_of
from groups.rules.people import is_coordinator
from kyodo_portal.life.interest import has_interest
from kyodo_portal.life.people import Account, Person, is_signed_in
from kyodo_portal.life.waiting import Task
from kyodo_portal.lists.whole import JSONRows, put_in_place, read_whole, rows_in
from kyodo_portal.words.languages import listed
from projects.models import Origin, Project, ProjectStatus

SIDES = ("partners", "responsible_departments")


def waiting_for(user: Person) -> list[Task]:
    """Sheets to write, reflections to write or agree to, evaluations to begin, to open with one
    sheet, and to publish."""
    if not is_signed_in(user):
        return []
    coordinates = is_coordinator(user)
    writes = bool(user.managed_group_ids or user.department_ids)
    if not (coordinates or writes):
        return []
    tasks = []
    for evaluation in _under_way(user):
        tasks += _of_side(evaluation, user)
        if coordinates and not has_interest(user, *concerns_of(evaluation)):
            tasks += _of_coordinator(evaluation)
    return [*tasks, *_to_begin(user)]


def waiting_in_groups(user: Account, group_ids: Collection[int]) -> dict[int, list[Task]]:
    """The sheets and reflections that wait for this person as one of each of these groups."""
    if not group_ids:
        return {}
    found: dict[int, list[Task]] = {pk: [] for pk in group_ids}
    for evaluation in _under_way(user):
        for pk in found.keys() & evaluation.group_ids():
            found[pk] += _of_side(evaluation, user)
    return found


def _under_way(user: Account) -> list[Evaluation]:
    under_way = Evaluation.objects.visible_to(user).under_way()
    ordered = (
        under_way.select_related("project", "reflection").with_standing().order_by("due_on", "pk")
    )
    notes = DifferenceNote.objects.filter(reflection__evaluation=OuterRef("pk"))
    told = JSONRows(notes.order_by().values(facts=JSONObject(item_id="item_id", note="note")))
    with_notes = ordered.annotate(told=told)
    evaluations: list[Any] = read_whole(with_notes, "items", "steps", "assessments", "parties")
    revealed = [each for each in evaluations if each.status == EvaluationStatus.REVEALED]
    prefetch_related_objects(revealed, "assessments__answers")
    for evaluation in revealed:
        if reflection := getattr(evaluation, "reflection", None):
            rows = [
                DifferenceNote(reflection=reflection, **row) for row in rows_in(evaluation.told)
            ]
            put_in_place([reflection], "notes", rows)
    return evaluations


def _of_side(evaluation: Evaluation, user: Account) -> list[Task]:
    side = side_of(user, evaluation)
    if side is None:
        return []
    if evaluation.status == EvaluationStatus.OPEN and not getattr(
        evaluation, f"{side.value}_is_in"
    ):
        return [
            Task(
                gettext("「{evaluation}」の評価シートを書く").format(evaluation=evaluation),
                reverse("evaluations:sheet", args=[evaluation.pk]),
                evaluation.due_on,
            )
        ]
    agreed = getattr(evaluation, f"{side.value}_consents")
    if evaluation.status == EvaluationStatus.REVEALED and not agreed:
        return [_reflection(evaluation)]
    return []


def _reflection(evaluation: Evaluation) -> Task:
    """To write what is missing, or to agree to what is written."""
    if can_close_reflection(evaluation):
        return Task(
            gettext("「{evaluation}」のふりかえりを読んで、同意する").format(evaluation=evaluation),
            evaluation.get_absolute_url(),
        )
    return Task(
        gettext("「{evaluation}」のふりかえりを話し合って書く").format(evaluation=evaluation),
        reverse("evaluations:reflection", args=[evaluation.pk]),
    )


def _of_coordinator(evaluation: Evaluation) -> list[Task]:
    if evaluation.status == EvaluationStatus.REFLECTED:
        note = gettext("公表を取り下げています") if evaluation.retraction_reason else ""
        return [
            Task(
                gettext("「{evaluation}」を確かめて公表する").format(evaluation=evaluation),
                evaluation.get_absolute_url(),
                note=note,
            )
        ]
    overdue = evaluation.is_open and evaluation.due_on < timezone.localdate()
    missing = [side.label for side in Side if not getattr(evaluation, f"{side.value}_is_in")]
    if overdue and missing:
        return [
            Task(
                gettext("「{evaluation}」の評価がそろっていない側に連絡する").format(
                    evaluation=evaluation
                ),
                evaluation.get_absolute_url(),
                evaluation.due_on,
                note=gettext("期限を過ぎています。まだ提出していない側：{names}").format(
                    names=listed(missing)
                ),
            )
        ]
    return []


def _to_begin(user: Account) -> list[Task]:
    """Projects that have ended, or were called off under way, and have no final evaluation yet. A
    record of the past that was already over when it was entered is left in peace."""
    counting = Evaluation.objects.not_cancelled()
    final = counting.filter(project=OuterRef("pk"), round=Round.FINAL)
    ended = Project.objects.visible_to(user).filter(
        Q(status=ProjectStatus.COMPLETED)
        | Q(status=ProjectStatus.CANCELLED, started_at__isnull=False),
        ~Exists(final),
        ~Q(origin=Origin.RECORD, completed_at=None),
    )
    if not is_coordinator(user):
        if not user.department_ids:
            return []
        ended = ended.of_departments(user.department_ids)
    return [
        Task(
            gettext("「{project}」の最終評価を始める").format(project=project),
            f"{reverse('evaluations:create')}?project={project.pk}",
        )
        for project in read_whole(ended, *SIDES)
        if can_open(user, project)
    ]
