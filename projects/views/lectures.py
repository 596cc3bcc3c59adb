"""The pages of the menu of lectures: the list, one lecture, and bringing a year's menu out."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.db.models import Count, Q, Sum
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_http_methods, require_safe

from groups.rules.groups import HIDDEN
from kyodo_portal.cities import city
from kyodo_portal.life.flows import MoveRefused
from kyodo_portal.life.moves import refused
from kyodo_portal.life.people import Person
from kyodo_portal.lists.listing import listing
from kyodo_portal.web.crumbs import Crumbs
from kyodo_portal.words.calendar import fiscal_year, fiscal_year_label, fiscal_year_range
from projects.actions.lectures import copy_menu, publish_menu
from projects.models import Lecture, LectureReport
from projects.published.kinds import LECTURES
from projects.published.lecture_filters import TALLIES
from projects.rules import lectures as rules
from projects.rules.lecture_days import when_we_come
from projects.rules.lecture_requests import can_enter_request


@dataclass(frozen=True, slots=True)
class LectureLine:
    """One lecture as the list shows it, in the language of the page."""

    url: str
    title: str
    number: int
    field_label: str
    department: str
    length: str
    target: str
    text: str
    past_year: str


def lines_of(lectures: Iterable[Any]) -> list[LectureLine]:
    return [
        LectureLine(
            url=lecture.get_absolute_url(),
            title=lecture.title,
            number=lecture.number,
            field_label=lecture.field_name,
            department=lecture.department.name_in_language,
            length=length_of(lecture),
            target=lecture.target,
            text=lecture.text,
            past_year=lecture.year_label if lecture.place_in_list else "",
        )
        for lecture in lectures
    ]


def length_of(lecture: Lecture) -> str:
    """How long it takes, in words."""
    minutes = ngettext("{n}分", "{n}分", lecture.minutes)
    return minutes.format(n=lecture.minutes)


def facts_of(lecture: Lecture) -> list[tuple[str, Any]]:
    """What is said of it, as (label, value); nothing of what is not."""
    rows = [
        (gettext("番号"), f"{lecture.year_label} {lecture.number}"),
        (gettext("分野"), lecture.field_name),
        (gettext("時間"), length_of(lecture)),
        (gettext("対象"), lecture.target),
        (gettext("条件"), lecture.conditions),
        (gettext("用意していただくもの"), lecture.needs),
        (gettext("担当課"), lecture.department.name_in_language),
    ]
    return [(label, value) for label, value in rows if value]


def conditions() -> list[str]:
    """What holds for every lecture, and when the city comes, in the language of the page."""
    return [*(city().said(each) for each in city().lectures.conditions), *when_we_come()]


def last_year() -> dict[str, Any]:
    """How many lectures were held in the 年度 before this one, and how many people came, where that is anything."""
    year = fiscal_year(timezone.now()) - 1
    held = LectureReport.objects.filter(held_on__range=fiscal_year_range(year))
    counted = held.aggregate(lectures=Count("pk"), people=Sum("people_count"))
    return {"label": fiscal_year_label(year), **counted} if counted["lectures"] else {}


def found_lecture(user: Person, pk: int) -> Any:
    """A lecture, if this person may see it; otherwise a 404."""
    found = Lecture.objects.visible_to(user).select_related("department").with_place_in_list()
    lecture = found.filter(pk=pk).first()
    if lecture is None:
        raise Http404(HIDDEN)
    return lecture


def crumbs_to(lecture: Lecture, page: str = "") -> Crumbs:
    way: Crumbs = [(gettext("出前講座"), reverse("lectures:list"))]
    if not page:
        return [*way, (lecture.title, None)]
    return [*way, (lecture.title, lecture.get_absolute_url()), (page, None)]


@login_not_required
@require_safe
def lecture_list(request: HttpRequest) -> HttpResponse:
    """The menu: what one can apply for first, how that is done, and the menus of the years before."""
    filterset = LECTURES.narrowed(request.GET, LECTURES.listed_for(request.user))
    shown = listing(request, filterset, TALLIES)
    context = {
        **shown,
        "lines": lines_of(shown["page_obj"]),
        "conditions": conditions(),
        "rules": city().lectures,
        "last_year": last_year(),
        "may_write": rules.may_write_lectures(request.user),
        "may_keep": rules.may_keep_menu(request.user),
        "may_enter": can_enter_request(request.user),
        "crumbs": [(gettext("出前講座"), None)],
    }
    return render(request, "lectures/lecture_list.html", context)


@login_not_required
@require_safe
def lecture_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One lecture: what is spoken of, and what whoever asks for it has to know."""
    lecture = found_lecture(request.user, pk)
    context = {
        "lecture": lecture,
        "facts": facts_of(lecture),
        "is_in_menu": lecture.is_public and not lecture.place_in_list,
        "conditions": conditions(),
        "rules": city().lectures,
        "may_enter": can_enter_request(request.user),
        "may_change": rules.may_change_lecture(request.user, lecture),
        "linked_data": LECTURES.linked_data_of(lecture),
        "crumbs": crumbs_to(lecture),
    }
    return render(request, "lectures/lecture_detail.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def lecture_menu(request: HttpRequest) -> HttpResponse:
    """The menus year by year, for the city's staff: how many lectures are drafted and out; the coordinators copy
    the year before and bring a menu out."""
    rules.may_write_lectures(request.user).enforce()
    years = _years()
    if request.method == "POST":
        rules.may_keep_menu(request.user).enforce()
        typed = request.POST.get("year", "")
        year = int(typed) if typed in {str(each["year"]) for each in years} else 0
        try:
            return _done(request, request.POST.get("act", ""), year)
        except MoveRefused as refusal:
            return refused(request, refusal, back=reverse("lectures:menu"))
    context = {
        "years": years,
        "may_keep": rules.may_keep_menu(request.user),
        "crumbs": [("出前講座", reverse("lectures:list")), ("メニューの手入れ", None)],
    }
    return render(request, "lectures/lecture_menu.html", context)


def _done(request: HttpRequest, act: str, year: int) -> HttpResponse:
    if not year or act not in ("copy", "publish"):
        raise MoveRefused("この操作は、このページにはありません。", status_code=403)
    if act == "copy":
        count = copy_menu(year=year, by=request.user)
        told = f"前のメニューから{count}講座を写しました。内容を確かめて、公開してください。"
    else:
        count = publish_menu(year=year, by=request.user)
        told = f"{fiscal_year_label(year)}の{count}講座を公開しました。"
    messages.success(request, told)
    return redirect("lectures:menu")


def _years() -> list[dict[str, Any]]:
    """Every year that has lectures, this one and the next, the newest first."""
    counts = Lecture.objects.order_by().values("fiscal_year")
    counted = {
        row["fiscal_year"]: row
        for row in counts.annotate(
            out=Count("pk", filter=Q(published_at__isnull=False)),
            drafts=Count("pk", filter=Q(published_at__isnull=True)),
        )
    }
    this = fiscal_year(timezone.now())
    none = {"out": 0, "drafts": 0}
    return [
        {
            "year": year,
            "label": fiscal_year_label(year),
            "is_to_come": year >= this,
            **(counted.get(year) or none),
        }
        for year in sorted({this, this + 1, *counted}, reverse=True)
    ]
