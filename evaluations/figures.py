"""What of the reports is counted by 年度."""

from django.utils.translation import gettext_lazy as _

from evaluations.models import Evaluation
from kyodo_portal.life.figures import Figure, tell

tell(
    Figure(
        name="reports",
        label=_("公表した報告"),
        records=Evaluation.objects.published,
        moment="published_at",
    )
)
