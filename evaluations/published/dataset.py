"""The dataset of published reports: both sides' ratings, and what they say together."""

from collections.abc import Callable
from typing import Any

from django.db.models import Prefetch, QuerySet

from evaluations.models import Answer, Assessment, AssessmentStatus, Side
from kyodo_portal.life.people import EVERYBODY
from kyodo_portal.publishing.datasets import (
    CODE,
    DATE,
    INTEGER,
    PAGE,
    PUBLISHER,
    TEXT,
    TEXTS,
    UPDATED,
    YES_NO,
    Column,
    Dataset,
    identified,
    identity,
)
from projects.published.dataset import identity_of


def _answers(evaluation: Any, side: Side) -> list[Answer]:
    """One side's ratings, in the order of the sheet; nothing from a side that wrote none."""
    return [
        answer
        for sheet in evaluation.public_sheets
        if sheet.side == side
        for answer in sheet.answers.all()
    ]


def _ratings_of(side: Side) -> Callable[[Any], list[str]]:
    return lambda evaluation: [
        f"{answer.item.label}={evaluation.scale.code(answer.rating)}"
        for answer in _answers(evaluation, side)
    ]


def _steps_of(side: Side) -> Callable[[Any], list[str]]:
    return lambda evaluation: [
        f"{answer.item.label}={answer.rating}" for answer in _answers(evaluation, side)
    ]


def _scale_of(evaluation: Any) -> list[str]:
    """What each step of the scale is called, the best first."""
    return [f"{step.step}={step}" for step in evaluation.scale.steps]


def _differing(evaluation: Any) -> int | None:
    """How many items both sides rated, and not alike; None for a report with one sheet."""
    group, city = _answers(evaluation, Side.GROUP), _answers(evaluation, Side.CITY)
    if not group or not city:
        return None
    said = {answer.item_id: answer.rating for answer in group}
    return sum(said.get(answer.item_id, answer.rating) != answer.rating for answer in city)


COLUMNS = (
    CODE,
    identified("report", 5),
    PUBLISHER,
    Column("title", "名称", TEXT, "評価した事業の名前。", "花と緑の通りづくり", "project.title"),
    Column("project_id", "事業のID", TEXT, "「協働事業」のID。", lambda: identity("project", 12), lambda evaluation: identity_of(evaluation.project)),
    Column("fiscal_year", "評価する年度", INTEGER, "評価した年度（西暦）。", "2026"),
    Column("round", "時期", TEXT, "中間の評価か最終の評価か。", "最終", "get_round_display"),
    Column("start_pattern", "始まりの類型", TEXT, "事業の始まりの類型の記号。", "A", "project.start_pattern"),
    Column("primary_form", "主な形態の番号", INTEGER, "事業の主な形態の番号。", "1", "project.main_form"),
    Column("form_name", "主な形態の名称", TEXT, "事業の主な形態。", "共催", "project.get_main_form_display"),
    Column("partner_name", "相手団体名", TEXT, "二つ以上は「、」で区切ります。", "花と道の会", lambda evaluation: "、".join(evaluation.project.partner_names)),
    Column("department", "担当課", TEXT, "二つ以上は「、」で区切ります。", "道路公園課", lambda evaluation: "、".join(evaluation.project.department_names)),
    Column(
        "group_ratings",
        "団体の評価",
        TEXTS,
        "項目ごとの評価の記号。記号の意味は、その報告の「評価の段階の意味」にあります。",
        "目的の共有=A;役割分担=B",
        _ratings_of(Side.GROUP),
    ),
    Column("city_ratings", "市の評価", TEXTS, "市による評価。形は団体の評価と同じです。", "目的の共有=A;役割分担=C", _ratings_of(Side.CITY)),
    Column("group_rating", "団体の評価の段階", TEXTS, "項目ごとの評価の段階。1がもっとも低く、「評価の段階の数」がもっとも高い評価です。", "目的の共有=4;役割分担=3", _steps_of(Side.GROUP)),
    Column("city_rating", "市の評価の段階", TEXTS, "市による評価の段階。形は団体の評価の段階と同じです。", "目的の共有=4;役割分担=2", _steps_of(Side.CITY)),
    Column("rating_of", "評価の段階の数", INTEGER, "その報告の評価が何段階だったか。評価を始めたときの段階で、あとから変わりません。", "4", lambda evaluation: len(evaluation.scale)),
    Column("rating_label", "評価の段階の意味", TEXTS, "段階ごとの記号と意味。高い評価から順に並びます。", "4=A よくできた;3=B だいたいできた", _scale_of),
    Column("differing", "評価のちがう項目の数", INTEGER, "双方が答えて評価がちがった項目の数。", "1", _differing),
    Column("is_one_sided", "一方だけの評価", YES_NO, "一方の評価だけで公表したか。", "false", lambda evaluation: bool(evaluation.one_sided_reason)),
    Column("is_without_sheets", "評価のない報告", YES_NO, "どちらの評価も提出のないまま公表したか。", "false", lambda evaluation: bool(evaluation.no_sheets_reason)),
    Column("is_without_consent", "同意のそろわない報告", YES_NO, "ふりかえりに双方の同意がそろわないまま公表したか。", "false", lambda evaluation: bool(evaluation.no_consent_reason)),
    Column("overall", "総合評価", TEXT, "双方で話し合った総合評価。", "", "reflection.overall"),
    Column("discussion", "話し合ったこと", TEXT, "評価のちがいについて話し合ったこと。", "", "reflection.discussion"),
    Column("improvements", "改善すること", TEXT, "次に向けて改善すること。", "", "reflection.improvements"),
    Column("next_steps", "次の取り組み", TEXT, "これからの取り組み。", "", "reflection.next_steps"),
    Column("talked_on", "話し合った日", DATE, "双方が話し合った日。", "2027-03-10", "reflection.talked_on"),
    Column("budget_total_yen", "事業費の計画額_円", INTEGER, "計画した事業費。使った額ではありません。単位は円。", "300000", "project.budget_total"),
    Column("budget_city_yen", "市の負担の計画額_円", INTEGER, "計画した事業費のうち市の負担。単位は円。", "200000", "project.budget_city"),
    Column("published_on", "公開日", DATE, "報告を公表した日。", "2027-04-20", "published_at"),
    PAGE,
    UPDATED,
)  # fmt: skip


class ReportDataset(Dataset):
    """Every published report with both sheets."""

    about = "団体と市がそれぞれ評価し、話し合って公表した報告です。"
    columns = COLUMNS

    def whole(self, records: Any) -> QuerySet[Any]:
        answers = Answer.objects.exclude(rating=None).select_related("item")
        sheets = Assessment.objects.visible_to(EVERYBODY).filter(status=AssessmentStatus.SUBMITTED)
        with_parts: QuerySet[Any] = records.with_list_parts()
        return with_parts.select_related("project__source", "reflection").prefetch_related(
            "steps",
            Prefetch(
                "assessments",
                sheets.prefetch_related(Prefetch("answers", answers)),
                to_attr="public_sheets",
            ),
        )
