"""The people of a group: who they are, what each may do, who comes, who goes, and who represents it."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext, pgettext
from django.views.decorators.http import require_http_methods, require_safe

from groups.actions.members import change_role, leave_group, offer_hand_over, remove_member
from groups.flows import HAND_OVER_FLOW
from groups.forms.people import HandOverForm, RemovalForm, RoleForm
from groups.invitations.flow import INVITATION_FLOW
from groups.models import Group, HandOver, Invitation, Membership, MembershipRole
from groups.models.people import account_of
from groups.people_page import open_acts_of, people_of
from groups.rules.hand_overs import can_offer, may_hand_over
from groups.rules.members import can_leave, can_remove, can_view_people, may_change_role
from kyodo_portal.life.moves import make_move
from kyodo_portal.life.people import Person
from kyodo_portal.web.crumbs import Crumbs
from kyodo_portal.writing.guarded import Guarded, one_at_a_time


def found_group(user: Person, pk: int) -> Group:
    """A group whose people this person may see. 404 where it is not theirs to see at all."""
    group = get_object_or_404(Group.objects.visible_to(user), pk=pk)
    can_view_people(user, group).enforce()
    return group


def found_place(user: Person, pk: int) -> Membership:
    """A place in a group whose people this person may see."""
    groups = Group.objects.visible_to(user)
    places = Membership.objects.select_related("group", "user").filter(group__in=groups)
    place = get_object_or_404(places, pk=pk)
    can_view_people(user, place.group).enforce()
    return place


def crumbs_to(group: Group, *rest: tuple[str, str | None]) -> Crumbs:
    """The way to a page about the people of a group."""
    return [
        (pgettext("一覧", "団体"), reverse("groups:list")),
        (group.name, group.get_absolute_url()),
        (gettext("団体の人"), reverse("groups:people", args=[group.pk]) if rest else None),
        *rest,
    ]


def group_of(model: Any) -> Any:
    """Which group a record of this model is about, to be held before whoever belongs to it changes."""

    def which(_: HttpRequest, pk: int) -> int | None:
        found: int | None = model.objects.filter(pk=pk).values_list("group", flat=True).first()
        return found

    return which


@require_safe
def people_list(request: HttpRequest, pk: int) -> HttpResponse:
    """Who belongs to the group and may do what; for those who speak for it, who waits."""
    group = found_group(request.user, pk)
    context = {"group": group, "crumbs": crumbs_to(group), **people_of(group, request.user)}
    return render(request, "groups/people.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@one_at_a_time(Group, group_of(Membership))
def person_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """What somebody of the group is in it."""
    place = found_place(request.user, pk)
    may_change_role(request.user, place).enforce()
    stored = place.role

    def made(data: Any = None) -> RoleForm:
        return RoleForm(data, instance=place, by=request.user)

    page = Guarded(request, made)
    form = page.form
    if page.is_clear and form.is_valid():
        change_role(membership=place, role=form.cleaned_data["role"], by=request.user)
        messages.success(request, gettext("役割を保存しました。"))
        return page.saved(reverse("groups:people", args=[place.group_id]))
    context = {
        "group": place.group,
        "place": place,
        "now": MembershipRole(stored).label,
        "form": form,
        "may_remove": can_remove(request.user, place),
        "crumbs": crumbs_to(place.group, (place.user.display_name, None)),
    }
    return page.shown("groups/person.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@one_at_a_time(Group, group_of(Membership))
def person_remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Take somebody out of the group, with a reason that they are told."""
    place = found_place(request.user, pk)
    can_remove(request.user, place).enforce()
    form = RemovalForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        remove_member(membership=place, reason=form.cleaned_data["reason"], by=request.user)
        messages.success(
            request,
            gettext("{name}さんを団体から外しました。ご本人に、理由を知らせます。").format(
                name=place.user
            ),
        )
        return redirect("groups:people", pk=place.group_id)
    context = {
        "group": place.group,
        "place": place,
        "form": form,
        "open_acts": open_acts_of(place),
        "crumbs": crumbs_to(place.group, (gettext("団体から外す"), None)),
    }
    return render(request, "groups/person_remove.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@one_at_a_time(Group)
def leave(request: HttpRequest, pk: int) -> HttpResponse:
    """Leave a group, after reading what one leaves undone."""
    group = found_group(request.user, pk)
    places = group.memberships.running().select_related("user", "group")
    place = get_object_or_404(places, user=account_of(request.user))
    verdict = can_leave(request.user, place)
    if request.method == "POST":
        leave_group(membership=place, by=request.user)
        messages.success(request, gettext("「{name}」を離れました。").format(name=group.name))
        return redirect("my")
    context = {
        "group": group,
        "place": place,
        "verdict": verdict,
        "may_hand_over": may_hand_over(request.user, group),
        "open_acts": open_acts_of(place),
        "crumbs": crumbs_to(group, (gettext("団体を離れる"), None)),
    }
    return render(request, "groups/leave.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@one_at_a_time(Group)
def hand_over(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask another of the group to represent it."""
    group = found_group(request.user, pk)
    can_offer(request.user, group).enforce()
    make = partial(HandOverForm, group=group, by=account_of(request.user))
    form = make(request.POST if request.method == "POST" else None)
    if form.is_valid():
        offer = offer_hand_over(place=form.cleaned_data["to"], by=request.user)
        messages.success(
            request,
            gettext(
                "{name}さんに、代表の引き継ぎを頼みました。返事があるまで、代表はあなたです。"
            ).format(name=offer.offered_to),
        )
        return redirect("groups:people", pk=group.pk)
    context = {
        "group": group,
        "form": form,
        "crumbs": crumbs_to(group, (gettext("代表を引き継ぐ"), None)),
    }
    return render(request, "groups/hand_over.html", context)


@require_http_methods(["POST"])
@one_at_a_time(Group, group_of(HandOver))
def hand_over_move(request: HttpRequest, pk: int) -> HttpResponse:
    """Take over, decline, or take the question back."""
    offers = HandOver.objects.visible_to(request.user)
    offer = get_object_or_404(offers.select_related("group", "offered_by", "offered_to"), pk=pk)
    return make_move(request, HAND_OVER_FLOW, offer)


@require_http_methods(["POST"])
def invitation_move(request: HttpRequest, pk: int) -> HttpResponse:
    """Send an invitation to the group again, or take it back."""
    invitations = Invitation.objects.visible_to(request.user).filter(group__isnull=False)
    invitation = get_object_or_404(invitations.select_related("group", "invited_by"), pk=pk)
    return make_move(request, INVITATION_FLOW, invitation)
