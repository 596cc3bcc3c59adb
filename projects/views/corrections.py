"""Mending a report that was posted: its words, its photos, or taking it down."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from groups.rules.groups import HIDDEN
from kyodo_portal.life.people import Person
from kyodo_portal.writing.guarded import Guarded, one_at_a_time
from kyodo_portal.writing.rows import OrderedRows
from projects.actions.updates import correct_update, take_down_update
from projects.forms import CorrectionForm, PhotoCorrectionFormSet, TakingDownForm
from projects.models import Project, Update
from projects.rules import projects as rules
from projects.views.crumbs import crumbs_to


def found_update(user: Person, pk: int, update_pk: int) -> Update:
    """A report of this project, if the person may see it; otherwise a 404."""
    visible = Update.objects.visible_to(user).filter(project=pk)
    update = visible.select_related("project").filter(pk=update_pk).first()
    if update is None:
        raise Http404(HIDDEN)
    return update


@require_http_methods(["GET", "HEAD", "POST"])
@one_at_a_time(Project)
def update_edit(request: HttpRequest, pk: int, update_pk: int) -> HttpResponse:
    """Correct what was told, and take down single photos."""
    update = found_update(request.user, pk, update_pk)
    rules.can_mend_update(request.user, update).enforce()
    page = Guarded(request, partial(parts_of, update), parts=list)
    form, photos = page.form
    if page.is_clear and all([form.is_valid(), photos.is_valid()]):
        gone = [row.instance for row in photos if row.cleaned_data.get("takes_down")]

        def write() -> None:
            form.save()
            photos.save()

        correct_update(update=update, by=request.user, write=write, photos=gone)
        messages.success(request, gettext("報告を訂正しました。"))
        return page.saved(update)
    context = {
        "project": update.project,
        "update": update,
        "form": form,
        "photos": photos,
        "crumbs": crumbs_to(update.project, gettext("活動の報告を訂正する")),
    }
    return page.shown("projects/update_edit.html", context)


def parts_of(update: Update, data: Any = None) -> tuple[CorrectionForm, OrderedRows]:
    """The words of a report and those of its photos, as stored or as sent."""
    photos = PhotoCorrectionFormSet(data, instance=update, prefix="photos")
    return CorrectionForm(data, instance=update), photos


@require_http_methods(["GET", "HEAD", "POST"])
def update_take_down(request: HttpRequest, pk: int, update_pk: int) -> HttpResponse:
    """Take a report down. Only the reason, and that there was a report, stay to be read."""
    update = found_update(request.user, pk, update_pk)
    rules.can_mend_update(request.user, update).enforce()
    form = TakingDownForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        reason = form.cleaned_data["reason"]
        take_down_update(update=update, by=request.user, reason=reason)
        messages.success(request, gettext("報告を取り下げました。写真のファイルも消しました。"))
        return redirect(update)
    context = {
        "project": update.project,
        "update": update,
        "form": form,
        "crumbs": crumbs_to(update.project, gettext("活動の報告を取り下げる")),
    }
    return render(request, "projects/update_take_down.html", context)
