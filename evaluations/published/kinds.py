"""What of the evaluations is public, and in which forms everybody may have it."""

from evaluations.models import Evaluation
from evaluations.models.evaluations import EvaluationQuerySet
from evaluations.published.dataset import ReportDataset
from evaluations.published.feed import ReportFeed
from evaluations.published.filters import EvaluationFilterSet
from evaluations.published.linked_data import linked_data_of
from kyodo_portal.life.people import Person
from kyodo_portal.publishing.kinds import PublicKind, register


def reports_for(user: Person) -> EvaluationQuerySet:
    """An evaluation is listed once it is published, for its two sides too: then everybody sees it."""
    return Evaluation.objects.published()


REPORTS = PublicKind(
    slug="reports",
    name="評価と報告",
    place=50,
    model=Evaluation,
    listed_for=reports_for,
    list_page="evaluations:list",
    page="evaluations:detail",
    filters=EvaluationFilterSet,
    feed=ReportFeed,
    dataset=ReportDataset,
    linked_data=linked_data_of,
    without={"calendar": "A report has no day that others wait for."},
)

register(REPORTS)
