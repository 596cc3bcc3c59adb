"""The life of what a group offers: open, talked about, agreed, thanked for; or taken back."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from groups import people
from groups.models import Offer, OfferStatus, OfferTalk, TalkStatus
from groups.rules import offers as rules
from kyodo_portal.life.flows import Act, Flow, Move, flow_of
from kyodo_portal.life.recorded import Reader, Recorded
from kyodo_portal.writing.locks import locked

OPEN, TALKING, AGREED = OfferStatus.OPEN, OfferStatus.TALKING, OfferStatus.AGREED
THANKED, WITHDRAWN, EXPIRED = OfferStatus.THANKED, OfferStatus.WITHDRAWN, OfferStatus.EXPIRED
OVER = (THANKED, WITHDRAWN)
PUBLIC, PARTIES = Reader.PUBLIC, Reader.PARTIES
THE_GROUP = _("提供する団体")


def those_who_offer(offer: Offer, _: Act | None = None) -> Any:
    """Who speaks for the offering group."""
    return people.managers([offer.group_id])


def takers(talk: OfferTalk, _: Act | None = None) -> Any:
    """Who speaks for whoever asked."""
    if talk.group_id is not None:
        return people.managers([talk.group_id])
    return people.staff([talk.department_id])


def settle(offer: Offer, act: Act) -> None:
    """Bring an offer to where its talks are, in the transaction of the act that moved one of them. Whoever
    calls it holds the offer; with one agreed, those who wait for an answer are told that it is gone."""
    current = locked(Offer, pk=offer.pk)
    if current.status in OVER:
        return
    talks = list(OfferTalk.objects.filter(offer=current))
    statuses = {talk.status for talk in talks}
    if TalkStatus.THANKED in statuses:
        move, target = "be_thanked", THANKED
    elif TalkStatus.AGREED in statuses:
        move, target = "agree", AGREED
    elif TalkStatus.ASKED in statuses:
        move, target = "talk", TALKING
    else:
        move, target = "reopen", OPEN
    if current.status != target:
        OFFER_FLOW.make(move, current, by=act.by)
    if target == AGREED:
        end_talks(current, act, "pass_over")


def end_talks(offer: Offer, act: Act, move: str) -> None:
    """Everybody who still waits for an answer hears that there will be none."""
    for talk in OfferTalk.objects.waiting().filter(offer=offer).order_by("pk"):
        flow_of(talk).make(move, talk, by=act.by)


def _taken_back(offer: Offer, act: Act) -> None:
    end_talks(offer, act, "be_taken_back")


OFFER_FLOW = Flow(
    Offer,
    OfferStatus,
    turns={
        OPEN: _("相談を待っています"),
        TALKING: _("相談が届いています。提供する団体が返事をします"),
        AGREED: _("提供先が決まりました。受け渡しとお礼がこれに続きます"),
        THANKED: _("お礼を伝え、記録を残しました"),
        WITHDRAWN: _("提供は取り下げられました"),
        EXPIRED: _("期限までに相談がありませんでした"),
    },
    tones={
        OPEN: "success",
        TALKING: "success",
        AGREED: "info",
        THANKED: "neutral",
        WITHDRAWN: "muted",
        EXPIRED: "muted",
    },
    moves=[
        Move(
            name="talk",
            label=_("相談が届く"),
            sources=frozenset({OPEN}),
            target=TALKING,
            happened=_("相談が届きました"),
            read_by=PARTIES,
            judges=False,
            automatic=True,
        ),
        Move(
            name="reopen",
            label=_("引き続き公開する"),
            sources=frozenset({TALKING, AGREED}),
            target=OPEN,
            happened=_("相談が終わり、引き続き相談を受け付けています"),
            read_by=PARTIES,
            judges=False,
            automatic=True,
        ),
        Move(
            name="agree",
            label=_("成立する"),
            sources=frozenset({OPEN, TALKING}),
            target=AGREED,
            happened=_("提供先が決まりました"),
            read_by=PUBLIC,
            event_tone="success",
            judges=False,
            automatic=True,
        ),
        Move(
            name="be_thanked",
            label=_("お礼が届く"),
            sources=frozenset({AGREED}),
            target=THANKED,
            happened=_("提供が済み、お礼が伝えられました"),
            read_by=PUBLIC,
            event_tone="success",
            judges=False,
            automatic=True,
        ),
        Move(
            name="withdraw",
            label=_("提供を取り下げる"),
            sources=frozenset({OPEN, TALKING, EXPIRED}),
            target=WITHDRAWN,
            happened=_("提供は取り下げられました"),
            side=THE_GROUP,
            read_by=PUBLIC,
            note_read_by=PUBLIC,
            who=rules.may_decide_offer,
            judges=False,
            effect=_taken_back,
            tone="danger",
            note_label=_("取り下げる理由（だれでも読めます）"),
            confirm=_("提供を取り下げ、相談している方に知らせます。よろしいですか。"),
            done=_("提供を取り下げました。相談していた方に知らせます。"),
        ),
        Move(
            name="expire",
            label=_("期限を過ぎる"),
            sources=frozenset({OPEN}),
            target=EXPIRED,
            judges=False,
            by_clock=True,
        ),
    ],
    acts=[
        Recorded(
            name="offer",
            label="提供を書いた",
            happened=_("提供を公開しました"),
            side=THE_GROUP,
            read_by=PUBLIC,
        ),
    ],
)
