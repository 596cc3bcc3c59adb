"""What stands at the top of a report, and what its charts are drawn from."""

import re

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client
from django.urls import reverse

from evaluations.models import Answer, Assessment, Evaluation, Side
from evaluations.report.comparison import compare
from evaluations.report.parts import figures_of, money_of, phases_of, photos_of, quotes_of
from kyodo_portal.files.pdf import why_not
from kyodo_portal.ui.charts import Pair
from projects.models import CostShare, Goal, Project
from tests.evaluations.factories import make_evaluation
from tests.factories import make_project, make_user, today
from tests.people import Cast, make_cast
from tests.projects.factories import add_update

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return make_cast()


def published(cast: Cast, **fields: object) -> Evaluation:
    project = make_project(
        "花の道",
        status="evaluated",
        groups=(cast.group,),
        departments=(cast.department,),
        **fields,
    )
    return make_evaluation(project, status="published")


def add_goals(project: Project, *achievements: str) -> None:
    project.goals.all().delete()
    for achievement in achievements:
        Goal.objects.create(
            project=project, what="花だん", how_much="10", by_when=today(), achievement=achievement
        )


@pytest.mark.parametrize(
    ("achievements", "figure", "words"),
    [
        ([], "目標の登録なし", ""),
        (["", ""], "まだ分かりません", "2件の目標の結果は、これから書かれます"),
        (["reached"], "1件のうち1件", ""),
        (["reached", "missed", ""], "3件のうち1件", ""),
        (["reached", "partly", "partly"], "3件のうち1件", "ほかに一部達成が2件"),
        (["missed"], "1件のうち0件", ""),
    ],
)
def test_goals_reached(cast: Cast, achievements: list[str], figure: str, words: str) -> None:
    evaluation = published(cast)
    add_goals(evaluation.project, *achievements)

    goals = figures_of(evaluation.project, compare(evaluation, AnonymousUser()))[0]

    assert (goals.figure, goals.words) == (figure, words)


@pytest.mark.parametrize(
    ("total", "share", "figure", "words"),
    [
        (None, None, "未定", ""),
        (480000, None, "480,000円", ""),
        (480000, 0, "480,000円", "うち市の負担 0円"),
        (480000, 300000, "480,000円", "うち市の負担 300,000円"),
    ],
)
def test_money_in_the_summary(
    cast: Cast, total: int | None, share: int | None, figure: str, words: str
) -> None:
    evaluation = published(cast, budget_total=total, budget_city=share)

    money = figures_of(evaluation.project, compare(evaluation, AnonymousUser()))[2]

    assert (money.figure, money.words) == (figure, words)


def rate(evaluation: Evaluation, side: str, key: str, rating: int) -> None:
    Answer.objects.filter(
        assessment__evaluation=evaluation, assessment__side=side, item__key=key
    ).update(rating=rating, comment="理由")


def test_agreement_and_charts_say_the_same(cast: Cast) -> None:
    evaluation = published(cast)
    rate(evaluation, Side.GROUP, "frank_talks", 1)
    comparison = compare(evaluation, AnonymousUser())

    agreement = figures_of(evaluation.project, comparison)[1]
    phases = phases_of(comparison)

    assert (agreement.figure, agreement.words) == (
        "13項目のうち12項目",
        "2段階以上のちがいは1項目",
    )
    pairs = [pair for phase in phases for pair in phase.pairs]
    assert [(pair.first, pair.second) for pair in pairs if pair.gap] == [(1, 3)]
    assert len(pairs) == 13
    told = {phase.label: phase.told for phase in phases}
    assert told["導入"] == "3項目のすべてで同じ評価です。"
    assert "評価がちがうのは、" in told["過程"]
    assert "（2段階）です。" in told["過程"]


def test_one_sheet_alone_is_not_compared(client: Client, cast: Cast) -> None:
    evaluation = published(cast)
    Evaluation.objects.update(one_sided_reason="期限を過ぎたため")
    Assessment.objects.filter(side=Side.CITY).update(
        status="draft", submitted_at=None, submitted_by=None
    )
    comparison = compare(evaluation, AnonymousUser())

    agreement = figures_of(evaluation.project, comparison)[1]

    assert (agreement.figure, agreement.words) == ("比べられません", "一方だけの評価です")
    pair = phases_of(comparison)[0].pairs[0]
    assert pair == Pair(pair.label, 3, None)
    body = client.get(evaluation.get_absolute_url()).content.decode()
    assert "一方の評価だけのため、見方のちがいは比べられません。" in body
    assert "評価のちがう項目はありません" not in body


