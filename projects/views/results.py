"""Telling the result."""

from django.http import Http404, HttpRequest, HttpResponse


def project_results(request: HttpRequest, pk: int) -> HttpResponse:
    """Not written yet."""
    raise Http404
