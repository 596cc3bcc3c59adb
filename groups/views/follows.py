"""The pages about what one follows: adding, taking away, the list of it."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from groups.actions import follows as actions
from groups.forms.follows import FieldsForm, SearchNameForm
from groups.models import Follow, FollowKind
from groups.models.follows import LONGEST_QUERY
from groups.models.people import account_of
from groups.notices.followable import conditions, followed, found, list_of
from groups.rules.follows import can_follow
from kyodo_portal.lists.filters import PortalFilterSet
from kyodo_portal.publishing.kinds import PublicKind
from kyodo_portal.web.crumbs import Crumbs


def crumbs_to(last: str) -> Crumbs:
    return [(gettext("マイページ"), reverse("my")), (last, None)]


def _number(text: str | None) -> int:
    text = text or ""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 19 else 0


def _back(request: HttpRequest, otherwise: str) -> str:
    """The page one came from, where it is one of this portal's."""
    asked = request.POST.get("next") or request.GET.get("next") or ""
    is_ours = url_has_allowed_host_and_scheme(asked, allowed_hosts=None)
    return asked if is_ours and asked.startswith("/") else reverse(otherwise)


@require_safe
@login_required
def follow_list(request: HttpRequest) -> HttpResponse:
    """What I follow, and the fields to choose among."""
    mine = list(Follow.objects.visible_to(request.user))
    fields = [follow.target_id for follow in mine if follow.kind == FollowKind.FIELD]
    rest = [follow for follow in mine if follow.kind != FollowKind.FIELD]
    title = gettext("フォローしているもの")
    context = {
        "crumbs": crumbs_to(title),
        "follows": followed(request.user, rest),
        "form": FieldsForm(initial={"fields_followed": fields}),
    }
    return render(request, "notices/follow_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def follow_add(request: HttpRequest) -> HttpResponse:
    """Follow one thing. Looking shows what it is, with the button: so the wish of who had to sign in
    first is kept, and acts only when they press it."""
    asked = request.POST if request.method == "POST" else request.GET
    kind, number = asked.get("kind", ""), _number(asked.get("id"))
    thing = found(request.user, kind, number)
    if thing is None:
        raise Http404(gettext("フォローしようとしたものが見つかりません。"))
    if request.method != "POST":
        is_followed = Follow.objects.visible_to(request.user).filter(kind=kind, target_id=number)
        context = {
            "crumbs": crumbs_to(gettext("フォローする")),
            "thing": str(thing),
            "kind": FollowKind(kind),
            "number": number,
            "is_followed": is_followed.exists(),
            "back": _back(request, "follows:list"),
        }
        return render(request, "notices/follow_add.html", context)
    try:
        actions.follow(by=request.user, kind=kind, number=number)
        messages.success(
            request,
            gettext(
                "「{name}」をフォローしました。新しい動きがあると、お知らせします。"
                "受け取りかたは、マイページの「お知らせの受け取りかた」で変えられます。"
            ).format(name=thing),
        )
    except PermissionDenied as refusal:
        messages.error(request, str(refusal))
    return redirect(_back(request, "follows:list"))


@require_POST
@login_required
def follow_remove(request: HttpRequest) -> HttpResponse:
    """Follow one thing no longer; already not followed, it is so too."""
    kind, number = request.POST.get("kind", ""), _number(request.POST.get("id"))
    actions.unfollow(by=request.user, kind=kind, number=number, pk=_number(request.POST.get("pk")))
    messages.success(request, gettext("フォローから外しました。"))
    return redirect(_back(request, "follows:list"))


@require_POST
@login_required
def follow_fields(request: HttpRequest) -> HttpResponse:
    """Follow the fields that are ticked, and no others."""
    form = FieldsForm(request.POST)
    if not form.is_valid():
        messages.error(request, gettext("その分野は選べません。もう一度選んでください。"))
        return redirect("follows:list")
    try:
        numbers = set(form.cleaned_data["fields_followed"])
        actions.follow_fields(by=request.user, numbers=numbers)
        messages.success(request, gettext("フォローする分野を変えました。"))
    except PermissionDenied as refusal:
        messages.error(request, str(refusal))
    return redirect("follows:list")


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def follow_search(request: HttpRequest, slug: str) -> HttpResponse:
    """Save the conditions of a list, under a name."""
    listed = list_of(slug)
    if listed is None:
        raise Http404(gettext("この一覧の条件は保存できません。"))
    asked = request.POST.get("query", "") if request.method == "POST" else conditions(request.GET)
    query = conditions(QueryDict(asked[: LONGEST_QUERY * 4]))
    filters = listed.narrowed(QueryDict(query))
    unusable = _unusable(filters, query)
    form = SearchNameForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and not unusable and form.is_valid():
        return _save(request, listed, query, form.cleaned_data["name"])
    context: dict[str, Any] = {
        "crumbs": crumbs_to(gettext("条件を保存する")),
        "form": form,
        "chips": filters.chips(request),
        "query": query,
        "unusable": unusable,
        "list_url": f"{reverse(listed.list_page)}?{query}",
    }
    return render(request, "notices/follow_search.html", context, status=400 if unusable else 200)


def _unusable(filters: PortalFilterSet, query: str) -> list[str]:
    wrong = filters.unusable_conditions
    if len(query) > LONGEST_QUERY:
        return [gettext("条件が多すぎて、保存できません。いくつか外してから保存してください。")]
    return [
        gettext("「{label}」の「{value}」という条件は使えません。").format(
            label=one.label, value=one.value
        )
        for one in wrong
    ]


def _save(request: HttpRequest, listed: PublicKind[Any], query: str, name: str) -> HttpResponse:
    can = can_follow(request.user)
    if not can:
        messages.error(request, can.reason)
        return redirect("follows:list")
    _, is_new = actions.follow(
        by=account_of(request.user),
        kind=FollowKind.SEARCH,
        slug=listed.slug,
        query=query,
        name=name,
    )
    told = (
        gettext("条件を保存しました。あてはまるものが新しく載ると、お知らせします。")
        if is_new
        else gettext("この条件は、すでに保存してあります。")
    )
    messages.success(request, told)
    return redirect("follows:list")
