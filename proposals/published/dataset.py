"""The dataset of calls, from their announcement on. Whom to ask stands on their pages."""

from typing import Any

from django.db.models import QuerySet

from kyodo_portal.publishing.datasets import (
    CODE,
    DATE,
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

COLUMNS = (
    CODE,
    identified("call", 3),
    PUBLISHER,
    Column("title", "名称", TEXT, "募集の名前。", "令和8年度 市民提案型協働事業の募集"),
    Column("kind", "型", TEXT, "募集の型の記号。", "citizen"),
    Column("kind_name", "型の名称", TEXT, "募集の型。", "市民提案型", "get_kind_display"),
    Column("summary", "説明", TEXT, "募集の趣旨。", "市民からの提案を募ります。"),
    Column("description", "くわしい内容", TEXT, "募集のくわしい内容。", ""),
    Column("theme", "テーマ", TEXT, "市が決めたテーマ。空のときは自由です。", "子どもの居場所"),
    Column("department", "担当課", TEXT, "テーマの担当課。", "子育て支援課", "department.name"),
    Column("fiscal_year", "提案する年度", INTEGER, "提案を受け付ける年度（西暦）。", "2026"),
    Column("project_fiscal_year", "実施する年度", INTEGER, "採択された事業を行う年度（西暦）。", "2027"),
    Column("proposers", "提案できる人", TEXT, "だれが提案できるか。", "登録団体", "get_proposers_display"),
    Column("eligibility", "提案の要件", TEXT, "提案できる人や事業の条件。", ""),
    Column("opens_at", "受付開始日時", MOMENT, "受付が始まる日時（日本時間）。", "2026-08-01T09:00:00+09:00"),
    Column(
        "closes_at",
        "受付終了日時",
        MOMENT,
        "受付を締め切る日時（日本時間）。この時刻ちょうどまで受け付けます。締切のない随時の募集では空です。",
        "2026-09-15T17:00:00+09:00",
    ),
    Column("results_due_on", "結果公表予定日", DATE, "結果を公表する予定の日。", "2026-12-20"),
    Column("budget_cap_yen", "市の負担の上限_円", INTEGER, "1件あたりの市の負担の上限。単位は円。", "300000", "budget_cap"),
    Column("budget_total_yen", "予算の総額_円", INTEGER, "募集全体で市が負担できる額。単位は円。", "3000000", "budget_total"),
    Column("questions_until", "質問期限", DATE, "募集について質問できる最後の日。", "2026-08-20"),
    Column("consult_until", "事前相談期限", DATE, "提出の前に相談できる最後の日。", "2026-08-31"),
    Column("corrections_until", "補正期限", DATE, "提出した提案を直す最後の日。", "2026-09-30"),
    Column("presentation_on", "プレゼンテーション審査日", DATE, "プレゼンテーション審査の日。", "2026-10-10"),
    Column(
        "criteria",
        "審査項目",
        TEXTS,
        "審査の項目の名前。",
        "公益性;実現可能性",
        lambda call: [criterion.name for criterion in call.criteria.all()],
    ),
    Column("scoring", "集計の方法", TEXT, "審査委員の点をまとめる方法。", "平均", "get_scoring_method_display"),
    Column("pass_percent", "合格の目安_％", INTEGER, "満点に対する割合。単位は％。", "60"),
    Column("status", "状態", TEXT, "書き出したときの状態の記号。", "open", "live_status"),
    Column("status_name", "状態の名称", TEXT, "書き出したときの状態。", "受付中", "status_label"),
    Column("decided_at", "結果公表日時", MOMENT, "結果を公表した日時（日本時間）。", "2026-12-20T10:00:00+09:00"),
    PAGE,
    UPDATED,
)  # fmt: skip


class CallDataset(Dataset):
    """Every call from its announcement on."""

    about = "協働事業の提案の募集です。予告したものから、結果を公表したものまであります。"
    columns = COLUMNS

    def whole(self, records: Any) -> QuerySet[Any]:
        return records.select_related("department").prefetch_related("criteria")
