"""What is told of reports: to those who saved conditions of their list. Who follows a project is told
by its own course that it was evaluated."""

from collections.abc import Collection, Mapping, Sequence

from django.utils.translation import gettext_lazy as _

from evaluations.models import Evaluation
from kyodo_portal.publishing.news import NewsOf, Topic, register


def topics_of_reports(reports: Sequence[Evaluation]) -> Mapping[int, Collection[Topic]]:
    return {report.pk: () for report in reports}


register(
    NewsOf(
        model=Evaluation,
        public=Evaluation.objects.published,
        topics=topics_of_reports,
        slug="reports",
        appeared=_("評価と報告が公表されました"),
    )
)
