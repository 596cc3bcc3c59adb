"""The dataset of projects. Its first columns are those that `manage.py import_projects` reads, so
that a register can move from one portal to another."""

from typing import Any

from django.db.models import Prefetch, QuerySet
from django.utils import timezone

from groups.models import ActivityField
from kyodo_portal.cities import city
from kyodo_portal.linked_data import absolute
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
    YES_NO,
    Column,
    Dataset,
    common,
    identity,
    or_none,
    publisher,
)
from kyodo_portal.text import fiscal_year_label
from projects.filters import ProjectFilterSet
from projects.import_labels import LABELS
from projects.imports import export_record
from projects.models import Partner, Project, ResponsibleDepartment


def _column(key: str, kind: str, meaning: str, example: str) -> Column:
    return Column(key, LABELS[key], kind, meaning, example)


RECORD = (
    _column(
        "id",
        TEXT,
        "変わらない番号。ほかの資料から登録した事業では、元の記録の番号。",
        "112437-project-12",
    ),
    PUBLISHER,
    _column("title", TEXT, "事業の名前。", "花と緑の通りづくり"),
    _column(
        "partner_name",
        TEXT,
        "相手の団体の名前。二つ以上は「、」で区切ります。",
        "花と道の会、緑の会",
    ),
    _column(
        "partner_type", TEXT, "はじめに挙げた相手団体の種別。", "ボランティア団体・市民活動団体"
    ),
    _column("department", TEXT, "市の担当課。二つ以上は「、」で区切ります。", "道路公園課"),
    _column("purpose", TEXT, "団体と市が共有する目的。", "だれもが歩きたくなる道にする。"),
    _column("proposal_type", TEXT, "元の資料にある提案の区分。", "市民提案型"),
    _column("start_pattern", TEXT, "始まりの類型の記号（A・B・C・D）。", "A"),
    _column("start_pattern_name", TEXT, "始まりの類型の名前。", "スタート時協力型"),
    _column("forms", INTEGERS, "当てはまる形態の番号すべて。主な形態が先頭です。", "1;3"),
    _column("form_names", TEXTS, "形態の名前。番号と同じ順です。", "共催;事業協力"),
    _column("primary_form", INTEGER, "主な形態の番号。", "1"),
    _column("form_basis", TEXT, "元の資料で形態がどう示されていたか。", "published"),
    _column("reasoning", TEXT, "元の資料から形態を決めた理由。", "委託として採択"),
    _column("field_no", INTEGER, "主な分野の番号（特定非営利活動促進法の別表、1から20）。", "3"),
    _column("field_name", TEXT, "主な分野の名前。", "まちづくり"),
    _column("fiscal_year", INTEGER, "始まる年度（西暦。4月から翌年3月）。", "2026"),
    _column("fiscal_year_end", INTEGER, "終わる年度（西暦）。", "2026"),
    _column("fiscal_year_label", TEXT, "始まる年度の和暦。", "令和8年度"),
    _column("budget_total_yen", INTEGER, "総事業費。単位は円。未定のときは空です。", "300000"),
    _column("budget_city_yen", INTEGER, "総事業費のうち市の負担。単位は円。", "200000"),
    _column("decision", TEXT, "元の資料にある決定の内容。", "3件のうちの1件として採択"),
    _column("evaluation", TEXT, "元の資料にある評価の内容。", "目標を上回る参加があった"),
    _column("source_urls", TEXTS, "元の資料のURL。ここで生まれた事業では空です。", ""),
    _column("confidence", TEXT, "元の資料の読み取りの確かさ。", "high"),
    _column("note", TEXT, "元の資料についての補足。", ""),
    _column("budget_cap_yen", INTEGER, "市の負担の上限。単位は円。", "300000"),
    _column("fiscal_year_certain", YES_NO, "年度が資料から確かに分かるか。", "true"),
)

