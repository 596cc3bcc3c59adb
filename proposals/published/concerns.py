"""What people see is needed, as it leaves the house: feed and dataset. Who told it is in neither."""

import datetime as dt
from typing import Any

from django.db.models import QuerySet

from kyodo_portal.publishing.datasets import (
    CODE,
    INTEGER,
    MOMENT,
    PAGE,
    PUBLISHER,
    TEXT,
    UPDATED,
    Column,
    Dataset,
    identified,
)
from kyodo_portal.publishing.feeds import ListFeed, clean, latest
from kyodo_portal.publishing.kinds import PublicKind
from proposals.models import Concern
from proposals.published.concern_filters import ConcernFilterSet, concerns_for


class ConcernFeed(ListFeed):
    """What is needed, as it is published; an entry is renewed when the city answers."""

    def newest(self, found: QuerySet[Any]) -> QuerySet[Any]:
        return found.order_by("-published_at", "-pk")

    def item_title(self, item: Concern) -> str:
        return clean(f"{item.title}（{item.status_label}）")

    def item_pubdate(self, item: Concern) -> dt.datetime:
        return item.published_at or item.created_at

    def item_updateddate(self, item: Concern) -> dt.datetime:
        return latest(item.published_at or item.created_at, item.updated_at)

    def item_categories(self, item: Concern) -> list[str]:
        return [item.field_label] if item.field_label else []


COLUMNS = (
    CODE,
    identified("concern", 3),
    PUBLISHER,
    Column("title", "困りごと", TEXT, "何が困っているか。", "通学路の街灯が消えている"),
    Column("place", "場所", TEXT, "どこのことか、言葉で。", "第一公園の北側の道"),
    Column("text", "内容", TEXT, "くわしい内容。", "夕方に暗くて、子どもが通りにくいです。"),
    Column("field", "分野の番号", INTEGER, "分野の番号。書いていなければ空です。", "10"),
    Column("field_name", "分野", TEXT, "分野の名前。", "地域安全", "field_label"),
    Column("district", "地区の記号", TEXT, "地区の記号。決めていないものと、地区のない市では空です。", "north"),
    Column("district_name", "地区", TEXT, "地区の名前。", "北部地区"),
    Column("people", "困っている人の数", INTEGER, "書いた人、同じことを書いた人、「わたしも」と押した人を足した数。票ではありません。", "12"),
    Column("status", "状態", TEXT, "書き出したときの状態の記号。", "answered"),
    Column("status_name", "状態の名称", TEXT, "書き出したときの状態。", "回答済", "status_label"),
    Column("published_at", "公開日時", MOMENT, "市が確認して公開した日時（日本時間）。", "2026-08-01T09:00:00+09:00"),
    Column("outcome", "回答の記号", TEXT, "市の回答の記号。回答の前は空です。", "city"),
    Column("outcome_name", "回答の名称", TEXT, "市の回答。", "市がします", "get_outcome_display"),
    Column("answer", "回答", TEXT, "市の回答の言葉。", "12月中に修理します。"),
    Column("answer_when", "時期", TEXT, "市がするときの時期。", "12月中"),
    Column("answer_where", "伝える機関", TEXT, "ほかの機関に伝えるときの、その名前。", ""),
    Column("answered_as", "回答した課", TEXT, "回答した課の名前。", "道路課"),
    Column("answered_at", "回答日時", MOMENT, "回答した日時（日本時間）。", "2026-08-10T10:00:00+09:00"),
    PAGE,
    UPDATED,
)  # fmt: skip


class ConcernDataset(Dataset):
    """Everything that was published."""

    about = "地域の困りごとと、市の回答です。市が確認して公開したものだけで、だれが書いたかは含みません。"
    columns = COLUMNS


CONCERNS = PublicKind(
    slug="concerns",
    name="地域の困りごと",
    place=35,
    model=Concern,
    listed_for=concerns_for,
    list_page="concerns:list",
    page="concerns:detail",
    filters=ConcernFilterSet,
    feed=ConcernFeed,
    dataset=ConcernDataset,
    without={
        "calendar": "It has no day that others wait for; the answer says when.",
        "linked_data": "schema.org has no word for it; its dataset says more than one would.",
    },
)
