"""What waits for a person about help wanted and questions."""

import datetime as dt
from typing import Any

from django.db.models import CharField, Exists, F, OuterRef, QuerySet, Value
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kyodo_portal.cities import city
from kyodo_portal.life.people import Person, is_signed_in
from kyodo_portal.life.waiting import Task
from projects.models import (
    HelpAnswer,
    HelpRequest,
    HelpRequestStatus,
    HelpWanted,
    LectureRequest,
    Question,
    QuestionStatus,
)

SHOWN = 20
"""Of each kind, the oldest."""

KINDS = {
    "request": ("help_wanted:request", _("手伝いの頼みごとに返事をする：{title}")),
    "interest": ("help_wanted:answer_detail", _("利害関係を答える：{title}")),
    "offer": ("help_wanted:answer_detail", _("手伝いの申し出に返事をする：{title}")),
    "lecture": ("lectures:request", _("出前講座の申込みに返事をする：{title}")),
    "question": ("questions:detail", _("事業への質問に答える：{title}")),
    "taken_over": ("help_wanted:detail", _("以前の記入から作られた募集を確かめる：{title}")),
}
"""Of each kind its page, and what is to be done; in the order in which they are told."""


def waiting_for(user: Person) -> list[Task]:
    """What this person is asked to help with, and about their ties to it; then offers to be answered,
    questions, and what was taken over and nobody has looked at: of those for whom this person speaks. One
    query for all."""
    if not is_signed_in(user):
        return []
    open_ones = HelpWanted.objects.taking()
    mine = HelpRequest.objects.filter(user=user.pk)
    asked_of_me = mine.waiting().filter(help_wanted__in=open_ones.order_by().values("pk"))
    agreed = mine.filter(status=HelpRequestStatus.AGREED, help_wanted=OuterRef("help_wanted"))
    untold = HelpAnswer.objects.waiting().filter(
        Exists(agreed), user=user.pk, interest="", help_wanted__is_civic_partner=True
    )
    parts = [
        _oldest(asked_of_me, "request", "help_wanted__title"),
        _oldest(untold, "interest", "help_wanted__title"),
    ]
    if user.managed_group_ids or user.department_ids:
        offers = HelpAnswer.objects.to_decide_by(user).waiting()
        asked = Question.objects.to_answer_by(user).filter(status=QuestionStatus.ASKED)
        lectures = LectureRequest.objects.to_answer_by(user)
        old = open_ones.decided_by(user).filter(is_taken_over=True)
        parts += [
            _oldest(offers, "offer", "help_wanted__title"),
            _oldest(lectures.of_others(user).unanswered(), "lecture", "gathering"),
            _oldest(asked, "question", "project__title"),
            _oldest(old, "taken_over", "title"),
        ]
    found = parts[0].union(*parts[1:], all=True)
    order = list(KINDS)
    rows = sorted(found, key=lambda row: (order.index(row[0]), row[3], row[1]))
    return [_task(*row) for row in rows]


def _oldest(rows: QuerySet[Any], kind: str, title: str) -> QuerySet[Any, Any]:
    """Kind, number, title and moment of the first of these."""
    oldest = rows.order_by("created_at", "pk").values("pk")[:SHOWN]
    found = rows.model._default_manager.filter(pk__in=oldest).order_by()
    return found.values_list(Value(kind, CharField()), "pk", F(title), "created_at")


def _task(kind: str, pk: int, title: str, at: dt.datetime) -> Task:
    page, label = KINDS[kind]
    wait = dt.timedelta(days=city().waits.help_request)
    due = timezone.localdate(at) + wait if kind == "request" else None
    return Task(str(label).format(title=title), reverse(page, args=[pk]), due)
