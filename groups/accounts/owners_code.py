"""The code that shows whose an account of the city's side is: sent to its address, typed before the
account's first second factor is set up, and before the admin opens for the first time.

A password may be known to somebody else, from long ago or because they chose it. So with a password
alone nobody sets up the factor of somebody who works for the city, nor says where its codes go.
"""

from collections.abc import Callable
from typing import Any

from allauth.account import app_settings
from allauth.account.adapter import get_adapter
from allauth.account.forms import BaseConfirmCodeForm
from allauth.account.internal.flows.code_verification import AbstractCodeVerificationProcess
from allauth.core.internal import ratelimit
from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode

from groups.accounts.factors import has_factor
from groups.accounts.typed import AsTyped
from groups.models import User
from groups.models.people import account_of
from kyodo_portal.web import city_sessions

SENT = "owners_code"
"""In the session: the code that was sent last, to which address, when, and how often it was mistyped."""

OF_THE_OWNER = frozenset(
    {
        "account_email",
        "mfa_activate_totp",
        "mfa_deactivate_totp",
        "mfa_add_webauthn",
        "mfa_edit_webauthn",
        "mfa_remove_webauthn",
        "mfa_view_recovery_codes",
        "mfa_generate_recovery_codes",
        "mfa_download_recovery_codes",
    }
)
"""The pages on which somebody says how an account is entered, by the names of their addresses."""


class OwnersCode(AbstractCodeVerificationProcess):
    """A code on its way to the address of an account; it counts for as long as one to sign in with."""

    def __init__(self, request: HttpRequest, account: User, state: dict[str, Any]) -> None:
        self.request = request
        super().__init__(
            state=state,
            timeout=app_settings.LOGIN_BY_CODE_TIMEOUT,
            max_attempts=app_settings.LOGIN_BY_CODE_MAX_ATTEMPTS,
            user=account,
        )

    @classmethod
    def begin(cls, request: HttpRequest, account: User) -> bool:
        """Send one. False where too many have been asked for."""
        allowed = ratelimit.consume(
            request, app="allauth.account", action="request_login_code", key=account.email
        )
        if not allowed:
            return False
        process = cls(request, account, cls.initial_state(user=account, email=account.email))
        process.send()
        process.persist()
        return True

    @classmethod
    def running(cls, request: HttpRequest, account: User) -> "OwnersCode | None":
        """The one that this browser waits for; none after its time, or of another account or address."""
        state = request.session.get(SENT)
        if not state or state["user_id"] != str(account.pk) or state["email"] != account.email:
            return None
        process = cls(request, account, state)
        return process if process.is_valid() else None

    def send(self) -> None:
        adapter = get_adapter()
        self.state["code"] = adapter.generate_login_code()
        context = {"request": self.request, "code": self.state["code"]}
        adapter.send_mail("account/email/owners_code", self.state["email"], context)

    def persist(self) -> None:
        self.request.session[SENT] = self.state

    def abort(self) -> None:
        self.request.session.pop(SENT, None)


class OwnersCodeForm(AsTyped, BaseConfirmCodeForm):
    """Six letters, in whatever width."""


class OwnersOnly:
    """Before the pages of `OF_THE_OWNER`: who works for the city has used a factor in this session, or,
    where there is none yet, proved the address. Whoever has not is led there and back."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_: Any) -> HttpResponseBase | None:
        match = request.resolver_match
        if match is None or match.view_name not in OF_THE_OWNER:
            return None
        if match.view_name == "account_email" and request.method in {"GET", "HEAD"}:
            return None  # which addresses there are
        if not request.user.is_authenticated or not request.user.is_staff:
            return None
        account = account_of(request.user)
        if city_sessions.is_proved(request.session, account):
            return None
        if not has_factor(account) and city_sessions.is_mail_proved(request.session, account):
            return None
        messages.warning(
            request,
            "市の仕事に使うアカウントのため、ログインの方法を変える前に、ご本人であることを確かめます。",
        )
        return redirect(f"{_way(account)}?{urlencode({'next': request.path})}")


def _way(account: User) -> str:
    """Where this account is proved to be whose it is."""
    if not has_factor(account):
        return reverse("owner:code")
    apps = Authenticator.objects.filter(user=account, type=Authenticator.Type.TOTP)
    return reverse("mfa_reauthenticate" if apps.exists() else "mfa_reauthenticate_webauthn")
