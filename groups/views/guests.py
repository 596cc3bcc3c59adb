"""The page of somebody without an account: the code, and the way on to what they came for.

Whoever has its address (from the form they have just sent, or from a letter) sees what is waiting; the
code alone makes it go on. Looking changes nothing.
"""

from allauth.core.internal import ratelimit
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from groups.actions.guests import confirm_guest, send_code
from groups.forms.guests import CodeForm
from groups.guests import purpose_of
from groups.models.guests import Guest
from groups.rules.guests import can_be_sent_code, can_try_code
from kyodo_portal.life.flows import MoveRefused
from kyodo_portal.life.moves import refused
from kyodo_portal.life.verdicts import Verdict, allow_if

CODES = {"guest_code": "20/10m/ip,5/15m/key"}
"""How many codes are sent for one browser's address, and to one mail address."""

COMING = {"guest": "60/h/ip,20/d/key"}
"""How many forms people without an account send: from one place, where many may share an address (a
library, a school), and with one contact."""


def found_guest(pk: int, token: str) -> Guest:
    """The guest whose page this token opens. Raises `Http404` with what to do."""
    guest = Guest.objects.filter(pk=pk).first()
    if guest is None or not guest.is_opened_by(token):
        raise Http404(
            gettext(
                "このページは見つかりません。いちばん新しいメールのページを開いてください。"
                "終わって30日たつと、お名前や連絡先と一緒にこのページも消えます。"
            )
        )
    return guest


def may_ask_for_code(request: HttpRequest, email: str) -> Verdict:
    """So many codes and no more, so that nobody fills another's mailbox. Asking counts."""
    counted = ratelimit.consume(
        request, app="groups", action="guest_code", config=CODES, key=email.lower()
    )
    return allow_if(
        counted is not None,
        gettext(
            "短い時間に、何度もコードを送っています。15分ほど待ってから、もう一度お試しください。"
            "届いているいちばん新しいコードは、まだ使えます。"
        ),
    )


def may_come(request: HttpRequest, guest: Guest) -> Verdict:
    """So many forms and no more: those to whom it goes get a letter of each, or have to call. Asking
    counts."""
    counted = ratelimit.consume(
        request,
        app="groups",
        action="guest",
        config=COMING,
        key=guest.email.lower() or guest.phone,
    )
    return allow_if(
        counted is not None,
        gettext(
            "短い時間に、何度も申し込まれています。しばらく待ってから、もう一度送ってください。"
            "お急ぎのときは、協働の窓口にお電話ください。"
        ),
    )


def came_too_often(
    request: HttpRequest, guest: Guest, *, back: str, typed: str = ""
) -> HttpResponse | None:
    """The page that says so, with what was typed; None where there is nothing to say."""
    if may := may_come(request, guest):
        return None
    return refused(request, MoveRefused(may.reason, status_code=429), back=back, typed=typed)


def to_code(request: HttpRequest, guest: Guest) -> HttpResponse:
    """After the form: send the code, where there is a mail address, and go to the page on which it is
    typed. Where too many were sent, the page says so."""
    if guest.email and not guest.is_confirmed:
        _send(request, guest)
    return redirect(guest)


def _send(request: HttpRequest, guest: Guest) -> None:
    verdict = may_ask_for_code(request, guest.email)
    if verdict:
        send_code(guest)
    else:
        messages.error(request, verdict.reason)


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def guest_confirm(request: HttpRequest, pk: int, token: str) -> HttpResponse:
    """Type the code; who left a telephone number only is told that somebody calls."""
    guest = found_guest(pk, token)
    purpose = purpose_of(guest)
    if guest.is_confirmed:
        return redirect(purpose.page(guest))
    form = CodeForm()
    if request.method == "POST" and request.POST.get("action") == "resend":
        if can := can_be_sent_code(guest):
            _send(request, guest)
        else:
            messages.error(request, can.reason)
        return redirect(guest)
    if request.method == "POST":
        form = CodeForm(request.POST)
        if form.is_valid():
            try:
                wrong = confirm_guest(guest, code=form.cleaned_data["code"])
            except MoveRefused as refusal:
                return refused(request, refusal, back=guest.get_absolute_url())
            if not wrong:
                if done := purpose.done(guest):
                    messages.success(request, str(done))
                return redirect(purpose.page(guest))
            form.add_error("code", wrong)
    context = {
        "guest": guest,
        "purpose": purpose,
        "about": purpose.about(guest),
        "form": form,
        "can_try": can_try_code(guest),
    }
    answer = render(request, "guests/confirm.html", context)
    answer["Cache-Control"] = "private, no-store"
    return answer
