"""The life of asking for what is offered: asked, answered, given, thanked for."""

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext_lazy as _

from groups.flows.offers import settle, takers, those_who_offer
from groups.models import OfferTalk, TalkStatus
from groups.rules import offers as rules
from kyodo_portal.life.flows import Act, Flow, Move
from kyodo_portal.life.recorded import Reader, Recorded
from kyodo_portal.words.languages import Words

ASKED, AGREED, THANKED = TalkStatus.ASKED, TalkStatus.AGREED, TalkStatus.THANKED
DECLINED, WITHDRAWN, UNANSWERED = TalkStatus.DECLINED, TalkStatus.WITHDRAWN, TalkStatus.UNANSWERED
PARTIES = Reader.PARTIES
THE_GROUP, THE_TAKER = _("提供する団体"), _("相談した側")
OTHERS = _("ほかの提供は、「団体からの提供」のページで見られます。協働の窓口にもご相談ください。")


def _settle(talk: OfferTalk, act: Act) -> None:
    settle(talk.offer, act)


def _offerers(talk: OfferTalk, act: Act) -> Any:
    return those_who_offer(talk.offer)


def _both(talk: OfferTalk, act: Act) -> Any:
    return [*those_who_offer(talk.offer), *takers(talk)]


def _thanks(_: OfferTalk, act: Act) -> dict[str, Any]:
    return {"thanks": act.note, "thanks_public": bool(act.data.get("public"))}


def _ended(name: str, label: Words, target: TalkStatus, happened: Words, told: Words) -> Move:
    """An end that follows from something else, and is told to whoever asked."""
    effect: Callable[[OfferTalk, Act], None] = _settle if name == "run_out" else _leave
    return Move(
        name=name,
        label=label,
        sources=frozenset({ASKED}),
        target=target,
        happened=happened,
        read_by=PARTIES,
        judges=False,
        automatic=True,
        effect=effect,
        tells=takers,
        told=told,
        next_step=OTHERS,
    )


def _leave(_: OfferTalk, act: Act) -> None:
    """The offer moves by itself, or has."""


OFFER_TALK_FLOW = Flow(
    OfferTalk,
    TalkStatus,
    turns={
        ASKED: _("提供する団体の返事を待っています"),
        AGREED: _("提供が決まりました。受け渡しのあと、お礼を伝えます"),
        THANKED: _("お礼を伝え、記録を残しました"),
        DECLINED: _("今回は見送りになりました"),
        WITHDRAWN: _("相談は取り下げられました"),
        UNANSWERED: _("返事がないまま終わりました"),
    },
    tones={
        ASKED: "warning",
        AGREED: "success",
        THANKED: "neutral",
        DECLINED: "muted",
        WITHDRAWN: "muted",
        UNANSWERED: "muted",
    },
    moves=[
        Move(
            name="agree",
            label=_("提供する"),
            sources=frozenset({ASKED}),
            target=AGREED,
            happened=_("提供が決まりました"),
            side=THE_GROUP,
            read_by=PARTIES,
            note_read_by=PARTIES,
            who=rules.may_answer_talk,
            judges=False,
            when=rules.can_still_be_asked,
            effect=_settle,
            tone="primary",
            note_label=_("次にすること（受け渡しの日や、連絡のしかた）"),
            confirm=_("この相手に提供し、ほかの相談は見送ります。よろしいですか。"),
            tells=takers,
            told=_("提供の相談に、「提供します」と返事がありました"),
            next_step=_(
                "添えられた言葉を読んで、受け渡しを進めてください。済んだら、お礼を伝えてください。"
            ),
            done=_("提供が決まりました。相談した側に知らせます。"),
        ),
        Move(
            name="decline",
            label=_("今回は見送る"),
            sources=frozenset({ASKED}),
            target=DECLINED,
            happened=_("提供は見送りになりました"),
            side=THE_GROUP,
            read_by=PARTIES,
            note_read_by=PARTIES,
            who=rules.may_answer_talk,
            judges=False,
            effect=_settle,
            note_label=_("見送る理由（相談した側に伝わります）"),
            tells=takers,
            told=_("提供の相談は、今回は見送りになりました"),
            next_step=OTHERS,
            done=_("見送りました。相談した側に、理由を知らせます。"),
        ),
        Move(
            name="withdraw",
            label=_("相談を取り下げる"),
            sources=frozenset({ASKED}),
            target=WITHDRAWN,
            happened=_("相談は取り下げられました"),
            side=THE_TAKER,
            read_by=PARTIES,
            who=rules.may_take_back_talk,
            judges=False,
            effect=_settle,
            tells=_offerers,
            told=_("提供の相談が取り下げられました"),
            next_step=_("提供は、引き続き公開されています。"),
            confirm=_("この相談を取り下げます。よろしいですか。"),
            done=_("相談を取り下げました。"),
        ),
        Move(
            name="thank",
            label=_("お礼を伝える"),
            sources=frozenset({AGREED}),
            target=THANKED,
            happened=_("お礼が伝えられました"),
            side=THE_TAKER,
            read_by=PARTIES,
            note_read_by=PARTIES,
            event_tone="success",
            who=rules.may_take_back_talk,
            judges=False,
            automatic=True,
            stamps=_thanks,
            effect=_settle,
            tells=_offerers,
            told=_("提供のお礼が届きました"),
            next_step=_("ありがとうございました。"),
        ),
        Move(
            name="call_off",
            label=_("取りやめる"),
            sources=frozenset({AGREED}),
            target=DECLINED,
            happened=_("決まっていた提供は、取りやめになりました"),
            read_by=PARTIES,
            note_read_by=PARTIES,
            who=rules.may_call_off,
            judges=False,
            effect=_settle,
            tone="danger",
            note_label=_("取りやめる理由（相手に伝わります）"),
            confirm=_("決まっていた提供を取りやめ、相手に知らせます。よろしいですか。"),
            tells=_both,
            told=_("決まっていた提供が、取りやめになりました"),
            next_step=_("理由を読んで、続けたいときは、もう一度相談してください。"),
            done=_("取りやめました。相手に理由を知らせます。"),
        ),
        _ended(
            "pass_over",
            _("ほかに決まる"),
            DECLINED,
            _("ほかの団体か課に決まりました"),
            _("相談していた提供は、ほかの団体か課に決まりました"),
        ),
        _ended(
            "be_taken_back",
            _("提供が取り下げられる"),
            DECLINED,
            _("提供が取り下げられました"),
            _("相談していた提供が、取り下げられました"),
        ),
        _ended(
            "run_out",
            _("返事がないまま終わる"),
            UNANSWERED,
            _("返事がないまま、相談を終えました"),
            _("提供の相談は、返事がないまま終わりました"),
        ),
    ],
    acts=[
        Recorded(
            name="ask",
            label="提供について相談した",
            happened=_("相談を送りました"),
            side=THE_TAKER,
            read_by=PARTIES,
            is_inward=True,
        ),
    ],
)
