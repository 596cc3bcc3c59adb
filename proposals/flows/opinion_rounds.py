"""The life of a round of opinions, from its draft to the published answer."""

import datetime as dt
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from groups import people
from groups.actions.guests import tell_guest
from groups.models import Guest, User
from kyodo_portal.cities import city
from kyodo_portal.life.flows import Act, Flow, Move
from kyodo_portal.life.recorded import Milestone, Reader, Recorded
from proposals.interest import concerns_of_round
from proposals.models import (
    OpinionRound,
    OpinionRoundStatus,
    OpinionWriterDetails,
    SubmissionStatus,
)
from proposals.rules import opinion_rounds as rules

DRAFT, ANNOUNCED = OpinionRoundStatus.DRAFT, OpinionRoundStatus.ANNOUNCED
OPEN, CLOSED = OpinionRoundStatus.OPEN, OpinionRoundStatus.CLOSED
ANSWERED, CANCELLED = OpinionRoundStatus.ANSWERED, OpinionRoundStatus.CANCELLED
PUBLIC, THE_CITY = Reader.PUBLIC, _("市")

ANSWER_IS_OUT = _("意見募集の回答が公表されました")
READ_ANSWER = _("募集のページで、意見の概要と市の考え方を読めます。")
CALLED_OFF = _("意見募集は中止になりました")
READ_WHY = _("理由は、募集のページで読めます。お書きいただいた意見は公表されません。")


def writers(round_: OpinionRound, _: Act | None = None) -> Any:
    """Who handed in an opinion with an account and did not take it back."""
    standing = round_.submissions.standing()
    return User.objects.filter(pk__in=standing.exclude(user=None).values("user"))


def guests(round_: OpinionRound) -> Any:
    """Who did so without one, and can be written to."""
    standing = round_.submissions.standing().exclude(guest=None)
    return Guest.objects.filter(pk__in=standing.values("guest"))


def desk(round_: OpinionRound, _: Act | None = None) -> Any:
    """The department that asks, with the coordinators."""
    return people.desk(round_.department_id)


def keep_writers_until(round_: OpinionRound, day: dt.date) -> None:
    """Names and addresses of the writers go on that day, and so do guests with their page. Who took theirs
    back goes on the day that was promised then."""
    written = round_.submissions.exclude(status=SubmissionStatus.WITHDRAWN)
    OpinionWriterDetails.objects.filter(submission__in=written).update(forget_on=day)
    Guest.objects.filter(opinion_submission__in=written).update(forget_on=day)


def forget_day(after: dt.date) -> dt.date:
    """The day on which writers are forgotten, from when they are last needed."""
    return after + dt.timedelta(days=city().opinions.forget_days)


def _answered(round_: OpinionRound, act: Act) -> None:
    keep_writers_until(round_, forget_day(timezone.localdate(act.at)))
    for guest in guests(round_):
        tell_guest(
            guest, told=ANSWER_IS_OUT, next_step=READ_ANSWER, key=f"opinion.answer:{guest.pk}"
        )


def _called_off(round_: OpinionRound, act: Act) -> None:
    keep_writers_until(round_, timezone.localdate(act.at) + dt.timedelta(days=30))
    for guest in guests(round_):
        tell_guest(
            guest,
            told=CALLED_OFF,
            note=act.note,
            next_step=READ_WHY,
            key=f"opinion.cancel:{guest.pk}",
        )


OPINION_ROUND_FLOW = Flow(
    OpinionRound,
    OpinionRoundStatus,
    turns={
        DRAFT: _("担当課が準備しています"),
        ANNOUNCED: _("募集の始まりを待っています"),
        OPEN: _("意見を受け付けています"),
        CLOSED: _("市が意見を読み、考え方をまとめています"),
        ANSWERED: _("意見の概要と市の考え方を公表しました"),
        CANCELLED: _("この意見募集は中止になりました"),
    },
    tones={
        DRAFT: "muted",
        ANNOUNCED: "info",
        OPEN: "success",
        CLOSED: "warning",
        ANSWERED: "neutral",
        CANCELLED: "danger",
    },
    moves=[
        Move(
            name="announce",
            label="予告する",
            sources=frozenset({DRAFT}),
            target=ANNOUNCED,
            happened=_("意見募集を予告しました"),
            side=THE_CITY,
            read_by=PUBLIC,
            who=rules.may_keep_round,
            when=rules.can_announce_round,
            judges=False,
            tone="primary",
            confirm="意見募集のページが公開されます。よろしいですか。",
            done="意見募集を予告しました。決めた日時に、募集が始まります。",
        ),
        Move(
            name="open",
            label="募集が始まる",
            sources=frozenset({ANNOUNCED}),
            target=OPEN,
            by_clock=True,
        ),
        Move(
            name="close",
            label="募集が終わる",
            sources=frozenset({OPEN}),
            target=CLOSED,
            by_clock=True,
        ),
        Move(
            name="publish_answer",
            label="回答を公表する",
            sources=frozenset({CLOSED}),
            target=ANSWERED,
            happened=_("意見の概要と市の考え方を公表しました"),
            milestone=Milestone(_("意見の概要と市の考え方を公表しました"), "success"),
            side=THE_CITY,
            read_by=PUBLIC,
            who=rules.may_keep_round,
            when=rules.can_publish_answer,
            judges=True,
            tone="primary",
            stamps=lambda _, act: {"answered_at": act.at},
            effect=_answered,
            tells=writers,
            told=ANSWER_IS_OUT,
            next_step=READ_ANSWER,
            confirm="意見の概要と市の考え方が公開されます。あとから直すことはできません。よろしいですか。",
            done="回答を公表しました。意見を書いた方に、メールでお知らせします。",
        ),
        Move(
            name="cancel",
            label="中止する",
            sources=frozenset({ANNOUNCED, OPEN, CLOSED}),
            target=CANCELLED,
            happened=_("意見募集を中止しました"),
            side=THE_CITY,
            read_by=PUBLIC,
            note_read_by=PUBLIC,
            who=rules.may_keep_round,
            judges=True,
            tone="danger",
            stamps=lambda _, act: {"cancelled_because": act.note},
            effect=_called_off,
            note_label="中止の理由（公開されます）",
            tells=writers,
            told=CALLED_OFF,
            next_step=READ_WHY,
            done="意見募集を中止しました。意見を書いた方に、理由をお知らせします。",
        ),
    ],
    acts=[
        Recorded(
            name="show_summaries",
            label="書いた方に意見の概要を見せた",
            happened=_("意見を書いた方に、概要を確かめてもらっています"),
            side=THE_CITY,
            read_by=PUBLIC,
        ),
        Recorded(
            name="extend",
            label="募集の期間を延ばした",
            happened=_("募集の期間を延ばしました"),
            side=THE_CITY,
            read_by=PUBLIC,
            note_read_by=PUBLIC,
        ),
        Recorded(name="sort", label="意見をまとまりに入れた", is_inward=True),
        Recorded(name="write_group", label="意見のまとまりを書いた", is_inward=True),
        Recorded(name="documents", label="資料を変えた"),
    ],
    concerns=concerns_of_round,
)
