"""The photo and the logo of a group."""

from operator import attrgetter
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from groups.actions.pictures import keep_pictures
from groups.forms.pictures import PicturesForms
from groups.models import Group, GroupPicture
from groups.rules.groups import HIDDEN, can_edit
from groups.views.crumbs import crumbs_to
from kyodo_portal.files.uploads import serve
from kyodo_portal.web.bodies import takes_files
from kyodo_portal.writing.guarded import Guarded, one_at_a_time
from kyodo_portal.writing.kept.shown import is_shown_again


@login_not_required
@require_safe
def group_picture(request: HttpRequest, pk: int, picture_pk: int) -> FileResponse:
    """A picture of a group, for everybody who may see the group; `?size=small` for a phone."""
    group = get_object_or_404(Group.objects.visible_to(request.user), pk=pk)
    picture = get_object_or_404(GroupPicture, pk=picture_pk, group=group)
    if group.is_hidden and not can_edit(request.user, group):
        raise Http404(HIDDEN)
    return serve(picture, inline=True, small=request.GET.get("size") == "small")


@takes_files
@require_http_methods(["GET", "HEAD", "POST"])
@one_at_a_time(Group)
def group_pictures(request: HttpRequest, pk: int) -> HttpResponse:
    """Show, change or take away what the group looks like."""
    group = get_object_or_404(Group.objects.visible_to(request.user), pk=pk)
    can_edit(request.user, group).enforce()

    def made(data: Any = None) -> PicturesForms:
        return PicturesForms(data, None if data is None else request.FILES, group=group)

    page = Guarded(request, made, parts=attrgetter("shown"))
    forms = page.form
    if page.is_clear and forms.is_valid():
        words = {role: alt for role, alt in forms.words.cleaned_data.items() if alt}
        keep_pictures(
            by=request.user, group=group, words=words, added=forms.added, removed=forms.removed
        )
        messages.success(request, gettext("写真とロゴを保存しました。"))
        return page.saved(group)
    context = {
        "forms": forms,
        "group": group,
        "photo": forms.kept.get("photo"),
        "logo": forms.kept.get("logo"),
        "files_lost": bool(request.FILES) and not is_shown_again(request),
        "crumbs": crumbs_to(group, gettext("写真とロゴ")),
    }
    return page.shown("groups/pictures.html", context)
