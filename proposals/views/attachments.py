"""To be written."""

from django.http import HttpRequest, HttpResponse


def attachment(request: HttpRequest, **_: int) -> HttpResponse:
    return HttpResponse("")

def attachment_add(request: HttpRequest, **_: int) -> HttpResponse:
    return HttpResponse("")

def attachment_delete(request: HttpRequest, **_: int) -> HttpResponse:
    return HttpResponse("")
