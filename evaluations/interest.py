"""Whose affair an evaluation is (`kyodo_portal.life.interest`)."""

from collections.abc import Iterable

from evaluations.models import Evaluation
from kyodo_portal.life.interest import Concern


def concerns_of(evaluation: Evaluation) -> Iterable[Concern]:
    """The two sides', as they stood when it was opened, from then on."""
    return [
        Concern(
            groups=frozenset(evaluation.group_ids()),
            departments=frozenset(evaluation.department_ids()),
            since=lambda: evaluation.created_at,
        )
    ]
