"""Answering an amendment: signing it, and the moves that end it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from groups.rules.groups import HIDDEN
from kyodo_portal.life.flows import MoveRefused
from kyodo_portal.life.moves import make_move, refused
from kyodo_portal.words.languages import listed
from projects.actions.amendments import sign_amendment
from projects.amending import rules
from projects.amending.flow import AMENDMENT_FLOW
from projects.forms import AnswerForm, PaperAnswerForm
from projects.models import Amendment, Project
from projects.views.agreement import shown
from projects.views.lookup import found_project


@require_POST
@login_required
def amendment_sign(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Sign the change that was on the screen, or record a partner's signature on paper."""
    project = found_project(request.user, pk)
    amendment = found_amendment(request, project, number)
    paper = "paper_answer-digest" in request.POST
    form: AnswerForm | PaperAnswerForm = (
        PaperAnswerForm(
            request.POST,
            parties=[row for row in amendment.asked.all() if row.is_on_paper],
            prefix="paper_answer",
        )
        if paper
        else AnswerForm(request.POST, prefix="answer")
    )
    try:
        asked = rules.can_record_paper if paper else rules.can_answer
        asked(request.user, amendment).enforce()
        if form.errors and set(form.errors) <= {"agrees", "signer_name", "signed_on"}:
            return shown(request, project, form)
        if not form.is_valid():
            reasons = [str(reason) for errors in form.errors.values() for reason in errors]
            raise MoveRefused(" ".join(reasons), status_code=400)
        data = form.cleaned_data
        signed = sign_amendment(
            amendment=amendment,
            by=request.user,
            digest=data["digest"],
            paper_for=data.get("paper_for"),
            signer_name=data.get("signer_name", ""),
            signed_on=data.get("signed_on"),
        )
    except MoveRefused as refusal:
        typed = request.POST.get("paper_answer-signer_name", "")[:100]
        return refused(request, refusal, back=amendment.get_absolute_url(), typed=typed)
    if signed.is_running:
        waiting = listed(str(party.name_in_language) for party in signed.unsigned)
        told = gettext("署名しました。次は{waiting}の署名を待ちます。").format(waiting=waiting)
    else:
        told = gettext("署名しました。全員の署名がそろい、変更が成立しました。")
    messages.success(request, told)
    return redirect(amendment)


@require_POST
@login_required
def amendment_move(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Take the amendment back, decline it, or end it."""
    project = found_project(request.user, pk)
    return make_move(request, AMENDMENT_FLOW, found_amendment(request, project, number))


def found_amendment(request: HttpRequest, project: Project, number: int) -> Amendment:
    """The amendment of a project that has this number, if this person may read it; otherwise a 404."""
    visible = Amendment.objects.visible_to(request.user).filter(project=project, number=number)
    amendment = visible.first()
    if amendment is None:
        raise Http404(HIDDEN)
    amendment.project = project
    return amendment
