"""A proposal written on one page: to print it, and for whoever had that page open when each section got
its own. Beside it the documents, which are added and taken away from either."""

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
from kyodo_portal.writing.kept.shown import texts_on
from kyodo_portal.writing.seen import CONFLICT, FIELD, Seen
from proposals.actions.drafting import save_draft
from proposals.actions.drafts import add_attachment, delete_attachment
from proposals.content.sections import SECTIONS
from proposals.forms.attachments import AttachmentForm
from proposals.forms.page import DraftForms
from proposals.forms.rows import TABLES
from proposals.models import Proposal, ProposalAttachment
from proposals.views.lookup import proposal_for_writing
from proposals.views.sections import autosaved, section_page, shown_forms, writing

DOCUMENTS = next(section for section in SECTIONS if "attachments" in section.tables)


@takes_files
@require_http_methods(["GET", "HEAD", "POST"])
def proposal_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Where all was written on one page: leads to the list of sections. What still comes from that page
    is saved as ever, and words of it that lie here are shown again."""
    if request.method == "POST" or texts_on(request):
        return proposal_whole(request, pk)
    return redirect(proposal_for_writing(request.user, pk))


@takes_files
@require_http_methods(["GET", "HEAD", "POST"])
@one_at_a_time(Proposal)
def proposal_whole(request: HttpRequest, pk: int) -> HttpResponse:
    """All sections on one page. Saving keeps whatever can be read; the rest stays on the page with
    what is wrong. Nothing is overwritten that somebody else saved meanwhile."""
    proposal = proposal_for_writing(request.user, pk)
    more = request.POST.get("add_rows", "")
    saves_only = not request.POST.keys() & {"add_rows", "check"}
    page = writing(request, proposal, settles=saves_only, more=more)
    forms = page.form
    if not page.is_clear:
        return whole_page(request, proposal, forms, seen=page.seen)
    save_draft(proposal=proposal, forms=forms, by=request.user)
    page.seen.tell_kept(request)
    if more in TABLES or not forms.is_valid():
        return whole_page(request, proposal, forms)
    if "check" in request.POST:
        return redirect("proposals:check", pk=pk)
    messages.success(request, gettext("下書きを保存しました。"))
    return redirect(proposal)


@require_POST
@login_required
@one_at_a_time(Proposal)
def autosave(request: HttpRequest, pk: int) -> HttpResponse:
    """What the page of all sections sends by itself while somebody writes."""
    return autosaved(request, proposal_for_writing(request.user, pk))


@takes_files
@require_POST
@login_required
@one_at_a_time(Proposal)
def attachment_add(request: HttpRequest, pk: int) -> HttpResponse:
    """Add a document. What is written on the same page is saved with it."""
    proposal = proposal_for_writing(request.user, pk)
    page = saved_alongside(request, proposal)
    if page and not page.is_clear:
        return whole_page(request, proposal, page.form, seen=page.seen)
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
        fresh = None if form.is_valid() else form
        if page:
            return whole_page(request, proposal, page.form, attachment_form=fresh)
        return section_page(request, proposal, DOCUMENTS, attachment_form=fresh)
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
    proposal = proposal_for_writing(request.user, pk)
    page = saved_alongside(request, proposal)
    if page and not page.is_clear:
        return whole_page(request, proposal, page.form, seen=page.seen)
    attachment = get_object_or_404(
        ProposalAttachment.objects.select_related("proposal"), pk=attachment_pk, proposal=proposal
    )
    delete_attachment(attachment=attachment, by=request.user)
    if page and not page.form.is_valid():
        return whole_page(request, proposal, page.form)
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


def whole_page(
    request: HttpRequest,
    proposal: Proposal,
    forms: DraftForms,
    *,
    seen: Seen | None = None,
    attachment_form: AttachmentForm | None = None,
) -> HttpResponse:
    """All sections with their contents; see `shown_forms`."""
    context = shown_forms(request, proposal, forms, seen=seen, attachment_form=attachment_form)
    context["crumbs"].append((gettext("提案を書く"), None))
    # Words that were kept of the old address go on from there.
    is_old = request.resolver_match is not None and request.resolver_match.url_name == "edit"
    context["here"] = request.path if is_old else reverse("proposals:whole", args=[proposal.pk])
    status = CONFLICT if context["seen"].overtaken else 200
    return render(request, "proposals/edit.html", context, status=status)


def _is_attached(proposal: Proposal, form: AttachmentForm) -> bool:
    """Whether this very document goes with the proposal already, as this paper."""
    checked: CheckedFile = form.cleaned_data["file"]
    same = proposal.attachments.filter(sha256=checked.sha256, paper=form.chosen_paper)
    return same.exists()


def _attachments_of(proposal: Proposal) -> str:
    return reverse("proposals:section", args=[proposal.pk, DOCUMENTS.key])
