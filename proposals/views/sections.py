"""Writing a proposal section by section: each on a page of its own, saved by itself, in any order."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from groups.rules.groups import HIDDEN
from kyodo_portal.writing.guarded import Guarded, one_at_a_time
from kyodo_portal.writing.seen import CONFLICT, Seen
from proposals.actions.drafting import save_draft, with_parts
from proposals.content.completeness import budget_of
from proposals.content.marks import remarks_by_field
from proposals.content.progress import correction_of
from proposals.content.sections import SECTIONS, Section, section_named, sections_of
from proposals.content.similar import similar_projects
from proposals.content.tasks import tasks_of
from proposals.forms.attachments import AttachmentForm
from proposals.forms.page import DraftForms, draft_forms
from proposals.forms.rows import TABLES
from proposals.models import Proposal
from proposals.views.lookup import proposal_for_writing

BESIDE_SIMILAR = "issue"
"""The section of what is to change: beside it stands who has been there before."""

BEFORE, AFTER, LIST = "before", "after", "list"
"""Where a button of the page leads once all is saved; the one without a name stays."""


@require_http_methods(["GET", "HEAD", "POST"])
@one_at_a_time(Proposal)
def section_edit(request: HttpRequest, pk: int, key: str) -> HttpResponse:
    """One section. Saving keeps whatever can be read; the rest stays on the page with what is wrong.
    Nothing is overwritten that somebody else saved meanwhile."""
    proposal = proposal_for_writing(request.user, pk)
    section = section_named(proposal.call, key)
    if section is None:
        return _without(proposal, key)
    more, go = request.POST.get("add_rows", ""), request.POST.get("go", "")
    page = writing(request, proposal, section, settles=not (more or go), more=more)
    if not page.is_clear:
        return section_page(request, proposal, section, page.form, seen=page.seen)
    save_draft(proposal=proposal, forms=page.form, by=request.user)
    page.seen.tell_kept(request)
    if more in section.tables or not page.form.is_valid():
        return section_page(request, proposal, section, page.form)
    messages.success(request, gettext("下書きを保存しました。"))
    return _lead_on(proposal, section, go)


@require_POST
@login_required
@one_at_a_time(Proposal)
def section_autosave(request: HttpRequest, pk: int, key: str) -> HttpResponse:
    """What the page of a section sends by itself while somebody writes."""
    proposal = proposal_for_writing(request.user, pk)
    section = section_named(proposal.call, key)
    if section is None:
        raise Http404(HIDDEN)
    return autosaved(request, proposal, section)


def _without(proposal: Proposal, key: str) -> HttpResponse:
    """The answer where a proposal has no such section (any more): the list tells which it has."""
    if key in {section.key for section in SECTIONS}:
        return redirect(proposal)
    raise Http404(HIDDEN)


def _lead_on(proposal: Proposal, section: Section, go: str) -> HttpResponse:
    """To the section before or after this one, to the list, or to this one again. After the last one
    all is read once more."""
    before, after = _beside(proposal, section)
    to = {BEFORE: before, AFTER: after}.get(go, section)
    if go == LIST or (go == BEFORE and to is None):
        return redirect(proposal)
    if to is None:
        return redirect("proposals:check", pk=proposal.pk)
    return redirect("proposals:section", pk=proposal.pk, key=to.key)


def _beside(proposal: Proposal, section: Section) -> tuple[Section | None, Section | None]:
    """The sections before and after this one."""
    keys = [each.key for each in sections_of(proposal.call)]
    sections: list[Section | None] = [None, *sections_of(proposal.call), None]
    place = keys.index(section.key)
    return sections[place], sections[place + 2]


def writing(
    request: HttpRequest,
    proposal: Proposal,
    section: Section | None = None,
    *,
    settles: bool,
    more: str = "",
) -> Guarded[DraftForms]:
    """The forms of one section, or of all. Only the button that saves and does nothing else `settles`
    what somebody else wrote too; `more` names the table that gets further blank rows."""

    def made(data: Any = None) -> DraftForms:
        return draft_forms(proposal, by=request.user, data=data, more=more, section=section)

    return Guarded(request, made, parts=DraftForms.all_forms, settles=settles)


def autosaved(
    request: HttpRequest, proposal: Proposal, section: Section | None = None
) -> HttpResponse:
    """The answer to a page that saves itself."""

    def keep(forms: DraftForms) -> DraftForms:
        save_draft(proposal=proposal, forms=forms, by=request.user, autosave=True)
        fresh = with_parts(Proposal.objects).get(pk=proposal.pk)
        return draft_forms(fresh, by=request.user, section=section)

    return writing(request, proposal, section, settles=False).autosaved(keep)


def section_page(
    request: HttpRequest,
    proposal: Proposal,
    section: Section,
    forms: DraftForms | None = None,
    *,
    seen: Seen | None = None,
    attachment_form: AttachmentForm | None = None,
) -> HttpResponse:
    """One section with its contents; see `shown_forms`."""
    forms = forms or draft_forms(proposal, by=request.user, section=section)
    context = shown_forms(
        request, proposal, forms, section, seen=seen, attachment_form=attachment_form
    )
    if context["part"] is None:
        return redirect(proposal)
    context["crumbs"].append((section.title, None))
    context["before"], context["after"] = _beside(proposal, section)
    is_beside = section.key == BESIDE_SIMILAR
    context["similar"] = similar_projects(context["proposal"]) if is_beside else []
    status = CONFLICT if context["seen"].overtaken else 200
    return render(request, "proposals/section.html", context, status=status)


def shown_forms(
    request: HttpRequest,
    proposal: Proposal,
    forms: DraftForms,
    section: Section | None = None,
    *,
    seen: Seen | None = None,
    attachment_form: AttachmentForm | None = None,
) -> dict[str, Any]:
    """What a page of one section or of all shows. `proposal` says what is stored, `forms` what is on
    the page; `seen` comes with a page on which nothing was saved, because somebody else was first."""
    # The rows may just have been written anew, so they are read again where something was posted.
    stored = with_parts(Proposal.objects).get(pk=proposal.pk) if forms.form.is_bound else proposal
    if seen is None:
        bound = forms.form.is_bound
        unbound = draft_forms(stored, by=request.user, section=section) if bound else forms
        seen = Seen(unbound.all_forms())
    parts: list[dict[str, Any]] = [
        {
            "number": number,
            "section": task.section,
            "task": task,
            "fields": forms.fields_of(task.section),
            "tables": [
                {"name": name, "formset": forms.tables[name], "caption": caption, "row": row}
                for name in task.section.tables
                if name in forms.tables
                for *_, caption, row in [TABLES[name]]
            ],
            "is_faulty": _is_faulty(forms, task.section)
            or ("attachments" in task.section.tables and bool(_errors(attachment_form))),
        }
        for number, task in enumerate(tasks_of(stored), start=1)
    ]
    own = [part for part in parts if section and part["section"].key == section.key]
    return {
        "crumbs": [
            (stored.call.title, stored.call.get_absolute_url()),
            (str(stored), stored.get_absolute_url()),
        ],
        "proposal": stored,
        "call": stored.call,
        "parts": parts,
        "part": own[0] if own else None,
        "is_whole": section is None,
        "all_forms": [*forms.all_forms(), *([attachment_form] if attachment_form else [])],
        "has_errors": forms.form.is_bound and not forms.is_valid(),
        "seen": seen,
        "budget": budget_of(stored),
        "attachments": stored.attachments.all(),
        "attachment_form": attachment_form
        or AttachmentForm(prefix="attachment", papers=stored.call.wanted_papers),
        "correction": correction_of(stored),
        "remarks": remarks_by_field(stored),
    }


def _errors(form: AttachmentForm | None) -> Any:
    return form.errors if form else None


def _is_faulty(forms: DraftForms, section: Section) -> bool:
    """Whether something of a section, as it stands on the page, could not be read."""
    tables = [forms.tables[name] for name in section.tables if name in forms.tables]
    return any(field.errors for field in forms.fields_of(section)) or any(
        table.is_bound and not table.is_valid() for table in tables
    )
