"""Where staff enter proposals that came on paper, and what came for them later."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from groups.views.groups import files_lost
from kyodo_portal.life.flows import MoveRefused
from kyodo_portal.life.moves import refused, words_typed
from kyodo_portal.web.bodies import takes_files
from proposals.actions.papers import enter_proposal, receive_paper
from proposals.forms.papers import EnterProposalForm, PaperForm
from proposals.models import Call
from proposals.rules.papers import can_enter_proposals, can_receive_paper, may_write_from_paper
from proposals.views.lookup import found_proposal


@takes_files
@require_http_methods(["GET", "HEAD", "POST"])
def proposal_enter(request: HttpRequest, pk: int) -> HttpResponse:
    """For whom a paper proposal is, and how it came; its words are then typed on the pages of everybody's
    proposal, under the same rules."""
    call = get_object_or_404(
        Call.objects.visible_to(request.user).select_related("department"), pk=pk
    )
    can_enter_proposals(request.user, call).enforce()
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = EnterProposalForm(*sent, call=call, by=request.user)
    if form.is_valid():
        given = form.cleaned_data
        proposal, is_new = enter_proposal(
            call=call,
            by=request.user,
            key=given["submission_key"],
            **{name: given[name] for name in ("group", "title", "came_by", "came_on", "scan")},
        )
        if is_new:
            messages.success(
                request, "紙の提案を受け付けました。続けて、書いてあるとおりに入力してください。"
            )
        return redirect("proposals:edit", pk=proposal.pk)
    context = {
        "crumbs": [
            ("募集", reverse("calls:list")),
            (call.title, call.get_absolute_url()),
            ("紙の提案を入力する", None),
        ],
        "call": call,
        "form": form,
        "files_lost": files_lost(request),
    }
    return render(request, "proposals/enter.html", context)


@takes_files
@require_http_methods(["GET", "HEAD", "POST"])
def paper_received(request: HttpRequest, pk: int) -> HttpResponse:
    """Paper that came later: its day is the one that counts."""
    proposal = found_proposal(request.user, pk)
    may_write_from_paper(request.user, proposal).enforce()
    can = can_receive_paper(request.user, proposal)
    back = proposal.get_absolute_url()
    if not can:
        return refused(request, MoveRefused(can.reason), back=back)
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = PaperForm(*sent)
    if form.is_valid():
        try:
            receive_paper(proposal=proposal, by=request.user, **form.cleaned_data)
        except MoveRefused as refusal:
            return refused(request, refusal, back=back, typed=words_typed(form))
        messages.success(request, "書類を受け付けました。続けて、内容を入力してください。")
        return redirect("proposals:edit", pk=proposal.pk)
    context = {
        "crumbs": [
            (proposal.call.title, proposal.call.get_absolute_url()),
            (str(proposal), back),
            ("紙の書類を受け付ける", None),
        ],
        "proposal": proposal,
        "form": form,
        "files_lost": files_lost(request),
    }
    return render(request, "proposals/received.html", context)
