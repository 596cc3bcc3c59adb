"""A published report in the vocabulary of schema.org."""

from typing import Any

from django.utils import timezone

from evaluations.models import Evaluation
from evaluations.report.parts import taking_part
from kyodo_portal.web.linked_data import absolute, city_body, described


def linked_data_of(evaluation: Evaluation) -> dict[str, Any] | None:
    """The report as its page shows it, told by both sides; None while it is not public."""
    if not evaluation.is_published:
        return None
    project, reflection = evaluation.project, getattr(evaluation, "reflection", None)
    names = [one.name for one in taking_part(evaluation)["groups"]]
    groups = [{"@type": "Organization", "name": name} for name in names]
    return described(
        "Report",
        name=str(evaluation),
        headline=str(evaluation)[:110],
        abstract=getattr(reflection, "overall", ""),
        url=absolute(evaluation.get_absolute_url()),
        inLanguage="ja",
        datePublished=evaluation.published_at and timezone.localdate(evaluation.published_at),
        dateModified=timezone.localdate(evaluation.updated_at),
        author=[*groups, city_body()],
        publisher=city_body(),
        about={
            "@type": "Project",
            "name": project.title,
            "url": absolute(project.get_absolute_url()),
        },
    )
