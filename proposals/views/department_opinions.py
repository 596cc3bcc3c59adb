"""The page of a department's opinion: read by both sides, answered once by the proposers."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from groups.rules.groups import HIDDEN
from kyodo_portal.life.flows import MoveRefused
from kyodo_portal.life.moves import refused
from kyodo_portal.life.people import is_signed_in
from proposals.actions.department_opinions import answer_opinion
from proposals.department_reading import opinion_of
from proposals.flows import PROPOSAL_FLOW
from proposals.forms.department_opinions import AnswerOpinionForm
from proposals.rules.department_opinions import can_answer_opinion
from proposals.rules.proposals import is_of_proposers, may_write_proposal
from proposals.views.lookup import found_proposal


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def department_opinion(request: HttpRequest, pk: int) -> HttpResponse:
    """What the department thinks, what was put right since, and what the proposers answer."""
    proposal = found_proposal(request.user, pk)
    read = opinion_of(proposal, request.user)
    if read is None:
        raise Http404(HIDDEN)
    can = can_answer_opinion(request.user, read.opinion)
    form = AnswerOpinionForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        may_write_proposal(request.user, proposal).enforce()
        try:
            if not can:
                raise MoveRefused(can.reason)
            if form.is_valid():
                answer = form.cleaned_data["answer"]
                answer_opinion(opinion=read.opinion, answer=answer, by=request.user)
                messages.success(
                    request, gettext("返答を送りました。担当課と協働担当に知らせます。")
                )
                return redirect(read.opinion)
        except MoveRefused as refusal:
            typed = request.POST.get("answer", "")
            return refused(request, refusal, back=read.opinion.get_absolute_url(), typed=typed)
    offers = PROPOSAL_FLOW.offers(request.user, proposal) if is_signed_in(request.user) else []
    context = {
        "crumbs": [
            (proposal.call.title, proposal.call.get_absolute_url()),
            (str(proposal), proposal.get_absolute_url()),
            (gettext("担当課の意見書"), None),
        ],
        "proposal": proposal,
        "read": read,
        "form": form if can else None,
        "offers": [offer for offer in offers if offer.move.name == "revise"],
        "belongs": is_of_proposers(request.user, proposal),
    }
    return render(request, "proposals/opinion.html", context, status=422 if form.is_bound else 200)
