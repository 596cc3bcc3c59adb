"""The pages on which the owner of an account of the city's side shows that it is theirs, sees that
their second factor is being set anew, and on which the first administrator gets in."""

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from allauth.account.utils import get_next_redirect_url
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.forms import SetPasswordForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from groups.accounts import first_admin
from groups.accounts.owners_code import OwnersCode, OwnersCodeForm
from groups.accounts.proofs import count_as_proved
from groups.accounts.record import WRONG_CODE, refused
from groups.accounts.recorded import PROVED
from groups.accounts.recovery import RECOVERY_FLOW, stop_of
from groups.models import FactorRecovery, RecoveryStatus, User
from groups.models.people import account_of
from groups.models.recoveries import RUNNING
from groups.rules.people import may_prove_address
from kyodo_portal.life import audit
from kyodo_portal.life.moves import make_move
from kyodo_portal.staff.second_factor import GO_ON


@require_safe
def recovery_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """What is going on, who asked, until when it can be stopped; or who stopped it, and why."""
    recovery = get_object_or_404(FactorRecovery.objects.visible_to(request.user), pk=pk)
    stopped = recovery.status == RecoveryStatus.STOPPED
    context = {
        "recovery": recovery,
        "is_running": recovery.status in RUNNING,
        "is_owner": recovery.account_id == request.user.pk,
        "stop": stop_of(recovery) if stopped else None,
        "offers": [
            offer
            for offer in RECOVERY_FLOW.offers(request.user, recovery)
            if offer.move.name == "stop"
        ],
        "move_url": reverse("recoveries:move", args=[recovery.pk]),
    }
    return render(request, "recoveries/detail.html", context)


@require_POST
def recovery_move(request: HttpRequest, pk: int) -> HttpResponse:
    """Stop it."""
    recovery = get_object_or_404(FactorRecovery.objects.visible_to(request.user), pk=pk)
    return make_move(request, RECOVERY_FLOW, recovery)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def owners_code(request: HttpRequest) -> HttpResponse:
    """Send the code to the account's address, and take it; then on to where its owner wanted to go."""
    account = User.objects.get(pk=account_of(request.user).pk)
    may_prove_address(account).enforce()
    wanted = get_next_redirect_url(request) or reverse("admin:index")
    here = f"{request.path}?{urlencode({'next': wanted})}"
    running = OwnersCode.running(request, account)
    if request.method == "POST" and ("code" not in request.POST or running is None):
        if not OwnersCode.begin(request, account):
            messages.error(request, get_adapter().error_messages["rate_limited"])
        elif "code" in request.POST:
            messages.warning(
                request, "前のコードは使えなくなっていたため、新しいコードを送りました。"
            )
        return redirect(here)
    if running is None:
        return render(request, "account/owners_code_send.html", {"here": here})
    data = request.POST if request.method == "POST" else None
    form = OwnersCodeForm(data, code=running.code)
    if form.is_valid():
        running.abort()
        count_as_proved(request, account)
        audit.record(PROVED, target=account, by=account)
        return redirect(wanted)
    if form.is_bound:
        refused(account, WRONG_CODE)
        if not running.record_invalid_attempt():
            messages.error(
                request,
                "コードのまちがいが続いたため、はじめからにしました。新しいコードを送ってください。",
            )
            return redirect(here)
    context: dict[str, Any] = {
        "verify_form": form,
        "email": account.email,
        "here": here,
        "cancel_url": reverse("my"),
        "can_resend": True,
        "redirect_field": "",
    }
    return render(request, "account/owners_code.html", context)


@login_not_required
@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def first_password(request: HttpRequest, pk: int, token: str) -> HttpResponse:
    """The link that `manage.py first_admin` prints: a password once, then the second factor, then the
    admin. Over after a quarter of an hour, and when it was used (410)."""
    account = first_admin.account_of_link(pk, token)
    form = SetPasswordForm(account, request.POST or None) if account else None
    if form is not None and request.method == "POST" and form.is_valid():
        account = first_admin.begin(pk, token, form.cleaned_data["new_password1"])
        if account is not None:
            request.session[GO_ON] = reverse("admin:index")
            record_authentication(request, account, method="password", reauthenticated=True)
            next_page = reverse("mfa_activate_totp")
            answer = perform_login(
                request, Login(user=account, email=account.email, redirect_url=next_page)
            )
            count_as_proved(request, account)  # by the terminal, as the link is
            return answer
        form = None
    context = {"form": form, "account": account}
    return render(request, "first_password.html", context, status=200 if form else 410)
