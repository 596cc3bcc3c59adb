"""Asking a project, with an account and without one."""

import datetime as dt
from uuid import UUID

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from groups.actions.guests import vouch_for, welcome
from groups.guests import Purpose, register
from groups.models import ConfirmedHow, Guest
from groups.models.people import account_of
from kyodo_portal.life.people import EVERYBODY, Person
from kyodo_portal.post import letters
from kyodo_portal.writing.once import create_once
from projects.flows import QUESTION_FLOW
from projects.flows.questions import answerers
from projects.models import Project, Question, QuestionStatus
from projects.rules import questions as rules

CAME_FOR = "question"

KNOWN_FOR = dt.timedelta(days=90)
"""How long somebody without an account is known whom nobody answers."""


def ask_project(
    *, project: Project, question: Question, by: Person, key: UUID
) -> tuple[Question, bool]:
    """Ask a project, once per key; those who answer are told. `question` is an unsaved record."""
    rules.can_ask(by, project).enforce()
    account = account_of(by)

    def create(stored: UUID) -> Question:
        question.project, question.user, question.submission_key = project, account, stored
        question.keep_language(account.language)
        question.save()
        entry = QUESTION_FLOW.record("ask", question, by=by, after=question.status)
        _tell(question, by=by, key=f"question.ask:{entry.pk}")
        return question

    return create_once(Question, key, create, by=account)


def ask_as_guest(
    *, project: Project, question: Question, guest: Guest, key: UUID
) -> tuple[Question, bool]:
    """Ask without an account, once per key. It waits until they have typed their code, or somebody has
    called them."""
    rules.can_ask(EVERYBODY, project).enforce()

    def create(stored: UUID) -> Question:
        guest.submission_key = stored
        until = timezone.localdate() + KNOWN_FOR
        question.guest = welcome(guest, came_for=CAME_FOR, forget_on=until)
        question.project, question.submission_key = project, stored
        question.status = QuestionStatus.UNCONFIRMED
        question.keep_language()
        question.save()
        if not guest.email:
            _tell(question, by=None, key=f"question.call:{question.pk}")
        return question

    return create_once(Question, key, create, by=EVERYBODY)


@transaction.atomic
def confirm_asker(*, question: Question, by: Person) -> None:
    """Those who answer have spoken with somebody who left a telephone number only."""
    rules.may_answer(by, question).enforce()
    if question.guest is not None:
        vouch_for(question.guest, how=ConfirmedHow.CALL, by=by)


def question_of(guest: Guest) -> Question:
    """What this guest asked."""
    return Question.objects.select_related("project").get(guest=guest)


def _tell(question: Question, *, by: Person | None, key: str) -> None:
    letters.tell_others(
        answerers(question),
        by=by,
        about=question,
        told=_("事業への質問が届きました"),
        next_step=_("質問を読んで、答えてください。"),
        key=key,
    )


def _confirmed(guest: Guest) -> None:
    QUESTION_FLOW.make("confirm", question_of(guest), by=guest.confirmed_by or EVERYBODY)


register(
    Purpose(
        key=CAME_FOR,
        label=_("事業に質問する"),
        about=lambda guest: question_of(guest).project.title,
        confirmed=_confirmed,
        page=lambda guest: reverse("questions:guest", args=[guest.pk, guest.token]),
        done=lambda _guest: _("質問を送りました。答えがあると、メールでお知らせします。"),
        received=_("質問を届けました"),
    )
)


def forget_questions(now: dt.datetime) -> int:
    """Remove questions whose guest never typed the code and was forgotten; how many. Safe to repeat."""
    nobodys = Question.objects.filter(status=QuestionStatus.UNCONFIRMED, guest=None, user=None)
    return nobodys.delete()[0]
