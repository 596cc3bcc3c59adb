"""The life of a report: looked at, left or hidden, and looked at again by another."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from groups import people
from groups.models import Report, ReportStatus
from groups.rules import reports as rules
from kyodo_portal.cities import city
from kyodo_portal.life.flows import Act, Flow, Move
from kyodo_portal.life.interest import Concern, ids
from kyodo_portal.life.people import Account
from kyodo_portal.life.recorded import Reader, Recorded
from kyodo_portal.words.working_days import working_days_after

REPORTED, LEFT, HIDDEN = ReportStatus.REPORTED, ReportStatus.LEFT, ReportStatus.HIDDEN
APPEALED, RESTORED, UPHELD = ReportStatus.APPEALED, ReportStatus.RESTORED, ReportStatus.UPHELD
PARTIES = Reader.PARTIES
THE_CITY, THE_WRITER = _("市"), _("書いた側")


def look_by(now: dt.datetime) -> dt.date:
    """The day by which the city looks at what comes in now: working days, which the profile says."""
    return working_days_after(timezone.localdate(now), city().waits.report)


def concerns_of(report: Report) -> Iterable[Concern]:
    """It is the affair of who wrote it and for whom, and of who reported it; and once somebody asks
    for a second look, of who decided first."""
    reporters = report.complaints.values_list("by", flat=True)
    first = [report.decided_by_id] if report.status == APPEALED else []
    return [
        Concern(
            people=ids(report.author_id, *reporters, *first),
            groups=frozenset(group.pk for group in report.groups.all()),
            departments=frozenset(department.pk for department in report.departments.all()),
            since=lambda: report.created_at,
        )
    ]


def affairs_of(user: Account) -> Q:
    """The reports that are this person's own affair."""
    through = Report.groups.through._default_manager
    own = Q(author=user.pk)
    own |= Q(pk__in=through.filter(group__in=list(user.role_by_group)).values("report"))
    own |= Q(pk__in=Report.objects.filter(complaints__by=user.pk).values("pk"))
    own |= Q(status=APPEALED, decided_by=user.pk)
    for pk, ended_at in user.left_groups.items():
        own |= Q(pk__in=through.filter(group=pk).values("report"), created_at__lte=ended_at)
    return own


def writers(report: Report, _: Act | None = None) -> list[Any]:
    """Who is told of what becomes of it: who wrote it, and those for whom it was written."""
    author = [report.author] if report.author is not None else []
    return [*author, *people.parties(report.groups.all(), report.departments.all())]


def _deciders(report: Report, act: Act) -> list[Any]:
    return [person for person in people.coordinators() if person.pk != report.decided_by_id]


def _hide(report: Report, act: Act) -> None:
    report.target.hide(act.note, by_city=True)


def _show(report: Report, _: Act) -> None:
    report.target.show()


