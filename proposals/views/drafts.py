"""Writing a proposal: the form, its saving by hand and by itself, and its documents."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from kyodo_portal.files.uploads import CheckedFile
from kyodo_portal.life.flows import MoveRefused
from kyodo_portal.life.moves import refused
from kyodo_portal.web.bodies import takes_files
from kyodo_portal.writing.guarded import Guarded, one_at_a_time
from kyodo_portal.writing.seen import CONFLICT, FIELD, Seen
from proposals.actions.drafting import save_draft, with_parts
from proposals.actions.drafts import add_attachment, delete_attachment
from proposals.content.completeness import budget_of
from proposals.content.progress import correction_of
from proposals.content.sections import Section, sections_of
from proposals.forms.attachments import AttachmentForm
from proposals.forms.page import DraftForms, draft_forms
from proposals.forms.rows import TABLES
from proposals.models import Proposal, ProposalAttachment
from proposals.rules.proposals import can_edit_proposal
from proposals.views.lookup import found_proposal


def proposal_for_writing(request: HttpRequest, pk: int) -> Proposal:
    """The proposal, where this person may write it now. 404 when it is not theirs to see, 403 with
    the reason when it cannot be written."""
    proposal = found_proposal(request.user, pk)
    can_edit_proposal(request.user, proposal).enforce()
    return proposal


@takes_files
@require_http_methods(["GET", "HEAD", "POST"])
@one_at_a_time(Proposal)
def proposal_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """The form of a proposal. Saving keeps whatever can be read; the rest stays on the page with
    what is wrong. Nothing is overwritten that somebody else saved meanwhile."""
    proposal = proposal_for_writing(request, pk)
    more = request.POST.get("add_rows", "")
    saves_only = not request.POST.keys() & {"add_rows", "check"}
    page = writing(request, proposal, settles=saves_only, more=more)
    forms = page.form
    if not page.is_clear:
        return form_page(request, proposal, forms, seen=page.seen)
    save_draft(proposal=proposal, forms=forms, by=request.user)
    page.seen.tell_kept(request)
    if more in TABLES or not forms.is_valid():
        return form_page(request, proposal, forms)
    if "check" in request.POST:
        return redirect("proposals:check", pk=pk)
    messages.success(request, gettext("下書きを保存しました。"))
    return redirect("proposals:edit", pk=pk)


@require_POST
@login_required
@one_at_a_time(Proposal)
def autosave(request: HttpRequest, pk: int) -> HttpResponse:
    """What the page sends by itself while somebody writes."""
    proposal = proposal_for_writing(request, pk)

    def keep(forms: DraftForms) -> DraftForms:
        save_draft(proposal=proposal, forms=forms, by=request.user, autosave=True)
        return draft_forms(with_parts(Proposal.objects).get(pk=pk), by=request.user)

    return writing(request, proposal, settles=False).autosaved(keep)


@takes_files
@require_POST
@login_required
@one_at_a_time(Proposal)
def attachment_add(request: HttpRequest, pk: int) -> HttpResponse:
    """Add a document. What is written on the same page is saved with it."""
    proposal = proposal_for_writing(request, pk)
    page = saved_alongside(request, proposal)
    if page and not page.is_clear:
        return form_page(request, proposal, page.form, seen=page.seen)
    form = AttachmentForm(
        request.POST, request.FILES, prefix="attachment", papers=proposal.call.wanted_papers
    )
    is_there = form.is_valid() and _is_attached(proposal, form)
    if form.is_valid() and not is_there:
        try:
            add_attachment(
                proposal=proposal,
                checked=form.cleaned_data["file"],
                title=form.cleaned_data["title"],
                by=request.user,
                paper=form.chosen_paper,
            )
        except MoveRefused as refusal:
            return refused(request, refusal, back=_attachments_of(proposal))
    if not form.is_valid() or (page and not page.form.is_valid()):
        shown = page.form if page else draft_forms(proposal, by=request.user)
        fresh = None if form.is_valid() else form
        return form_page(request, proposal, shown, attachment_form=fresh)
    if is_there:
        messages.info(request, gettext("同じ書類が、すでに添えてあります。"))
    else:
        messages.success(request, gettext("書類を添えました。"))
    return redirect(_attachments_of(proposal))


@takes_files
@require_POST
@login_required
@one_at_a_time(Proposal)
def attachment_delete(request: HttpRequest, pk: int, attachment_pk: int) -> HttpResponse:
    """Take a document away. What is written on the same page is saved with it."""
    proposal = proposal_for_writing(request, pk)
    page = saved_alongside(request, proposal)
    if page and not page.is_clear:
        return form_page(request, proposal, page.form, seen=page.seen)
    attachment = get_object_or_404(
        ProposalAttachment.objects.select_related("proposal"), pk=attachment_pk, proposal=proposal
    )
    delete_attachment(attachment=attachment, by=request.user)
    if page and not page.form.is_valid():
        return form_page(request, proposal, page.form)
    messages.success(request, gettext("「{title}」を消しました。").format(title=attachment.title))
    return redirect(_attachments_of(proposal))


def saved_alongside(request: HttpRequest, proposal: Proposal) -> Guarded[DraftForms] | None:
    """What is written on a page whose button does something else, saved unless somebody else was
    first; None where the button came alone."""
    if FIELD not in request.POST:
        return None
    page = writing(request, proposal, settles=False)
    if page.is_clear:
        save_draft(proposal=proposal, forms=page.form, by=request.user)
        page.seen.tell_kept(request)
    return page


def writing(
    request: HttpRequest, proposal: Proposal, *, settles: bool, more: str = ""
) -> Guarded[DraftForms]:
    """The page of the proposal. Only the button that saves and does nothing else `settles` what
    somebody else wrote too; `more` names the table that gets further blank rows."""

    def made(data: Any = None) -> DraftForms:
        return draft_forms(proposal, by=request.user, data=data, more=more)

    return Guarded(request, made, parts=DraftForms.all_forms, settles=settles)


def form_page(
    request: HttpRequest,
    proposal: Proposal,
    forms: DraftForms,
    *,
    seen: Seen | None = None,
    attachment_form: AttachmentForm | None = None,
) -> HttpResponse:
    """The form with its contents. `proposal` says what is stored, `forms` what is on the page;
    `seen` comes with a page on which nothing was saved, because somebody else was first."""
    # The rows may just have been written anew, so they are read again where something was posted.
    stored = with_parts(Proposal.objects).get(pk=proposal.pk) if forms.form.is_bound else proposal
    if seen is None:
        unbound = draft_forms(stored, by=request.user) if forms.form.is_bound else forms
        seen = Seen(unbound.all_forms())
    parts = [
        {
            "section": section,
            "fields": forms.fields_of(section),
            "tables": [
                {"name": name, "formset": forms.tables[name], "caption": caption, "row": row}
                for name in section.tables
                if name in TABLES
                for *_, caption, row in [TABLES[name]]
            ],
            "is_done": section.is_done(stored),
            "is_faulty": _is_faulty(forms, section)
            or (section.key == "attachments" and bool(attachment_form and attachment_form.errors)),
        }
        for section in sections_of(stored.call)
    ]
    context = {
        "crumbs": [
            (stored.call.title, stored.call.get_absolute_url()),
            (str(stored), stored.get_absolute_url()),
            (gettext("提案を書く"), None),
        ],
        "proposal": stored,
        "call": stored.call,
        "parts": parts,
        "all_forms": [*forms.all_forms(), *([attachment_form] if attachment_form else [])],
        "has_errors": forms.form.is_bound and not forms.is_valid(),
        "seen": seen,
        "budget": budget_of(stored),
        "attachments": stored.attachments.all(),
        "attachment_form": attachment_form
        or AttachmentForm(prefix="attachment", papers=stored.call.wanted_papers),
        "correction": correction_of(stored),
    }
    status = CONFLICT if seen.overtaken else 200
    return render(request, "proposals/edit.html", context, status=status)


def _is_faulty(forms: DraftForms, section: Section) -> bool:
    """Whether something of a section, as it stands on the page, could not be read."""
    tables = [forms.tables[name] for name in section.tables if name in TABLES]
    return any(field.errors for field in forms.fields_of(section)) or any(
        table.is_bound and not table.is_valid() for table in tables
    )


def _is_attached(proposal: Proposal, form: AttachmentForm) -> bool:
    """Whether this very document goes with the proposal already, as this paper."""
    checked: CheckedFile = form.cleaned_data["file"]
    same = proposal.attachments.filter(sha256=checked.sha256, paper=form.chosen_paper)
    return same.exists()


def _attachments_of(proposal: Proposal) -> str:
    return reverse("proposals:edit", args=[proposal.pk]) + "#attachments"
