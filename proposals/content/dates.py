"""The days of a call in their order, as its page tells them."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kyodo_portal.words.calendar import JST
from kyodo_portal.words.languages import Words
from projects.models import Event
from proposals.kinds_of_call import Makes
from proposals.models import Call

AFTERWARDS: Mapping[Makes, Words] = {
    Makes.PROJECT: _("採択された事業を、団体と市が協定を結んで行います"),
    Makes.GRANT: _("採択された事業に、市が補助金を出します"),
    Makes.CONTRACT: _("選ばれた団体と市が、契約や協定を結びます"),
    Makes.CONSULTATION: _("採択されたアイデアは、提案した人と市が、始め方を話し合います"),
}
"""What comes in the fiscal year after the results."""


@dataclass(frozen=True, slots=True)
class Step:
    """One day or moment of a call: what is then, a sentence more, and the event that it is."""

    at: dt.date
    title: Words
    body: Words = ""
    event: Event | None = None
    tone: str = "neutral"


def steps_of(
    call: Call, *, announced_at: dt.datetime | None = None, briefing: Event | None = None
) -> list[Step]:
    """What happened with a call and what will, oldest first. `briefing` is its 説明会 as far as the reader
    may see it."""
    now = timezone.now()
    has_opened = call.opens_at <= now
    steps = [
        Step(call.opens_at, _("受付が始まりました") if has_opened else _("受付が始まります")),
        _closing(call),
        *_days(call),
        _results(call),
    ]
    if announced_at:
        steps.insert(0, Step(announced_at, _("募集を予告しました")))
    if briefing is not None:
        steps.append(Step(briefing.starts_at, _("説明会"), event=briefing))
    return sorted((step for step in steps if step is not None), key=_moment)


def _closing(call: Call) -> Step | None:
    if call.closes_at is None:
        return None
    if call.has_closed:
        return Step(call.closes_at, _("受付を締め切りました"))
    until_then = _(
        "この時刻の59秒までに「提出する」を押した提案を受け付けます。書きかけの下書きは、締切を過ぎても消えません。"
    )
    return Step(call.closes_at, _("受付を締め切ります"), until_then)


def _days(call: Call) -> list[Step]:
    """The days on which something is due or held, as far as the call names them."""
    told: list[tuple[Any, Words, Words]] = [
        (call.questions_until, _("募集についての質問の期限"), ""),
        (
            call.consult_until,
            _("事前相談の期限"),
            _("提出の前に、窓口で相談してください。まとまっていなくてもかまいません。"),
        ),
        (
            call.corrections_until,
            _("補正の期限"),
            _("直してほしいところがあるときは、市からお願いします。その直しの期限です。"),
        ),
        (call.review_due_on, _("この日までに、審査委員が採点します"), ""),
        (call.presentation_on, _("プレゼンテーション審査"), ""),
        (call.vote_on, _("議会の議決の予定日"), ""),
    ]
    return [Step(day, title, body) for day, title, body in told if day]


def _results(call: Call) -> Step | None:
    if call.decided_at:
        return Step(call.decided_at, _("結果を公表しました"), tone="success")
    if call.results_due_on:
        return Step(call.results_due_on, _("このころ、結果を公表します"))
    return None


def _moment(step: Step) -> dt.datetime:
    """By what steps are ordered: a day without an hour comes at its end."""
    if isinstance(step.at, dt.datetime):
        return step.at
    return dt.datetime.combine(step.at, dt.time.max, JST)
