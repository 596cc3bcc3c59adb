"""The dataset of groups. Without any contact line: what a group opens on its page it opens there."""

from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from groups.filters import GroupFilter
from groups.models import Group
from kyodo_portal.opendata.columns import (
    CODE,
    DATE,
    EVERYBODY,
    INTEGER,
    INTEGERS,
    PAGE,
    PUBLISHER,
    TEXT,
    TEXTS,
    UPDATED,
    WEB,
    YES_NO,
    Column,
    Dataset,
    common,
    or_none,
)

COLUMNS = (
    CODE,
    Column("id", "ID", TEXT, "変わらない番号。", "112437-group-8"),
    PUBLISHER,
    Column("name", "名称", TEXT, "団体の名前。", "花と道の会"),
    Column("name_kana", "名称_カナ", TEXT, "団体の名前のフリガナ。", "ハナトミチノカイ"),
    Column("kind", "団体の種別", TEXT, "種別の記号。", "volunteer"),
    Column("kind_name", "団体の種別の名称", TEXT, "団体の種別。", "ボランティア団体・市民活動団体"),
    Column("purpose", "設立の目的", TEXT, "団体をつくった目的。", "まちの緑を育てる。"),
    Column("activities", "活動の内容", TEXT, "主な活動の内容。", "花だんの手入れをする。"),
    Column(
        "fields",
        "分野の番号",
        INTEGERS,
        "活動の分野の番号（特定非営利活動促進法の別表、1から20）。",
        "3;7",
    ),
    Column(
        "field_names",
        "分野の名称",
        TEXTS,
        "活動の分野。番号と同じ順です。",
        "まちづくり;環境の保全",
    ),
    Column("area", "活動する地域", TEXT, "活動する地域。", "市内全域"),
    Column("founded_on", "設立年月日", DATE, "団体ができた日。", "2015-04-01"),
    Column("members", "構成員の数", INTEGER, "構成員の数。単位は人。", "12"),
    Column(
        "members_in_city",
        "市内の構成員の数",
        INTEGER,
        "構成員のうち、市内に住む・働く・学ぶ人の数。単位は人。",
        "10",
    ),
    Column(
        "website", "団体のウェブサイト", WEB, "団体が載せているサイト。", "https://hana.example.jp/"
    ),
    Column("message", "ひとことPR", TEXT, "団体からのひとこと。", "土いじりの好きな方、ぜひ。"),
    Column("is_recruiting", "仲間の募集", YES_NO, "仲間を募集しているか。", "true"),
    Column("status", "状態", TEXT, "いまの状態の記号。", "registered"),
    Column("status_name", "状態の名称", TEXT, "いまの状態。", "登録"),
    Column("registered_on", "登録日", DATE, "市に登録された日。", "2025-06-01"),
    PAGE,
    UPDATED,
)


def records() -> QuerySet[Any]:
    """Every registered or dormant group."""
    return Group.objects.visible_to(EVERYBODY).prefetch_related("fields")


def row(group: Group) -> dict[str, Any]:
    """One group as everybody sees it."""
    return {
        **common(group, "group"),
        "name": group.name,
        "name_kana": group.name_kana,
        "kind": group.kind,
        "kind_name": group.get_kind_display(),
        "purpose": or_none(group.purpose),
        "activities": or_none(group.activities),
        "fields": or_none([field.number for field in group.fields.all()]),
        "field_names": or_none(group.field_labels),
        "area": or_none(group.area),
        "founded_on": group.founded_on,
        "members": group.members_count,
        "members_in_city": group.members_in_city_count,
        "website": or_none(group.website),
        "message": or_none(group.message),
        "is_recruiting": group.is_recruiting,
        "status": group.status,
        "status_name": group.status_label,
        "registered_on": group.registered_at and timezone.localdate(group.registered_at),
    }


GROUPS = Dataset(
    slug="groups",
    title="団体",
    about="市に登録された市民活動団体です。休止中の団体も含みます。",
    list_name="groups:list",
    columns=COLUMNS,
    records=records,
    filters=GroupFilter,
    row=row,
)
