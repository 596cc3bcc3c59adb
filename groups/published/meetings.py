"""Meetings as they leave the house: feed, calendar, dataset and linked data. Who spoke is in none of them."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet
from icalendar import Event

from groups.meetings.drafting import openness
from groups.models import Meeting, MeetingStatus
from groups.published.meeting_filters import MeetingFilterSet, meetings_for
from kyodo_portal.publishing.calendars import ListCalendar, dated_event
from kyodo_portal.publishing.datasets import (
    CODE,
    INTEGER,
    MOMENT,
    PAGE,
    PUBLISHER,
    TEXT,
    TEXTS,
    UPDATED,
    Column,
    Dataset,
    identified,
)
from kyodo_portal.publishing.feeds import ListFeed, clean, latest
from kyodo_portal.publishing.kinds import PublicKind
from kyodo_portal.web.linked_data import absolute, city_body, described
from kyodo_portal.words.calendar import JST


class MeetingFeed(ListFeed):
    """Meetings as they are announced; an entry is renewed when its minutes are public."""

    def newest(self, found: QuerySet[Any]) -> QuerySet[Any]:
        return found.order_by("-convened_at", "-pk")

    def appeared_at(self, item: Meeting) -> dt.datetime | None:
        return item.convened_at

    def item_title(self, item: Meeting) -> str:
        return clean(f"{item.title}（{item.status_label}）")

    def item_updateddate(self, item: Meeting) -> dt.datetime:
        return latest(item.updated_at, item.convened_at, item.published_at)

    def item_categories(self, item: Meeting) -> list[str]:
        return [item.committee.name]


class MeetingCalendar(ListCalendar):
    """When each of them is held; what was called off says so."""

    order = ("starts_at", "pk")

    def events_of(self, record: Meeting) -> Iterator[Event]:
        off = record.status in (MeetingStatus.CANCELLED, MeetingStatus.INQUORATE)
        title = f"{record.status_label}：{record.title}" if off else record.title
        event = dated_event(record, "held", title, record.starts_at.astimezone(JST))
        event.add("location", record.place)
        yield event


COLUMNS = (
    CODE,
    identified("meeting", 3),
    PUBLISHER,
    Column("title", "名称", TEXT, "会議の名前。", "令和8年度 第2回 見本市協働事業審査委員会"),
    Column("committee", "委員会・会議", TEXT, "委員会や会議の名前。", "見本市協働事業審査委員会", "committee.name"),
    Column("kind", "種類", TEXT, "委員会や会議の種類の記号。", "review", "committee.kind"),
    Column("kind_name", "種類の名称", TEXT, "委員会や会議の種類。", "審査委員会", lambda meeting: meeting.committee.get_kind_display()),
    Column("number", "回", INTEGER, "その年度の何回目か。数えないときは空です。", "2"),
    Column("starts_at", "開始日時", MOMENT, "会議の始まり（日本時間）。", "2026-11-20T14:00:00+09:00"),
    Column("ends_at", "終了日時", MOMENT, "会議の終わり（日本時間）。", "2026-11-20T17:00:00+09:00"),
    Column("place", "場所", TEXT, "会議を開く場所。", "市役所 3階 大会議室"),
    Column("openness", "公開の別", TEXT, "公開、一部非公開、非公開のどれか。", "一部非公開", lambda meeting: openness(meeting.items.all())),
    Column("agenda", "議題", TEXTS, "議題の名前。", "前回の会議録の確認;提案の審査", lambda meeting: [item.title for item in meeting.items.all()]),
    Column("seats", "傍聴の席の数", INTEGER, "傍聴の席の数。決めていないときは空です。", "10"),
    Column("visitors", "傍聴した人の数", INTEGER, "傍聴した人の数。まだ開いていないときは空です。", "4"),
    Column("status", "状態", TEXT, "書き出したときの状態の記号。", "published"),
    Column("status_name", "状態の名称", TEXT, "書き出したときの状態。", "会議録公開", "status_label"),
    Column("published_at", "会議録の公開日時", MOMENT, "会議録を公開した日時（日本時間）。", "2026-12-20T10:00:00+09:00"),
    PAGE,
    UPDATED,
)  # fmt: skip


class MeetingDataset(Dataset):
    """Every meeting to which people were called."""

    about = "委員会と会議の開催です。招集したものから、会議録を公開したものまであります。会議録の本文は、会議のページにあります。"
    columns = COLUMNS

    def whole(self, records: Any) -> QuerySet[Any]:
        return records.select_related("committee").prefetch_related("items")


def linked_data_of(meeting: Meeting) -> dict[str, Any] | None:
    """When and where it is held; None while it is not public."""
    if not meeting.is_public:
        return None
    off = meeting.status in (MeetingStatus.CANCELLED, MeetingStatus.INQUORATE)
    status = "EventCancelled" if off else "EventScheduled"
    return described(
        "Event",
        name=meeting.title,
        url=absolute(meeting.get_absolute_url()),
        startDate=meeting.starts_at.astimezone(JST).isoformat(),
        endDate=meeting.ends_at.astimezone(JST).isoformat(),
        eventStatus=f"https://schema.org/{status}",
        location={"@type": "Place", "name": meeting.place},
        organizer=city_body(),
    )


MEETINGS = PublicKind(
    slug="meetings",
    name="委員会の会議",
    place=27,
    model=Meeting,
    listed_for=meetings_for,
    list_page="meetings:list",
    page="meetings:detail",
    filters=MeetingFilterSet,
    feed=MeetingFeed,
    calendar=MeetingCalendar,
    dataset=MeetingDataset,
    linked_data=linked_data_of,
)
