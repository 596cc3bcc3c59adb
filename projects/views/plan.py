"""Writing the plan."""

from django.http import Http404, HttpRequest, HttpResponse


def project_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Not written yet."""
    raise Http404
