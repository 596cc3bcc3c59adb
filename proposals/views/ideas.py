"""Ideas of people without an account: the form, its counter, and the page of who offered one."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from groups.guests import ActingGuest
from groups.views.guests import came_too_often, found_guest, to_code
from kyodo_portal.cities import city
from kyodo_portal.life.flows import MoveRefused
from kyodo_portal.life.history import story_of
from kyodo_portal.life.moves import refused
from kyodo_portal.life.people import is_signed_in
from kyodo_portal.life.recorded import Reader
from kyodo_portal.web.crumbs import Crumbs
from proposals.actions.ideas import enter_idea, idea_of, offer_idea
from proposals.flows import PROPOSAL_FLOW
from proposals.forms.ideas import CounterIdeaForm, IdeaForm
from proposals.models import Call
from proposals.rules.calls import can_offer_idea
from proposals.rules.papers import can_enter_proposals
from proposals.threads import thread_of


def _crumbs(call: Call, last: str) -> Crumbs:
    return [
        (gettext("募集"), reverse("calls:list")),
        (call.title, call.get_absolute_url()),
        (last, None),
    ]


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def idea_offer(request: HttpRequest, pk: int) -> HttpResponse:
    """Offer an idea without an account. Pressed twice, it is offered once."""
    call = get_object_or_404(Call.objects.visible_to(request.user), pk=pk)
    if is_signed_in(request.user):
        return redirect("calls:propose", pk=call.pk)
    can_offer_idea(call).enforce()
    form = IdeaForm(request.POST if request.method == "POST" else None, call=call)
    if form.is_valid():
        idea, back = form.save(commit=False), call.get_absolute_url()
        typed = "\n\n".join((idea.title, idea.background, idea.content))
        if too_often := came_too_often(request, form.guest, back=back, typed=typed):
            return too_often
        key = form.cleaned_data["submission_key"]
        made, _ = offer_idea(call=call, idea=idea, guest=form.guest, key=key)
        return to_code(request, made.guest) if made.guest else redirect(call)
    context = {"form": form, "call": call, "crumbs": _crumbs(call, gettext("アイデアを書く"))}
    return render(request, "calls/idea.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def idea_enter(request: HttpRequest, pk: int) -> HttpResponse:
    """Staff enter an idea that came on paper or was told."""
    call = get_object_or_404(Call.objects.visible_to(request.user), pk=pk)
    can_enter_proposals(request.user, call).enforce()
    form = CounterIdeaForm(request.POST if request.method == "POST" else None, call=call)
    if form.is_valid():
        idea, key = form.save(commit=False), form.cleaned_data["submission_key"]
        try:
            with transaction.atomic():
                made, _ = enter_idea(
                    call=call, idea=idea, guest=form.guest, by=request.user, key=key
                )
        except MoveRefused as refusal:
            typed = "\n\n".join((idea.title, idea.background, idea.content))
            return refused(request, refusal, back=call.get_absolute_url(), typed=typed)
        messages.success(request, f"アイデアを受け付けました。受付番号は {made.number} です。")
        return redirect("admin:proposals_proposal_change", made.pk)
    context = {
        "form": form,
        "call": call,
        "crumbs": _crumbs(call, "紙のアイデアを入力する"),
    }
    return render(request, "calls/idea_entered.html", context)


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def idea_guest(request: HttpRequest, pk: int, token: str) -> HttpResponse:
    """The page of who offered an idea without an account: where it stands, what came of it, taking it back."""
    guest = found_guest(pk, token)
    if not guest.is_confirmed:
        return redirect(guest)
    idea, acting = idea_of(guest), ActingGuest(guest)
    offers = PROPOSAL_FLOW.offers(acting, idea)
    can_end = any(offer.move.name == "withdraw" and offer.verdict for offer in offers)
    if request.method == "POST" and can_end:
        PROPOSAL_FLOW.make("withdraw", idea, by=acting)
        messages.success(request, gettext("アイデアを取り下げました。"))
        return redirect(request.path)
    decision = getattr(idea, "decision", None)
    context = {
        "guest": guest,
        "idea": idea,
        "call": idea.call,
        "decision": decision if decision and decision.released_at else None,
        "thread": thread_of(idea.led_to, for_city=False) if idea.led_to else None,
        "can_end": can_end,
        "story": story_of(idea, reader=Reader.PARTIES),
        "desk": city().desk,
    }
    shown = render(request, "calls/idea_guest.html", context)
    shown["Cache-Control"] = "private, no-store"
    return shown
