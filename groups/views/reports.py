"""Reporting a text or a picture, and the page on which its writer reads what became of it."""

from typing import Any

from allauth.core.internal import ratelimit
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from groups.actions.reports import report, report_at_the_counter
from groups.flows.reports import REPORT_FLOW
from groups.forms.reports import ComplaintForm, CounterComplaintForm
from groups.models import Report
from groups.rules.groups import HIDDEN
from groups.rules.people import is_coordinator
from groups.rules.reports import can_report, wrote_it
from kyodo_portal.life.flows import MoveRefused
from kyodo_portal.life.hiding import KINDS, HideableKind
from kyodo_portal.life.history import story_of
from kyodo_portal.life.moves import make_move, refused
from kyodo_portal.life.people import is_signed_in
from kyodo_portal.life.recorded import Reader

MOST = {"report": "10/d/ip", "report_by_account": "30/d/user"}
"""Reports a day from one place without an account, and of one person with one."""


def _found(request: HttpRequest, kind: str, pk: int) -> tuple[HideableKind, Any]:
    """What is to be reported, if the person may see it; else a 404."""
    hideable = KINDS.get(kind)
    if hideable is None:
        raise Http404(HIDDEN)
    return hideable, get_object_or_404(hideable.seen_by(request.user), pk=pk)


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def report_create(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """Report it, with or without an account; for a coordinator also what came to the counter."""
    hideable, thing = _found(request, kind, pk)
    back = hideable.place(thing)
    at_counter = is_coordinator(request.user) and "counter" in request.GET
    form_class = CounterComplaintForm if at_counter else ComplaintForm
    is_guest = not is_signed_in(request.user)
    form = form_class(request.POST if request.method == "POST" else None, is_for_guest=is_guest)
    if not (may := can_report(thing)):
        return refused(request, MoveRefused(may.reason), back=back, typed=_typed(request))
    if form.is_valid():
        if not at_counter and not _is_within_limit(request):
            reason = gettext(
                "今日は、ここからのお知らせが多いため受け付けられません。お急ぎのときは、協働の窓口にお電話ください。"
            )
            refusal = MoveRefused(reason, status_code=429)
            return refused(request, refusal, back=back, typed=_typed(request))
        act = report_at_the_counter if at_counter else report
        act(kind=hideable, thing=thing, complaint=form.save(commit=False), by=request.user)
        messages.success(
            request,
            gettext(
                "お知らせありがとうございます。協働担当が確認します。確認が済むまで、そのまま表示されます。"
            ),
        )
        return redirect(back)
    context = {
        "form": form,
        "kind": hideable,
        "thing": thing,
        "words": hideable.words(thing),
        "back": back,
        "at_counter": at_counter,
        "may_enter": is_coordinator(request.user),
        "crumbs": [(gettext("市に知らせる"), None)],
    }
    return render(request, "reports/create.html", context)


def _typed(request: HttpRequest) -> str:
    return request.POST.get("note", "")


def _is_within_limit(request: HttpRequest) -> bool:
    action = "report_by_account" if is_signed_in(request.user) else "report"
    user = request.user if is_signed_in(request.user) else None
    consumed = ratelimit.consume(request, app="groups", action=action, config=MOST, user=user)
    return consumed is not None


def _visible(request: HttpRequest, pk: int) -> Report:
    return get_object_or_404(Report.objects.visible_to(request.user), pk=pk)


@require_safe
def report_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """What was hidden and why, for who wrote it; and the way to a second look."""
    case = _visible(request, pk)
    target = case.target
    wrote = wrote_it(request.user, case)
    offers = [
        offer
        for offer in REPORT_FLOW.offers(request.user, case)
        if wrote and offer.move.name == "appeal"
    ]
    context = {
        "report": case,
        "target": target,
        "words": case.hideable.words(target) if wrote and target is not None else "",
        "timeline": story_of(case, reader=Reader.PARTIES),
        "offers": offers,
        "move_url": reverse("reports:move", args=[case.pk]),
        "is_coordinator": is_coordinator(request.user),
        "crumbs": [(gettext("表示をやめたもの"), None)],
    }
    return render(request, "reports/detail.html", context)


@require_POST
def report_move(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask for a second look."""
    return make_move(request, REPORT_FLOW, _visible(request, pk))
