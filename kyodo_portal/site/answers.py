"""What machines ask, and what people read where something is refused."""

from django.contrib.auth.decorators import login_not_required
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from kyodo_portal.life.moves import words_typed


@login_not_required
@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """200 when the database answers."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    headers = {"Cache-Control": "no-store"}
    return HttpResponse("ok", content_type="text/plain", headers=headers)


def permission_denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Why this may not be done now, with the words that were typed still there to be copied: the
    thing may have moved on while somebody wrote."""
    context = {"reason": str(exception or ""), "typed": words_typed(request)}
    return render(request, "403.html", context, status=403)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form whose safety mark is missing or old: says so, and that nothing was done."""
    return render(request, "403_csrf.html", status=403)
