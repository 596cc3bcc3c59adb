"""What waits at the city's side about what was asked: help wanted that nobody answers, offers and questions
without an answer; and the same of the departments' own."""

import datetime as dt
from collections.abc import Sequence

from django.db.models import Q
from django.utils import timezone

from groups.rules.people import is_coordinator, is_department_staff
from kyodo_portal.cities import city
from kyodo_portal.life.people import Account
from kyodo_portal.life.queues import QueueRule
from projects.models import (
    AnswerStatus,
    HelpAnswer,
    HelpRequest,
    HelpStatus,
    HelpWanted,
    LectureRequest,
    LectureStatus,
    Question,
    QuestionStatus,
)

TO_CALL = Q(guest__email="", guest__isnull=False)
"""Left a telephone number only: somebody has to ring before anything goes on."""


def _begun_before(days: Sequence[int]) -> Q:
    """Made so long ago that those whose turn it is have been reminded for the last time."""
    return Q(created_at__lte=timezone.now() - dt.timedelta(days=max(days, default=0)))


def _nobody_offers(_: Account) -> Q:
    """Still open, and without an offer for longer than those who ask are told what to try."""
    open_now = HelpWanted.objects.taking().filter(status=HelpStatus.OPEN)
    return Q(pk__in=open_now.order_by().values("pk")) & _begun_before(
        city().reminders.help_unanswered
    )


def _offer_unanswered(_: Account) -> Q:
    return Q(status=AnswerStatus.OFFERED) & _begun_before(city().reminders.help_offer)


def _question_unanswered(_: Account) -> Q:
    return Q(status=QuestionStatus.ASKED) & _begun_before(city().reminders.question)


def _supporters_to_call(_: Account) -> Q:
    """Supporters without an account who were asked, while help is still wanted."""
    asked = HelpRequest.objects.waiting().exclude(guest=None)
    return Q(pk__in=asked.order_by().values("pk")) & Q(
        help_wanted__in=HelpWanted.objects.taking().order_by().values("pk")
    )


def _my_offers(user: Account) -> Q:
    mine = HelpAnswer.objects.to_decide_by(user).order_by().values("pk")
    to_call = Q(status=AnswerStatus.UNCONFIRMED) & TO_CALL
    return Q(pk__in=mine) & (Q(status=AnswerStatus.OFFERED) | to_call)


def _my_questions(user: Account) -> Q:
    mine = Question.objects.to_answer_by(user).order_by().values("pk")
    to_call = Q(status=QuestionStatus.UNCONFIRMED) & TO_CALL
    return Q(pk__in=mine) & (Q(status=QuestionStatus.ASKED) | to_call)


def _my_taken_over(user: Account) -> Q:
    mine = HelpWanted.objects.taking().decided_by(user).filter(is_taken_over=True)
    return Q(pk__in=mine.order_by().values("pk"))


def _my_to_finish(user: Account) -> Q:
    """Helped, and nobody has said so: the last day is past; or done, and nobody has been thanked."""
    mine = HelpWanted.objects.decided_by(user).order_by().values("pk")
    helped = (HelpStatus.PARTLY, HelpStatus.FILLED)
    past = Q(status__in=helped, ends_on__lt=timezone.localdate())
    return Q(pk__in=mine) & (past | Q(status=HelpStatus.DONE))


UNANSWERED_LECTURE = Q(status__in=[LectureStatus.APPLIED, LectureStatus.TALKING])
LECTURE_TO_ANSWER = UNANSWERED_LECTURE | (Q(status=LectureStatus.UNCONFIRMED) & TO_CALL)


def _lectures_of(user: Account) -> Q:
    """Those that this person asked for, or a group of theirs: another answers."""
    return Q(user=user.pk) | Q(group__in=list(user.role_by_group))


def _lectures_to_route(_: Account) -> Q:
    """Not on the menu, or of a department that is no more."""
    return LECTURE_TO_ANSWER & (Q(department=None) | Q(department__is_active=False))


