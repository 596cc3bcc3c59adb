"""The life of a thread: waiting for its office, answered, over. What was said stands in no record."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from groups.models import Side, Thread, ThreadStatus
from groups.rules.messages import can_close
from kyodo_portal.life.flows import Act, Flow, Move
from kyodo_portal.life.recorded import Reader, Recorded

WAITING, ANSWERED, CLOSED = ThreadStatus.WAITING, ThreadStatus.ANSWERED, ThreadStatus.CLOSED


def _answered(thread: Thread, act: Act) -> dict[str, Any]:
    return {"waiting_since": None}


THREAD_FLOW = Flow(
    Thread,
    ThreadStatus,
    turns={
        WAITING: _("返事を待っています"),
        ANSWERED: _("返事がありました。続けて書けます"),
        CLOSED: _("やりとりは終わりました"),
    },
    tones={WAITING: "warning", ANSWERED: "success", CLOSED: "muted"},
    moves=[
        Move(
            name="answer",
            label="返事をした",
            sources=frozenset({WAITING, ANSWERED}),
            target=ANSWERED,
            judges=False,
            automatic=True,
            stamps=_answered,
            happened=_("返事がありました"),
            read_by=Reader.PARTIES,
            is_inward=True,
        ),
        Move(
            name="ask_again",
            label="続けて書いた",
            sources=frozenset({ANSWERED}),
            target=WAITING,
            judges=False,
            automatic=True,
            stamps=lambda _, act: {"waiting_since": act.at},
            happened=_("続きがありました"),
            read_by=Reader.PARTIES,
            is_inward=True,
        ),
        Move(
            name="close",
            label=_("やりとりを終える"),
            sources=frozenset({WAITING, ANSWERED}),
            target=CLOSED,
            who=can_close,
            judges=False,
            stamps=_answered,
            happened=_("やりとりが終わりました"),
            read_by=Reader.PARTIES,
            is_inward=True,
            done=_("やりとりを終えました。続きがあるときは、新しいメッセージを送ってください。"),
        ),
    ],
    acts=[
        Recorded(name="open", label="メッセージを送った", is_inward=True),
        Recorded(name="block", label="相手をブロックした", is_inward=True),
        Recorded(name="unblock", label="ブロックをやめた", is_inward=True),
        Recorded(
            name="ask_for_answer",
            label="返事をお願いした",
            happened=_("協働の窓口が、返事をお願いしました"),
            side=_("市"),
            read_by=Reader.PARTIES,
            is_inward=True,
        ),
        Recorded(
            name="pass_on",
            label="団体に伝えた",
            happened=_("協働の窓口が、団体に伝えました"),
            side=_("市"),
            read_by=Reader.PARTIES,
            note_read_by=Reader.PARTIES,
            is_inward=True,
        ),
    ],
)


def other(side: str) -> Side:
    """The one who reads what this side writes."""
    return Side.OFFICE if side == Side.CITIZEN else Side.CITIZEN
