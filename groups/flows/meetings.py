"""The life of a meeting, from the day it is set to its public minutes."""

import datetime as dt
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from groups.interest import concerns_of_meeting
from groups.meetings.drafting import drafted
from groups.meetings.quorum import Room
from groups.models import Meeting, MeetingStatus, Minutes, User
from groups.rules import meetings as rules
from groups.rules.people import may_coordinate
from kyodo_portal.cities import city
from kyodo_portal.life.acts import Act
from kyodo_portal.life.flows import Flow, Move
from kyodo_portal.life.recorded import Milestone, Reader, Recorded

SCHEDULED, CONVENED, HELD = MeetingStatus.SCHEDULED, MeetingStatus.CONVENED, MeetingStatus.HELD
INQUORATE, CANCELLED = MeetingStatus.INQUORATE, MeetingStatus.CANCELLED
DRAFTED, CONFIRMED = MeetingStatus.DRAFTED, MeetingStatus.CONFIRMED
PUBLISHED = MeetingStatus.PUBLISHED
PUBLIC, PARTIES = Reader.PUBLIC, Reader.PARTIES
THE_OFFICE = _("事務局")


def members_with_accounts(meeting: Meeting, _: Act | None = None) -> list[User]:
    """The members in office on that day whom a letter reaches; to the others one is printed."""
    return [each.user for each in Room(meeting).members if each.user is not None]


def members_called(meeting: Meeting, act: Act) -> list[User]:
    """The same, of a meeting to which they were called already."""
    return members_with_accounts(meeting) if act.before == CONVENED else []


def _draft(meeting: Meeting, act: Act) -> None:
    """The minutes begin with all that was entered; what staff have written of them before stays."""
    minutes, is_new = Minutes.objects.get_or_create(meeting=meeting)
    if is_new or not minutes.body.strip():
        minutes.body = drafted(meeting)
        minutes.save()


def _ask_members(meeting: Meeting, act: Act) -> None:
    Minutes.objects.filter(meeting=meeting).update(due_on=act.data["due_on"])


def _confirm(meeting: Meeting, act: Act) -> None:
    Minutes.objects.filter(meeting=meeting).update(confirmed_by=act.note)


def _ask_anew(meeting: Meeting, act: Act) -> None:
    """What is put right is confirmed anew; what members said of the earlier draft is over."""
    minutes = Minutes.objects.get(meeting=meeting)
    minutes.remarks.all().delete()
    Minutes.objects.filter(pk=minutes.pk).update(due_on=None, confirmed_by="")


def correction_day() -> dt.date:
    """The last day that is proposed for the members' answers."""
    return timezone.localdate() + dt.timedelta(days=city().meetings.correction_days)


def _stopped(_: Meeting, act: Act) -> dict[str, Any]:
    return {"stopped_because": act.note}


