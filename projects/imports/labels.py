"""The columns of a record in Japanese, as the open data name them.

A file that came out of the portal as open data can be read in again as it is, whichever of the two
names stands above a column.
"""

from kyodo_portal.files.tables.headings import Headings

LABELS = {
    "id": "ID",
    "city": "地方公共団体名",
    "title": "名称",
    "partner_name": "相手団体名",
    "partner_type": "相手団体の種別",
    "department": "担当課",
    "purpose": "目的",
    "proposal_type": "提案の区分",
    "start_pattern": "始まりの類型",
    "start_pattern_name": "始まりの類型の名称",
    "forms": "形態の番号",
    "form_names": "形態の名称",
    "primary_form": "主な形態の番号",
    "form_basis": "形態を決めた根拠",
    "reasoning": "形態を決めた理由",
    "field_no": "主な分野の番号",
    "field_name": "主な分野の名称",
    "fiscal_year": "始まりの年度",
    "fiscal_year_end": "終わりの年度",
    "fiscal_year_label": "年度の表記",
    "budget_total_yen": "事業費の計画額_円",
    "budget_city_yen": "市の負担の計画額_円",
    "decision": "決定の内容",
    "evaluation": "評価の内容",
    "source_urls": "出典URL",
    "confidence": "記録の確かさ",
    "note": "備考",
    "budget_cap_yen": "市の負担の上限_円",
    "fiscal_year_certain": "年度が確か",
    "district": "地区の記号",
    "district_name": "地区",
    "between_citizens": "市民と市民の協働",
}

ALIASES = {
    "事業名": "title",
    "相手団体": "partner_name",
    "所管課": "department",
    "形態": "forms",
    "主な形態": "primary_form",
    "主な分野": "field_no",
    "総事業費_円": "budget_total_yen",
    "総事業費": "budget_total_yen",
    "市の負担_円": "budget_city_yen",
    "市の負担": "budget_city_yen",
    "市の負担の上限_円": "budget_cap_yen",
    "市の負担の上限": "budget_cap_yen",
}
"""Headings that cities write themselves, and that the portal's own files once had."""

HEADINGS = Headings(
    labels=LABELS,
    aliases=ALIASES,
    needed=(
        *("id", "city", "title", "purpose", "start_pattern", "forms", "primary_form", "field_no"),
        *("fiscal_year", "fiscal_year_end"),
    ),
    named="id",
    money="budget",
    usual=(
        "「ID」「名称」「始まりの年度」などの"
        "見出しを書いてください（見出しの一覧は、オープンデータのページにあります）。"
    ),
)
