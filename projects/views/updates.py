"""Progress reports and their photos."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from groups.models.people import account_of
from groups.rules.groups import HIDDEN
from groups.rules.people import is_coordinator
from kyodo_portal.cities import city
from kyodo_portal.files import uploads
from kyodo_portal.lists.listing import PER_PAGE
from kyodo_portal.web.bodies import takes_files
from kyodo_portal.web.page_numbers import page_asked, page_missed
from kyodo_portal.writing.kept.shown import is_shown_again
from kyodo_portal.writing.once import create_once
from kyodo_portal.writing.rows import with_more_rows, without_complaints
from projects.actions.updates import post_update
from projects.agreement.parties import voices_of
from projects.forms import UpdateForm, photo_formset
from projects.models import Update, UpdatePhoto
from projects.published.kinds import UPDATES
from projects.rules import projects as rules
from projects.views.crumbs import crumbs_to
from projects.views.lookup import found_project

NEWEST = 200
"""Reports that are listed together; what is older stands on the page of its project."""


@login_not_required
@require_safe
def update_list(request: HttpRequest) -> HttpResponse:
    """What the projects tell on their way, the newest first."""
    public = UPDATES.listed_for(request.user).with_side_names()
    public = public.select_related("project")
    page = Paginator(public[:NEWEST], PER_PAGE).get_page(page_asked(request))
    context = {
        "page_obj": page,
        "page_missed": page_missed(request, page),
        "newest": NEWEST,
        "is_cut": page.paginator.count == NEWEST,
        "crumbs": [
            (gettext("協働事業"), reverse("projects:list")),
            (gettext("活動の報告"), None),
        ],
    }
    return render(request, "projects/update_list.html", context)


@takes_files
@require_http_methods(["GET", "HEAD", "POST"])
def update_create(request: HttpRequest, pk: int) -> HttpResponse:
    """Tell of the work on the way, with photos. Pressed twice, it makes one report."""
    project = found_project(request.user, pk, agreements=False)
    rules.can_post_update(request.user, project).enforce()
    data = request.POST if request.method == "POST" else None
    adds_rows = data is not None and "add_rows" in data
    if adds_rows:
        data = with_more_rows(data, "photos", most=city().limits.photos_per_update)
    form = UpdateForm(data, voices=voices_of(request.user, project))
    photos = photo_formset(data, request.FILES if data is not None else None, prefix="photos")
    if adds_rows:
        without_complaints(form, photos)
    elif data is not None and all([form.is_valid(), photos.is_valid()]):
        update, is_new = create_once(
            Update,
            form.cleaned_data["submission_key"],
            lambda key: post_update(
                project=project,
                by=request.user,
                voice=form.chosen_voice,
                update=form.save(commit=False),
                key=key,
                photos=photos.photos,
            ),
            by=account_of(request.user),
        )
        told = (
            gettext("活動を報告しました。")
            if is_new
            else gettext("この報告は、すでに届いています。")
        )
        messages.success(request, told)
        return redirect(update)
    return render(
        request,
        "projects/update_create.html",
        {
            "project": project,
            "form": form,
            "photos": photos,
            "lost_photos": bool(request.FILES) and not is_shown_again(request),
            "crumbs": crumbs_to(project, gettext("活動を報告する")),
        },
    )


@login_not_required
@require_safe
def photo(request: HttpRequest, pk: int, photo_pk: int) -> FileResponse:
    """A photo of a report, for everybody who may see the project; `?size=small` for a phone. A
    hidden one is for who decides about it, and for who looks whether it comes back."""
    photos = UpdatePhoto.objects.visible_to(request.user)
    if not is_coordinator(request.user):
        photos = photos.shown()
    found = photos.filter(pk=photo_pk, update__project=pk).first()
    if found is None:
        raise Http404(HIDDEN)
    small = request.GET.get("size") == "small"
    return uploads.serve(found, inline=True, small=small)
