"""Whose affair an evaluation is (`kyodo_portal.life.interest`)."""

from collections.abc import Iterable

from django.db.models import Q

from evaluations.models import Evaluation, EvaluationParty
from kyodo_portal.life.interest import Concern
from kyodo_portal.life.people import Account


def concerns_of(evaluation: Evaluation) -> Iterable[Concern]:
    """The two sides', as they stood when it was opened, from then on."""
    return [
        Concern(
            groups=frozenset(evaluation.group_ids()),
            departments=frozenset(evaluation.department_ids()),
            since=lambda: evaluation.created_at,
        )
    ]


def affairs_of(coordinator: Account) -> Q:
    """The evaluations that are a coordinator's own affair: of their groups, and of groups they have left
    since the opening."""

    def of_groups(pks: list[int]) -> Q:
        return Q(pk__in=EvaluationParty.objects.filter(group__in=pks).values("evaluation"))

    own = of_groups(list(coordinator.role_by_group))
    for pk, ended_at in coordinator.left_groups.items():
        own |= of_groups([pk]) & Q(created_at__lte=ended_at)
    return own
