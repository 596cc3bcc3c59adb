"""The dataset of published reports: both sides' ratings, and what they say together."""

from typing import Any

from django.db.models import Prefetch, QuerySet
from django.utils import timezone

from evaluations.filters import EvaluationFilterSet
from evaluations.models import Answer, Assessment, AssessmentStatus, Evaluation, Side
from kyodo_portal.opendata.columns import (
    CODE,
    DATE,
    EVERYBODY,
    INTEGER,
    PAGE,
    PUBLISHER,
    TEXT,
    TEXTS,
    UPDATED,
    YES_NO,
    Column,
    Dataset,
    common,
    or_none,
)
from kyodo_portal.opendata.projects import identity_of

COLUMNS = (
    CODE,
    Column("id", "ID", TEXT, "変わらない番号。", "112437-report-5"),
    PUBLISHER,
    Column("title", "名称", TEXT, "評価した事業の名前。", "花と緑の通りづくり"),
    Column("project_id", "事業のID", TEXT, "「協働事業」のID。", "112437-project-12"),
    Column("fiscal_year", "評価する年度", INTEGER, "評価した年度（西暦）。", "2026"),
    Column("round", "時期", TEXT, "中間の評価か最終の評価か。", "最終"),
    Column("start_pattern", "始まりの類型", TEXT, "事業の始まりの類型の記号。", "A"),
    Column("primary_form", "主な形態の番号", INTEGER, "事業の主な形態の番号。", "1"),
    Column("form_name", "主な形態の名称", TEXT, "事業の主な形態。", "共催"),
    Column("partner_name", "相手団体名", TEXT, "二つ以上は「、」で区切ります。", "花と道の会"),
    Column("department", "担当課", TEXT, "二つ以上は「、」で区切ります。", "道路公園課"),
    Column(
        "group_ratings",
        "団体の評価",
        TEXTS,
        "項目ごとの評価（Aよくできた、Bだいたいできた、Cあまりできなかった、Dできなかった）。",
        "目的の共有=A;役割分担=B",
    ),
    Column("city_ratings", "市の評価", TEXTS, "市による評価。形は団体の評価と同じです。", "目的の共有=A;役割分担=C"),
    Column("differing", "評価のちがう項目の数", INTEGER, "双方が答えて評価がちがった項目の数。", "1"),
    Column("is_one_sided", "一方だけの評価", YES_NO, "一方の評価だけで公表したか。", "false"),
    Column("overall", "総合評価", TEXT, "双方で話し合った総合評価。", ""),
    Column("discussion", "話し合ったこと", TEXT, "評価のちがいについて話し合ったこと。", ""),
    Column("improvements", "改善すること", TEXT, "次に向けて改善すること。", ""),
    Column("next_steps", "次の取り組み", TEXT, "これからの取り組み。", ""),
    Column("talked_on", "話し合った日", DATE, "双方が話し合った日。", "2027-03-10"),
    Column("budget_total_yen", "総事業費_円", INTEGER, "総事業費。単位は円。", "300000"),
    Column("budget_city_yen", "市の負担_円", INTEGER, "うち市の負担。単位は円。", "200000"),
    Column("published_on", "公開日", DATE, "報告を公表した日。", "2027-04-20"),
    PAGE,
    UPDATED,
)  # fmt: skip


def records() -> QuerySet[Any]:
    """Every published report with both sheets, in a constant number of queries."""
    answers = Answer.objects.exclude(rating="").select_related("item")
    sheets = Assessment.objects.visible_to(EVERYBODY).filter(status=AssessmentStatus.SUBMITTED)
    return (
        Evaluation.objects.visible_to(EVERYBODY)
        .published()
        .with_list_parts()
        .select_related("project__source", "reflection")
        .prefetch_related(
            Prefetch(
                "assessments",
                sheets.prefetch_related(Prefetch("answers", answers)),
                to_attr="public_sheets",
            )
        )
    )


def row(evaluation: Any) -> dict[str, Any]:
    """One published report."""
    project, reflection = evaluation.project, getattr(evaluation, "reflection", None)
    by_side = {sheet.side: list(sheet.answers.all()) for sheet in evaluation.public_sheets}
    group, city = by_side.get(Side.GROUP, []), by_side.get(Side.CITY, [])
    said = {answer.item_id: answer.rating for answer in group}
    differing = [
        answer for answer in city if said.get(answer.item_id, answer.rating) != answer.rating
    ]
    return {
        **common(evaluation, "report"),
        "title": project.title,
        "project_id": identity_of(project),
        "fiscal_year": evaluation.fiscal_year,
        "round": evaluation.get_round_display(),
        "start_pattern": project.start_pattern,
        "primary_form": project.main_form,
        "form_name": project.get_main_form_display(),
        "partner_name": or_none("、".join(project.partner_names)),
        "department": or_none("、".join(project.department_names)),
        "group_ratings": or_none([f"{answer.item.label}={answer.rating}" for answer in group]),
        "city_ratings": or_none([f"{answer.item.label}={answer.rating}" for answer in city]),
        "differing": len(differing) if group and city else None,
        "is_one_sided": bool(evaluation.one_sided_reason),
        **{
            name: or_none(getattr(reflection, name, None))
            for name in ("overall", "discussion", "improvements", "next_steps", "talked_on")
        },
        "budget_total_yen": project.budget_total,
        "budget_city_yen": project.budget_city,
        "published_on": evaluation.published_at and timezone.localdate(evaluation.published_at),
    }


REPORTS = Dataset(
    slug="reports",
    title="評価と報告",
    about="団体と市がそれぞれ評価し、話し合って公表した報告です。",
    list_name="evaluations:list",
    columns=COLUMNS,
    records=records,
    filters=EvaluationFilterSet,
    row=row,
)