COLUMNS = (
    CODE,
    *RECORD,
    Column("title_kana", "名称_カナ", TEXT, "事業の名前のフリガナ。", "ハナトミドリノトオリヅクリ"),
    Column("subtitle", "副題", TEXT, "事業の副題。", "駅前から川まで"),
    Column("summary", "説明", TEXT, "事業の概要。", "花と緑で通りを彩ります。"),
    Column("starts_on", "開始日", DATE, "事業が始まる日。", "2026-05-01"),
    Column("ends_on", "終了日", DATE, "事業が終わる日。", "2027-02-28"),
    Column("place", "場所名称", TEXT, "事業を行う場所。", "駅前通り"),
    Column("target_people", "対象となる人", TEXT, "だれのための事業か。", "通りを歩く人"),
    Column(
        "how_to_join", "参加申込方法", TEXT, "市民が加わる方法。", "毎月第一土曜日に集まります。"
    ),
    Column("fields", "分野の番号", INTEGERS, "当てはまる分野の番号すべて。", "3;7"),
    Column("status", "状態", TEXT, "いまの状態の記号。", "active"),
    Column("status_name", "状態の名称", TEXT, "いまの状態。", "実施中"),
    Column("origin", "登録のしかた", TEXT, "この一覧にどう加わったか。", "提案から"),
    Column("published_on", "公開日", DATE, "このポータルで公開した日。", "2026-04-01"),
    PAGE,
    UPDATED,
)


def records() -> QuerySet[Any]:
    """Every published project with what its row needs, in a constant number of queries."""
    partners = Partner.objects.select_related("group")
    departments = ResponsibleDepartment.objects.select_related("department")
    return (
        Project.objects.visible_to(EVERYBODY)
        .select_related("source")
        .prefetch_related(
            Prefetch("partners", partners),
            Prefetch("responsible_departments", departments),
            "forms",
            "fields",
        )
    )


def identity_of(project: Project) -> str:
    """The number of a project; one that was read in keeps the number of its source."""
    source = getattr(project, "source", None)
    return source.external_id if source else identity("project", project.pk)


def row(project: Project) -> dict[str, Any]:
    """One project as it stands now."""
    source = getattr(project, "source", None)
    elsewhere = bool(source and source.municipality and source.municipality != publisher())
    record = dict.fromkeys((column.key for column in RECORD), None)
    record |= export_record(project) if source else _record_of(project)
    return {
        **common(project, "project"),
        **record,
        "municipality_code": None if elsewhere else city().municipality_code,
        "title_kana": or_none(project.title_kana),
        "subtitle": or_none(project.subtitle),
        "summary": or_none(project.summary),
        "starts_on": project.starts_on,
        "ends_on": project.ends_on,
        "place": or_none(project.place),
        "target_people": or_none(project.target_people),
        "how_to_join": or_none(project.how_to_join),
        "fields": or_none([field.number for field in project.fields.all()]),
        "status": project.status,
        "status_name": project.status_label,
        "origin": project.get_origin_display(),
        "published_on": project.published_at and timezone.localdate(project.published_at),
        "url": absolute(project.get_absolute_url()),
    }


def _record_of(project: Project) -> dict[str, Any]:
    """A project of this portal in the shape in which past projects are read in."""
    partners, forms = project.partners.all(), project.all_forms
    fields = [field.number for field in project.fields.all()]
    first = partners[0] if partners else None
    kind = first and (first.group.get_kind_display() if first.group else first.kind_label)
    return {
        "id": identity_of(project),
        "city": publisher(),
        "title": project.title,
        "partner_name": or_none("、".join(project.partner_names)),
        "partner_type": or_none(kind),
        "department": or_none("、".join(project.department_names)),
        "purpose": or_none(project.purpose),
        "start_pattern": project.start_pattern,
        "start_pattern_name": project.pattern.label,
        "forms": [form.value for form in forms],
        "form_names": [form.label for form in forms],
        "primary_form": project.main_form,
        "field_no": fields[0] if fields else None,
        "field_name": ActivityField(fields[0]).label if fields else None,
        "fiscal_year": project.fiscal_year,
        "fiscal_year_end": project.fiscal_year_end,
        "fiscal_year_label": fiscal_year_label(project.fiscal_year).partition("(")[0],
        "budget_total_yen": project.budget_total,
        "budget_city_yen": project.budget_city,
        "budget_cap_yen": project.budget_cap,
        "fiscal_year_certain": True,
    }


PROJECTS = Dataset(
    slug="projects",
    title="協働事業",
    about="市民の団体と市が一緒に取り組む、または取り組んだ、公開されているすべての事業です。",
    list_name="projects:list",
    columns=COLUMNS,
    records=records,
    filters=ProjectFilterSet,
    row=row,
)
