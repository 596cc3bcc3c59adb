"""The life of a group in a network: asked, in it, and out of it again; or never come in."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext_lazy as _

from groups import people
from groups.models import NetworkMember, NetworkStatus
from groups.rules import networks as rules
from kyodo_portal import search
from kyodo_portal.life.flows import Act, Flow, Move
from kyodo_portal.life.recorded import Reader, Recorded

ASKED, MEMBER, DECLINED = NetworkStatus.ASKED, NetworkStatus.MEMBER, NetworkStatus.DECLINED
WITHDRAWN, UNANSWERED, LEFT = NetworkStatus.WITHDRAWN, NetworkStatus.UNANSWERED, NetworkStatus.LEFT
PARTIES = Reader.PARTIES
THE_NETWORK, THE_GROUP = _("ネットワーク"), _("参加団体")


def those_of_network(row: NetworkMember, _: Act | None = None) -> Iterable[Any]:
    """Who speaks for the network."""
    return people.managers([row.network_id])


def those_of_member(row: NetworkMember, _: Act | None = None) -> Iterable[Any]:
    """Who speaks for the group."""
    return people.managers([row.group_id])


def both_sides(row: NetworkMember, _: Act | None = None) -> Iterable[Any]:
    return people.managers([row.network_id, row.group_id])


def _answered(_: NetworkMember, act: Act) -> dict[str, Any]:
    return {"answered_by_id": act.by.pk, "answered_at": act.at}


def _left(_: NetworkMember, act: Act) -> dict[str, Any]:
    return {"left_at": act.at}


def _found_by(row: NetworkMember, _: Act) -> None:
    """The network is found by the names of those that are in it now."""
    search.index(row.network)


NETWORK_FLOW = Flow(
    NetworkMember,
    NetworkStatus,
    turns={
        ASKED: _("誘われた団体の返事を待っています"),
        MEMBER: _("ネットワークに参加しています"),
        DECLINED: _("今回は見送りになりました"),
        WITHDRAWN: _("誘いは取り下げられました"),
        UNANSWERED: _("返事がないまま終わりました"),
        LEFT: _("ネットワークへの参加を終えました"),
    },
    tones={
        ASKED: "info",
        MEMBER: "success",
        DECLINED: "muted",
        WITHDRAWN: "muted",
        UNANSWERED: "muted",
        LEFT: "muted",
    },
    moves=[
        Move(
            name="accept",
            label=_("参加する"),
            sources=frozenset({ASKED}),
            target=MEMBER,
            happened=_("ネットワークに参加しました"),
            side=THE_GROUP,
            read_by=PARTIES,
            event_tone="success",
            who=rules.may_answer_for_member,
            judges=False,
            when=rules.can_come_in,
            stamps=_answered,
            effect=_found_by,
            tone="primary",
            confirm=_("参加すると、両方の団体のページに載り、だれでも見られます。よろしいですか。"),
            tells=those_of_network,
            told=_("誘った団体が、ネットワークに参加しました"),
            next_step=_("ネットワークのページで、参加団体を確かめられます。"),
            done=_("ネットワークに参加しました。ネットワークの代表と管理者に知らせます。"),
        ),
        Move(
            name="decline",
            label=_("今回は見送る"),
            sources=frozenset({ASKED}),
            target=DECLINED,
            happened=_("参加は見送りになりました"),
            side=THE_GROUP,
            read_by=PARTIES,
            note_read_by=PARTIES,
            who=rules.may_answer_for_member,
            judges=False,
            stamps=_answered,
            note_label=_("見送る理由（ネットワークに伝わります）"),
            tells=those_of_network,
            told=_("ネットワークへの誘いは、今回は見送られました"),
            next_step=_("添えられた言葉を読んでください。30日たつと、もう一度誘えます。"),
            done=_("見送りました。ネットワークに、理由を知らせます。"),
        ),
        Move(
            name="withdraw",
            label=_("誘いを取り下げる"),
            sources=frozenset({ASKED}),
            target=WITHDRAWN,
            happened=_("誘いを取り下げました"),
            side=THE_NETWORK,
            read_by=PARTIES,
            who=rules.may_decide_for_network,
            judges=False,
            confirm=_("この団体への誘いを取り下げます。よろしいですか。"),
            tells=those_of_member,
            told=_("ネットワークへの誘いが取り下げられました"),
            next_step=_("お返事はいりません。"),
            done=_("誘いを取り下げました。"),
        ),
        Move(
            name="run_out",
            label=_("返事のないまま終える"),
            sources=frozenset({ASKED}),
            target=UNANSWERED,
            happened=_("返事がないまま、誘いを終えました"),
            read_by=PARTIES,
            judges=False,
            automatic=True,
            tells=both_sides,
            told=_("ネットワークへの誘いは、返事がないまま終わりました"),
            next_step=_(
                "いまからでも参加できます。ネットワークから、もう一度誘ってもらってください。"
            ),
        ),
        Move(
            name="give_way",
            label=_("窓口の入力に置きかえる"),
            sources=frozenset({ASKED}),
            target=WITHDRAWN,
            happened=_("窓口に届けられた参加に置きかわりました"),
            read_by=PARTIES,
            judges=False,
            automatic=True,
        ),
        Move(
            name="leave",
            label=_("このネットワークを抜ける"),
            sources=frozenset({MEMBER}),
            target=LEFT,
            happened=_("ネットワークへの参加を終えました"),
            side=THE_GROUP,
            read_by=PARTIES,
            note_read_by=PARTIES,
            who=rules.may_answer_for_member,
            judges=False,
            stamps=_left,
            effect=_found_by,
            note_label=_("抜ける理由（ネットワークに伝わります）"),
            tone="danger",
            tells=those_of_network,
            told=_("参加団体が、ネットワークを抜けました"),
            next_step=_("添えられた言葉を読んでください。"),
            done=_("ネットワークを抜けました。ネットワークの代表と管理者に知らせます。"),
        ),
        Move(
            name="release",
            label=_("参加を終わりにする"),
            sources=frozenset({MEMBER}),
            target=LEFT,
            happened=_("ネットワークが、参加を終わりにしました"),
            side=THE_NETWORK,
            read_by=PARTIES,
            note_read_by=PARTIES,
            who=rules.may_release,
            judges=False,
            stamps=_left,
            effect=_found_by,
            note_label=_("終わりにする理由（団体に伝わります）"),
            tone="danger",
            tells=both_sides,
            told=_("ネットワークへの参加が終わりになりました"),
            next_step=_(
                "添えられた理由を読んでください。お心当たりがないときは、協働の窓口にご相談ください。"
            ),
            done=_("参加を終わりにしました。団体に、理由を知らせます。"),
        ),
    ],
    acts=[
        Recorded(
            name="ask",
            label="ネットワークに誘った",
            happened=_("ネットワークに誘いました"),
            side=THE_NETWORK,
            read_by=PARTIES,
        ),
        Recorded(
            name="enter",
            label="窓口が参加を入力した",
            happened=_("窓口が、届けられた参加を入力しました"),
            side=_("市"),
            read_by=PARTIES,
        ),
    ],
)