MEETING_FLOW = Flow(
    Meeting,
    MeetingStatus,
    turns={
        SCHEDULED: _("事務局が議題と資料を用意しています"),
        CONVENED: _("会議の日を待っています"),
        HELD: _("事務局が結論と会議録をまとめています"),
        INQUORATE: _("出席が足りず、開かれませんでした"),
        CANCELLED: _("中止になりました"),
        DRAFTED: _("委員が会議録の案を確かめています"),
        CONFIRMED: _("会議録が確定しました。公開を待っています"),
        PUBLISHED: _("会議録を公開しました"),
    },
    tones={
        SCHEDULED: "muted",
        CONVENED: "info",
        HELD: "success",
        INQUORATE: "warning",
        CANCELLED: "muted",
        DRAFTED: "info",
        CONFIRMED: "info",
        PUBLISHED: "success",
    },
    moves=[
        Move(
            name="convene",
            label="招集して知らせる",
            sources=frozenset({SCHEDULED}),
            target=CONVENED,
            happened=_("会議を知らせ、委員を招集しました"),
            side=THE_OFFICE,
            read_by=PUBLIC,
            who=may_coordinate,
            judges=True,
            when=rules.can_convene,
            stamps=lambda _, act: {"convened_at": act.at},
            tone="primary",
            confirm="日時・場所・議題がだれでも読めるようになり、委員に知らせます。よろしいですか。",
            tells=members_with_accounts,
            told=_("会議が招集されました"),
            next_step=_(
                "日時と議題を読み、出席できるかを事務局に知らせてください。利害関係のある議題があれば、あわせて申し出てください。"
            ),
            done="招集しました。会議のページを公開し、アカウントのある委員に知らせます。ほかの委員には、通知を印刷して送ってください。",
        ),
        Move(
            name="recall",
            label="招集を取り消して組み直す",
            sources=frozenset({CONVENED}),
            target=SCHEDULED,
            happened=_("招集を取り消し、予定を組み直すことにしました"),
            side=THE_OFFICE,
            read_by=PUBLIC,
            note_read_by=PUBLIC,
            who=may_coordinate,
            judges=True,
            stamps=lambda *_: {"convened_at": None},
            note_label="組み直す理由（委員に知らせます）",
            tells=members_with_accounts,
            told=_("会議の招集が取り消されました"),
            next_step=_("日時が決まりしだい、あらためて知らせます。"),
            done="招集を取り消しました。予定を直して、もう一度招集してください。",
        ),
        Move(
            name="hold",
            label="開催を記録する",
            sources=frozenset({CONVENED}),
            target=HELD,
            happened=_("会議を開きました"),
            side=THE_OFFICE,
            read_by=PUBLIC,
            milestone=Milestone(_("会議を開きました"), "success"),
            who=may_coordinate,
            judges=True,
            when=rules.can_be_held,
            tone="primary",
            done="開催を記録しました。議題ごとの結論を書けます。",
        ),
        Move(
            name="fail",
            label="流会にする",
            sources=frozenset({CONVENED}),
            target=INQUORATE,
            happened=_("出席が定足数に足りず、流会になりました"),
            side=THE_OFFICE,
            read_by=PUBLIC,
            note_read_by=PUBLIC,
            who=may_coordinate,
            judges=True,
            when=rules.can_fail,
            stamps=_stopped,
            tone="danger",
            note_label="流会の経緯と、このあとの予定（公開されます）",
            tells=members_with_accounts,
            told=_("会議は、定足数に足りず流会になりました"),
            next_step=_("次の予定は、あらためて知らせます。"),
            done="流会を記録しました。議題は、新しい会議に入れてください。",
        ),
        Move(
            name="cancel",
            label="中止する",
            sources=frozenset({SCHEDULED, CONVENED}),
            target=CANCELLED,
            happened=_("会議の中止を決めました"),
            side=THE_OFFICE,
            read_by=PUBLIC,
            note_read_by=PUBLIC,
            who=may_coordinate,
            judges=True,
            stamps=_stopped,
            tone="danger",
            note_label="中止する理由（公開されます）",
            confirm="中止すると、元に戻せません。よろしいですか。",
            tells=members_called,
            told=_("会議が中止になりました"),
            done="中止を記録しました。",
        ),
        Move(
            name="draft",
            label="会議録の案をつくる",
            sources=frozenset({HELD}),
            target=DRAFTED,
            happened=_("会議録の案をつくりました"),
            side=THE_OFFICE,
            read_by=PARTIES,
            who=may_coordinate,
            judges=True,
            effect=_draft,
            tone="primary",
            done="出欠・議題・結論から、会議録の案をつくりました。話し合いの要点を書き足してください。",
        ),
        Move(
            name="send",
            label="委員に送って確かめてもらう",
            sources=frozenset({DRAFTED}),
            target=DRAFTED,
            happened=_("会議録の案を委員に送りました"),
            side=THE_OFFICE,
            read_by=PARTIES,
            who=may_coordinate,
            judges=True,
            when=rules.can_send_minutes,
            effect=_ask_members,
            asks_due=True,
            tells=members_with_accounts,
            told=_("会議録の案ができました"),
            next_step=_(
                "会議のページで案を読み、直してほしいところを期限までに書いてください。なければ「このとおりでよい」を選んでください。"
            ),
            done="委員に知らせました。アカウントのない委員には、案を印刷して送ってください。",
        ),
        Move(
            name="confirm",
            label="会議録を確定する",
            sources=frozenset({DRAFTED}),
            target=CONFIRMED,
            happened=_("会議録が確定しました"),
            side=THE_OFFICE,
            read_by=PUBLIC,
            who=may_coordinate,
            judges=True,
            when=rules.can_confirm,
            effect=_confirm,
            tone="primary",
            note_label="会議録を確認した委員（会長、署名委員など）",
            done="会議録を確定しました。",
        ),
        Move(
            name="publish",
            label="会議録を公開する",
            sources=frozenset({CONFIRMED}),
            target=PUBLISHED,
            happened=_("会議録を公開しました"),
            side=THE_OFFICE,
            read_by=PUBLIC,
            milestone=Milestone(_("会議録を公開しました"), "success"),
            who=may_coordinate,
            judges=True,
            when=rules.can_publish_minutes,
            stamps=lambda _, act: {"published_at": act.at},
            tone="primary",
            confirm="会議録がだれでも読めるようになります。個人の情報が入っていないことを確かめましたか。",
            done="会議録を公開しました。",
        ),
        Move(
            name="correct",
            label="会議録を直す",
            sources=frozenset({CONFIRMED, PUBLISHED}),
            target=DRAFTED,
            happened=_("会議録を直すことにしました"),
            side=THE_OFFICE,
            read_by=PUBLIC,
            note_read_by=PUBLIC,
            who=may_coordinate,
            judges=True,
            stamps=lambda *_: {"published_at": None},
            effect=_ask_anew,
            tone="danger",
            note_label="直す理由（公開されます）",
            done="会議録を案に戻しました。直したあと、もう一度委員に確かめてもらってください。",
        ),
    ],
    acts=[
        Recorded(name="record_attendance", label="出欠と退席を記録した"),
        Recorded(name="conclude", label="議題の結論を記録した"),
        Recorded(name="write_minutes", label="会議録を書いた"),
        Recorded(name="remark", label="会議録の案に返事をした"),
        Recorded(name="freeze_scores", label="順位表を固定した"),
        Recorded(name="freeze_packet", label="審査資料をまとめた"),
        Recorded(name="put_on_agenda", label="提案を議題に入れた"),
        Recorded(name="add_paper", label="資料を加えた"),
        Recorded(name="remove_paper", label="資料を取り除いた"),
    ],
    concerns=concerns_of_meeting,
)
