"""The photo of a day: handed out, and the page on which those who hold the day show it."""

from operator import attrgetter
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from groups.rules.groups import HIDDEN
from groups.rules.people import is_coordinator
from kyodo_portal.files import uploads
from kyodo_portal.web.bodies import takes_files
from kyodo_portal.writing.guarded import Guarded, one_at_a_time
from kyodo_portal.writing.kept.shown import is_shown_again
from projects.actions.event_photos import keep_photo
from projects.forms.event_photos import EventPhotoForms
from projects.models import Event, EventPhoto
from projects.rules.events import may_hold
from projects.views.events import crumbs_to, found_event


@login_not_required
@require_safe
def event_photo(request: HttpRequest, pk: int, photo_pk: int) -> FileResponse:
    """The photo of a day, for everybody who may see the day; `?size=small` for a phone. A hidden one is for
    who decides about it, and for who looks whether it comes back."""
    photos = EventPhoto.objects.visible_to(request.user)
    if not is_coordinator(request.user):
        photos = photos.shown()
    found = photos.filter(pk=photo_pk, event=pk).first()
    if found is None:
        raise Http404(HIDDEN)
    small = request.GET.get("size") == "small"
    return uploads.serve(found, inline=True, small=small)


@takes_files
@require_http_methods(["GET", "HEAD", "POST"])
@one_at_a_time(Event)
def event_photo_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a photo of the day, change its words, or take it away."""
    event = found_event(request.user, pk)
    may_hold(request.user, event).enforce()
    kept = EventPhoto.objects.filter(event=event).first()

    def made(data: Any = None) -> EventPhotoForms:
        return EventPhotoForms(data, None if data is None else request.FILES, kept=kept)

    page = Guarded(request, made, parts=attrgetter("shown"))
    forms = page.form
    if page.is_clear and forms.is_valid():
        keep_photo(
            event,
            by=request.user,
            caption=forms.caption,
            added=forms.added,
            is_removed=forms.is_removed,
        )
        messages.success(request, gettext("写真を保存しました。"))
        return page.saved(event)
    context = {
        "forms": forms,
        "event": event,
        "photo": kept,
        "files_lost": bool(request.FILES) and not is_shown_again(request),
        "crumbs": crumbs_to(event, gettext("写真")),
    }
    return page.shown("events/photo_form.html", context)
