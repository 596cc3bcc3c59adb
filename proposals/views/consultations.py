"""To be written."""

from django.http import HttpRequest, HttpResponse


def consultation_list(request: HttpRequest, **_: int) -> HttpResponse:
    return HttpResponse("")

def consultation_create(request: HttpRequest, **_: int) -> HttpResponse:
    return HttpResponse("")

def consultation_detail(request: HttpRequest, **_: int) -> HttpResponse:
    return HttpResponse("")

def reply(request: HttpRequest, **_: int) -> HttpResponse:
    return HttpResponse("")

def convert(request: HttpRequest, **_: int) -> HttpResponse:
    return HttpResponse("")

def move(request: HttpRequest, **_: int) -> HttpResponse:
    return HttpResponse("")
