"""The life of a participation, from the application to having been there.

A participation is moved while its event is locked (`seats.event_held`), before itself: who has the last
seat, and who is asked next, is settled by one at a time.
"""

from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kyodo_portal.cities import city
from kyodo_portal.life.flows import Act, Flow, Move
from kyodo_portal.life.recorded import Recorded
from kyodo_portal.words.languages import later
from kyodo_portal.words.text import japanese_datetime
from projects.attending.telling import tell
from projects.models import Participation, ParticipationStatus
from projects.rules import participations as rules

UNCONFIRMED, CONFIRMED = ParticipationStatus.UNCONFIRMED, ParticipationStatus.CONFIRMED
WAITING, OFFERED = ParticipationStatus.WAITING, ParticipationStatus.OFFERED
ATTENDED, ABSENT = ParticipationStatus.ATTENDED, ParticipationStatus.ABSENT
LEFT = ParticipationStatus.LEFT

COME_OR_NOT = _(
    "来られなくなったときは、下のページの「辞退する」を1回押してください。理由はいりません。"
)


def offer_end(participation: Participation, now: datetime) -> datetime:
    """Until when a seat is kept: so many hours, and not into the last hours before the start."""
    rules_of_city = city().events
    return min(
        now + timedelta(hours=rules_of_city.offer_hours),
        participation.event.starts_at - timedelta(hours=rules_of_city.last_hours),
    )


def _number(participation: Participation, _: Act | None = None) -> dict[str, Any]:
    """The next number of the event, which is locked."""
    if participation.number is not None:
        return {}
    event = participation.event
    event.last_number += 1
    event.save(update_fields=["last_number"])
    return {"number": event.last_number}


def _place_words(position: int) -> str:
    return gettext("いまは{position}番目です。").format(position=position)


def _kept_words(until: datetime) -> str:
    return gettext("{until}まで、あなたの席を取ってあります。").format(
        until=japanese_datetime(until)
    )


def _tell_seat(participation: Participation, act: Act) -> None:
    tell(
        participation,
        told=_("参加が決まりました"),
        next_step=COME_OR_NOT,
        key=f"confirmed:{act.at.isoformat()}",
    )


def _tell_place(participation: Participation, act: Act) -> None:
    tell(
        participation,
        told=_("満員のため、キャンセル待ちになりました"),
        note=later(_place_words, participation.position),
        next_step=_(
            "席が空くと、順番にお知らせします。待つのをやめるときは、下のページで辞退できます。"
        ),
        key=f"waiting:{act.at.isoformat()}",
    )


def _tell_offer(participation: Participation, act: Act) -> None:
    tell(
        participation,
        told=_("席が空きました。参加しますか"),
        note=later(_kept_words, offer_end(participation, act.at)),
        next_step=_(
            "下のページで「参加する」か「辞退する」を押してください。期限を過ぎると、次の方に案内します。"
        ),
        key=f"offered:{act.at.isoformat()}",
    )


def _tell_lapse(participation: Participation, act: Act) -> None:
    tell(
        participation,
        told=_("返事の期限が過ぎたため、席を次の方に案内しました"),
        next_step=_("まだ参加したいときは、催しのページからもう一度申し込んでください。"),
        key=f"lapsed:{act.at.isoformat()}",
    )


def _tell_leaving(participation: Participation, act: Act) -> None:
    if rules.is_own(act.by, participation):
        return
    tell(
        participation,
        told=_("辞退を受け付けました"),
        note=act.note,
        key=f"left:{act.at.isoformat()}",
    )


def _came(participation: Participation, act: Act) -> dict[str, Any]:
    wanted = act.data.get("came_count")
    return {
        **_number(participation),
        "came_count": int(wanted) if wanted else participation.people_count,
        "offer_until": None,
    }


