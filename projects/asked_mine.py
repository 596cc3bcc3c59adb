"""What somebody asked a project and where they offered to help: what has no answer yet, what they have
promised, and what was answered of late."""

import datetime as dt

from django.db.models import Q
from django.utils import timezone

from kyodo_portal.life.people import Account
from projects.models import (
    AnswerStatus,
    HelpAnswer,
    LectureRequest,
    LectureStatus,
    Question,
    QuestionStatus,
)

LATELY = dt.timedelta(days=30)
"""How long what is over stays on somebody's page."""

PROMISED = [AnswerStatus.OFFERED, AnswerStatus.ACCEPTED]


def asked_and_offered_by(user: Account) -> list[Question | HelpAnswer | LectureRequest]:
    """The questions, the offers and the lectures asked for of somebody with an account, the last one that moved
    first (three queries). What they took back themselves is left out."""
    lately = Q(updated_at__gt=timezone.now() - LATELY)
    questions = Question.objects.filter(user=user.pk).exclude(status=QuestionStatus.WITHDRAWN)
    offers = HelpAnswer.objects.filter(user=user.pk).exclude(status=AnswerStatus.WITHDRAWN)
    lectures = LectureRequest.objects.asked_by(user)
    running = Q(status__in=[LectureStatus.APPLIED, LectureStatus.TALKING, LectureStatus.DECIDED])
    mine: list[Question | HelpAnswer | LectureRequest] = [
        *questions.filter(Q(status=QuestionStatus.ASKED) | lately).select_related("project"),
        *offers.filter(Q(status__in=PROMISED) | lately).select_related("help_wanted"),
        *lectures.filter(running | lately).select_related("lecture", "event"),
    ]
    return sorted(mine, key=lambda each: each.updated_at, reverse=True)
