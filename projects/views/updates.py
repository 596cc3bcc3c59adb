"""Progress reports."""

from django.http import Http404, HttpRequest, HttpResponse


def update_create(request: HttpRequest, pk: int) -> HttpResponse:
    """Not written yet."""
    raise Http404


def photo(request: HttpRequest, pk: int, photo_pk: int) -> HttpResponse:
    """Not written yet."""
    raise Http404
