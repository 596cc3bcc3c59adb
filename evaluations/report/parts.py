"""What a report shows beside the comparison: one sentence, the figures, the money, the photos."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext

from evaluations.models import Answer, Evaluation, Side
from evaluations.report.comparison import ComparedItem, Comparison
from kyodo_portal.cities import said
from kyodo_portal.life.history import last_note
from kyodo_portal.life.people import Person
from kyodo_portal.lists.whole import read_whole
from kyodo_portal.ui.charts import Pair
from kyodo_portal.words.languages import listed
from projects.models import (
    Achievement,
    CostShare,
    Payer,
    Project,
    ProjectStatus,
    UpdatePhoto,
)

LONGEST_SENTENCE = 100

MOST_PHOTOS = 6
"""Photos of a report; the project's page has them all."""


@dataclass(frozen=True, slots=True)
class ReportFigure:
    """One figure of the summary: its name, the figure, and a word on it."""

    label: str
    figure: str
    words: str = ""


@dataclass(frozen=True, slots=True)
class PhaseRatings:
    """One phase of the sheet, as rows of the table and as pairs of the chart."""

    key: str
    label: str
    rows: list[ComparedItem]
    pairs: list[Pair]
    told: str


@dataclass(frozen=True, slots=True)
class Quote:
    """What one side wrote in its own words, and under which question."""

    side: str
    side_label: str
    question: str
    words: str


@dataclass(frozen=True, slots=True)
class Money:
    """The planned costs: every row, and how much each side bears (label, whole yen). They add up
    where together they come to the planned total, of which the city's share is the city's."""

    rows: list[CostShare]
    by_payer: list[tuple[str, int]]
    adds_up: bool


def what_came_of(evaluation: Evaluation) -> str:
    """One sentence for a report: of its overall judgement, else of the result, else of the talk."""
    reflection = getattr(evaluation, "reflection", None)
    texts = [evaluation.project.result]
    if reflection is not None:
        texts = [reflection.overall, *texts, reflection.discussion]
    return next((first_sentence(text) for text in texts if text.strip()), "")


def first_sentence(text: str) -> str:
    """The first sentence, up to its 。 or the end of its line, cut at `LONGEST_SENTENCE`."""
    line = text.strip().partition("\n")[0].strip()
    sentence, mark, _ = line.partition("。")
    whole = sentence + mark
    if len(whole) <= LONGEST_SENTENCE:
        return whole
    return whole[: LONGEST_SENTENCE - 1] + "…"


def with_whole_project(evaluations: QuerySet[Evaluation], pk: int) -> Evaluation | None:
    """The evaluation with its parties and its scale, and its project with both sides, goals and costs: two
    queries."""
    found = read_whole(evaluations.select_related("reflection").filter(pk=pk), "parties", "steps")
    for evaluation in found:
        parts = ("partners", "responsible_departments", "goals", "costs")
        projects = Project.objects.filter(pk=evaluation.project_id)
        evaluation.project = read_whole(projects, *parts)[0]
    return next(iter(found), None)


@dataclass(frozen=True, slots=True)
class TakingPart:
    """One who takes part, as a page names them; without a page of their own `url` is empty."""

    name: str
    url: str = ""


def taking_part(evaluation: Evaluation) -> dict[str, list[TakingPart]]:
    """Both sides as they stood when the evaluation was opened; beside them those of the project that have
    no account here."""
    parties, project = evaluation.parties.all(), evaluation.project
    partners, departments = project.partners.all(), project.responsible_departments.all()
    return {
        "groups": [
            *(TakingPart(row.name, row.group.get_absolute_url()) for row in parties if row.group),
            *(TakingPart(row.label) for row in partners if row.group_id is None),
        ],
        "departments": [
            *(TakingPart(row.name_in_language) for row in parties if row.department),
            *(TakingPart(row.label) for row in departments if row.department_id is None),
        ],
    }


def counter_words(evaluation: Evaluation, comparison: Comparison) -> list[str]:
    """Which words came to the counter and were entered by a coordinator, nobody of that side being here."""
    words = [
        gettext(
            "{side}の評価は、窓口で受け付けて、協働担当の職員が入力しました。"
            "{side}の側に、このサイトを使う方がいなかったためです。"
        ).format(side=side.label)
        for side in Side
        if side in comparison.sheets and comparison.sheets[side].entered_by_id
    ]
    if evaluation.no_consent_reason or not getattr(evaluation, "consent_at_counter", False):
        return words
    return [*words, gettext("ふりかえりへの同意の一方も、窓口で受け付けました。")]


def cancel_reason_of(project: Project) -> str:
    """The public reason why the project was called off; empty where it was not. No query then."""
    if project.status != ProjectStatus.CANCELLED:
        return ""
    return last_note(project, "cancel") or gettext("理由は記録されていません。")


def photos_of(project: Project, user: Person) -> list[UpdatePhoto]:
    """The newest photos of the reports on the way, the oldest of them first; one query. None where
    the project's own page is not there for this person."""
    visible = Project.objects.visible_to(user).filter(pk=project.pk)
    photos = (
        UpdatePhoto.objects.shown().filter(update__project__in=visible).select_related("update")
    )
    return list(photos.order_by("-update__created_at", "-pk")[:MOST_PHOTOS])[::-1]