PARTICIPATION_FLOW = Flow(
    Participation,
    ParticipationStatus,
    turns={
        UNCONFIRMED: _("本人の確認を待っています"),
        CONFIRMED: _("当日お待ちしています"),
        WAITING: _("席が空くのを待っています"),
        OFFERED: _("席が空きました。返事をしてください"),
        ATTENDED: _("参加しました"),
        ABSENT: _("欠席でした"),
        LEFT: _("辞退しました"),
    },
    tones={
        UNCONFIRMED: "warning",
        CONFIRMED: "success",
        WAITING: "info",
        OFFERED: "warning",
        ATTENDED: "success",
        ABSENT: "muted",
        LEFT: "muted",
    },
    moves=[
        Move(
            name="give_seat",
            label=_("参加が決まる"),
            sources=frozenset({UNCONFIRMED}),
            target=CONFIRMED,
            happened=_("参加が決まりました"),
            judges=False,
            stamps=_number,
            effect=_tell_seat,
            automatic=True,
        ),
        Move(
            name="queue",
            label=_("キャンセル待ちになる"),
            sources=frozenset({UNCONFIRMED}),
            target=WAITING,
            happened=_("キャンセル待ちになりました"),
            judges=False,
            stamps=_number,
            effect=_tell_place,
            automatic=True,
        ),
        Move(
            name="offer",
            label=_("空いた席を案内する"),
            sources=frozenset({WAITING}),
            target=OFFERED,
            happened=_("空いた席を案内しました"),
            judges=False,
            stamps=lambda participation, act: {"offer_until": offer_end(participation, act.at)},
            effect=_tell_offer,
            automatic=True,
        ),
        Move(
            name="lapse",
            label=_("返事の期限が過ぎる"),
            sources=frozenset({OFFERED}),
            target=LEFT,
            happened=_("返事の期限が過ぎました"),
            judges=False,
            stamps=lambda *_: {"offer_until": None},
            effect=_tell_lapse,
            automatic=True,
        ),
        Move(
            name="take",
            label=_("参加する"),
            sources=frozenset({OFFERED, WAITING}),
            target=CONFIRMED,
            happened=_("空いた席で、参加が決まりました"),
            who=rules.may_answer,
            judges=False,
            when=rules.can_take_seat,
            stamps=lambda *_: {"offer_until": None},
            effect=_tell_seat,
            tone="primary",
            done=_("参加が決まりました。当日お待ちしています。"),
        ),
        Move(
            name="leave",
            label=_("辞退する"),
            sources=frozenset({UNCONFIRMED, CONFIRMED, WAITING, OFFERED}),
            target=LEFT,
            happened=_("辞退しました"),
            who=rules.may_answer,
            judges=False,
            when=rules.can_leave,
            stamps=lambda *_: {"offer_until": None},
            effect=_tell_leaving,
            confirm=_("申込みを取り消します。よろしいですか。"),
            done=_("辞退を受け付けました。知らせてくださって、ありがとうございます。"),
        ),
        Move(
            name="check_in",
            label=_("来た"),
            sources=frozenset({UNCONFIRMED, CONFIRMED, OFFERED, WAITING, ABSENT}),
            target=ATTENDED,
            happened=_("参加しました"),
            who=rules.may_say_they_came,
            judges=False,
            when=rules.can_be_noted,
            stamps=_came,
            tone="primary",
            done=_("受け付けました。ようこそ。"),
        ),
        Move(
            name="miss",
            label=_("来なかった"),
            sources=frozenset({CONFIRMED, OFFERED, ATTENDED}),
            target=ABSENT,
            happened=_("欠席でした"),
            who=rules.may_note_who_came,
            judges=False,
            when=rules.can_be_noted,
            stamps=lambda *_: {"offer_until": None, "came_count": None},
            done=_("欠席として記録しました。"),
        ),
    ],
    acts=[
        Recorded(name="apply", label="参加を申し込んだ", is_inward=True),
        Recorded(name="call", label="電話で知らせた", is_inward=True),
    ],
)
