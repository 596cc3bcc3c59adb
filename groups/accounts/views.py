"""The page on which the owner of an account sees that their second factor is being set anew."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from groups.accounts.recovery import RECOVERY_FLOW, stop_of
from groups.models import FactorRecovery, RecoveryStatus
from groups.models.recoveries import RUNNING
from kyodo_portal.life.moves import make_move


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
