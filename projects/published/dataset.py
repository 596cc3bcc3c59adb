"""The dataset of projects. Its first columns are those that `manage.py import_projects` reads, so
that a register can move from one portal to another."""

from collections.abc import Callable
from typing import Any

from django.db.models import Prefetch, QuerySet

from kyodo_portal.cities import city
from kyodo_portal.cities.choices import field_name, pattern_name
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
    identity,
    numbers_of_fields,
    publisher,
)
from kyodo_portal.words.text import fiscal_year_label
from projects.imports.labels import LABELS
from projects.imports.writing import export_record
from projects.models import Partner, Project, ResponsibleDepartment, SourceRecord


def identity_of(project: Project) -> str:
    """The number of a project; one that was read in keeps the number of its source."""
    source = _source_of(project)
    return source.external_id if source else identity("project", project.pk)


def _source_of(project: Project) -> SourceRecord | None:
    return getattr(project, "source", None)


def _kind_of_partner(project: Project) -> str | None:
    first = next(iter(project.partners.all()), None)
    if first is None:
        return None
    return first.group.get_kind_display() if first.group else first.kind_label


def _number_of_field(project: Project) -> int | None:
    return next(iter(numbers_of_fields(project)), None)


def _name_of_field(project: Project) -> str | None:
    number = _number_of_field(project)
    return None if number is None else field_name(number)


def _a_pattern() -> str:
    return next((pattern.name for pattern in city().patterns), "")


def _past(key: str, kind: str, meaning: str, example: str) -> Column:
    """A column that only records of the past fill, from what their source said."""
    return _column(key, kind, meaning, example, lambda _: None)


def _column(
    key: str, kind: str, meaning: str, example: str | Callable[[], str], read: Any = ""
) -> Column:
    return Column(key, LABELS[key], kind, meaning, example, read)


RECORD = (
    _column("id", TEXT, "変わらない番号。ほかの資料から登録した事業では、元の記録の番号。", lambda: identity("project", 12), identity_of),
    PUBLISHER,
    _column("title", TEXT, "事業の名前。", "花と緑の通りづくり"),
    _column(
        "partner_name",
        TEXT,
        "相手の団体の名前。二つ以上は「、」で区切ります。",
        "花と道の会、緑の会",
        lambda project: "、".join(project.partner_names),
    ),
    _column("partner_type", TEXT, "はじめに挙げた相手団体の種別。", "ボランティア団体・市民活動団体", _kind_of_partner),
    _column("department", TEXT, "市の担当課。二つ以上は「、」で区切ります。", "道路公園課", lambda project: "、".join(project.department_names)),
    _column("purpose", TEXT, "団体と市が共有する目的。", "だれもが歩きたくなる道にする。"),
    _past("proposal_type", TEXT, "元の資料にある提案の区分。", "市民提案型"),
    _column("start_pattern", TEXT, "始まりの類型の記号（A・B・C・D）。", "A"),
    _column("start_pattern_name", TEXT, "始まりの類型の名前。", _a_pattern, lambda project: pattern_name(project.start_pattern) or None),
    _column("forms", INTEGERS, "当てはまる形態の番号すべて。主な形態が先頭です。", "1;3", lambda project: [form.number for form in project.all_forms]),
    _column("form_names", TEXTS, "形態の名前。番号と同じ順です。", "共催;事業協力", lambda project: [form.name for form in project.all_forms]),
    _column("primary_form", INTEGER, "主な形態の番号。", "1", "main_form"),
    _past("form_basis", TEXT, "元の資料で形態がどう示されていたか。", "published"),
    _past("reasoning", TEXT, "元の資料から形態を決めた理由。", "委託として採択"),
    _column("field_no", INTEGER, "主な分野の番号（特定非営利活動促進法の別表の1から20。50からは、この市の分野）。", "3", _number_of_field),
    _column("field_name", TEXT, "主な分野の名前。", "まちづくり", _name_of_field),
    _column("fiscal_year", INTEGER, "始まる年度（西暦。4月から翌年3月）。", "2026"),
    _column("fiscal_year_end", INTEGER, "終わる年度（西暦）。", "2026"),
    _column("fiscal_year_label", TEXT, "始まる年度の和暦。", "令和8年度", lambda project: fiscal_year_label(project.fiscal_year).partition("(")[0]),
    _column("budget_total_yen", INTEGER, "計画した事業費。使った額ではありません。単位は円。未定のときは空です。ほかの資料から登録した事業では、元の資料にある額。", "300000", "budget_total"),
    _column("budget_city_yen", INTEGER, "計画した事業費のうち市の負担。単位は円。", "200000", "budget_city"),
    _past("decision", TEXT, "元の資料にある決定の内容。", "3件のうちの1件として採択"),
    _past("evaluation", TEXT, "元の資料にある評価の内容。", "目標を上回る参加があった"),
    _past("source_urls", TEXTS, "元の資料のURL。ここで生まれた事業では空です。", ""),
    _past("confidence", TEXT, "元の資料の読み取りの確かさ。", "high"),
    _past("note", TEXT, "元の資料についての補足。", ""),
    _column("budget_cap_yen", INTEGER, "市の負担の上限。単位は円。", "300000", "budget_cap"),
    _column("fiscal_year_certain", YES_NO, "年度が資料から確かに分かるか。", "true", lambda _: True),
)  # fmt: skip