REPORT_FLOW = Flow(
    Report,
    ReportStatus,
    turns={
        REPORTED: _("協働担当が確認しています"),
        LEFT: _("確認して、そのままにしました"),
        HIDDEN: _("表示をやめています。書いた側は、見直しを求められます"),
        APPEALED: _("はじめとは別の協働担当が見直しています"),
        RESTORED: _("表示に戻しました"),
        UPHELD: _("見直しましたが、非表示のままです"),
    },
    tones={
        REPORTED: "warning",
        LEFT: "muted",
        HIDDEN: "danger",
        APPEALED: "warning",
        RESTORED: "success",
        UPHELD: "danger",
    },
    moves=[
        Move(
            name="leave",
            label="そのままにする",
            sources=frozenset({REPORTED}),
            target=LEFT,
            happened="確認して、そのままにしました",
            side=THE_CITY,
            read_by=Reader.CITY,
            who=rules.may_decide,
            judges=True,
            stamps=lambda _, act: {"decided_by_id": act.by.pk},
            note_label="そのままにする理由（記録に残り、公開はされません）",
            done="そのままにしました。",
        ),
        Move(
            name="hide",
            label="表示をやめる",
            sources=frozenset({REPORTED}),
            target=HIDDEN,
            happened=_("市が表示をやめました"),
            side=THE_CITY,
            read_by=PARTIES,
            note_read_by=PARTIES,
            who=rules.may_decide,
            judges=True,
            when=rules.can_hide,
            stamps=lambda _, act: {"decided_by_id": act.by.pk},
            effect=_hide,
            tone="danger",
            note_label="表示をやめる理由（その場所に公開されます。消したい内容そのものは書かないでください）",
            confirm="この理由を、書いた人に知らせ、その場所に公開します。よろしいですか。",
            tells=writers,
            told=_("書かれたものの表示を、市がやめました"),
            next_step=_(
                "理由に納得できないときは、ページから見直しを求められます。はじめとは別の職員が見直します。"
            ),
            done="表示をやめました。書いた人に、理由と、見直しを求める方法を知らせます。",
        ),
        Move(
            name="appeal",
            label=_("見直しを求める"),
            sources=frozenset({HIDDEN}),
            target=APPEALED,
            happened=_("見直しを求めました"),
            side=THE_WRITER,
            read_by=PARTIES,
            note_read_by=PARTIES,
            who=rules.may_appeal,
            judges=False,
            when=rules.can_show_again,
            stamps=lambda _, act: {"due_on": look_by(act.at)},
            note_label=_("表示に戻してほしい理由"),
            tone="primary",
            tells=_deciders,
            told="表示をやめたものについて、見直しが求められました",
            next_step="はじめに決めた人とは別の協働担当が、管理画面で見直してください。",
            done=_(
                "見直しを求めました。はじめとは別の職員が見直し、結果をメールでお知らせします。"
            ),
        ),
        Move(
            name="restore",
            label="見直して、表示に戻す",
            sources=frozenset({APPEALED}),
            target=RESTORED,
            happened=_("見直して、表示に戻しました"),
            side=THE_CITY,
            read_by=PARTIES,
            note_read_by=PARTIES,
            who=rules.may_decide_again,
            judges=True,
            when=rules.can_show_again,
            stamps=lambda _, act: {"decided_again_by_id": act.by.pk},
            effect=_show,
            note_label="表示に戻す理由",
            tells=writers,
            told=_("見直しの結果、書かれたものを表示に戻しました"),
            done="表示に戻しました。書いた人に知らせます。",
        ),
        Move(
            name="uphold",
            label="見直して、非表示のままにする",
            sources=frozenset({APPEALED}),
            target=UPHELD,
            happened=_("見直しましたが、非表示のままとしました"),
            side=THE_CITY,
            read_by=PARTIES,
            note_read_by=PARTIES,
            who=rules.may_decide_again,
            judges=True,
            stamps=lambda _, act: {"decided_again_by_id": act.by.pk},
            tone="danger",
            note_label="非表示のままにする理由",
            tells=writers,
            told=_("見直しましたが、書かれたものは非表示のままです"),
            next_step=_("気になる言葉を除いて書き直せば、あらためて出せます。"),
            done="非表示のままにしました。書いた人に、理由を知らせます。",
        ),
        Move(
            name="undo",
            label="まちがいだった、または書き直されたので、表示に戻す",
            sources=frozenset({HIDDEN, UPHELD}),
            target=RESTORED,
            happened=_("市がみずから、表示に戻しました"),
            side=THE_CITY,
            read_by=PARTIES,
            note_read_by=PARTIES,
            who=rules.may_decide,
            judges=True,
            when=rules.can_show_again,
            effect=_show,
            note_label="表示に戻す理由",
            tells=writers,
            told=_("書かれたものを、表示に戻しました"),
            done="表示に戻しました。書いた人に知らせます。",
        ),
    ],
    acts=[
        Recorded(name="report", label="通報があった", is_inward=True),
    ],
    concerns=concerns_of,
)
