"""Who says "me too" to what is needed, with an account and without one."""

from allauth.core.internal import ratelimit
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from kyodo_portal.life.people import is_signed_in
from kyodo_portal.life.verdicts import Verdict, allow_if
from proposals.actions.concerns import count_visitor, say_me_too, take_me_too_back
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
