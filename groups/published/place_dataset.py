"""The dataset of places, with the columns that the common list of public facilities has."""

from typing import Any

from django.db.models import QuerySet

from groups.models import Place, Weekday
from groups.places.opening import Opening
from groups.places.profile import closed_rows, equipment_rows
from groups.places.spoken import by_season, spans_words
from kyodo_portal.publishing.datasets import (
    CODE,
    DATE,
    INTEGER,
    PAGE,
    PUBLISHER,
    TEXT,
    TEXTS,
    UPDATED,
    WEB,
    YES_NO,
    Column,
    Dataset,
    identified,
)
from kyodo_portal.words.languages import in_japanese


def _hours(place: Place) -> list[str]:
    """The usual week, weekday by weekday, and what holds in some months only."""
    opening = Opening(place)
    if not opening.is_known:
        return []
    with in_japanese():
        usual = [(day, opening.usual(day)) for day in Weekday]
        return [
            *(f"{day.label} {spans_words(spans)}" for day, spans in usual),
            *(
                f"{months} {day} {hours}"
                for months, days in by_season(opening)
                for day, hours in days
            ),
        ]


def _closed(place: Place) -> list[str]:
    with in_japanese():
        return closed_rows(place)


def _equipment(place: Place) -> list[str]:
    with in_japanese():
        return equipment_rows(place)


COLUMNS = (
    CODE,
    identified("place", 3),
    PUBLISHER,
    Column("name", "名称", TEXT, "場所の名前。", "見本市民活動センター"),
    Column("name_kana", "名称_カナ", TEXT, "名前のフリガナ。", "ミホンシミンカツドウセンター"),
    Column("kind", "種別", TEXT, "種別の記号。", "center"),
    Column("kind_name", "種別の名称", TEXT, "種別。", "市民活動センター", "get_kind_display"),
    Column("address", "所在地_連結表記", TEXT, "所在地。", "見本市見本町1-1"),
    Column("district", "地区の記号", TEXT, "地区の記号。地区のない市では空です。", "north"),
    Column("district_name", "地区", TEXT, "地区の名前。", "北部地区"),
    Column("latitude", "緯度", TEXT, "世界測地系の緯度。単位は度。", "35.894000"),
    Column("longitude", "経度", TEXT, "世界測地系の経度。単位は度。", "139.841000"),
    Column("access", "アクセス方法", TEXT, "行き方。", "駅から歩いて5分"),
    Column("phone", "電話番号", TEXT, "施設の電話番号。", "000-000-0000"),
    Column("website", "ウェブサイト", WEB, "施設のサイト。", "https://center.example.jp/"),
    Column("hours", "利用可能日時", TEXTS, "曜日ごとに開く時刻と閉まる時刻。一部の月だけの時間は、月の後に示します。", "月曜日 9時から17時まで;火曜日 休み", _hours),
    Column("hours_note", "利用可能日時特記事項", TEXT, "時間の補足。", "年度末は変わることがあります"),
    Column("closed", "休館日", TEXTS, "曜日によらない休みと特別な開館、祝日の扱い。", "毎年12月29日から毎年1月3日まで：休み;祝日は休み", _closed),
    Column("about", "説明", TEXT, "どんなところか。", "団体の活動を支えます。"),
    Column("rooms", "部屋", TEXTS, "使える部屋。", "会議室1;会議室2", lambda place: [room.name for room in place.rooms.all()]),
    Column("equipment", "設備", TEXTS, "使える設備。", "印刷機（1枚1円）;Wi-Fi", _equipment),
    Column("step_free", "入口の段差なし", YES_NO, "入口に段差がないか。わからないときは空です。", "true"),
    Column("wheelchair_toilet", "多目的トイレ", YES_NO, "多目的トイレがあるか。わからないときは空です。", "true"),
    Column("hearing_loop", "ヒアリングループ", YES_NO, "ヒアリングループがあるか。わからないときは空です。", "false"),
    Column("parking", "駐車場の台数", INTEGER, "駐車できる台数。わからないときは空です。", "20"),
    Column("parking_accessible", "車いす用の台数", INTEGER, "そのうち車いす用の台数。", "1"),
    Column("open_to", "使える人", TEXT, "使える人。", "だれでも使える", "get_open_to_display"),
    Column("run_by", "運営", TEXT, "運営のしかた。", "市が直接運営", "get_run_by_display"),
    Column("operator", "運営する団体", TEXT, "運営する団体の名前。", "見本市民活動ネットワーク"),
    Column("booking_url", "予約のページ", WEB, "予約をするページ。", "https://yoyaku.example.jp/"),
    Column("source", "出典", TEXT, "もとにした資料。", "見本市のホームページ"),
    Column("checked_on", "確認日", DATE, "内容を確かめた日。", "2026-04-01"),
    PAGE,
    UPDATED,
)  # fmt: skip


class PlaceDataset(Dataset):
    """Every public place that is in use."""

    about = "市民活動センター・公民館など、市民活動に使える場所です。"
    columns = COLUMNS

    def whole(self, records: Any) -> QuerySet[Any]:
        return records.prefetch_related("hours", "days", "rooms", "equipment")
