"""Writing about the people of a group: asking to join, handing over, new roles, leaving, being removed."""

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from groups import people
from groups.accounts import granting
from groups.belonging import members_watched
from groups.flows import HAND_OVER_FLOW, JOIN_FLOW
from groups.flows.hand_overs import make_representative
from groups.models import (
    Group,
    HandOver,
    HandOverStatus,
    JoinRequest,
    JoinRequestStatus,
    Membership,
    MembershipRole,
    User,
)
from groups.models.hand_overs import LASTS
from groups.models.memberships import SPEAKING
from groups.models.people import account_of
from groups.rules.hand_overs import can_be_entered, can_be_offered, can_offer
from groups.rules.join_requests import can_ask_to_join
from groups.rules.managers import representative_of
from groups.rules.members import can_leave, can_remove, may_change_role
from kyodo_portal.life.people import Person
from kyodo_portal.post import letters
from kyodo_portal.words.languages import Words, later
from kyodo_portal.words.text import japanese_datetime
from kyodo_portal.writing.locks import hold
from kyodo_portal.writing.once import create_once


def ask_to_join(*, group: Group, words: str, by: Person, key: UUID) -> tuple[JoinRequest, bool]:
    """Ask a group to take one in; those who speak for it are told. Returns the request and whether it is
    new. Raises `PermissionDenied` with the reason."""
    account = account_of(by)

    def create(own_key: UUID) -> JoinRequest:
        hold(User, account.pk)  # one after the other, so that the limit is one
        can_ask_to_join(by, group).enforce()
        request = JoinRequest(group=group, person=account, words=words, submission_key=own_key)
        request.save()
        entry = JOIN_FLOW.record("ask", request, by=by, after=JoinRequestStatus.ASKED)
        letters.tell_others(
            people.managers([group]),
            by=by,
            about=request,
            told=_("団体に加わりたいという申し込みが届きました"),
            note=words,
            next_step=_("申し込みを読んで、迎えるか見送るかを選んでください。"),
            key=f"join_request.ask:{entry.pk}",
        )
        return request

    return create_once(JoinRequest, key, create, by=account)


@transaction.atomic
def offer_hand_over(*, place: Membership, by: Person) -> HandOver:
    """Ask another of the group to be its representative; an offer that has run out goes. Raises
    `PermissionDenied`."""
    current, group = _held(place), place.group
    can_offer(by, group).enforce()
    can_be_offered(current).enforce()
    for over in group.hand_overs.waiting():
        HAND_OVER_FLOW.make("withdraw", over, by=by)
    offer = HandOver.objects.create(
        group=group,
        offered_by=account_of(by),
        offered_to=current.user,
        expires_at=timezone.now() + LASTS,
    )
    entry = HAND_OVER_FLOW.record("offer", offer, by=by, after=HandOverStatus.OFFERED)
    letters.queue_letter(
        current.user,
        about=offer,
        told=_("団体の代表を引き継いでほしいと頼まれました"),
        next_step=format_lazy(
            _("{moment}までに、「代表を引き受ける」か「引き受けない」を選んでください。"),
            moment=later(japanese_datetime, offer.expires_at),
        ),
        key=f"hand_over.offer:{entry.pk}",
    )
    return offer


@transaction.atomic
def enter_hand_over(*, hand_over: HandOver, by: Person) -> HandOver:
    """Enter that a group has a new representative, as it told the city at the counter or on paper.
    `hand_over` is unsaved: the group, who represents it now, how and when that came. Who does not belong
    to the group yet, does from now on; both are told. Raises `PermissionDenied`."""
    group, receiver = hand_over.group, hand_over.offered_to
    hold(Group, group.pk)
    can_be_entered(by, group, receiver).enforce()
    former = representative_of(group)
    held = granting.before([receiver, *([former] if former else ())])
    for offer in group.hand_overs.waiting():
        HAND_OVER_FLOW.make("lapse", offer, by=by)
    hand_over.offered_by, hand_over.entered_by = former, account_of(by)
    hand_over.status, hand_over.answered_at = HandOverStatus.ACCEPTED, timezone.now()
    hand_over.expires_at = hand_over.answered_at
    hand_over.save()
    HAND_OVER_FLOW.record("enter", hand_over, by=by, after=HandOverStatus.ACCEPTED)
    if not Membership.objects.running().filter(group=group, user=receiver).exists():
        Membership.objects.create(group=group, user=receiver)
    make_representative(group, receiver, by=by)
    granting.tell_changes(held, by=by)
    return hand_over


@transaction.atomic
def change_role(*, membership: Membership, role: str, by: Person) -> Membership:
    """Somebody of the group gets another role; they and those who speak for it are told. Raises
    `PermissionDenied`."""
    current = _held(membership)
    may_change_role(by, current, role).enforce()
    if role == current.role:
        return current
    spoke = current.role in SPEAKING
    current.role = role
    with members_watched(current.group, by=by):
        current.save(update_fields=["role"])
    if not spoke and role not in SPEAKING:  # the others are told with those who speak for it
        told = format_lazy(
            _("団体でのあなたの役割が「{role}」になりました"), role=MembershipRole(role).label
        )
        _tell(current, by, told=told)
    return current


@transaction.atomic
def remove_member(*, membership: Membership, reason: str, by: Person) -> None:
    """Somebody no longer belongs to the group, which tells them why. Raises `PermissionDenied`."""
    current = _held(membership)
    can_remove(by, current).enforce()
    _end(current, by=by)
    _tell(
        current,
        by,
        told=_("団体の構成員から外れました"),
        note=reason,
        next_step=_("お心当たりがないときや、納得できないときは、協働の窓口にご相談ください。"),
    )


@transaction.atomic
def leave_group(*, membership: Membership, by: Person) -> None:
    """Somebody leaves; those who speak for the group are told. Raises `PermissionDenied`."""
    current = _held(membership)
    can_leave(by, current).enforce()
    _end(current, by=by)


def _held(membership: Membership) -> Membership:
    """The place as it stands now, with its group held: two who leave at once leave it to nobody. Whatever
    changes who belongs to a group holds the group first."""
    hold(Group, membership.group_id)
    found = Membership.objects.select_related("user", "group").filter(pk=membership.pk).first()
    if found is None:
        raise PermissionDenied("この人は、団体に属していません。")
    return found


def _end(place: Membership, *, by: Person) -> None:
    place.ended_at = timezone.now()
    with members_watched(place.group, by=by):
        place.save(update_fields=["ended_at"])
    for offer in place.group.hand_overs.waiting().filter(offered_to=place.user_id):
        HAND_OVER_FLOW.make("lapse", offer, by=by)


def _tell(
    place: Membership, by: Person, *, told: Words, note: str = "", next_step: Words = ""
) -> None:
    letters.tell_others(
        [place.user],
        by=by,
        about=place.group,
        told=told,
        note=note,
        next_step=next_step,
        page="" if place.group.is_public else reverse("my"),
        key=f"group.place:{place.pk}:{timezone.now().isoformat()}",
    )
