"""Help wanted as it leaves the house: feed, calendar, dataset and linked data. No answer is in any of
them, nor anybody's name."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet
from icalendar import Event

from groups.published.linked_data import organisation
from kyodo_portal.publishing.calendars import ListCalendar, dated_event
from kyodo_portal.publishing.datasets import (
    CODE,
    DATE,
    INTEGER,
    INTEGERS,
    PAGE,
    PUBLISHER,
    TEXT,
    TEXTS,
    UPDATED,
    YES_NO,
    Column,
    Dataset,
    identified,
    numbers_of_fields,
)
from kyodo_portal.publishing.feeds import ListFeed, clean, latest
from kyodo_portal.web.linked_data import absolute, city_body, described
from kyodo_portal.words import week
from projects.models import HelpWanted


class HelpWantedFeed(ListFeed):
    """What is asked for, as it is asked."""

    def newest(self, found: QuerySet[Any]) -> QuerySet[Any]:
        return found.order_by("-created_at", "-pk")

    def item_title(self, item: HelpWanted) -> str:
        return clean(f"{item.title}（{item.status_label}）")

    def item_pubdate(self, item: HelpWanted) -> dt.datetime:
        return item.created_at

    def item_updateddate(self, item: HelpWanted) -> dt.datetime:
        return latest(item.created_at, item.updated_at)

    def item_categories(self, item: HelpWanted) -> list[str]:
        return [str(item.get_kind_display())]


class HelpWantedCalendar(ListCalendar):
    """The last day to answer, and the first on which the help is needed."""

    order = ("created_at", "pk")

    def events_of(self, record: HelpWanted) -> Iterator[Event]:
        if record.closes_on is not None:
            yield dated_event(record, "closes", f"申し出の締切：{record.title}", record.closes_on)
        if record.starts_on is not None:
            yield dated_event(record, "starts", f"手伝いの日：{record.title}", record.starts_on)


def _kind_of_owner(wanted: HelpWanted) -> str:
    return str(wanted.owner._meta.verbose_name)


COLUMNS = (
    CODE,
    identified("help", 3),
    PUBLISHER,
    Column("title", "見出し", TEXT, "募集の見出し。", "秋の花の植えかえ"),
    Column("kind", "種類", TEXT, "何を募集しているかの記号。", "people"),
    Column("kind_name", "種類の名称", TEXT, "何を募集しているか。", "人手", "get_kind_display"),
    Column("text", "内容", TEXT, "募集の内容。", "花の苗を植えかえます。"),
    Column("owner_kind", "募集した側の種類", TEXT, "協働事業、団体、所管課のどれか。", "団体", _kind_of_owner),
    Column("owner", "募集した側", TEXT, "募集した事業・団体・課の名前。", "花と道の会", lambda wanted: str(wanted.owner)),
    Column("is_civic_partner", "市の仕事を受け持つ人の募集", YES_NO, "市の仕事の一部を受け持つ人を、課が募集しているか。", "false"),
    Column("number", "人数・数", INTEGER, "必要な人数や数。決めていなければ空です。", "5"),
    Column("starts_on", "手伝いが始まる日", DATE, "手伝いが始まる日。", "2026-11-01"),
    Column("ends_on", "手伝いが終わる日", DATE, "手伝いが終わる日。", "2026-11-30"),
    Column("times", "曜日と時間帯", TEXTS, "手伝いの曜日と時間帯。決めていなければ空です。", "土曜の午前", lambda wanted: week.told(wanted.times)),
    Column("closes_on", "申し出の締切", DATE, "申し出を受け付ける最後の日。", "2026-10-25"),
    Column("place", "場所", TEXT, "手伝いの場所。", "駅前の花だん"),
    Column("district", "地区の記号", TEXT, "地区の記号。決めていない募集と、地区のない市では空です。", "north"),
    Column("district_name", "地区", TEXT, "地区の名前。", "北部地区"),
    Column("fields", "分野の番号", INTEGERS, "分野の番号。", "3;7", numbers_of_fields),
    Column("field_names", "分野の名称", TEXTS, "分野。番号と同じ順です。", "まちづくり;環境の保全", lambda wanted: [str(row) for row in wanted.fields.all()]),
    Column("conditions", "条件", TEXT, "手伝う人の条件。", "動きやすい服で"),
    Column("reward", "謝礼", TEXT, "謝礼のあるなし。", "なし（無償）", "get_reward_display"),
    Column("cost", "費用の負担", TEXT, "だれが費用を出すか。", "材料費は団体が出します。"),
    Column("safety", "安全と保険", TEXT, "安全への備えと保険。", "市民活動保険の対象です。"),
    Column("status", "状態", TEXT, "書き出したときの状態の記号。", "open", "live_status"),
    Column("status_name", "状態の名称", TEXT, "書き出したときの状態。", "募集中", "status_label"),
    PAGE,
    UPDATED,
)  # fmt: skip


class HelpWantedDataset(Dataset):
    """Everything that public projects, groups and departments ask or have asked for."""

    about = "市民に手伝いを求める募集です（人手・物・場所・技能）。終わったものも含みます。申し出た人のことは含みません。"
    columns = COLUMNS

    def whole(self, records: Any) -> QuerySet[Any]:
        return records.with_owner().prefetch_related("fields")


def linked_data_of(wanted: HelpWanted) -> dict[str, Any] | None:
    """What is asked for, as a demand; None while it is not public."""
    if not wanted.is_public:
        return None
    asks = (
        organisation(wanted.group)
        if wanted.group is not None
        else {"@type": "Project", "name": wanted.project.title}
        if wanted.project is not None
        else city_body()
    )
    return described(
        "Demand",
        name=wanted.title,
        description=wanted.text,
        url=absolute(wanted.get_absolute_url()),
        availabilityStarts=wanted.starts_on,
        availabilityEnds=wanted.last_day,
        seller=asks,
    )
