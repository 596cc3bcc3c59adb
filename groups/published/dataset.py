"""The dataset of groups. Without any contact line: what a group opens on its page it opens there."""

from typing import Any

from django.db.models import Prefetch, QuerySet

from groups.models.networks import in_public_networks
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
    WEB,
    YES_NO,
    Column,
    Dataset,
    identified,
    numbers_of_fields,
)


def _networks(group: Any) -> list[str]:
    return [row.network.name for row in group.in_public_networks]


COLUMNS = (
    CODE,
    identified("group", 8),
    PUBLISHER,
    Column("name", "名称", TEXT, "団体の名前。", "花と道の会"),
    Column("name_kana", "名称_カナ", TEXT, "団体の名前のフリガナ。", "ハナトミチノカイ"),
    Column("kind", "団体の種別", TEXT, "種別の記号。", "volunteer"),
    Column("kind_name", "団体の種別の名称", TEXT, "団体の種別。", "ボランティア団体・市民活動団体", "get_kind_display"),
    Column("purpose", "設立の目的", TEXT, "団体をつくった目的。", "まちの緑を育てる。", lambda group: group.shown("purpose")),
    Column("activities", "活動の内容", TEXT, "主な活動の内容。", "花だんの手入れをする。", lambda group: group.shown("activities")),
    Column(
        "fields",
        "分野の番号",
        INTEGERS,
        "活動の分野の番号（特定非営利活動促進法の別表の1から20。50からは、この市の分野）。",
        "3;7",
        numbers_of_fields,
    ),
    Column("field_names", "分野の名称", TEXTS, "活動の分野。番号と同じ順です。", "まちづくり;環境の保全", "field_labels"),
    Column("area", "活動する地域", TEXT, "活動する地域。", "市内全域"),
    Column("district", "地区の記号", TEXT, "主に活動する地区の記号。地区を決めていない団体と、地区のない市では空です。", "north"),
    Column("district_name", "地区", TEXT, "主に活動する地区の名前。", "北部地区"),
    Column("founded_on", "設立年月日", DATE, "団体ができた日。", "2015-04-01"),
    Column("members", "構成員の数", INTEGER, "構成員の数。単位は人。", "12", "members_count"),
    Column(
        "members_in_city",
        "市内の構成員の数",
        INTEGER,
        "構成員のうち、市内に住む・働く・学ぶ人の数。単位は人。",
        "10",
        "members_in_city_count",
    ),
    Column("website", "団体のウェブサイト", WEB, "団体が載せているサイト。", "https://hana.example.jp/", lambda group: group.shown("website")),
    Column("message", "ひとことPR", TEXT, "団体からのひとこと。", "土いじりの好きな方、ぜひ。", lambda group: group.shown("message")),
    Column("is_recruiting", "仲間の募集", YES_NO, "仲間を募集しているか。", "true", "looks_for_people"),
    Column("is_network", "ネットワーク", YES_NO, "団体が集まってできた団体（連合会・ネットワーク）か。", "false"),
    Column("networks", "参加しているネットワーク", TEXTS, "参加している連合会・ネットワークの名前。", "花の連合会", _networks),
    Column("advises_on", "相談できること", TEXT, "ほかの団体や市民の相談に乗る団体（中間支援組織）に、相談できること。ほかの団体では空です。", "会計、助成金の申請"),
    Column("status", "状態", TEXT, "書き出したときの状態の記号。", "registered", "live_status"),
    Column("status_name", "状態の名称", TEXT, "書き出したときの状態。", "登録", "status_label"),
    Column("registered_on", "登録日", DATE, "市に登録された日。", "2025-06-01", "registered_at"),
    PAGE,
    UPDATED,
)  # fmt: skip


class GroupDataset(Dataset):
    """Every registered or dormant group."""

    about = "市に登録された市民活動団体です。休止中の団体も含みます。"
    columns = COLUMNS

    def whole(self, records: Any) -> QuerySet[Any]:
        rows = in_public_networks().select_related("network").order_by("network__name_kana", "pk")
        networks = Prefetch("in_networks", queryset=rows, to_attr="in_public_networks")
        found = records.with_recruiting().select_related("adviser")
        return found.prefetch_related("fields", networks)
