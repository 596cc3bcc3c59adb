"""Who hands over the representation of a group, and who takes it."""

from django.utils.translation import gettext

from groups.models import (
    Group,
    GroupStatus,
    HandOver,
    HandOverStatus,
    Membership,
    MembershipRole,
    User,
)
from groups.rules.groups import may_handle
from groups.rules.managers import representative_of
from groups.rules.people import can_be_placed
from kyodo_portal.life.flows import not_yours
from kyodo_portal.life.people import Person, is_signed_in
from kyodo_portal.life.verdicts import ALLOWED, Verdict, allow_if, first_refusal
from kyodo_portal.words.text import japanese_datetime


def represents(person: Person, group: Group) -> bool:
    """Is the representative of the group."""
    if not is_signed_in(person):
        return False
    return person.role_by_group.get(group.pk) == MembershipRole.REPRESENTATIVE


def may_hand_over(person: Person, group: Group) -> Verdict:
    """The representative alone, while the group is not gone."""
    return first_refusal(
        ALLOWED if represents(person, group) else not_yours(gettext("この団体の代表")),
        allow_if(
            group.status != GroupStatus.DELETED,
            gettext("この団体の登録はなくなったため、代表を引き継ぐことはできません。"),
        ),
    )


def can_offer(person: Person, group: Group) -> Verdict:
    """As `may_hand_over`, while nobody else is asked."""
    asked = group.hand_overs.waiting().select_related("offered_to").first()
    waits = asked is not None and asked.live_status == HandOverStatus.OFFERED
    return first_refusal(
        may_hand_over(person, group),
        allow_if(
            not waits,
            gettext(
                "{name}さんに、すでに引き継ぎを頼んでいます。"
                "ほかの人に頼むときは、その引き継ぎを先に取り消してください。"
            ).format(name=asked.offered_to if asked else ""),
        ),
    )


def can_be_entered(person: Person, group: Group, receiver: User) -> Verdict:
    """What a group told at the counter or on paper, a coordinator enters who is not of the group, nor made
    its representative by it."""
    return first_refusal(
        may_handle(person, group),
        allow_if(
            group.status != GroupStatus.DELETED,
            "この団体の登録はなくなったため、代表を変えられません。",
        ),
        allow_if(receiver.is_active, "このアカウントは閉じられています。"),
        allow_if(
            receiver.pk != person.pk,
            "ご自身を代表にすることはできません。ほかの担当者に任せてください。",
        ),
        can_be_placed(receiver),
        lambda: allow_if(
            representative_of(group) != receiver, "この方は、すでにこの団体の代表です。"
        ),
    )


def can_be_offered(place: Membership) -> Verdict:
    """To another of the group, who belongs to it now and whose account is open."""
    return first_refusal(
        allow_if(
            place.ended_at is None and place.user.is_active,
            gettext("この人は、いまは団体に属していません。ほかの人を選んでください。"),
        ),
        allow_if(
            place.role != MembershipRole.REPRESENTATIVE, gettext("この人は、すでに代表です。")
        ),
        lambda: can_be_placed(place.user),
    )


def may_answer_hand_over(person: Person, offer: HandOver) -> Verdict:
    """Whoever was asked."""
    asked = is_signed_in(person) and person.pk == offer.offered_to_id
    return ALLOWED if asked else not_yours(gettext("引き継ぎを頼まれた方"))


def may_withdraw_hand_over(person: Person, offer: HandOver) -> Verdict:
    """The representative of the group, whoever that is by now."""
    return ALLOWED if represents(person, offer.group) else not_yours(gettext("この団体の代表"))


def can_take_over(offer: HandOver) -> Verdict:
    """Within its time, while both are what they were, and the group is there."""
    place = Membership.objects.running().filter(group=offer.group_id, user=offer.offered_to_id)
    representative = representative_of(offer.group)
    return first_refusal(
        allow_if(
            offer.live_status != HandOverStatus.EXPIRED,
            gettext(
                "返事の期限（{moment}）が過ぎました。いまの代表に、もう一度頼んでもらってください。"
            ).format(moment=japanese_datetime(offer.expires_at)),
        ),
        allow_if(
            offer.group.status != GroupStatus.DELETED,
            gettext("この団体の登録はなくなったため、代表を引き継ぐことはできません。"),
        ),
        allow_if(
            representative is None or representative.pk == offer.offered_by_id,
            gettext("頼んだ人は、いまは代表ではありません。いまの代表に確かめてください。"),
        ),
        lambda: allow_if(
            place.exists(), gettext("あなたは、いまこの団体に属していないため、引き継げません。")
        ),
    )