def _lectures_late(_: Account) -> Q:
    return UNANSWERED_LECTURE & Q(answer_by__lt=timezone.localdate(), department__is_active=True)


def _lecture_reports_late(_: Account) -> Q:
    last = timezone.now() - dt.timedelta(days=city().lectures.report_days)
    return Q(status=LectureStatus.DECIDED, event__ends_at__lte=last)


def _my_lectures(user: Account) -> Q:
    return Q(department__in=user.department_ids) & LECTURE_TO_ANSWER & ~_lectures_of(user)


def _my_lectures_to_report(user: Account) -> Q:
    held = Q(status=LectureStatus.DECIDED, event__ends_at__lte=timezone.now())
    return Q(department__in=user.department_ids) & held & ~_lectures_of(user)


QUEUES = (
    QueueRule(
        key="help_unanswered",
        model=HelpWanted,
        label="申し出のない手伝いの募集に、声をかける",
        whose=is_coordinator,
        where=_nobody_offers,
        due="closes_on",
        since="created_at",
    ),
    QueueRule(
        key="my_help_taken_over",
        model=HelpWanted,
        label="「以前の記入から」の募集を確かめる（自分の課）",
        whose=is_department_staff,
        where=_my_taken_over,
        since="created_at",
    ),
    QueueRule(
        key="my_help_to_finish",
        model=HelpWanted,
        label="済んだこととお礼を書く手伝いの募集（自分の課）",
        whose=is_department_staff,
        where=_my_to_finish,
    ),
    QueueRule(
        key="help_offers_late",
        model=HelpAnswer,
        label="返事のないままの手伝いの申し出に、返事をうながす",
        whose=is_coordinator,
        where=_offer_unanswered,
        due="help_wanted__closes_on",
        since="created_at",
    ),
    QueueRule(
        key="my_help_offers",
        model=HelpAnswer,
        label="手伝いの申し出に返事をする（自分の課）",
        whose=is_department_staff,
        where=_my_offers,
        due="help_wanted__closes_on",
        since="created_at",
    ),
    QueueRule(
        key="help_requests_to_call",
        model=HelpRequest,
        label="アカウントのないサポーターに、電話で聞く",
        whose=is_coordinator,
        where=_supporters_to_call,
        since="created_at",
    ),
    QueueRule(
        key="questions_late",
        model=Question,
        label="答えのないままの事業への質問に、答えをうながす",
        whose=is_coordinator,
        where=_question_unanswered,
        since="created_at",
    ),
    QueueRule(
        key="my_questions",
        model=Question,
        label="事業への質問に答える（自分の課）",
        whose=is_department_staff,
        where=_my_questions,
        since="created_at",
    ),
    QueueRule(
        key="lectures_to_route",
        model=LectureRequest,
        label="出前講座の申込みの担当課を決める（メニューにないもの、課がなくなったもの）",
        whose=is_coordinator,
        where=_lectures_to_route,
        affairs=_lectures_of,
        due="answer_by",
        since="created_at",
    ),
    QueueRule(
        key="lectures_late",
        model=LectureRequest,
        label="期限を過ぎた出前講座の申込みに、返事をうながす",
        whose=is_coordinator,
        where=_lectures_late,
        affairs=_lectures_of,
        due="answer_by",
        since="created_at",
    ),
    QueueRule(
        key="lecture_reports_late",
        model=LectureRequest,
        label="報告のない出前講座に、報告をうながす",
        whose=is_coordinator,
        where=_lecture_reports_late,
        affairs=_lectures_of,
        since="event__ends_at",
    ),
    QueueRule(
        key="my_lectures",
        model=LectureRequest,
        label="出前講座の申込みに返事をする（自分の課）",
        whose=is_department_staff,
        where=_my_lectures,
        due="answer_by",
        since="created_at",
    ),
    QueueRule(
        key="my_lectures_to_report",
        model=LectureRequest,
        label="終わった出前講座の報告を書く（自分の課）",
        whose=is_department_staff,
        where=_my_lectures_to_report,
        since="event__ends_at",
    ),
)
