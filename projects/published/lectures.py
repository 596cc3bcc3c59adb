"""Lectures as they leave the house: feed, dataset and linked data. Who asks for one is in none of them."""

import datetime as dt
from typing import Any

from django.db.models import QuerySet

from kyodo_portal.publishing.datasets import (
    CODE,
    INTEGER,
    PAGE,
    PUBLISHER,
    TEXT,
    UPDATED,
    Column,
    Dataset,
    identified,
)
from kyodo_portal.publishing.feeds import ListFeed, clean, latest
from kyodo_portal.web.linked_data import absolute, city_body, described
from projects.models import Lecture


class LectureFeed(ListFeed):
    """Lectures as a menu brings them out."""

    def newest(self, found: QuerySet[Any]) -> QuerySet[Any]:
        return found.order_by("-published_at", "number", "-pk")

    def item_title(self, item: Lecture) -> str:
        return clean(f"{item.title}（{item.department.name}）")

    def item_pubdate(self, item: Lecture) -> dt.datetime | None:
        return item.published_at

    def item_updateddate(self, item: Lecture) -> dt.datetime:
        return latest(item.published_at, item.updated_at)

    def item_categories(self, item: Lecture) -> list[str]:
        return [item.field_name]


COLUMNS = (
    CODE,
    identified("lecture", 3),
    PUBLISHER,
    Column("fiscal_year", "年度", INTEGER, "メニューの年度（始まる年）。", "2026"),
    Column("number", "番号", INTEGER, "その年度のメニューの中の番号。", "12"),
    Column("field", "分野の番号", INTEGER, "分野の番号。", "9"),
    Column("field_name", "分野の名称", TEXT, "分野。", "地域安全活動"),
    Column("title", "講座名", TEXT, "講座の名前。", "わが家の防災"),
    Column("text", "内容", TEXT, "講座の内容。", "家具の固定と、備えておくものをお話しします。"),
    Column("minutes", "時間（分）", INTEGER, "かかる時間。", "60"),
    Column("target", "対象", TEXT, "だれに向けた講座か。", "小学生から"),
    Column("conditions", "条件", TEXT, "申し込むときの条件。", "平日の昼間に限ります。"),
    Column("needs", "用意していただくもの", TEXT, "申し込む方が用意するもの。", "机といす"),
    Column("department", "担当課", TEXT, "うかがう課の名前。", "くらし安全課", lambda lecture: lecture.department.name),
    PAGE,
    UPDATED,
)  # fmt: skip


class LectureDataset(Dataset):
    """Every menu that was brought out."""

    about = "市の職員が出向いて話す出前講座のメニューです。前の年度のものも含みます。申し込んだ人のことは含みません。"
    columns = COLUMNS

    def whole(self, records: Any) -> QuerySet[Any]:
        return records.select_related("department")


def linked_data_of(lecture: Lecture) -> dict[str, Any] | None:
    """What can be learned, and from whom; None while it is not public."""
    if not lecture.is_public:
        return None
    return described(
        "Course",
        name=lecture.title,
        description=lecture.text,
        url=absolute(lecture.get_absolute_url()),
        provider=city_body(),
        timeRequired=f"PT{lecture.minutes}M",
        inLanguage="ja",
    )
