"""Pages of the evaluations."""

from django.http import HttpRequest, HttpResponse


def evaluation_list(request: HttpRequest) -> HttpResponse:
    """The published reports."""
    return HttpResponse()


def evaluation_create(request: HttpRequest) -> HttpResponse:
    """Begin an evaluation."""
    return HttpResponse()


def evaluation_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """The report."""
    return HttpResponse()


def evaluation_move(request: HttpRequest, pk: int) -> HttpResponse:
    """Make a move."""
    return HttpResponse()


def sheet_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """My side's sheet."""
    return HttpResponse()


def sheet_autosave(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep a draft."""
    return HttpResponse()


def sheet_submit(request: HttpRequest, pk: int) -> HttpResponse:
    """Hand in my side's sheet."""
    return HttpResponse()


def reflection_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """The joint reflection."""
    return HttpResponse()


def reflection_consent(request: HttpRequest, pk: int) -> HttpResponse:
    """Agree to the reflection."""
    return HttpResponse()
