"""Ticking off the conditions of adoption."""

from django.db import transaction

from groups.models.people import account_of
from kyodo_portal.life.flows import MoveRefused
from kyodo_portal.life.people import Person
from kyodo_portal.writing.locks import locked
from projects.agreement.conditions import Condition, conditions_of
from projects.flows import PROJECT_FLOW
from projects.models import MetCondition, Project
from projects.rules.conditions import can_tick_conditions


@transaction.atomic
def meet_condition(*, project: Project, mark: str, note: str, by: Person) -> None:
    """Write down that a condition is met, with a word that everybody reads. Raises `PermissionDenied`, or
    `MoveRefused` where it is met already or no condition any more."""
    current, condition = _found(project, mark, by)
    if condition.met:
        raise MoveRefused("この条件は、もう「満たした」と記録されています。")
    MetCondition.objects.create(
        project=current, mark=mark, text=condition.text, note=note, met_by=account_of(by)
    )
    PROJECT_FLOW.record("meet_condition", current, by=by, note=condition.text)


@transaction.atomic
def reopen_condition(*, project: Project, mark: str, by: Person) -> None:
    """Take it back: the condition is open again. Raises as above where it is not met."""
    current, condition = _found(project, mark, by)
    if condition.met is None:
        raise MoveRefused("この条件は、まだ満たしたと記録されていません。")
    condition.met.delete()
    PROJECT_FLOW.record("reopen_condition", current, by=by, note=condition.text)


def _found(project: Project, mark: str, by: Person) -> tuple[Project, Condition]:
    current = locked(Project, pk=project.pk)
    can_tick_conditions(by, current).enforce()
    known = {condition.mark: condition for condition in conditions_of(current)}
    if mark not in known:
        raise MoveRefused("この条件は、いまの協定の内容にありません。ページを開き直してください。")
    return current, known[mark]
