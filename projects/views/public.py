"""The register and a project's story."""

from django.http import Http404, HttpRequest, HttpResponse


def project_list(request: HttpRequest) -> HttpResponse:
    """Not written yet."""
    raise Http404


def project_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Not written yet."""
    raise Http404


def project_move(request: HttpRequest, pk: int) -> HttpResponse:
    """Not written yet."""
    raise Http404
