"""The lines of the published reports: what a list shows of each report, drawn once."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString

from evaluations.models import Evaluation, Round
from kyodo_portal.ui.drawn import drawn_once
from projects.register.lines import ProjectLine, lines_by_pk


@dataclass(frozen=True, slots=True)
class ReportLine:
    """One published report as a list shows it, in the language of the page."""

    url: str
    project: ProjectLine
    fiscal_year: int
    round_label: str
    published_at: dt.datetime | None
    overall: str
    is_one_sided: bool
    is_without_sheets: bool
    is_without_consent: bool


def lines_of(evaluations: Sequence[Evaluation]) -> list[ReportLine]:
    """The lines of these published evaluations with their reflections, in their order; one query."""
    projects = lines_by_pk([evaluation.project_id for evaluation in evaluations])
    return [
        _line(evaluation, projects[evaluation.project_id])
        for evaluation in evaluations
        if evaluation.project_id in projects
    ]


def card_of(line: ReportLine) -> SafeString:
    """A line as a card. The same line is drawn once, whoever looks at it."""
    return drawn_once("evaluations/_card.html", report=line)


def _line(evaluation: Evaluation, project: ProjectLine) -> ReportLine:
    reflection = getattr(evaluation, "reflection", None)
    return ReportLine(
        url=evaluation.get_absolute_url(),
        project=project,
        fiscal_year=evaluation.fiscal_year,
        round_label=str(Round(evaluation.round).label),
        published_at=evaluation.published_at,
        overall=reflection.overall if reflection is not None else "",
        is_one_sided=bool(evaluation.one_sided_reason),
        is_without_sheets=bool(evaluation.no_sheets_reason),
        is_without_consent=bool(evaluation.no_consent_reason),
    )
