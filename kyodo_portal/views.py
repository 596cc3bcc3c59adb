"""The site's own pages: home, guide, my page, and what machines ask."""

from django.contrib.auth.decorators import login_required
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What one can take part in now, what is new, what came of it, how to begin."""
    return render(request, "home.html", {})


@require_safe
def guide(request: HttpRequest) -> HttpResponse:
    """What 協働 is: patterns, forms, rules and manners."""
    return render(request, "guide.html", {})


@require_safe
@login_required
def my(request: HttpRequest) -> HttpResponse:
    """What waits for me, what is mine."""
    return render(request, "my.html", {})


@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """200 when the database answers."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("ok", content_type="text/plain")


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form whose safety mark is missing or old: says so, and that nothing was done."""
    return render(request, "403_csrf.html", status=403)
