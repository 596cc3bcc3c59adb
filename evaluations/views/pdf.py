"""The published report as a file to print, keep and hand on."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from evaluations.models import Evaluation
from evaluations.published.kinds import REPORTS
from evaluations.report.parts import with_whole_project
from evaluations.report.printing import report_as_pdf
from evaluations.views.reports import crumbs_to
from kyodo_portal.files.pdf import PdfRefused
from kyodo_portal.words.readings import without_readings

LONGEST_NAME = 60


@login_not_required
@require_safe
def report_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    """The report as a tagged PDF. Where none can be made, a page that says so and leads to the
    print view (503)."""
    evaluation = with_whole_project(REPORTS.listed_for(request.user), pk)
    if evaluation is None:
        raise Http404(gettext("この報告は公表されていないか、アドレスが変わりました。"))
    try:
        content = report_as_pdf(evaluation)
    except PdfRefused as refusal:
        context = {
            "crumbs": crumbs_to(evaluation, "PDF"),
            "evaluation": evaluation,
            "reason": refusal.reason,
        }
        return render(request, "evaluations/pdf_refused.html", context, status=503)
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = str(content_disposition_header(True, file_name(evaluation)))
    response["X-Content-Type-Options"] = "nosniff"
    return response


def file_name(evaluation: Evaluation) -> str:
    """The project's title and the year, without what file systems refuse."""
    title = "".join(
        letter if letter.isprintable() and letter not in '\\/:*?"<>|' else " "
        for letter in evaluation.project.title
    )
    title = " ".join(title.split())[:LONGEST_NAME].strip(" .") or gettext("協働事業")
    name = gettext("{title}_{fiscal_year}年度_{round}評価.pdf").format(
        title=title, fiscal_year=evaluation.fiscal_year, round=evaluation.get_round_display()
    )
    return without_readings(name)
