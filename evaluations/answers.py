"""What evaluations know about projects (`projects.questions`) and groups (`groups.questions`)."""

from collections.abc import Collection

from django.urls import reverse
from django.utils.translation import gettext

from evaluations.history import events_of
from evaluations.models import Evaluation, EvaluationStatus
from evaluations.rules.evaluations import can_open
from evaluations.waiting import waiting_in_groups
from groups.models import Group
from groups.questions import IN_EVALUATIONS
from kyodo_portal.life.people import Person, is_signed_in
from kyodo_portal.life.verdicts import Verdict, refuse
from kyodo_portal.life.waiting import Task
from projects.models import Origin, Project, ProjectStatus
from projects.questions import JUDGED, PARTIES_MAY_CHANGE, Judged


@JUDGED.answered_by
def judged(projects: Collection[Project], by: Person) -> dict[int, Judged]:
    """The evaluations of each that this person may see."""
    by_pk = {project.pk: project for project in projects}
    found: dict[int, list[Evaluation]] = {pk: [] for pk in by_pk}
    for evaluation in Evaluation.objects.visible_to(by).filter(project__in=by_pk):
        evaluation.project = by_pk[evaluation.project_id]
        found[evaluation.project_id].append(evaluation)
    unseen = [
        pk
        for pk, project in by_pk.items()
        if not found[pk] and project.status == ProjectStatus.COMPLETED
    ]
    begun = _begun_among(unseen)
    return {
        pk: Judged(
            evaluations,
            report_of(evaluations),
            turn_of(by_pk[pk], evaluations, has_begun=pk in begun),
            events=[event for evaluation in evaluations for event in events_of(evaluation)],
            begin_url=begin_url_of(by_pk[pk], evaluations, by),
            tells_the_end=any(one.is_final and one.published_at for one in evaluations),
        )
        for pk, evaluations in found.items()
    }


@PARTIES_MAY_CHANGE.answered_by
def parties_may_change(projects: Collection[Project], by: Person) -> dict[int, Verdict]:
    """Not while sheets are written behind the seal: between whom it stands was settled when the evaluation
    was opened."""
    being_written = Evaluation.objects.filter(project__in=projects, status=EvaluationStatus.OPEN)
    held = being_written.order_by().values_list("project", flat=True).distinct()
    return dict.fromkeys(
        held,
        refuse(
            gettext(
                "評価の記入が始まっているため、いまは相手団体と所管課を変えられません。"
                "評価は、始めたときの団体と所管課の間で、互いに見えないように書く決まりです。"
                "双方の評価が開かれてから変えるか、協働担当に、評価の取りやめを相談してください。"
            )
        ),
    )


def report_of(evaluations: list[Evaluation]) -> Evaluation | None:
    """The published report that tells most of what came of the project: the final one, else the newest
    of those on the way; None before there is any."""
    published = [evaluation for evaluation in evaluations if evaluation.is_published]
    final = (one for one in published if one.is_final)
    return next(final, next(iter(published), None))


def _begun_among(pks: list[int]) -> set[int]:
    """Those of these projects that have an evaluation, whoever sees it; nothing is asked for none."""
    if not pks:
        return set()
    evaluations = Evaluation.objects.not_cancelled().filter(project__in=pks)
    return set(evaluations.order_by().values_list("project", flat=True))


def turn_of(project: Project, evaluations: list[Evaluation], *, has_begun: bool) -> str:
    """Once the work has ended, what the evaluation under way waits for, or that one has to be begun.
    Where one goes on that this person does not see (`has_begun`), nothing more is told of it."""
    if project.status != ProjectStatus.COMPLETED:
        return ""
    if not evaluations and not has_begun:
        if project.origin == Origin.RECORD and project.completed_at is None:
            return gettext("過去の記録のため、このサイトでの評価はありません。")
        return gettext("事業は終わりました。評価は、まだ始まっていません。")
    if is_to_be_begun_again(project, evaluations):
        return gettext("評価が取りやめになりました。市が、評価をあらためて始めます。")
    under_way = (each for each in evaluations if not (each.is_published or each.is_cancelled))
    return next((str(each.whose_turn) for each in under_way), "")


def is_to_be_begun_again(project: Project, evaluations: list[Evaluation]) -> bool:
    """The work has ended, the last evaluation was cancelled, and no other is under way."""
    if project.status != ProjectStatus.COMPLETED or not evaluations:
        return False
    newest = max(evaluations, key=lambda each: each.pk)
    return newest.is_cancelled and all(
        each.is_published or each.is_cancelled for each in evaluations
    )


def begin_url_of(project: Project, evaluations: list[Evaluation], by: Person) -> str:
    """Where this person begins the evaluation again; empty for those who may not."""
    if is_to_be_begun_again(project, evaluations) and can_open(by, project):
        return f"{reverse('evaluations:create')}?project={project.pk}"
    return ""


@IN_EVALUATIONS.answered_by
def open_acts_in_evaluations(groups: Collection[Group], by: Person) -> dict[int, tuple[Task, ...]]:
    """What waits there for this person as somebody who speaks for the group."""
    if not is_signed_in(by):
        return {}
    spoken_for = [group.pk for group in groups if group.pk in by.managed_group_ids]
    found = waiting_in_groups(by, spoken_for)
    return {pk: tuple(tasks) for pk, tasks in found.items()}
