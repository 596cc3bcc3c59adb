"""Coming to a group: being invited by those who speak for it, or asking to be taken in."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext, pgettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from groups.actions.members import ask_to_join
from groups.flows import JOIN_FLOW
from groups.forms.people import InviteForm, JoinForm
from groups.invitations.flow import invite
from groups.models import Group, JoinRequest
from groups.rules.invitations import can_invite_now
from groups.rules.join_requests import can_ask_to_join
from groups.rules.members import may_keep_people
from groups.views.people import crumbs_to, found_group, group_of
from kyodo_portal.life.history import last_note
from kyodo_portal.life.moves import make_move
from kyodo_portal.life.people import is_signed_in
from kyodo_portal.web.crumbs import Crumbs
from kyodo_portal.writing.guarded import one_at_a_time


@require_http_methods(["GET", "HEAD", "POST"])
def invite_to_group(request: HttpRequest, pk: int) -> HttpResponse:
    """Invite somebody by a letter."""
    group = found_group(request.user, pk)
    may_keep_people(request.user, group).enforce()
    can_invite_now(group).enforce()
    data = request.POST if request.method == "POST" else None
    form = InviteForm(data, group=group, by=request.user)
    if form.is_valid():
        invitation = invite(form.invitation, by=request.user)
        messages.success(
            request,
            gettext(
                "{name}さんに招待のメールを送りました。14日のあいだ、引き受けられます。"
            ).format(name=invitation.name),
        )
        return redirect("groups:people", pk=group.pk)
    context = {
        "group": group,
        "form": form,
        "crumbs": crumbs_to(group, (gettext("人を招待する"), None)),
    }
    return render(request, "groups/invite.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def join(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask a group to be taken in; afterwards, where the request stands."""
    group = get_object_or_404(Group.objects.visible_to(request.user), pk=pk)
    requests = JoinRequest.objects.filter(group=group, person=request.user.pk)
    verdict = can_ask_to_join(request.user, group)
    form = JoinForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        key, words = form.cleaned_data["submission_key"], form.cleaned_data["words"]
        asked, is_new = ask_to_join(group=group, words=words, by=request.user, key=key)
        if is_new:
            messages.success(
                request,
                gettext("「{name}」に、加わりたいと伝えました。返事をお待ちください。").format(
                    name=group.name
                ),
            )
        return redirect(asked)
    latest = (
        requests.select_related("group", "person").first() if is_signed_in(request.user) else None
    )
    context = {
        "group": group,
        "form": form,
        "verdict": verdict,
        "latest": latest,
        "crumbs": _crumbs(group, (gettext("加わりたいと伝える"), None)),
    }
    return render(request, "groups/join.html", context)


@require_safe
def request_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """What somebody wrote who wants to join, and the answer to it: for them, for those who speak for the
    group, and for the coordinators."""
    visible = JoinRequest.objects.visible_to(request.user).select_related("group", "person")
    asked = get_object_or_404(visible, pk=pk)
    is_own = asked.person_id == request.user.pk
    reason = last_note(asked, "decline") or last_note(asked, "close_unanswered")
    context = {
        "is_own": is_own,
        "reason": reason,
        "asked": asked,
        "group": asked.group,
        "offers": JOIN_FLOW.offers(request.user, asked),
        "move_url": reverse("groups:request_move", args=[asked.pk]),
        "crumbs": (_crumbs if is_own else crumbs_to)(
            asked.group, (gettext("加入の申し込み"), None)
        ),
    }
    return render(request, "groups/request.html", context)


@require_POST
@one_at_a_time(Group, group_of(JoinRequest))
def request_move(request: HttpRequest, pk: int) -> HttpResponse:
    """Answer a request, or take one's own back."""
    visible = JoinRequest.objects.visible_to(request.user).select_related("group", "person")
    asked = get_object_or_404(visible, pk=pk)
    is_own = asked.person_id == request.user.pk
    back = asked.get_absolute_url() if is_own else reverse("groups:people", args=[asked.group_id])
    return make_move(request, JOIN_FLOW, asked, back_to=back)


def _crumbs(group: Group, last: tuple[str, str | None]) -> Crumbs:
    """The way for somebody who is not of the group."""
    groups = (pgettext("一覧", "団体"), reverse("groups:list"))
    return [groups, (group.name, group.get_absolute_url()), last]
