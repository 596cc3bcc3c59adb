"""The agreement as a file to print, to sign in ink, and to keep."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from kyodo_portal.files.pdf import PdfRefused
from projects.agreement.printing import agreement_as_pdf
from projects.views.agreement import shown
from projects.views.lookup import found_project


@login_not_required
@require_safe
def agreement_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    """The 協定書 as a tagged PDF, for whoever may read the agreement. Where none can be made, the page of
    the agreement says so (503); it can be printed too."""
    project = found_project(request.user, pk)
    if not project.requires_agreement or project.elsewhere:
        raise Http404(gettext("この事業には、ここで結んだ協定がありません。"))
    try:
        content = agreement_as_pdf(project)
    except PdfRefused as refusal:
        return shown(request, project, without_pdf=refusal.reason)
    answer = HttpResponse(content, content_type="application/pdf")
    answer["Content-Disposition"] = f'attachment; filename="agreement-{project.pk}.pdf"'
    answer["X-Content-Type-Options"] = "nosniff"
    return answer
