"""The life of an event, from its draft to its record."""

from collections.abc import Callable, Iterable
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from groups import people
from kyodo_portal.life.flows import Act, Flow, Move
from kyodo_portal.life.interest import Concern
from kyodo_portal.life.recorded import Reader, Recorded
from projects.attending.telling import tell_everybody
from projects.models import Event, EventStatus, Project
from projects.rules import events as rules

DRAFT, PUBLISHED, OPEN = EventStatus.DRAFT, EventStatus.PUBLISHED, EventStatus.OPEN
FULL, CLOSED, ENDED = EventStatus.FULL, EventStatus.CLOSED, EventStatus.ENDED
RECORDED, CANCELLED = EventStatus.RECORDED, EventStatus.CANCELLED
PUBLIC = Reader.PUBLIC

ANNOUNCED = frozenset({PUBLISHED, OPEN, FULL, CLOSED})


def organisers(event: Event, _: Act | None = None) -> Any:
    """Everybody who speaks for those who hold it."""
    if event.is_citys_own:
        return people.coordinators()
    return people.parties(event.organiser_group_ids(), event.organiser_department_ids())


def concerns_of(event: Event) -> Iterable[Concern]:
    """Those who hold it, from its announcement on."""
    return [
        Concern(
            groups=event.organiser_group_ids(),
            departments=event.organiser_department_ids(),
            since=lambda: event.published_at,
        )
    ]


AFTER_CALLING_OFF: list[Callable[[Event, Act], None]] = []
"""What follows elsewhere when a day is called off."""


def _called_off(_: Event, act: Act) -> dict[str, Any]:
    return {
        "cancelled_at": act.at,
        "changed_at": act.at,
        "cancelled_because": act.note[:500],
    }


def _call_off(event: Event, act: Act) -> None:
    tell_everybody(
        event,
        told=_("中止になりました"),
        note=act.note,
        next_step=_("申込みは、何もしなくても取り消されます。"),
        key=f"event.cancel:{event.pk}",
    )
    for follow in AFTER_CALLING_OFF:
        follow(event, act)


def end_with(project: Project, act: Act) -> None:
    """Call off the days to come of a project that was called off, for its reason: whoever comes is told at
    once, and those without mail are to be called."""
    days = Event.objects.filter(project=project, status=PUBLISHED, ends_at__gt=act.at)
    for event in days.order_by("pk"):
        EVENT_FLOW.make("end_with_project", event, by=act.by, note=act.note)


EVENT_FLOW = Flow(
    Event,
    EventStatus,
    turns={
        DRAFT: _("主催者が準備しています"),
        PUBLISHED: _("申込みはいりません。当日そのままおいでください"),
        OPEN: _("申込みを受け付けています"),
        FULL: _("満員です。キャンセル待ちを受け付けています"),
        CLOSED: _("申込みを締め切りました"),
        ENDED: _("終わりました。主催者が記録をまとめています"),
        RECORDED: _("記録を公開しました"),
        CANCELLED: _("中止になりました"),
    },
    tones={
        DRAFT: "muted",
        PUBLISHED: "success",
        OPEN: "success",
        FULL: "warning",
        CLOSED: "neutral",
        ENDED: "neutral",
        RECORDED: "info",
        CANCELLED: "danger",
    },
    moves=[
        Move(
            name="publish",
            label=_("公開する"),
            sources=frozenset({DRAFT}),
            target=PUBLISHED,
            happened=_("催しを知らせました"),
            read_by=PUBLIC,
            who=rules.may_hold,
            judges=False,
            when=rules.can_be_published,
            stamps=lambda _, act: {"published_at": act.at},
            tone="primary",
            done=_("公開しました。だれでも見られます。"),
        ),
        Move(
            name="arrange",
            label=_("出前講座として決まる"),
            sources=frozenset({DRAFT}),
            target=PUBLISHED,
            happened=_("催しを知らせました"),
            read_by=PUBLIC,
            judges=False,
            automatic=True,
            when=rules.can_be_published,
            stamps=lambda _, act: {"published_at": act.at},
        ),
        Move(
            name="fall_through",
            label=_("出前講座が取り消される"),
            sources=ANNOUNCED,
            target=CANCELLED,
            happened=_("中止になりました"),
            read_by=PUBLIC,
            event_tone="danger",
            judges=False,
            automatic=True,
            stamps=_called_off,
            effect=_call_off,
        ),
        Move(
            name="open",
            label=_("申込みが始まる"),
            sources=frozenset({PUBLISHED}),
            target=OPEN,
            by_clock=True,
        ),
        Move(
            name="fill",
            label=_("定員に達する"),
            sources=frozenset({OPEN}),
            target=FULL,
            by_clock=True,
        ),
        Move(
            name="free",
            label=_("席が空く"),
            sources=frozenset({FULL}),
            target=OPEN,
            by_clock=True,
        ),
        Move(
            name="close",
            label=_("締切を過ぎる"),
            sources=frozenset({OPEN, FULL}),
            target=CLOSED,
            by_clock=True,
        ),
        Move(
            name="end",
            label=_("催しが終わる"),
            sources=ANNOUNCED,
            target=ENDED,
            by_clock=True,
        ),
        Move(
            name="publish_record",
            label=_("記録を公開する"),
            sources=frozenset({ENDED}),
            target=RECORDED,
            happened=_("記録を公開しました"),
            read_by=PUBLIC,
            event_tone="success",
            who=rules.may_hold,
            judges=False,
            when=rules.can_publish_record,
            tone="primary",
            tells=organisers,
            done=_("記録を公開しました。だれでも読めます。"),
        ),
        Move(
            name="cancel",
            label=pgettext_lazy("催し", "中止する"),
            sources=ANNOUNCED,
            target=CANCELLED,
            happened=_("中止になりました"),
            read_by=PUBLIC,
            note_read_by=PUBLIC,
            event_tone="danger",
            who=rules.may_call_off,
            judges=rules.is_not_its_organiser,
            note_label=_("中止の理由（公開されます）"),
            stamps=_called_off,
            effect=_call_off,
            tells=organisers,
            tone="danger",
            confirm=_("申し込んだ全員に、中止を知らせます。元には戻せません。よろしいですか。"),
            done=_(
                "中止にしました。申し込んだ方に知らせました。"
                "メールのない方は「参加する人」の一覧を見て、電話で知らせてください。"
            ),
        ),
        Move(
            name="end_with_project",
            label=_("事業とともに中止になる"),
            sources=ANNOUNCED,
            target=CANCELLED,
            happened=_("事業が中止になったため、この日も中止になりました"),
            read_by=PUBLIC,
            note_read_by=PUBLIC,
            event_tone="danger",
            judges=False,
            stamps=_called_off,
            effect=_call_off,
            automatic=True,
        ),
    ],
    concerns=concerns_of,
    acts=[
        Recorded(
            name="reschedule",
            label="日時か場所を変えた",
            happened=_("日時か場所が変わりました"),
            read_by=PUBLIC,
            note_read_by=PUBLIC,
            event_tone="warning",
        ),
        Recorded(name="photo", label="写真を載せた・外した"),
        Recorded(name="discard", label="下書きを消した", is_inward=True),
        Recorded(
            name="correct_record",
            label="記録を書き直した",
            happened=_("記録を書き直しました"),
            read_by=PUBLIC,
        ),
    ],
)
