"""What people see is needed: the list, one of them, telling it and mending it."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from groups.rules.groups import HIDDEN
from groups.views.groups import files_lost
from groups.views.guests import came_too_often, to_code
from groups.views.hidden import shown_hidden
from kyodo_portal.cities import city
from kyodo_portal.files import uploads
from kyodo_portal.life.history import story_of
from kyodo_portal.life.moves import make_move
from kyodo_portal.life.people import Person, is_signed_in
from kyodo_portal.life.recorded import Reader
from kyodo_portal.lists.listing import listing
from kyodo_portal.web.bodies import takes_files
from kyodo_portal.web.crumbs import Crumbs
from kyodo_portal.writing.guarded import Guarded, one_at_a_time
from proposals.actions.concerns import change_concern, enter_concern, tell_as_guest, tell_concern
from proposals.concerning import answer_facts_of, facts_of, held_by, leads_of, lines_of, photo_shown
from proposals.flows import CONCERN_FLOW
from proposals.forms.concerns import ConcernEditForm, ConcernForm, CounterConcernForm
from proposals.models import Concern, ConcernPhoto, MeToo
from proposals.published.concern_filters import TALLIES
from proposals.published.kinds import CONCERNS
from proposals.rules import concerns as rules


def found_concern(user: Person, pk: int) -> Concern:
    """One of them, if this person may see it; otherwise a 404."""
    visible = Concern.objects.visible_to(user).select_related("department", "same_as", "guest")
    found = visible.filter(pk=pk).first()
    if found is None:
        raise Http404(HIDDEN)
    return found


def crumbs_to(concern: Concern | None, page: str = "") -> Crumbs:
    way: Crumbs = [(gettext("地域の困りごと"), reverse("concerns:list"))]
    if concern is None:
        return [*way, (page, None)]
    title = Truncator(concern.title).chars(30)
    if not page:
        return [*way, (title, None)]
    return [*way, (title, concern.get_absolute_url()), (page, None)]


@login_not_required
@require_safe
def concern_list(request: HttpRequest) -> HttpResponse:
    """What people see is needed, and what becomes of it."""
    filterset = CONCERNS.narrowed(request.GET, CONCERNS.listed_for(request.user))
    shown = listing(request, filterset, TALLIES)
    user = request.user
    context = {
        **shown,
        "lines": lines_of(shown["page_obj"]),
        "mine": list(Concern.objects.told_by(user)[:20]) if is_signed_in(user) else [],
        "may_enter": rules.may_enter(user),
        "crumbs": [(gettext("地域の困りごと"), None)],
    }
    return render(request, "concerns/concern_list.html", context)


@login_not_required
@require_safe
def concern_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One of them: what is needed, how many say so, what the city answers, and where it led."""
    user = request.user
    concern = found_concern(user, pk)
    is_writer, is_desk = rules.is_writer(user, concern), rules.is_desk(user, concern)
    if concern.is_hidden and not (is_writer or is_desk):
        return shown_hidden(request, concern, crumbs_to(None, gettext("表示をやめたもの")))
    said = is_signed_in(user) and MeToo.objects.filter(concern=concern, user=user.pk).exists()
    context = {
        "concern": concern,
        "facts": facts_of(concern),
        "answer_facts": answer_facts_of(concern),
        "photo": photo_shown(concern, user),
        "held": held_by(concern),
        "leads": leads_of(concern, user),
        "can_say": rules.can_say_me_too(user, concern),
        "said": said,
        "is_writer": is_writer,
        "is_desk": is_desk,
        "can_edit": rules.can_edit(user, concern),
        "can_consult": rules.can_consult_about(user, concern),
        "offers": [offer for offer in CONCERN_FLOW.offers(user, concern) if not offer.move.judges],
        "story": story_of(
            concern, reader=Reader.PARTIES if is_writer or is_desk else Reader.PUBLIC
        ),
        "crumbs": crumbs_to(concern),
    }
    return render(request, "concerns/concern_detail.html", context)


