"""Which pages are measured, against what, and what each may cost."""

from collections.abc import Mapping

from django.urls import reverse
from django.utils.http import urlencode

from evaluations.models import Evaluation
from groups.models import Group
from kyodo_portal.made_up.benching.page import CONSTANT, PLAIN_DETAIL, PLAIN_LIST, Page
from kyodo_portal.made_up.benching.taking_part import pages_of_taking_part
from kyodo_portal.made_up.filling.words import (
    ABSENT,
    FREQUENT,
    LETTER,
    NOT_ALL,
    RARE,
    REWORDED,
    SHORT,
    UNEVEN,
)
from projects.models import Amendment, Partner, Project

FIRST_PAGE, SHARED = "一覧", "一覧（前の人と同じ答え）"

DEEP = 50
"""The page of the list that counts as deep."""


class NothingToMeasure(Exception):
    """The database lacks a record whose page is to be measured; the message says which."""


def pages_to_measure() -> list[Page]:
    """Every page, with the newest published report and its project and group as examples. Raises
    `NothingToMeasure`."""
    report = Evaluation.objects.published().select_related("project").first()
    if report is None:
        raise NothingToMeasure("公表された評価が、まだ一つもありません。")
    project = report.project
    public = Group.objects.public()
    partner = Partner.objects.filter(project=project, group__in=public).first()
    group = partner.group if partner is not None else public.first()
    if group is None:
        raise NothingToMeasure("登録された団体が、まだ一つもありません。")
    return [
        *_bare(project),
        *_lists(project),
        *_searches(),
        *_single(report, project, group),
        *pages_of_taking_part(),
    ]


def _bare(project: Project) -> list[Page]:
    return [
        Page(CONSTANT, "/constant/", is_bare=True),
        Page(PLAIN_LIST, "/list/", is_bare=True),
        Page(PLAIN_DETAIL, f"/detail/{project.pk}/", is_bare=True),
    ]


def _lists(project: Project) -> list[Page]:
    one = {"pattern": project.start_pattern}
    three: dict[str, str | int] = {**one, "form": project.main_form, "status": project.status}
    faceted = (2.0, 2.2, 3.0)
    shared = Page(SHARED, reverse("projects:list"), CONSTANT, (1.25, 1.25, 1.25), 0, is_shared=True)
    return [
        shared,
        Page(FIRST_PAGE, reverse("projects:list"), PLAIN_LIST, (1.5, 1.6, 1.8), 8),
        Page("一覧（条件1つ）", _at("projects:list", one), PLAIN_LIST, faceted, 9),
        Page("一覧（条件3つ）", _at("projects:list", three), PLAIN_LIST, faceted, 9),
        Page(
            f"一覧（{DEEP}ページ目）",
            _at("projects:list", {"page": DEEP}),
            FIRST_PAGE,
            (1.1, 1.3, 1.5),
            8,
        ),
        Page("団体の一覧", reverse("groups:list"), PLAIN_LIST, (1.5, 1.6, 1.8), 8),
        Page("出前講座のメニュー", reverse("lectures:list"), PLAIN_LIST, (1.5, 1.6, 1.8), 8),
        Page("報告の一覧", reverse("evaluations:list"), PLAIN_LIST, (1.5, 1.6, 1.8), 8),
    ]


def _searches() -> list[Page]:
    words = {
        "よくある語": FREQUENT,
        "まれな語": RARE,
        "ない語": ABSENT,
        "団体にない語": UNEVEN,
        "1文字": SHORT,
        "どこにもある1文字": LETTER,
    }
    budget, twice = (2.0, 2.5, 4.0), (3.5, 4.5, 7.0)
    return [
        *(
            Page(f"検索（{label}）", _at("search", {"q": word}), PLAIN_LIST, budget, 9)
            for label, word in words.items()
        ),
        Page("検索（ほかの書き方のある語）", _at("search", {"q": REWORDED}), PLAIN_LIST, twice, 12),
        Page("検索（すべてはない語）", _at("search", {"q": NOT_ALL}), PLAIN_LIST, twice, 12),
        Page(
            "一覧の中の検索", _at("projects:list", {"q": FREQUENT}), PLAIN_LIST, (2.0, 2.5, 4.0), 9
        ),
    ]


def _single(report: Evaluation, project: Project, group: Group) -> list[Page]:
    budget = (4.0, 4.0, 4.0)
    return [
        Page("事業のページ", project.get_absolute_url(), PLAIN_DETAIL, budget, 12),
        Page("団体のページ", group.get_absolute_url(), PLAIN_DETAIL, budget, 14),
        Page("評価の報告", report.get_absolute_url(), PLAIN_DETAIL, budget, 12),
        Page("ホーム", reverse("home"), PLAIN_LIST, None, 12),
        *_agreement(budget),
    ]


def _agreement(budget: tuple[float, float, float]) -> list[Page]:
    """The agreement of a project that is talking about a change, where there is one."""
    running = Amendment.objects.running().filter(project__published_at__isnull=False)
    amendment = running.order_by("-pk").first()
    if amendment is None:
        return []
    address = reverse("projects:agreement", args=[amendment.project_id])
    return [Page("協定（変更を協議中）", address, PLAIN_DETAIL, budget, 12)]


def _at(name: str, query: Mapping[str, str | int]) -> str:
    return f"{reverse(name)}?{urlencode(query)}"
