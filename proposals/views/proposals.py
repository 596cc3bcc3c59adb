"""To be written."""

from django.http import HttpRequest, HttpResponse


def proposal_detail(request: HttpRequest, **_: int) -> HttpResponse:
    return HttpResponse("")

def proposal_edit(request: HttpRequest, **_: int) -> HttpResponse:
    return HttpResponse("")

def autosave(request: HttpRequest, **_: int) -> HttpResponse:
    return HttpResponse("")

def check(request: HttpRequest, **_: int) -> HttpResponse:
    return HttpResponse("")

def move(request: HttpRequest, **_: int) -> HttpResponse:
    return HttpResponse("")
