"""The agreement."""

from django.http import Http404, HttpRequest, HttpResponse


def agreement_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Not written yet."""
    raise Http404


def agreement_sign(request: HttpRequest, pk: int) -> HttpResponse:
    """Not written yet."""
    raise Http404
