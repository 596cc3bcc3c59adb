"""Supporters that fit what is wanted, asking one of them, and their answer."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from groups.models.people import account_of
from groups.rules.groups import HIDDEN
from kyodo_portal.life.history import story_of
from kyodo_portal.life.moves import make_move
from kyodo_portal.life.people import Person, is_signed_in
from kyodo_portal.life.reading import ReadingKind, note_reading
from kyodo_portal.life.recorded import Reader
from projects.actions.help_requests import request_help
from projects.flows import HELP_REQUEST_FLOW
from projects.forms.help_requests import RequestForm
from projects.matching import supporters_fitting
from projects.models import HelpRequest
from projects.register.help_lines import facts_of
from projects.rules.help_requests import can_look_for_supporters, may_answer_request
from projects.views.help_wanted import OWNER_ROWS, crumbs_to, found_help


@require_http_methods(["GET", "HEAD", "POST"])
def help_supporters(request: HttpRequest, pk: int) -> HttpResponse:
    """Who fits and chose to be seen, each with the reasons; and asking one of them."""
    wanted = found_help(request.user, pk)
    can_look_for_supporters(request.user, wanted).enforce()
    matches = supporters_fitting(wanted, request.user)
    form = RequestForm(request.POST if request.method == "POST" else None, matches=matches)
    if form.is_valid():
        chosen = {match.record.pk: match.record for match in matches}
        request_help(
            wanted=wanted,
            supporter=chosen[form.cleaned_data["supporter"]],
            words=form.cleaned_data["words"],
            by=request.user,
        )
        messages.success(request, gettext("たのみました。返事があると、メールでお知らせします。"))
        return redirect("help_wanted:supporters", pk=wanted.pk)
    asked = list(wanted.requests.all())
    for each in asked:
        each.help_wanted = wanted
    context: dict[str, Any] = {
        "form": form,
        "wanted": wanted,
        "matches": matches,
        "asked": asked,
        "crumbs": crumbs_to(wanted, gettext("合いそうなサポーター")),
    }
    return render(request, "help_wanted/help_supporters.html", context)


def found_request(user: Person, pk: int) -> HelpRequest:
    """What somebody was asked, if this person may see it; otherwise a 404."""
    owner = ("help_wanted__project", "help_wanted__group", "help_wanted__department")
    visible = HelpRequest.objects.visible_to(user).select_related("user", "guest", *owner)
    rows = [f"help_wanted__{row}" for row in OWNER_ROWS]
    found = visible.prefetch_related(*rows).filter(pk=pk).first()
    if found is None:
        raise Http404(HIDDEN)
    return found


@require_safe
def request_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """What a supporter is asked, with yes and no; for those who ask, where it stands."""
    asked = found_request(request.user, pk)
    can_answer = may_answer_request(request.user, asked)
    guest = asked.guest if can_answer and asked.is_to_be_called else None
    if guest is not None:
        note_reading(ReadingKind.CONTACT, by=account_of(request.user), of=asked)
    context = {
        "asked": asked,
        "guest": guest,
        "wanted": asked.help_wanted,
        "is_own": is_signed_in(request.user) and asked.user_id == request.user.pk,
        "facts": facts_of(asked.help_wanted),
        "offers": HELP_REQUEST_FLOW.offers(request.user, asked),
        "story": story_of(asked, reader=Reader.PARTIES),
        "crumbs": crumbs_to(asked.help_wanted, gettext("手伝いの頼みごと")),
    }
    return render(request, "help_wanted/request_detail.html", context)


@require_POST
def request_move(request: HttpRequest, pk: int) -> HttpResponse:
    """Say yes or no."""
    asked = found_request(request.user, pk)
    return make_move(request, HELP_REQUEST_FLOW, asked)
