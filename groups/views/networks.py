"""The pages of a network: who is in it, bringing a group in, the answer, and writing to all members."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from groups.actions.networks import ask_member, enter_member, networks_held, tell_members
from groups.flows import NETWORK_FLOW
from groups.forms.networks import CounterMemberForm, MemberForm, TellMembersForm
from groups.models import Group, NetworkMember, NetworkStatus
from groups.rules import networks as rules
from groups.rules.groups import HIDDEN
from groups.rules.people import manages
from groups.views.crumbs import crumbs_to
from kyodo_portal.life.counter import came_in_words
from kyodo_portal.life.flows import MoveRefused
from kyodo_portal.life.history import story_of
from kyodo_portal.life.moves import make_move, refused
from kyodo_portal.life.people import Person
from kyodo_portal.life.recorded import Reader
from kyodo_portal.web.crumbs import Crumbs


def found_network(user: Person, pk: int) -> Group:
    """A group whose network this person may keep. 404 where it is not theirs to see at all."""
    network = get_object_or_404(Group.objects.visible_to(user), pk=pk)
    rules.may_keep_network(user, network).enforce()
    return network


def found_row(user: Person, pk: int) -> NetworkMember:
    """A group in a network, if this person may see the row; otherwise a 404."""
    rows = NetworkMember.objects.visible_to(user).select_related("network", "group", "entered_by")
    found = rows.filter(pk=pk).first()
    if found is None:
        raise Http404(HIDDEN)
    return found


def _way(network: Group, *rest: str) -> Crumbs:
    steps = crumbs_to(network)
    own: tuple[str, str | None] = (
        gettext("参加団体"),
        reverse("groups:network", args=[network.pk]) if rest else None,
    )
    return [*steps, own, *((words, None) for words in rest)]


@require_safe
def network_page(request: HttpRequest, pk: int) -> HttpResponse:
    """For those who keep a network: its members, whom it has asked, who said no or left, and what to do."""
    network = found_network(request.user, pk)
    rows = NetworkMember.objects.filter(network=network).select_related("group")
    by_status: dict[str, list[NetworkMember]] = {}
    for row in rows.order_by("group__name_kana", "pk"):
        row.network = network
        by_status.setdefault(row.status, []).append(row)
    members = by_status.pop(NetworkStatus.MEMBER, [])
    waiting = by_status.pop(NetworkStatus.ASKED, [])
    past = sorted(
        (row for rest in by_status.values() for row in rest),
        key=lambda row: row.updated_at,
        reverse=True,
    )
    context = {
        "network": network,
        "members": members,
        "waiting": waiting,
        "past": past,
        "speaks": manages(request.user, [network.pk]),
        "may_enter": rules.may_enter_member(request.user),
        "can_gather": rules.can_gather(network),
        "crumbs": _way(network),
    }
    return render(request, "groups/network.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def network_invite(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask a group to come in; staff enter what both told the counter. Pressed twice, it is done once."""
    network = found_network(request.user, pk)
    at_counter = not manages(request.user, [network.pk])
    if at_counter:
        rules.may_enter_member(request.user).enforce()
    data = request.POST if request.method == "POST" else None
    verdict = rules.can_gather(network)
    form = (CounterMemberForm if at_counter else MemberForm)(data, network=network)
    if verdict and form.is_valid():
        given, group = form.cleaned_data, form.cleaned_data["name"]
        try:
            row, is_new = (
                enter_member(
                    network=network,
                    group=group,
                    received=form.received,
                    by=request.user,
                    key=given["submission_key"],
                )
                if isinstance(form, CounterMemberForm)
                else ask_member(
                    network=network,
                    group=group,
                    words=given["words"],
                    by=request.user,
                    key=given["submission_key"],
                )
            )
        except MoveRefused as refusal:
            typed = given.get("words", "")
            return refused(request, refusal, back=_page_of(network), typed=typed)
        if is_new:
            messages.success(request, _brought_in(row))
        return redirect(_page_of(network))
    context = {
        "network": network,
        "form": form,
        "verdict": verdict,
        "at_counter": at_counter,
        "crumbs": _way(network, gettext("団体を誘う")),
    }
    return render(request, "groups/network_invite.html", context)


def _page_of(network: Group) -> str:
    return reverse("groups:network", args=[network.pk])


def _brought_in(row: NetworkMember) -> str:
    if row.is_running:
        return f"「{row.group.name}」の参加を入力しました。両方の団体に知らせます。"
    return gettext("「{name}」を誘いました。返事があると、メールでお知らせします。").format(
        name=row.group.name
    )


@require_http_methods(["GET", "HEAD", "POST"])
def network_tell(request: HttpRequest, pk: int) -> HttpResponse:
    """Write to all members; each gets a message of its own and answers it."""
    network = found_network(request.user, pk)
    verdict = rules.may_tell_members(request.user, network)
    verdict.enforce()
    form = TellMembersForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        given = form.cleaned_data
        try:
            count = tell_members(
                network=network,
                subject=given["subject"],
                body=given["body"],
                by=request.user,
                key=given["submission_key"],
            )
        except MoveRefused as refusal:
            return refused(request, refusal, back=_page_of(network), typed=given["body"])
        if count:
            words = ngettext("{n}団体に送りました。", "{n}団体に送りました。", count)
            messages.success(request, words.format(n=count))
        return redirect(_page_of(network))
    context = {
        "network": network,
        "form": form,
        "crumbs": _way(network, gettext("参加団体に連絡する")),
    }
    return render(request, "groups/network_tell.html", context)


@require_safe
def network_member(request: HttpRequest, pk: int) -> HttpResponse:
    """One group in one network: what it was asked, its answer, and how it leaves."""
    row = found_row(request.user, pk)
    context = {
        "row": row,
        "offers": NETWORK_FLOW.offers(request.user, row),
        "acting_for": _acting_for(request.user, row),
        "came": came_in_words(row) if row.is_from_counter and request.user.is_staff else "",
        "story": story_of(row, reader=Reader.PARTIES),
        "crumbs": crumbs_to(row.network, gettext("ネットワークへの参加")),
    }
    return render(request, "groups/network_member.html", context)


def _acting_for(user: Person, row: NetworkMember) -> str:
    """For which of the two this person acts here; for the group where they speak for both."""
    for group in (row.group, row.network):
        if manages(user, [group.pk]):
            return group.name
    return ""


@require_POST
def network_member_move(request: HttpRequest, pk: int) -> HttpResponse:
    """Answer, take an invitation back, leave, or end a membership."""
    row = found_row(request.user, pk)
    with networks_held():
        return make_move(request, NETWORK_FLOW, row)
