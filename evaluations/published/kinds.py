"""What of the evaluations is public, and in which forms everybody may have it."""

from typing import Any

from django.db.models import QuerySet

from evaluations.models import Evaluation
from evaluations.published.dataset import ReportDataset
from evaluations.published.filters import EvaluationFilterSet
from kyodo_portal.publishing.kinds import PublicKind, register


def reports_for(user: Any) -> QuerySet[Evaluation]:
    """An evaluation is listed once it is published, for its two sides too."""
    return Evaluation.objects.visible_to(user).published()


REPORTS = PublicKind(
    slug="reports",
    name="評価と報告",
    place=50,
    model=Evaluation,
    listed_for=reports_for,
    list_page="evaluations:list",
    page="evaluations:detail",
    filters=EvaluationFilterSet,
    dataset=ReportDataset,
)

register(REPORTS)