COLUMNS = (
    CODE,
    *RECORD,
    Column("title_kana", "名称_カナ", TEXT, "事業の名前のフリガナ。", "ハナトミドリノトオリヅクリ"),
    Column("subtitle", "副題", TEXT, "事業の副題。", "駅前から川まで"),
    Column("summary", "説明", TEXT, "事業の概要。", "花と緑で通りを彩ります。"),
    Column("starts_on", "開始日", DATE, "事業が始まる日。", "2026-05-01"),
    Column("ends_on", "終了日", DATE, "事業が終わる日。", "2027-02-28"),
    Column("place", "場所名称", TEXT, "事業を行う場所。", "駅前通り"),
    _column("district", TEXT, "事業を行う地区の記号。地区を決めていない事業と、地区のない市では空です。", "north"),
    _column("district_name", TEXT, "事業を行う地区の名前。", "北部地区"),
    Column("target_people", "対象となる人", TEXT, "だれのための事業か。", "通りを歩く人"),
    Column("how_to_join", "参加申込方法", TEXT, "市民が加わる方法。", "毎月第一土曜日に集まります。"),
    Column("fields", "分野の番号", INTEGERS, "当てはまる分野の番号すべて。", "3;7", numbers_of_fields),
    Column("status", "状態", TEXT, "いまの状態の記号。", "active"),
    Column("status_name", "状態の名称", TEXT, "いまの状態。", "実施中", "status_label"),
    Column("origin", "登録のしかた", TEXT, "この一覧にどう加わったか。", "提案から", "get_origin_display"),
    Column("between_citizens", "市民と市民の協働", YES_NO, "課の入らない、団体と団体の事業か。", "false"),
    Column("published_on", "公開日", DATE, "このポータルで公開した日。", "2026-04-01", "published_at"),
    PAGE,
    UPDATED,
)  # fmt: skip


class ProjectDataset(Dataset):
    """Every published project."""

    about = "市民の団体と市が一緒に取り組む、または取り組んだ、公開されているすべての事業です。"
    columns = COLUMNS

    def whole(self, records: Any) -> QuerySet[Any]:
        partners = Partner.objects.select_related("group")
        departments = ResponsibleDepartment.objects.select_related("department")
        return records.select_related("source").prefetch_related(
            Prefetch("partners", partners),
            Prefetch("responsible_departments", departments),
            "forms",
            "fields",
        )

    def instead(self, record: Project) -> dict[str, Any]:
        """What a project that was read in says in the record's own columns: what its source said.
        One of another city does not carry the code of this one."""
        source = _source_of(record)
        if source is None:
            return {}
        exported = export_record(record)
        said = {column.key: exported.get(column.key) for column in RECORD}
        if source.municipality and source.municipality != publisher():
            said[CODE.key] = None
        return said
