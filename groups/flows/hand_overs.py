"""The life of a hand-over: offered, taken or not, or run out."""

from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from groups.belonging import members_watched
from groups.models import Group, HandOver, HandOverStatus, Membership, MembershipRole, User
from groups.rules.hand_overs import (
    can_take_over,
    may_answer_hand_over,
    may_withdraw_hand_over,
)
from kyodo_portal.life.flows import Act, Flow, Move, MoveRefused
from kyodo_portal.life.people import Person
from kyodo_portal.life.recorded import Reader, Recorded
from kyodo_portal.writing.locks import hold

OFFERED, EXPIRED = HandOverStatus.OFFERED, HandOverStatus.EXPIRED
ACCEPTED, DECLINED = HandOverStatus.ACCEPTED, HandOverStatus.DECLINED
WITHDRAWN = HandOverStatus.WITHDRAWN
PARTIES = Reader.PARTIES


def make_representative(group: Group, person: User, *, by: Person) -> None:
    """From now on this person of the group answers for it; who did so before is a manager. To be called
    with the group held."""
    with members_watched(group, by=by):
        places = Membership.objects.running().filter(group=group)
        places.filter(role=MembershipRole.REPRESENTATIVE).update(role=MembershipRole.MANAGER)
        places.filter(user=person).update(role=MembershipRole.REPRESENTATIVE)


def _take_over(offer: HandOver, act: Act) -> None:
    hold(Group, offer.group_id)  # whoever leaves in this moment takes nothing over
    if not (can := can_take_over(offer)):
        raise MoveRefused(can.reason)
    make_representative(offer.group, offer.offered_to, by=act.by)


def _answered(_: HandOver, act: Act) -> dict[str, Any]:
    return {"answered_at": act.at}


HAND_OVER_FLOW = Flow(
    HandOver,
    HandOverStatus,
    turns={
        OFFERED: _("引き継ぐ人の返事を待っています"),
        EXPIRED: _("返事の期限が過ぎました。もう一度頼めます"),
        ACCEPTED: _("代表が引き継がれました"),
        DECLINED: _("引き受けてもらえませんでした"),
        WITHDRAWN: _("代表が取り消しました"),
    },
    tones={
        OFFERED: "info",
        EXPIRED: "warning",
        ACCEPTED: "success",
        DECLINED: "muted",
        WITHDRAWN: "muted",
    },
    moves=[
        Move(
            name="expire",
            label=_("期限が過ぎる"),
            sources=frozenset({OFFERED}),
            target=EXPIRED,
            by_clock=True,
        ),
        Move(
            name="accept",
            label=_("代表を引き受ける"),
            sources=frozenset({OFFERED, EXPIRED}),
            target=ACCEPTED,
            happened=_("代表が引き継がれました"),
            read_by=PARTIES,
            who=may_answer_hand_over,
            judges=False,
            when=can_take_over,
            stamps=_answered,
            effect=_take_over,
            tone="primary",
            confirm=_("あなたが、この団体の代表になります。よろしいですか。"),
            tells=lambda offer, _: [offer.offered_by],
            told=_("代表の引き継ぎが引き受けられました"),
            done=lambda offer: gettext("「{name}」の代表を引き継ぎました。").format(
                name=offer.group
            ),
        ),
        Move(
            name="decline",
            label=_("引き受けない"),
            sources=frozenset({OFFERED}),
            target=DECLINED,
            happened=_("代表の引き継ぎは引き受けられませんでした"),
            read_by=PARTIES,
            who=may_answer_hand_over,
            judges=False,
            stamps=_answered,
            tells=lambda offer, _: [offer.offered_by],
            told=_("代表の引き継ぎは、引き受けてもらえませんでした"),
            next_step=_("ほかの構成員に頼むことができます。それまでは、いまの代表のままです。"),
            done=_("引き受けないことを、いまの代表に知らせます。"),
        ),
        Move(
            name="withdraw",
            label=_("引き継ぎを取り消す"),
            sources=frozenset({OFFERED, EXPIRED}),
            target=WITHDRAWN,
            happened=_("代表の引き継ぎを取り消しました"),
            read_by=PARTIES,
            who=may_withdraw_hand_over,
            judges=False,
            tells=lambda offer, _: [offer.offered_to],
            told=_("代表の引き継ぎが取り消されました"),
            done=_("引き継ぎを取り消しました。頼んだ人に知らせます。"),
        ),
        Move(
            name="lapse",
            label=_("引き継ぐ人がいなくなる"),
            sources=frozenset({OFFERED, EXPIRED}),
            target=WITHDRAWN,
            happened=_("引き継ぐ人が団体を離れたため、代表の引き継ぎは行われませんでした"),
            read_by=PARTIES,
            judges=False,
            automatic=True,
            tells=lambda offer, _: [offer.offered_by],
            next_step=_("ほかの構成員に頼むことができます。それまでは、いまの代表のままです。"),
        ),
    ],
    acts=[
        Recorded(
            name="offer",
            label="代表の引き継ぎを頼んだ",
            happened=_("代表の引き継ぎを頼みました"),
            read_by=PARTIES,
            is_inward=True,
        ),
        Recorded(
            name="enter",
            label="窓口や書面で届いた代表の交代を記録した",
            happened=_("届け出により、代表が交代しました"),
            read_by=PARTIES,
        ),
    ],
)
