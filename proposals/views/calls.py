"""To be written."""

from django.http import HttpRequest, HttpResponse


def call_list(request: HttpRequest, **_: int) -> HttpResponse:
    return HttpResponse("")

def call_detail(request: HttpRequest, **_: int) -> HttpResponse:
    return HttpResponse("")

def propose(request: HttpRequest, **_: int) -> HttpResponse:
    return HttpResponse("")
