"""The documents of a group: kept by itself, handed to whom it opened them."""

from operator import attrgetter
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from groups.actions.documents import keep_documents
from groups.forms.documents import KeepDocumentsForms
from groups.models import Group, GroupDocument
from groups.models.audiences import audiences_of
from groups.rules.documents import can_keep_documents, can_read_document, kinds_kept_by
from groups.rules.groups import HIDDEN
from groups.views.crumbs import crumbs_to
from groups.views.reading import note_reading_of
from kyodo_portal.files.uploads import serve
from kyodo_portal.life.reading import ReadingKind
from kyodo_portal.web.bodies import takes_files
from kyodo_portal.writing.guarded import Guarded, one_at_a_time
from kyodo_portal.writing.kept.shown import is_shown_again


@login_not_required
@require_safe
def group_document(request: HttpRequest, pk: int, document_pk: int) -> FileResponse:
    """One document of a group, for those who may read it; for all others there is none."""
    group = get_object_or_404(Group.objects.visible_to(request.user), pk=pk)
    document = GroupDocument.objects.filter(pk=document_pk, group=group).first()
    if document is None or not can_read_document(request.user, document):
        raise Http404(HIDDEN)
    if document.shown_to not in audiences_of(request.user):
        note_reading_of(request, ReadingKind.DOCUMENT, group)
    return serve(document)


@takes_files
@require_http_methods(["GET", "HEAD", "POST"])
@one_at_a_time(Group)
def group_documents(request: HttpRequest, pk: int) -> HttpResponse:
    """Add a document, and say of each who may read it."""
    group = get_object_or_404(Group.objects.visible_to(request.user), pk=pk)
    can_keep_documents(request.user, group).enforce()
    kinds = kinds_kept_by(request.user, group)
    if request.method != "POST":
        note_reading_of(request, ReadingKind.DOCUMENT, group)

    def made(data: Any = None) -> KeepDocumentsForms:
        files = None if data is None else request.FILES
        return KeepDocumentsForms(data, files, group=group, kinds=kinds)

    page = Guarded(request, made, parts=attrgetter("shown"))
    forms = page.form
    if page.is_clear and forms.is_valid():
        removed = [row.instance for row in forms.rows if row.cleaned_data.get("remove")]
        changed = [row.instance for row in forms.rows if row.changed_data]
        new = forms.new.cleaned_data
        keep_documents(
            by=request.user,
            group=group,
            changed=[document for document in changed if document not in removed],
            removed=removed,
            file=new["file"],
            title=new["title"],
            kind=new["kind"] or ("other" if "other" in kinds else min(kinds)),
            fiscal_year=new["fiscal_year"],
            shown_to=new["shown_to"] or "closed",
        )
        messages.success(request, gettext("書類を保存しました。"))
        return page.saved(group)
    context = {
        "forms": forms,
        "group": group,
        "keeps_all": len(kinds) > 1,
        "files_lost": bool(request.FILES) and not is_shown_again(request),
        "crumbs": crumbs_to(group, gettext("書類")),
    }
    return page.shown("groups/documents.html", context)
