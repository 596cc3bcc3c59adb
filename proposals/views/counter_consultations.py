"""Consultations of people without an account: entered by staff, and read on their own page."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from groups.views.guests import found_guest
from kyodo_portal.cities import city
from kyodo_portal.life.flows import MoveRefused
from kyodo_portal.life.moves import refused
from projects.models import Project
from proposals.actions.counter_consultations import consultation_of, enter_consultation
from proposals.forms.counter_consultations import CounterConsultationForm
from proposals.models import Proposal
from proposals.rules import consultations as rules
from proposals.rules.asking import can_enter_question
from proposals.threads import thread_of
from proposals.views.lookup import number_in


@require_http_methods(["GET", "HEAD", "POST"])
def consultation_enter(request: HttpRequest) -> HttpResponse:
    """Staff enter what somebody asked at the counter, by post or by telephone."""
    user = request.user
    rules.may_enter(user).enforce()
    decided = None
    if (asked := number_in(request, "decision")) is not None:
        visible = Proposal.objects.visible_to(user).select_related("call", "group")
        decided = get_object_or_404(visible, pk=asked)
        can_enter_question(user, decided).enforce()
    asked = number_in(request, "project")
    project = Project.objects.visible_to(user).filter(pk=asked).first() if asked else None
    first = {"subject": f"「{decided}」への決定について"} if decided else {}
    form = CounterConsultationForm(request.POST or None, about=decided, initial=first)
    if request.method == "POST" and form.is_valid():
        consultation = form.save(commit=False)
        consultation.project = project
        key = form.cleaned_data["submission_key"]
        try:
            with transaction.atomic():
                made, _ = enter_consultation(
                    consultation=consultation, guest=form.guest, by=user, key=key, about=decided
                )
        except MoveRefused as refusal:
            return refused(request, refusal, back=reverse("consultations:list"))
        messages.success(request, "相談を入力しました。続けて回答を書けます。")
        return redirect("admin:proposals_consultation_change", made.pk)
    context = {
        "form": form,
        "decided": decided,
        "project": project,
        "crumbs": [
            ("相談する", reverse("consultations:list")),
            ("窓口や電話で受けた相談を入力する", None),
        ],
    }
    return render(request, "consultations/enter.html", context)


@login_not_required
@require_safe
def guest_consultation(request: HttpRequest, pk: int, token: str) -> HttpResponse:
    """The page of somebody without an account: their question and the city's answers."""
    guest = found_guest(pk, token)
    if not guest.is_confirmed:
        return redirect(guest)
    consultation = consultation_of(guest)
    context = {
        "guest": guest,
        "consultation": consultation,
        "thread": thread_of(consultation, for_city=False),
        "desk": city().desk,
    }
    shown = render(request, "consultations/guest.html", context)
    shown["Cache-Control"] = "private, no-store"
    return shown
