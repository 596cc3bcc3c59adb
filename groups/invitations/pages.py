"""The page to which the letter of an invitation leads: what is offered, who one is, and the answer.

Whoever has the letter sees what it offers. Only an account that has proved to read the mail of the
invited address accepts, so a letter that was passed on opens nothing. Looking changes nothing.
"""

from typing import Any
from urllib.parse import urlencode

from allauth.account.internal.flows.login_by_code import LoginCodeVerificationProcess
from allauth.account.models import EmailAddress
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from groups.accounts.proofs import note_proof
from groups.accounts.typed import RequestLoginCodeForm
from groups.invitations.flow import INVITATION_FLOW
from groups.models import Group, Invitation, InvitationStatus, User
from groups.rules.invitations import can_accept, may_accept
from groups.rules.roles import acts_of
from kyodo_portal.life.flows import MoveRefused
from kyodo_portal.life.moves import refused
from kyodo_portal.web import city_sessions
from kyodo_portal.writing.locks import hold

GONE = _(
    "この招待のページは見つかりません。新しい招待のメールが届いているか、招待が取り消されています。"
    "いちばん新しいメールのページを開くか、招待した人に確かめてください。"
)


def _found(token: str) -> Invitation:
    found = Invitation.objects.by_token(token).select_related(
        "department", "group", "invited_by", "accepted_by"
    )
    invitation = found.first()
    if invitation is None or invitation.status == InvitationStatus.WITHDRAWN:
        raise Http404(GONE)
    return invitation


def _page_of(token: str) -> str:
    return reverse("invitations:offer", args=[token])


def masked(email: str) -> str:
    """An address as whoever knows it recognises it: h…@example.jp."""
    name, _, host = email.partition("@")
    return f"{name[:1]}…@{host}"


@login_not_required
@require_safe
def invitation_offer(request: HttpRequest, token: str) -> HttpResponse:
    """What is offered, by whom, until when; and the one thing to do next."""
    invitation = _found(token)
    may, can = may_accept(request.user, invitation), can_accept(invitation)
    context: dict[str, Any] = {
        "invitation": invitation,
        "address": masked(invitation.email),
        "is_accepted": invitation.status == InvitationStatus.ACCEPTED,
        "too_late": "" if can else can.reason,
        "not_theirs": "" if may or not request.user.is_authenticated else may.reason,
        "acts": acts_of(invitation.group_role),
        "begin_url": reverse("invitations:begin", args=[token]),
        "accept_url": reverse("invitations:accept", args=[token]),
        "login_url": f"{reverse('account_login')}?{urlencode({'next': _page_of(token)})}",
    }
    answer = render(request, "invitations/offer.html", context)
    answer["Cache-Control"] = "private, no-store"
    return answer


@login_not_required
@require_POST
def invitation_begin(request: HttpRequest, token: str) -> HttpResponse:
    """Send a code to the invited address; where it has no account, one is made, which waits for the
    code as every account does."""
    invitation = _found(token)
    if request.user.is_authenticated or not can_accept(invitation):
        return redirect(_page_of(token))
    account = _account_for(invitation)
    form = RequestLoginCodeForm({"email": account.email})
    if not form.is_valid():
        for reason in (str(reason) for errors in form.errors.values() for reason in errors):
            messages.error(request, reason)
        return redirect(_page_of(token))
    LoginCodeVerificationProcess.initiate(request=request, user=account, email=account.email)
    way = urlencode({"next": _page_of(token)})
    return redirect(f"{reverse('account_confirm_login_code')}?{way}")


@transaction.atomic
def _account_for(invitation: Invitation) -> User:
    """The account of the invited address; a new one is nobody's until the code is typed."""
    proved = EmailAddress.objects.filter(verified=True, email__iexact=invitation.email)
    known = User.objects.filter(emailaddress__in=proved).first()
    account = known or User.objects.filter(email__iexact=invitation.email).first()
    if account is None:
        account = User.objects.create_user(invitation.email, display_name=invitation.name)
        EmailAddress.objects.create(user=account, email=account.email, primary=True, verified=False)
    return account


@login_not_required
@require_POST
def invitation_accept(request: HttpRequest, token: str) -> HttpResponse:
    """Accept. Whoever now works for the city goes on to the admin, which asks for the second factor: that
    they read the mail of their address is shown by the letter."""
    invitation = _found(token)
    if not request.user.is_authenticated:
        return redirect(_page_of(token))
    own = User.objects.get(pk=request.user.pk).email
    proves = invitation.group_id is None and own.lower() == invitation.email.lower()
    try:
        with transaction.atomic():  # refused, nothing is proved either
            hold(Group, invitation.group_id)
            if proves:
                note_proof(request, User.objects.get(pk=request.user.pk))
            accepted = INVITATION_FLOW.make("accept", invitation, by=request.user)
    except MoveRefused as refusal:
        return refused(request, refusal, back=_page_of(token))
    messages.success(request, INVITATION_FLOW.moves["accept"].done_words(accepted))
    if invitation.group_id is not None:
        return redirect("groups:people", pk=invitation.group_id)
    account = User.objects.get(pk=request.user.pk)
    if not account.is_staff:
        return redirect("my")
    city_sessions.begin(request.session)
    if proves:
        city_sessions.prove_mail(request.session, account.pk)
    return redirect("admin:index")