def test_words_of_both_sides_are_quoted_side_by_side(client: Client, cast: Cast) -> None:
    evaluation = published(cast)
    sheets = Assessment.objects.filter(evaluation=evaluation)
    sheets.filter(side=Side.GROUP).update(went_well="明るくなった", to_improve="<b>早めに</b>")
    sheets.filter(side=Side.CITY).update(went_well="安心できた", to_improve=" ")

    quotes = quotes_of(compare(evaluation, AnonymousUser()))

    assert [(quote.side_label, quote.question, quote.words) for quote in quotes] == [
        ("団体", "よかったこと", "明るくなった"),
        ("市", "よかったこと", "安心できた"),
        ("団体", "次に向けて改めたいこと", "<b>早めに</b>"),
    ]
    body = client.get(evaluation.get_absolute_url()).content.decode()
    assert body.count("<blockquote>") == 3
    assert "&lt;b&gt;早めに&lt;/b&gt;" in body


def test_photos_are_the_newest_six_in_their_order(client: Client, cast: Cast) -> None:
    evaluation = published(cast)
    for number in range(4):
        add_update(evaluation.project, make_user(), photos=2, title=f"報告{number}")
    add_update(make_project("ほかの事業"), make_user())

    photos = photos_of(evaluation.project, AnonymousUser())

    assert [photo.update.title for photo in photos] == [
        f"報告{number}" for number in (1, 1, 2, 2, 3, 3)
    ]
    body = client.get(evaluation.get_absolute_url()).content.decode()
    assert body.count('loading="lazy"') == 6
    assert "写真でふりかえる" in body


def test_photos_of_a_hidden_project_stay_hidden(client: Client, cast: Cast) -> None:
    evaluation = published(cast, published=False)
    add_update(evaluation.project, make_user())

    assert photos_of(evaluation.project, AnonymousUser()) == []
    assert "写真でふりかえる" not in client.get(evaluation.get_absolute_url()).content.decode()


def test_planned_shares_are_summed_by_side(client: Client, cast: Cast) -> None:
    evaluation = published(cast)
    for category, payer, amount in (
        ("苗", "city", 200000),
        ("保険", "city", 28000),
        ("道具", "group", 60000),
    ):
        CostShare.objects.create(
            project=evaluation.project, category=category, payer=payer, amount=amount
        )

    money = money_of(evaluation.project)

    assert (money.by_payer, money.adds_up) == ([("団体", 60000), ("市", 228000)], True)
    evaluation.project.budget_total = 300000
    assert not money_of(evaluation.project).adds_up
    body = client.get(evaluation.get_absolute_url()).content.decode()
    assert [words for words in ("228,000円", "60,000円", "道具") if words not in body] == []


def test_report_without_costs_or_photos_leaves_them_out(client: Client, cast: Cast) -> None:
    body = client.get(published(cast).get_absolute_url()).content.decode()

    assert "経費の負担の計画" not in body
    assert "写真でふりかえる" not in body
    assert body.count('role="img"') == 3


@pytest.mark.parametrize("status", ["revealed", "published"])
def test_contents_lead_to_every_part_there_is(client: Client, cast: Cast, status: str) -> None:
    evaluation = published(cast)
    Evaluation.objects.filter(pk=evaluation.pk).update(status=status)
    client.force_login(cast["manager"])

    body = client.get(evaluation.get_absolute_url()).content.decode()

    contents, _, report = body[body.index('<nav class="contents"') :].partition("</nav>")
    parts = re.findall(
        r'<(?:h2 class="section-heading"|details class="fold"[^>]*) id="([^"]+)"', report
    )
    assert re.findall(r'href="#([^"]+)"', contents) == parts
    assert {"summary", "goals", "next"} <= set(parts)


def test_pdf_is_offered_before_the_report_begins(client: Client, cast: Cast) -> None:
    evaluation = published(cast)

    top, _, _ = client.get(evaluation.get_absolute_url()).content.decode().partition('id="summary"')

    pdf = reverse("evaluations:pdf", args=[evaluation.pk])
    assert (f'href="{pdf}"' in top) == (not why_not())
