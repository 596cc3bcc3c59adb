"""The days of a group: told, read, taken down."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from groups.actions.journal import take_down_entry, write_entry
from groups.forms.journal import JournalForm
from groups.models import Group, JournalEntry, JournalPhoto
from groups.rules.groups import HIDDEN, may_manage
from groups.views.crumbs import crumbs_to
from kyodo_portal.files.uploads import serve
from kyodo_portal.web.bodies import takes_files
from kyodo_portal.web.page_numbers import page_asked
from kyodo_portal.writing.kept.shown import is_shown_again

PER_PAGE = 20


@login_not_required
@require_safe
def group_journal(request: HttpRequest, pk: int) -> HttpResponse:
    """What a group tells of its days, the latest first."""
    group = get_object_or_404(Group.objects.visible_to(request.user), pk=pk)
    entries = group.journal.shown().select_related("photo")
    page = Paginator(entries, PER_PAGE).get_page(page_asked(request))
    for entry in page:
        entry.group = group
    context = {
        "group": group,
        "page_obj": page,
        "may_write": may_manage(request.user, group),
        "crumbs": crumbs_to(group, gettext("活動の記録")),
    }
    return render(request, "groups/journal.html", context)


@takes_files
@require_http_methods(["GET", "HEAD", "POST"])
def journal_create(request: HttpRequest, pk: int) -> HttpResponse:
    """Tell of a day."""
    group = get_object_or_404(Group.objects.visible_to(request.user), pk=pk)
    may_manage(request.user, group).enforce()
    form = JournalForm(request.POST, request.FILES) if request.method == "POST" else JournalForm()
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        _, is_new = write_entry(
            by=request.user,
            key=given["submission_key"],
            group=group,
            entry=form.save(commit=False),
            photo=given["photo"],
            alt=given["alt"],
        )
        told = gettext("活動の記録を載せました。")
        again = gettext("この記録は、すでに載っています。")
        messages.success(request, told if is_new else again)
        return redirect("groups:journal", group.pk)
    context = {
        "group": group,
        "form": form,
        "files_lost": bool(request.FILES) and not is_shown_again(request),
        "crumbs": crumbs_to(group, gettext("活動の記録を書く")),
    }
    return render(request, "groups/journal_form.html", context)


@require_POST
def journal_take_down(request: HttpRequest, pk: int, entry_pk: int) -> HttpResponse:
    """Take an entry down."""
    entries = JournalEntry.objects.visible_to(request.user).filter(group=pk)
    entry = get_object_or_404(entries.select_related("group"), pk=entry_pk)
    take_down_entry(by=request.user, entry=entry)
    messages.success(request, gettext("活動の記録を取り下げました。"))
    return redirect("groups:journal", pk)


@login_not_required
@require_safe
def journal_photo(request: HttpRequest, pk: int, photo_pk: int) -> FileResponse:
    """The photo of an entry that is shown; `?size=small` for a phone."""
    shown = JournalEntry.objects.visible_to(request.user).filter(group=pk)
    photo = JournalPhoto.objects.filter(pk=photo_pk, entry__in=shown).first()
    if photo is None:
        raise Http404(HIDDEN)
    return serve(photo, inline=True, small=request.GET.get("size") == "small")
