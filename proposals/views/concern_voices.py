"""Who says "me too" to what is needed; and the page of somebody who told it without an account."""

from allauth.core.internal import ratelimit
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from groups.guests import ActingGuest
from groups.views.guests import found_guest
from kyodo_portal.life.history import story_of
from kyodo_portal.life.people import is_signed_in
from kyodo_portal.life.recorded import Reader
from kyodo_portal.life.verdicts import Verdict, allow_if
from proposals.actions.concerns import concern_of, count_visitor, say_me_too, take_me_too_back
from proposals.concerning import answer_facts_of, facts_of
from proposals.flows import CONCERN_FLOW
from proposals.models import Concern
from proposals.rules import concerns as rules
from proposals.views.concerns import found_concern

ONCE_A_DAY = "1/d/ip"
"""How often one address says so of one thing without an account. It is known for a day, and then no more."""


@login_not_required
@require_POST
def concern_me_too(request: HttpRequest, pk: int) -> HttpResponse:
    """Say "me too", or take it back; without an account once a day from one address."""
    concern, user = found_concern(request.user, pk), request.user
    if is_signed_in(user) and "take_back" in request.POST:
        take_me_too_back(concern=concern, by=user)
        messages.success(request, gettext("「わたしも」を取り消しました。"))
        return redirect(concern)
    rules.can_say_me_too(user, concern).enforce()
    if is_signed_in(user):
        say_me_too(concern=concern, by=user)
        told = gettext("「わたしも」を数えました。市の回答があると、メールでお知らせします。")
    elif may := _may_be_counted(request, concern):
        count_visitor(concern=concern, by=user)
        told = gettext("「わたしも」を数えました。ログインして押すと、市の回答をお知らせできます。")
    else:
        told = may.reason
    messages.success(request, told)
    return redirect(concern)


def _may_be_counted(request: HttpRequest, concern: Concern) -> Verdict:
    """Once a day from one address. Asking counts."""
    action = f"concern_me_too_{concern.pk}"
    counted = ratelimit.consume(
        request, app="proposals", action=action, config={action: ONCE_A_DAY}
    )
    return allow_if(
        counted is not None,
        gettext(
            "この場所からは、きょうはもう数えました。"
            "同じ場所のほかの方は、ログインすると、それぞれ押せます。"
        ),
    )


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def guest_concern(request: HttpRequest, pk: int, token: str) -> HttpResponse:
    """The page of somebody without an account: where it stands, the answer, and taking it back."""
    guest = found_guest(pk, token)
    if not guest.is_confirmed:
        return redirect(guest)
    concern, acting = concern_of(guest), ActingGuest(guest)
    offers = CONCERN_FLOW.offers(acting, concern)
    can_end = any(offer.move.name == "withdraw" and offer.verdict for offer in offers)
    if request.method == "POST" and can_end:
        CONCERN_FLOW.make("withdraw", concern, by=acting)
        messages.success(request, gettext("困りごとを取り下げました。"))
        return redirect(request.path)
    context = {
        "guest": guest,
        "concern": concern,
        "facts": facts_of(concern),
        "answer_facts": answer_facts_of(concern),
        "can_end": can_end,
        "story": story_of(concern, reader=Reader.PARTIES),
    }
    shown = render(request, "concerns/guest_concern.html", context)
    shown["Cache-Control"] = "private, no-store"
    return shown
