"""The dataset of days (催し), in the columns that cities use for events. Nobody who comes is in it."""

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
    YES_NO,
    Column,
    Dataset,
    identified,
    identity,
)
from projects.models import Event

COLUMNS = (
    CODE,
    identified("event", 5),
    PUBLISHER,
    Column("title", "イベント名", TEXT, "催しの名前。", "花だんの水やり"),
    Column("kind", "種類", TEXT, "種類の記号。", "activity"),
    Column("kind_name", "種類の名称", TEXT, "種類の名前。", "活動日"),
    Column("starts_at", "開始日時", MOMENT, "始まる日時（日本時間）。", "2026-12-05T09:00:00+09:00"),
    Column("ends_at", "終了日時", MOMENT, "終わる日時（日本時間）。", "2026-12-05T10:00:00+09:00"),
    Column("place", "場所名称", TEXT, "行う場所。", "駅前広場の時計の下", "where"),
    Column("district", "地区の記号", TEXT, "行う地区の記号。地区を決めていない催しと、地区のない市では空です。", "north"),
    Column("district_name", "地区", TEXT, "行う地区の名前。", "北部地区"),
    Column("is_online", "オンライン", YES_NO, "オンラインで加われるか。", "true"),
    Column("text", "説明", TEXT, "どんな日か。", "苗に水をやり、草を取ります。"),
    Column("target", "対象者", TEXT, "だれのための日か。", "どなたでも"),
    Column("what_to_bring", "持ち物", TEXT, "持ってくるもの。", "なし"),
    Column("fee", "料金", TEXT, "費用と保険。", "無料"),
    Column("accessibility", "配慮", TEXT, "車いす・手話などの配慮。", "段差はありません。"),
    Column("childcare", "子ども・託児", TEXT, "子どもと託児のこと。", "小さい子は大人と一緒に。"),
    Column("capacity", "定員", INTEGER, "参加できる人数。単位は人。定めのないときは空です。", "20"),
    Column("seats_taken", "決まった人数", INTEGER, "参加が決まった人の数。単位は人。", "12"),
    Column("deadline", "申込締切日時", MOMENT, "申込みの締切。", "2026-12-04T17:00:00+09:00"),
    Column(
        "project",
        "事業のID",
        TEXT,
        "この日が属する協働事業の番号。事業の催しでないときは空です。",
        lambda: identity("project", 12),
        lambda event: identity("project", event.project_id) if event.project_id else None,
    ),
    Column("organisers", "主催者", TEXT, "主催する団体と課。二つ以上は「、」で区切ります。", "花と道の会、道路公園課", lambda event: "、".join(event.organisers)),
    Column("status", "状態", TEXT, "いまの状態の記号。", "open", "live_status"),
    Column("status_name", "状態の名称", TEXT, "いまの状態。", "受付中", "status_label"),
    Column("cancelled_because", "中止の理由", TEXT, "中止になったときの理由。", "雨のため"),
    PAGE,
    UPDATED,
)  # fmt: skip


class EventDataset(Dataset):
    """Every day that was announced, also those that are over or were called off."""

    about = "だれでも参加できる、または参加できた日です。終わった日と中止になった日も含みます。"
    columns = COLUMNS

    def whole(self, records: Any) -> QuerySet[Event]:
        found: QuerySet[Event] = records.with_organiser()
        return found
