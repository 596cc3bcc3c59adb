"""The measuring itself: every page is asked for, compared and judged, and nothing is written."""

import json
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from kyodo_portal.made_up.benching.measuring import Measured, PageFailed, measure
from kyodo_portal.made_up.benching.page import Page
from kyodo_portal.made_up.benching.pages import pages_to_measure
from kyodo_portal.made_up.benching.table import as_table, judged
from projects.models import Project

pytestmark = pytest.mark.once

PAGES = [
    "できあがった30KB",
    "素の一覧",
    "素の詳細",
    "一覧（前の人と同じ答え）",
    "一覧",
    "一覧（条件1つ）",
    "一覧（条件3つ）",
    "一覧（50ページ目）",
    "団体の一覧",
    "出前講座のメニュー",
    "報告の一覧",
    "検索（よくある語）",
    "検索（まれな語）",
    "検索（ない語）",
    "検索（団体にない語）",
    "検索（1文字）",
    "検索（どこにもある1文字）",
    "検索（ほかの書き方のある語）",
    "検索（すべてはない語）",
    "一覧の中の検索",
    "事業のページ",
    "団体のページ",
    "評価の報告",
    "ホーム",
    "協定（変更を協議中）",
    "参加できる日",
    "参加できる日（月の表）",
    "手伝いの募集の一覧",
    "サポーターの一覧",
    "場所の一覧",
    "地域の困りごとの一覧",
    "意見募集の一覧",
    "催しのページ",
    "場所のページ",
    "困りごとのページ",
    "意見募集の結果",
    "マイページ（団体の代表）",
    "募集に合うサポーター",
    "出前講座の申込み",
]


@pytest.fixture
def filled(settings: Any) -> None:
    settings.DEBUG = True
    call_command("fill", projects=30, stdout=StringIO(), stderr=StringIO())


def bench(**options: Any) -> str:
    told = StringIO()
    call_command("bench", rounds=1, stdout=told, stderr=StringIO(), **options)
    return told.getvalue()


def measured(name: str, cpu: float, *, queries: int = 0, **page: Any) -> Measured:
    return Measured(Page(name, "/", **page), cpu=cpu, elapsed=cpu, size=1000, queries=queries)


@pytest.mark.django_db(transaction=True)  # each answer gives its connection back, as on a server
def test_bench_measures_every_page(filled: None) -> None:
    table = bench().splitlines()
    kept = json.loads(bench(as_json=True))

    assert [line.split("  ")[0] for line in table[2:]] == PAGES
    assert [row["page"] for row in kept["pages"]] == PAGES
    assert (kept["projects"], kept["rounds"]) == (30, 1)
    assert [row["queries"] for row in kept["pages"][:4]] == [0, 2, 2, 0]
    too_many = {
        row["page"]: (row["queries"], row["queries_budget"])
        for row in kept["pages"][3:]
        if row["queries"] > row["queries_budget"]
    }
    assert too_many == {}


@pytest.mark.django_db
def test_bench_leads_nobody_to_the_bare_pages(filled: None, client: Client) -> None:
    bare = [page.path for page in pages_to_measure() if page.is_bare]

    assert [client.get(path).status_code for path in bare] == [404, 404, 404]


@pytest.mark.django_db
def test_bench_of_an_empty_database_says_what_to_do() -> None:
    with pytest.raises(CommandError, match="manage.py fill --projects 1000"):
        bench()


@pytest.mark.django_db(transaction=True)
def test_bench_stops_at_a_page_that_fails(filled: None) -> None:
    missing = Page("ないページ", f"/projects/{Project.objects.count() + 10**6}/")

    with pytest.raises(PageFailed, match="ないページ.*404"):
        measure([missing], rounds=1, progress=lambda done, rounds: None)


@pytest.mark.parametrize(
    ("projects", "budget"),
    [(1, 1.5), (1_000, 1.5), (1_001, 1.6), (100_000, 1.6), (100_001, 1.8), (5_000_000, 1.8)],
)
def test_budget_follows_the_size_of_the_database(projects: int, budget: float) -> None:
    assert Page("一覧", "/", ratios=(1.5, 1.6, 1.8)).budget(projects) == budget


@pytest.mark.parametrize(
    ("cpu", "queries", "holds"),
    [(15.0, 8, True), (15.1, 8, False), (15.0, 9, False), (1.0, 0, True)],
)
def test_page_holds_when_ratio_and_queries_do(cpu: float, queries: int, holds: bool) -> None:
    bare = measured("素の一覧", 10.0, is_bare=True)
    budgets = {"against": "素の一覧", "ratios": (1.5, 1.6, 1.8)}
    rows = judged(
        [bare, Measured(Page("一覧", "/", queries=8, **budgets), cpu, cpu, 1000, queries)],
        projects=1_000,
    )

    assert [row["holds"] for row in rows] == [None, holds]


def test_table_stands_straight_with_japanese_in_it() -> None:
    rows = judged([measured("一覧", 1.0), measured("a", 20.0)], projects=1)

    assert as_table(rows).splitlines() == [
        "ページ  CPU ms  経過 ms  SQL  KB  比  比べた相手  予算  判定",
        "一覧    1.0     1.0      0    1   －  －          －    －",
        "a       20.0    20.0     0    1   －  －          －    －",
    ]
