"""Writing a proposal: the form, its saving by hand and by itself, and its documents."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from kyodo_portal.flows import MoveRefused
from kyodo_portal.moves import refused
from proposals import actions, rules
from proposals.completeness import budget_of
from proposals.drafting import Sheet, save_sheet, sheet_of, token_of, with_parts
from proposals.forms.attachments import AttachmentForm
from proposals.forms.rows import TABLES
from proposals.models import Proposal, ProposalAttachment
from proposals.reading import label_of, reading_of
from proposals.sections import SECTIONS
from proposals.snapshot import snapshot_of
from proposals.turns import correction_of

CONFLICT = 409


def proposal_for_writing(request: HttpRequest, pk: int, *, lock: bool = False) -> Proposal:
    """The proposal, where this person may write it now. 404 when it is not theirs to see, 403 with
    the reason when it cannot be written."""
    visible = Proposal.objects.visible_to(request.user)
    if lock:
        visible = visible.select_for_update(of=("self",))
    proposal = get_object_or_404(with_parts(visible), pk=pk)
    rules.can_edit_proposal(request.user, proposal).enforce()
    return proposal


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def proposal_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """The form of a proposal. Saving keeps whatever can be read; the rest stays on the page with
    what is wrong. Nothing is overwritten that somebody else saved meanwhile."""
    if request.method != "POST":
        proposal = proposal_for_writing(request, pk)
        return form_page(request, proposal, sheet_of(proposal, by=request.user))
    with transaction.atomic():
        proposal = proposal_for_writing(request, pk, lock=True)
        more = request.POST.get("add_rows", "")
        sheet = sheet_of(proposal, by=request.user, data=request.POST, more=more)
        if is_stale(request, proposal):
            return stale_page(request, proposal, sheet)
        save_sheet(proposal=proposal, sheet=sheet, by=request.user)
    if more in TABLES or not sheet.is_valid():
        return form_page(request, proposal, sheet)
    if "check" in request.POST:
        return redirect("proposals:check", pk=pk)
    messages.success(request, gettext("下書きを保存しました。"))
    return redirect("proposals:edit", pk=pk)


@require_POST
@login_required
def autosave(request: HttpRequest, pk: int) -> JsonResponse:
    """What the page sends by itself while somebody writes. Answers with the token for the next
    time (`edited`) and whether everything could be read (`complete`)."""
    with transaction.atomic():
        proposal = proposal_for_writing(request, pk, lock=True)
        if is_stale(request, proposal):
            return JsonResponse({"conflict": True}, status=CONFLICT)
        sheet = sheet_of(proposal, by=request.user, data=request.POST)
        save_sheet(proposal=proposal, sheet=sheet, by=request.user, autosave=True)
    return JsonResponse({"edited": token_of(proposal), "complete": sheet.is_valid()})


@require_POST
@login_required
def attachment_add(request: HttpRequest, pk: int) -> HttpResponse:
    """Add a document. What is written on the same page is saved with it."""
    with transaction.atomic():
        proposal = proposal_for_writing(request, pk, lock=True)
        sheet = None
        if "edited" in request.POST:
            sheet = sheet_of(proposal, by=request.user, data=request.POST)
            if is_stale(request, proposal):
                return stale_page(request, proposal, sheet)
            save_sheet(proposal=proposal, sheet=sheet, by=request.user)
        form = AttachmentForm(request.POST, request.FILES, prefix="attachment")
        if form.is_valid():
            try:
                actions.add_attachment(
                    proposal=proposal,
                    checked=form.cleaned_data["file"],
                    title=form.cleaned_data["title"],
                    by=request.user,
                )
            except MoveRefused as refusal:
                return refused(request, refusal, back=_attachments_of(proposal))
    if not form.is_valid() or (sheet is not None and not sheet.is_valid()):
        shown = sheet or sheet_of(proposal, by=request.user)
        fresh = None if form.is_valid() else form
        return form_page(request, proposal, shown, attachment_form=fresh)
    messages.success(request, gettext("書類を添えました。"))
    return redirect(_attachments_of(proposal))


@require_POST
@login_required
def attachment_delete(request: HttpRequest, pk: int, attachment_pk: int) -> HttpResponse:
    """Take a document away. What is written on the same page is saved with it."""
    with transaction.atomic():
        proposal = proposal_for_writing(request, pk, lock=True)
        sheet = None
        if "edited" in request.POST:
            sheet = sheet_of(proposal, by=request.user, data=request.POST)
            if is_stale(request, proposal):
                return stale_page(request, proposal, sheet)
            save_sheet(proposal=proposal, sheet=sheet, by=request.user)
        attachment = get_object_or_404(
            ProposalAttachment.objects.select_related("proposal"),
            pk=attachment_pk,
            proposal=proposal,
        )
        actions.delete_attachment(attachment=attachment, by=request.user)
    if sheet is not None and not sheet.is_valid():
        return form_page(request, proposal, sheet)
    messages.success(request, gettext("「{title}」を消しました。").format(title=attachment.title))
    return redirect(_attachments_of(proposal))


def is_stale(request: HttpRequest, proposal: Proposal) -> bool:
    """Whether the proposal was saved elsewhere since this page was made."""
    return request.POST.get("edited", "") != token_of(proposal)


def stale_page(request: HttpRequest, proposal: Proposal, sheet: Sheet) -> HttpResponse:
    """The page with what this person typed, and what somebody saved meanwhile. Nothing is written;
    saving once more keeps what is on the page."""
    stored = with_parts(Proposal.objects).get(pk=proposal.pk)
    typed = set(sheet.form.changed_data)
    saved = [
        (label, value)
        for part in reading_of(snapshot_of(stored))
        for name, (label, value) in zip(part.section.fields, part.rows, strict=True)
        if name in typed
    ]
    return form_page(request, stored, sheet, conflict=saved or [(label_of("title"), stored.title)])


def form_page(
    request: HttpRequest,
    proposal: Proposal,
    sheet: Sheet,
    *,
    conflict: list[tuple[str, Any]] | None = None,
    attachment_form: AttachmentForm | None = None,
) -> HttpResponse:
    """The form with its contents. `proposal` says what is stored, `sheet` what is on the page."""
    # The rows may just have been written anew, so they are read again where something was posted.
    stored = with_parts(Proposal.objects).get(pk=proposal.pk) if sheet.form.is_bound else proposal
    parts = [
        {
            "section": section,
            "fields": [sheet.form[name] for name in section.fields],
            "tables": [
                {"name": name, "formset": sheet.tables[name], "caption": caption, "row": row}
                for name in section.tables
                if name in TABLES
                for *_, caption, row in [TABLES[name]]
            ],
            "is_done": section.is_done(stored),
        }
        for section in SECTIONS
    ]
    context = {
        "crumbs": [
            (gettext("ホーム"), "/"),
            (stored.call.title, stored.call.get_absolute_url()),
            (str(stored), stored.get_absolute_url()),
            (gettext("提案を書く"), None),
        ],
        "proposal": stored,
        "call": stored.call,
        "parts": parts,
        "errors_of": [*sheet.all_forms(), *([attachment_form] if attachment_form else [])],
        "has_errors": sheet.form.is_bound and not sheet.is_valid(),
        "edited": token_of(stored),
        "budget": budget_of(stored),
        "attachments": stored.attachments.all(),
        "attachment_form": attachment_form or AttachmentForm(prefix="attachment"),
        "conflict": conflict,
        "correction": correction_of(stored),
    }
    return render(
        request, "proposals/edit.html", context, status=CONFLICT if conflict is not None else 200
    )


def _attachments_of(proposal: Proposal) -> str:
    return reverse("proposals:edit", args=[proposal.pk]) + "#attachments"
