"""What becomes of a person's rows in the tables of projects when they leave."""

from collections.abc import Callable
from contextlib import suppress
from typing import Any

from django.db import transaction

from groups.accounts.leaving import gone, kept
from kyodo_portal.life.flows import MoveRefused
from projects.attending.joining import move
from projects.flows import HELP_ANSWER_FLOW, LECTURE_REQUEST_FLOW
from projects.flows.lecture_letters import hold_day
from projects.models import (
    PROMISED,
    Amendment,
    AskedParty,
    DraftRemark,
    Event,
    EventPhoto,
    HelpAnswer,
    HelpRequest,
    HelpWanted,
    LectureReport,
    LectureRequest,
    MetCondition,
    Participation,
    ParticipationDetails,
    Project,
    ProjectStep,
    Question,
    Signature,
    Update,
    UpdatePhoto,
)
from projects.models.lecture_requests import RUNNING as RUNNING_LECTURES
from projects.models.participations import RUNNING


def _give_seats_back(participations: Any) -> None:
    """Whoever leaves comes to nothing more, and the next one is asked; what they came to stays a number
    that was counted."""
    for participation in participations.filter(status__in=RUNNING).select_related("user"):
        _as_they_could(move, "leave", participation)
    ParticipationDetails.objects.filter(participation__in=participations).delete()
    participations.update(user=None)


def _take_promises_back(answers: Any) -> None:
    """Who asked for help is told that it does not come; what was done stays counted, without a word."""
    for answer in answers.filter(status__in=PROMISED).select_related("user"):
        _as_they_could(HELP_ANSWER_FLOW.make, "withdraw", answer)
    answers.update(message="", interest="", interest_words="")


def _as_they_could(make: Callable[..., object], name: str, record: Any, **more: Any) -> None:
    """Make a move as who leaves could do it themselves; what cannot be moved any more stays as it is."""
    with suppress(MoveRefused), transaction.atomic():
        make(name, record, by=record.user, **more)


gone(
    Participation,
    "user",
    "催しへの参加",
    tells=(
        *("event", "attends_as", "people_count", "status"),
        *("details__needs", "details__school_year"),
        *("details__guardian_name", "details__guardian_phone"),
    ),
    remove=_give_seats_back,
    why="人数だけが残ります。参加した人の数を数えているため",
)
gone(
    HelpAnswer,
    "user",
    "手伝いの申し出",
    tells=("help_wanted", "message", "interest_words", "status"),
    remove=_take_promises_back,
    why="手伝った回数だけが残ります。お礼と実績の記録のため",
)


gone(
    HelpRequest,
    "user",
    "たのまれた手伝い",
    tells=("help_wanted", "words", "status"),
    remove=lambda requests: requests.update(user=None, public_name=""),
    why="だれにたのんだかを外して残ります。たのんだ回数の記録のため",
)


def _forget_who_asked(questions: Any) -> None:
    """What was answered stays, as it is for guests, without who asked; what nobody answered goes."""
    questions.filter(answered_at=None).delete()
    questions.update(user=None)


gone(
    Question,
    "user",
    "事業への質問",
    tells=("project", "text", "answer", "created_at"),
    remove=_forget_who_asked,
    why="答えのある質問は、だれが聞いたかを外して残ります。読む人の役に立つため",
)


def _give_lectures_back(requests: Any) -> None:
    """The department is told that nobody waits for it; what was spoken stays counted, without a word."""
    for request in requests.filter(status__in=RUNNING_LECTURES).select_related("user"):
        note = "申し込んだ方が、ポータルをやめました。"
        hold_day(request)
        _as_they_could(LECTURE_REQUEST_FLOW.make, "cancel", request, note=note)
    LectureRequest.objects.filter(pk__in=list(requests.values_list("pk", flat=True))).forget_words()
    requests.update(user=None)


gone(
    LectureRequest,
    "user",
    "出前講座の申込み",
    tells=("wish", "gathering", "place_text", "phone", "purpose", "needs", "created_at"),
    remove=_give_lectures_back,
    why="行った回数だけが残ります。講座の実績を数えているため",
)

AGREED = "協定は、相手が頼りにするため"
PUBLIC = "公開した記録のため"

kept(
    Signature,
    "signed_by",
    "協定の署名",
    why=AGREED,
    tells=("agreement", "signer_name", "signed_at"),
)
kept(MetCondition, "met_by", "確かめた採択の条件", why=AGREED, tells=("text", "note", "met_at"))
kept(Amendment, "proposed_by", "協定の変更の申し出", why=AGREED, tells=("project", "reason"))
kept(AskedParty, "signed_by", "協定の変更への署名", why=AGREED, tells=("amendment", "signed_at"))
kept(Project, "created_by", "登録した協働事業", why=PUBLIC, tells=("title", "created_at"))
kept(
    DraftRemark,
    "written_by",
    "協定の案についての話し合い",
    why="協定を結んだ当事者の記録のため",
    tells=("project", "version", "text", "created_at"),
)
kept(Update, "posted_by", "活動の報告", why=PUBLIC, tells=("title", "body", "created_at"))
kept(EventPhoto, "uploaded_by", "催しの写真", why=PUBLIC, tells=("caption", "uploaded_at"))
kept(UpdatePhoto, "uploaded_by", "活動の写真", why=PUBLIC, tells=("caption", "uploaded_at"))

TAKEN_IN = "窓口で書き写した記録のため"

kept(Event, "created_by", "つくった催し", why=PUBLIC, tells=("title", "created_at"))
kept(HelpWanted, "created_by", "書いた手伝いの募集", why=PUBLIC, tells=("title", "created_at"))
kept(HelpAnswer, "entered_by", "書き写した手伝いの申し出", why=TAKEN_IN)
kept(Participation, "entered_by", "書き写した参加の申込み", why=TAKEN_IN)
kept(LectureRequest, "entered_by", "書き写した出前講座の申込み", why=TAKEN_IN)
kept(ProjectStep, "entered_by", "書き写した事業の手順", why=TAKEN_IN)
kept(LectureReport, "written_by", "書いた出前講座の報告", why=PUBLIC)
