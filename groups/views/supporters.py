"""The pages of supporters: who offers to help, and one's own."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required, login_required
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from groups.actions import supporters as actions
from groups.forms.supporters import SupporterForm
from groups.models import Supporter, User
from groups.models.people import account_of
from groups.published.supporter_filters import TALLIES, SupporterFilterSet
from groups.rules.people import is_coordinator
from groups.rules.supporters import can_offer_oneself
from groups.use_of_help import facts_of, use_of_help
from kyodo_portal.lists.listing import listing
from kyodo_portal.words import week
from kyodo_portal.words.languages import listed
from kyodo_portal.writing.guarded import Guarded
from kyodo_portal.writing.locks import hold

ACTS = {"rest": actions.rest, "resume": actions.resume, "end": actions.end}


@login_not_required
@require_safe
def supporter_list(request: HttpRequest) -> HttpResponse:
    """Who offers to help, as far as they let this person see it."""
    offered = Supporter.objects.visible_to(request.user).offering()
    listed_rows = offered.prefetch_related("fields").order_by("-created_at", "-pk")
    shown = listing(request, SupporterFilterSet(request.GET, listed_rows), TALLIES)
    context = {
        **shown,
        "lines": [line_of(supporter) for supporter in shown["page_obj"]],
        "shows_audience": is_coordinator(request.user),
        "use": facts_of(use_of_help()),
        "crumbs": [(gettext("サポーター"), None)],
    }
    return render(request, "supporters/supporter_list.html", context)


def line_of(supporter: Supporter) -> dict[str, Any]:
    """One of them as the list shows it: nothing by which they could be reached."""
    return {
        "record": supporter,
        "pk": supporter.pk,
        "field": next((row.number for row in supporter.fields.all()), None),
        "name": supporter.public_name,
        "text": supporter.text,
        "interests": supporter.interests,
        "fields": [str(row) for row in supporter.fields.all()],
        "when": listed(week.told(supporter.times)),
        "where": supporter.district_name,
        "audience": supporter.get_audience_display(),
        "is_from_counter": supporter.is_from_counter,
    }


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def supporter_mine(request: HttpRequest) -> HttpResponse:
    """What I offer: to be written, changed, and as others see it."""
    account = account_of(request.user)
    verdict = can_offer_oneself(request.user)
    with transaction.atomic():
        if request.method == "POST":
            verdict.enforce()
            hold(User, account.pk)
        mine = Supporter.objects.filter(user=account).first()
        supporter = mine or Supporter(user=account, public_name=account.display_name)
        page = Guarded(request, lambda data=None: SupporterForm(data, instance=supporter))
        if page.is_clear and page.form.is_valid():
            form = page.form
            actions.keep_supporter(
                supporter=supporter,
                fields=form.cleaned_data["field_numbers"],
                by=request.user,
                write=lambda: form.save(),
            )
            messages.success(request, gettext("サポーターの内容を保存しました。"))
            return page.saved("supporters:mine")
        context = {
            "form": page.form,
            "mine": mine,
            "verdict": verdict,
            "crumbs": [
                (gettext("サポーター"), reverse("supporters:list")),
                (gettext("わたしのできること"), None),
            ],
        }
        return page.shown("supporters/supporter_mine.html", context)


@require_POST
@login_required
def supporter_act(request: HttpRequest, act: str) -> HttpResponse:
    """Rest, begin again, or end it."""
    mine = Supporter.objects.filter(user=account_of(request.user)).first()
    if mine is None or act not in ACTS:
        raise Http404(gettext("サポーターの内容は、まだ書かれていないか、すでに消されています。"))
    ACTS[act](supporter=mine, by=request.user)
    done = {
        "rest": gettext("サポーターを休みました。一覧には出ません。"),
        "resume": gettext("サポーターを再開しました。"),
        "end": gettext("サポーターをやめました。書いた内容は消しました。"),
    }
    messages.success(request, done[act])
    return redirect("supporters:mine")
