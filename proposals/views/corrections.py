"""Where proposers answer what was asked to be mended, place by place."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from kyodo_portal.writing.guarded import Guarded, one_at_a_time
from proposals.actions.corrections import answer_marks
from proposals.content.marks import remarks_by_field
from proposals.content.progress import correction_of
from proposals.forms.corrections import AnswersForm
from proposals.models import Proposal
from proposals.views.lookup import proposal_for_writing


@require_http_methods(["GET", "HEAD", "POST"])
@one_at_a_time(Proposal)
def corrections(request: HttpRequest, pk: int) -> HttpResponse:
    """Each remark with a link to its place, and the answer beside it."""
    proposal = proposal_for_writing(request.user, pk)
    remarks = remarks_by_field(proposal)
    if not remarks:
        return redirect("proposals:edit", pk=pk)

    def made(data: Any = None) -> AnswersForm:
        return AnswersForm(data, remarks=remarks.values())

    page = Guarded(request, made)
    if page.is_clear and page.form.is_valid():
        answer_marks(proposal=proposal, answers=page.form.answers(), by=request.user)
        messages.success(
            request, gettext("答えを保存しました。提案書も直したら、もう一度提出してください。")
        )
        return page.saved(request.path)
    context = {
        "crumbs": [
            (proposal.call.title, proposal.call.get_absolute_url()),
            (str(proposal), proposal.get_absolute_url()),
            (gettext("補正のお願いに答える"), None),
        ],
        "proposal": proposal,
        "form": page.form,
        "correction": correction_of(proposal),
    }
    return page.shown("proposals/corrections.html", context)
