"""Before the admin shows anything: who works here has shown a second factor in this session."""

from typing import Any

from allauth.mfa.models import Authenticator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode

from kyodo_portal.web import city_sessions

GO_ON = "after_second_factor"
"""In the session: the page somebody wanted to open when they were asked for their factor."""

TOTP, PASSKEY = Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN


def is_needed(request: HttpRequest) -> bool:
    """Whether this person has yet to use a second factor in this session."""
    return not city_sessions.is_proved(request.session, request.user.pk)


def ask(request: HttpRequest) -> HttpResponse:
    """The page that says why nothing is shown, and leads to the factor and back."""
    wanted = request.get_full_path() if request.method == "GET" else reverse("admin:index")
    request.session[GO_ON] = wanted
    held = set(Authenticator.objects.filter(user_id=request.user.pk).values_list("type", flat=True))
    context: dict[str, Any] = {
        "has_app": TOTP in held,
        "has_passkey": PASSKEY in held,
        "back": urlencode({"next": wanted}),
    }
    return render(request, "second_factor.html", context, status=403)
