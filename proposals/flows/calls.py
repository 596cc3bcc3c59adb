"""The life of a call, from its preparation to its results."""

from dataclasses import replace

from django.utils.translation import gettext_lazy as _

from groups.rules.people import may_coordinate
from kyodo_portal.life.flows import Act, Flow, Move
from kyodo_portal.life.recorded import Reader, Recorded
from proposals.flows.release import release_decisions
from proposals.interest import concerns_of_call
from proposals.models import Call, CallStatus
from proposals.rules.calls import can_announce, can_start_review, may_release_on_time


def _release(call: Call, act: Act) -> None:
    release_decisions(call, by=act.by, at=act.at)


PUBLIC, THE_CITY = Reader.PUBLIC, _("市")

#: A release that has come about needs no time any more.
NO_TIME = {"release_at": None, "release_set_by": None, "release_read": ""}

#: Made by `proposals.actions.release`, from the page on which everything is read once more.
RELEASE = Move(
    name="announce_results",
    label="決定を公表する",
    sources=frozenset({CallStatus.REVIEWING}),
    target=CallStatus.DECIDED,
    happened=_("結果を公表しました"),
    side=THE_CITY,
    read_by=PUBLIC,
    who=may_coordinate,
    judges=True,
    automatic=True,
    stamps=lambda call, act: {"decided_at": call.decided_at or act.at, **NO_TIME},
    effect=_release,
)

CALL_FLOW = Flow(
    Call,
    CallStatus,
    turns={
        CallStatus.DRAFT: _("協働担当が準備しています"),
        CallStatus.ANNOUNCED: _("受付の始まりを待っています"),
        CallStatus.OPEN: _("提案を受け付けています"),
        CallStatus.CLOSED: _("受付を終えました。審査の準備をしています"),
        CallStatus.REVIEWING: _("審査しています"),
        CallStatus.DECIDED: _("結果を公表しました"),
    },
    tones={
        CallStatus.DRAFT: "muted",
        CallStatus.ANNOUNCED: "info",
        CallStatus.OPEN: "success",
        CallStatus.CLOSED: "neutral",
        CallStatus.REVIEWING: "warning",
        CallStatus.DECIDED: "neutral",
    },
    moves=[
        Move(
            name="announce",
            label="予告する",
            sources=frozenset({CallStatus.DRAFT}),
            target=CallStatus.ANNOUNCED,
            happened=_("募集を予告しました"),
            side=THE_CITY,
            read_by=PUBLIC,
            who=may_coordinate,
            judges=False,
            when=can_announce,
            tone="primary",
            confirm="募集のページが公開されます。よろしいですか。",
            done="募集を予告しました。募集のページが公開されました。",
        ),
        Move(
            name="open",
            label="受付が始まる",
            sources=frozenset({CallStatus.ANNOUNCED}),
            target=CallStatus.OPEN,
            by_clock=True,
        ),
        Move(
            name="close",
            label="受付が終わる",
            sources=frozenset({CallStatus.OPEN}),
            target=CallStatus.CLOSED,
            by_clock=True,
        ),
        Move(
            name="start_review",
            label="審査を始める",
            sources=frozenset({CallStatus.OPEN, CallStatus.CLOSED}),
            target=CallStatus.REVIEWING,
            when=can_start_review,
            happened=_("審査が始まりました"),
            side=THE_CITY,
            read_by=PUBLIC,
            who=may_coordinate,
            judges=True,
            tone="primary",
            confirm="募集の審査を始めると、受付の段階には戻せません。よろしいですか。",
            done="募集の審査を始めました。提案ごとに、審査委員を決めて審査を始めてください。",
        ),
        RELEASE,
        replace(
            RELEASE,
            name="release_rest",
            label="残りの決定を公表する",
            sources=frozenset({CallStatus.DECIDED}),
            happened=_("残りの提案の結果を公表しました"),
        ),
        replace(
            RELEASE,
            name="release_on_time",
            label="決めた日時に公表する",
            sources=frozenset({CallStatus.REVIEWING, CallStatus.DECIDED}),
            who=may_release_on_time,
            judges=False,
        ),
    ],
    acts=[
        Recorded(name="write_letters", label="結果の通知の文を書き直した", is_inward=True),
        Recorded(
            name="answer_question",
            label="募集についての質問に答えた",
            happened=_("募集についての質問と答えが載りました"),
            side=THE_CITY,
            read_by=PUBLIC,
        ),
        Recorded(name="blanks", label="書類の様式を変えた"),
        Recorded(name="set_release", label="決定を公表する日時を決めた", is_inward=True),
        Recorded(name="remind_reviewer", label="採点がまだの審査委員に知らせた", is_inward=True),
        Recorded(name="set_vote_day", label="議決の予定日を決めた", is_inward=True),
        Recorded(name="unset_release", label="決定を公表する日時を取り消した", is_inward=True),
    ],
    concerns=concerns_of_call,
)