def figures_of(project: Project, comparison: Comparison) -> list[ReportFigure]:
    """The three figures of the summary: goals, agreement, money."""
    compared = [row for row in comparison.rows if row.gap is not None]
    same = sum(not row.differs for row in compared)
    city_share = project.budget_city
    return [
        _goals_figure(project),
        ReportFigure(
            gettext("双方の評価の一致"),
            gettext("{count}項目のうち{same}項目").format(count=len(comparison.rows), same=same)
            if compared
            else gettext("比べられません"),
            _how_far_apart(comparison, bool(compared)),
        ),
        ReportFigure(
            gettext("事業費の計画額"),
            gettext("未定")
            if project.budget_total is None
            else gettext("{budget_total:,}円").format(budget_total=project.budget_total),
            ""
            if city_share is None
            else gettext("うち市の負担 {city_share:,}円").format(city_share=city_share),
        ),
    ]


def _how_far_apart(comparison: Comparison, is_compared: bool) -> str:
    if is_compared:
        return gettext("{steps}段階以上のちがいは{count}項目").format(
            steps=comparison.scale.far_apart, count=len(comparison.wide)
        )
    return gettext("一方だけの評価です") if comparison.sheets else gettext("評価の提出がありません")


def _goals_figure(project: Project) -> ReportFigure:
    """How many goals were reached. Of a mid-term report nobody can say yet."""
    label = gettext("達成した目標")
    told = Counter(goal.achievement for goal in project.goals.all())
    number = told.total()
    if not number:
        return ReportFigure(label, gettext("目標の登録なし"))
    if told[""] == number:
        return ReportFigure(
            label,
            gettext("まだ分かりません"),
            gettext("{number}件の目標の結果は、これから書かれます").format(number=number),
        )
    partly = told[Achievement.PARTLY]
    return ReportFigure(
        label,
        gettext("{number}件のうち{told}件").format(number=number, told=told[Achievement.REACHED]),
        gettext("ほかに一部達成が{partly}件").format(partly=partly) if partly else "",
    )


def phases_of(comparison: Comparison) -> list[PhaseRatings]:
    """The ratings by the phases of the work; none where nobody rated."""
    if not comparison.sheets:
        return []
    return [
        PhaseRatings(
            key=phase.key,
            label=phase.name,
            rows=phase.rows,
            pairs=[
                Pair(said(row.item.label), _step(row.group), _step(row.city)) for row in phase.rows
            ],
            told=_told(phase.rows),
        )
        for phase in comparison.phases
    ]


def _step(answer: Answer | None) -> int | None:
    return None if answer is None else answer.rating


def _told(rows: list[ComparedItem]) -> str:
    """What the chart shows, for those who do not see it; the table has every rating."""
    apart = [row for row in rows if row.differs]
    if all(row.gap is None for row in rows):
        return gettext("{count}項目。片方の側だけの評価です。").format(count=len(rows))
    if not apart:
        return gettext("{count}項目のすべてで同じ評価です。").format(count=len(rows))
    names = listed(
        gettext("{label}（{gap}段階）").format(label=said(row.item.label), gap=row.gap)
        for row in apart
    )
    return gettext("{count}項目のうち、評価がちがうのは、{names}です。").format(
        count=len(rows), names=names
    )


def quotes_of(comparison: Comparison) -> list[Quote]:
    """What both sides wrote: what went well first, the group before the city."""
    questions = (
        ("went_well", gettext("よかったこと")),
        ("to_improve", gettext("次に向けて改めたいこと")),
    )
    return [
        Quote(side.value, str(side.label), question, words)
        for name, question in questions
        for side in Side
        if side in comparison.sheets and (words := getattr(comparison.sheets[side], name).strip())
    ]


def money_of(project: Project) -> Money:
    """The planned shares, those of nobody left out."""
    rows = list(project.costs.all())
    sums = {payer: sum(row.amount for row in rows if row.payer == payer) for payer in Payer}
    shares = [(str(payer.label), amount) for payer, amount in sums.items() if amount]
    total, city_share = sum(sums.values()), sums[Payer.CITY]
    adds_up = project.budget_total in (None, total) and project.budget_city in (None, city_share)
    return Money(rows, shares, adds_up)


def report_parts(evaluation: Evaluation, comparison: Comparison, user: Person) -> dict[str, Any]:
    """What `evaluations/_report.html` shows, on the page and on paper. One query more."""
    project = evaluation.project
    return {
        "evaluation": evaluation,
        "project": project,
        "taking_part": taking_part(evaluation),
        "cancel_reason": cancel_reason_of(project),
        "at_counter": counter_words(evaluation, comparison),
        "reflection": getattr(evaluation, "reflection", None),
        "comparison": comparison,
        "result_sentence": what_came_of(evaluation),
        "figures": figures_of(project, comparison),
        "goals": list(project.goals.all()),
        "phases": phases_of(comparison),
        "quotes": quotes_of(comparison),
        "money": money_of(project),
        "photos": photos_of(project, user),
    }
