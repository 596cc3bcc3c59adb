"""Before the admin shows anything: who works here has shown that the account is theirs, by a code sent to
its address when they began, and a second factor in this session."""

from typing import Any

from allauth.mfa.models import Authenticator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode

from kyodo_portal.life.people import Account
from kyodo_portal.web import city_sessions

GO_ON = "after_second_factor"
"""In the session: the page somebody wanted to open when they were asked for their factor."""

TOTP, PASSKEY = Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN


def is_needed(request: HttpRequest, account: Account) -> bool:
    """Whether this person has yet to prove their address, or to use a second factor in this session."""
    return account.mail_proved_at is None or not city_sessions.is_proved(request.session, account)


def ask(request: HttpRequest, account: Account) -> HttpResponse:
    """The page that says why nothing is shown, and leads to what is missing and back."""
    wanted = request.get_full_path() if request.method == "GET" else reverse("admin:index")
    request.session[GO_ON] = wanted
    held = set(Authenticator.objects.filter(user_id=account.pk).values_list("type", flat=True))
    has_factor = bool(held & {TOTP, PASSKEY})
    has_proved = city_sessions.is_mail_proved(request.session, account)
    context: dict[str, Any] = {
        "asks_mail": account.mail_proved_at is None or not (has_factor or has_proved),
        "has_app": TOTP in held,
        "has_passkey": PASSKEY in held,
        "back": urlencode({"next": wanted}),
    }
    return render(request, "second_factor.html", context, status=403)
