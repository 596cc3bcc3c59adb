"""Of what people are reminded about help wanted and questions; `reminders.py` takes them in."""

import datetime as dt
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kyodo_portal.cities import city
from kyodo_portal.life.reminders import Reminder
from projects.flows.help_wanted import those_who_ask
from projects.flows.lecture_letters import (
    CHECK_IT,
    DAY_IS_NEAR,
    free_answerers,
    free_coordinators,
)
from projects.flows.lecture_letters import answerers as lecture_answerers
from projects.flows.lecture_letters import askers as lecture_askers
from projects.flows.questions import answerers
from projects.models import (
    HelpAnswer,
    HelpRequest,
    HelpRequestStatus,
    HelpStatus,
    HelpWanted,
    LectureRequest,
    Question,
    QuestionStatus,
)


def nobody_answered(_: dt.datetime) -> Any:
    """What is open and has brought no offer. What was taken over nobody of its side has asked for."""
    asked = HelpWanted.objects.taking().filter(status=HelpStatus.OPEN, first_answered_at=None)
    return asked.filter(is_taken_over=False).with_owner()


def offers_waiting(_: dt.datetime) -> Any:
    """Offers that nobody has answered."""
    owner = ("help_wanted__project", "help_wanted__group", "help_wanted__department")
    return HelpAnswer.objects.waiting().select_related(*owner)


def supporters_silent(_: dt.datetime) -> Any:
    """Supporters who were asked and have not answered, while help is still wanted."""
    wanted = HelpWanted.objects.taking()
    owner = ("help_wanted__project", "help_wanted__group", "help_wanted__department")
    asked = HelpRequest.objects.filter(status=HelpRequestStatus.ASKED, help_wanted__in=wanted)
    return asked.select_related(*owner)


def questions_waiting(_: dt.datetime) -> Any:
    """Questions that nobody has answered."""
    return Question.objects.filter(status=QuestionStatus.ASKED).select_related("project")


def _since(record: Any) -> dt.date:
    return timezone.localdate(record.created_at)


REMINDERS = (
    Reminder(
        key="help_unanswered",
        label="申し出のない手伝いの募集のお知らせ",
        waiting=nobody_answered,
        day=_since,
        days=lambda: city().reminders.help_unanswered,
        counted=_("募集を始めた日は"),
        tells=those_who_ask,
        told=_("手伝いの募集に、まだ申し出がありません"),
        next_step=_(
            "見出しに「いつ・どこで・なにを」を入れる、1回だけ・30分だけなど小さく分ける、"
            "協働担当に合いそうな方を一緒に探してもらう、などを試してください。"
        ),
    ),
    Reminder(
        key="help_offer",
        label="返事を待っている手伝いの申し出のお知らせ",
        waiting=offers_waiting,
        day=_since,
        days=lambda: city().reminders.help_offer,
        counted=_("申し出のあった日は"),
        tells=lambda answer: those_who_ask(answer.help_wanted),
        told=_("手伝いの申し出が、返事を待っています"),
        next_step=_("お願いするか、今回は見送るかを、ひとこと添えて伝えてください。"),
    ),
    Reminder(
        key="help_request",
        label="たのんだサポーターから返事がないことのお知らせ",
        waiting=supporters_silent,
        day=_since,
        days=lambda: (city().waits.help_request,),
        counted=_("たのんだ日は"),
        tells=lambda request: those_who_ask(request.help_wanted),
        told=_("たのんだサポーターから、返事がありませんでした"),
        next_step=_("募集のページの「合いそうなサポーターを探す」から、ほかの方にたのめます。"),
    ),
    Reminder(
        key="question",
        label="答えを待っている事業への質問のお知らせ",
        waiting=questions_waiting,
        day=_since,
        days=lambda: city().reminders.question,
        counted=_("質問のあった日は"),
        tells=answerers,
        told=_("事業への質問が、答えを待っています"),
        next_step=_(
            "質問を読んで、答えてください。時間がかかるときは、そのことだけでも先に伝えてください。"
        ),
    ),
    Reminder(
        key="lecture",
        label="返事を待っている出前講座の申込みのお知らせ",
        waiting=lambda _: LectureRequest.objects.unanswered().whole(),
        day=_since,
        days=lambda: city().reminders.lecture,
        counted="申込みのあった日は",
        tells=free_answerers,
        told="出前講座の申込みが、返事を待っています",
        next_step="日時を決めて引き受けるか、うかがえない理由を伝えてください。",
    ),
    Reminder(
        key="lecture_report",
        label="出前講座の報告のお知らせ",
        waiting=lambda now: LectureRequest.objects.held(now).whole(),
        day=lambda request: timezone.localdate(request.event.ends_at),
        days=lambda: city().reminders.lecture_report,
        counted="講座の日は",
        tells=free_answerers,
        told="出前講座の報告を待っています",
        next_step="参加した人の数と、出た質問を、申込みのページの「報告を書く」で残してください。",
    ),
    Reminder(
        key="lecture_late",
        label="返事の期限を過ぎた出前講座の申込みのお知らせ",
        waiting=lambda _: LectureRequest.objects.unanswered().whole(),
        day=lambda request: request.answer_by,
        days=lambda: city().reminders.lecture_late,
        counted="返事の期限は",
        tells=lambda request: [*free_answerers(request), *free_coordinators(request)],
        told="出前講座の申込みへの返事が、期限を過ぎています",
        next_step="きょうのうちに、申し込んだ方に返事をしてください。決まらないときは、そのことだけでも先に伝えてください。",
    ),
    Reminder(
        key="lecture_day",
        label="近づいた出前講座のお知らせ",
        waiting=lambda now: LectureRequest.objects.to_be_held(now).whole(),
        day=lambda request: timezone.localdate(request.event.starts_at),
        days=lambda: city().reminders.lecture_day,
        counted=_("講座の日は"),
        tells=lambda request: [*lecture_askers(request), *lecture_answerers(request)],
        told=DAY_IS_NEAR,
        next_step=CHECK_IT,
    ),
)