@login_not_required
@takes_files
@require_http_methods(["GET", "HEAD", "POST"])
def concern_create(request: HttpRequest) -> HttpResponse:
    """Tell what is needed, with an account or without one. Pressed twice, it is told once."""
    user = request.user
    posted = request.method == "POST"
    form = ConcernForm(
        request.POST if posted else None,
        request.FILES if posted else None,
        is_for_guest=not is_signed_in(user),
    )
    if form.is_valid():
        given = form.cleaned_data
        told: dict[str, Any] = {
            "concern": form.save(commit=False),
            "key": given["submission_key"],
            "photo": given["photo"],
            "caption": given["caption"],
        }
        if form.is_for_guest:
            typed = "\n".join(filter(None, (given["title"], given["place"], given["text"])))
            back = reverse("concerns:create")
            if too_often := came_too_often(request, form.guest, back=back, typed=typed):
                return too_often
            made, _ = tell_as_guest(guest=form.guest, **told)
            return to_code(request, made.guest) if made.guest else redirect("concerns:list")
        concern, is_new = tell_concern(by=user, **told)
        if is_new:
            messages.success(request, told_words())
        return redirect(concern)
    crumbs = crumbs_to(None, gettext("困りごとを知らせる"))
    context = {"form": form, "crumbs": crumbs, "files_lost": files_lost(request)}
    return render(request, "concerns/concern_form.html", context)


def told_words() -> str:
    """What is read by whoever has told something."""
    days = city().waits.concern
    return gettext(
        "困りごとを受け付けました。市が{days}開庁日以内に内容を確かめ、結果をお知らせします。"
    ).format(days=days)


@takes_files
@require_http_methods(["GET", "HEAD", "POST"])
def concern_enter(request: HttpRequest) -> HttpResponse:
    """Staff enter what came on paper or by voice."""
    rules.may_enter(request.user).enforce()
    posted = request.method == "POST"
    form = CounterConcernForm(request.POST if posted else None, request.FILES if posted else None)
    if form.is_valid():
        given = form.cleaned_data
        concern, is_new = enter_concern(
            concern=form.save(commit=False),
            guest=form.guest if form.is_for_guest else None,
            by=request.user,
            key=given["submission_key"],
            received=given,
            photo=given["photo"],
            caption=given["caption"],
        )
        if is_new:
            messages.success(request, "困りごとを入力しました。")
        visible = Concern.objects.visible_to(request.user).filter(pk=concern.pk).exists()
        return redirect(concern) if visible else redirect("concerns:list")
    crumbs = crumbs_to(None, "窓口で受け付けた困りごとを入力する")
    context = {"form": form, "crumbs": crumbs, "files_lost": files_lost(request)}
    return render(request, "concerns/concern_enter.html", context)


@takes_files
@require_http_methods(["GET", "HEAD", "POST"])
@one_at_a_time(Concern)
def concern_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Its writer mends it before staff have looked, and sends again what was kept private."""
    concern = found_concern(request.user, pk)
    rules.can_edit(request.user, concern).enforce()
    crumbs = crumbs_to(concern, gettext("困りごとを直す"))
    return mended(request, concern, by=request.user, back=concern.get_absolute_url(), crumbs=crumbs)


def mended(
    request: HttpRequest, concern: Concern, *, by: Person, back: str, crumbs: Crumbs
) -> HttpResponse:
    """The form with which its writer mends it; `back` is where they read it."""
    files = request.FILES if request.method == "POST" else None

    def made(data: Any = None) -> ConcernEditForm:
        return ConcernEditForm(data, files if data is not None else None, instance=concern)

    page = Guarded(request, made)
    if page.is_clear and page.form.is_valid():
        form, given = page.form, page.form.cleaned_data
        change_concern(
            concern=concern,
            by=by,
            write=lambda: form.save(),
            photo=given["photo"],
            caption=given["caption"],
            drops_photo=given.get("drops_photo", False),
        )
        messages.success(request, told_words())
        return page.saved(back)
    context = {
        "form": page.form,
        "concern": concern,
        "back": back,
        "crumbs": crumbs,
        "files_lost": files_lost(request),
    }
    return page.shown("concerns/concern_edit.html", context)


@require_POST
def concern_move(request: HttpRequest, pk: int) -> HttpResponse:
    """Take it back; the city's moves are made at the desk."""
    concern = found_concern(request.user, pk)
    return make_move(request, CONCERN_FLOW, concern, back_to=reverse("concerns:list"))


@login_not_required
@require_safe
def concern_photo(request: HttpRequest, pk: int) -> FileResponse:
    """Its photo, for everybody once staff have looked; `?size=small` for a phone."""
    concern = found_concern(request.user, pk)
    found = ConcernPhoto.objects.visible_to(request.user).filter(concern=concern).first()
    if found is None:
        raise Http404(HIDDEN)
    return uploads.serve(found, inline=True, small=request.GET.get("size") == "small")
