"""How much is done together in this city: the published projects counted in seven ways, and year by
year what comes before and after them (`kyodo_portal.statistics_years`).

Only what is public is counted, whoever looks; of consultations, which are not, no small number is told.
All figures of the page are read in one query.
"""

from collections import Counter
from collections.abc import Collection
from copy import copy
from dataclasses import dataclass, field
from typing import Any

import django_filters
from django.db.models import CharField, Count, F, QuerySet, Value
from django.db.models.functions import Cast, Coalesce, Concat
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from groups.models import ActivityField, GroupKind
from groups.models.departments import in_language
from kyodo_portal import statistics_years
from kyodo_portal.files.csv_cells import BOM, csv_row
from kyodo_portal.lists.filters import Chip, PortalFilterSet
from kyodo_portal.opendata.refusing import left_out, refusal_as_page
from kyodo_portal.templatetags.ui_sharing import handed_on
from kyodo_portal.words.text import fiscal_year, fiscal_year_label
from projects.filters import EARLIEST_YEAR
from projects.models import (
    Partner,
    Project,
    ProjectField,
    ProjectForm,
    ProjectStatus,
    ResponsibleDepartment,
)
from projects.types import CollaborationForm, StartPattern

UNREGISTERED = _("登録のない団体")
MOST_BARS = 20
"""How many bars a chart has at most; the table beneath it has every row."""

SEVERAL = _(
    "一つの事業にいくつかあるときは、それぞれに一件と数えます。合計は事業の数より多くなります。"
)


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table; `url` leads to the list of these projects, where there is one, and `year`
    is its 年度, where it is of one."""

    label: str
    number: int
    url: str = ""
    year: int | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """One way of counting: its name in the address, its title, what a line is, an honest note."""

    key: str
    title: str
    heading: str
    rows: list[Row] = field(default_factory=list)
    note: str = ""
    by_year: bool = False

    @property
    def bars(self) -> list[tuple[str, int]]:
        """What the chart shows: the rows in their order, those without any project left out; of too
        many the largest, the largest first."""
        bars = [(row.label, row.number) for row in self.rows if row.number]
        return sorted(bars, key=lambda bar: -bar[1])[:MOST_BARS] if self.is_cut else bars

    @property
    def columns(self) -> list[tuple[str, int]]:
        """Years with their short names, for the columns of the chart."""
        return [(row.label.partition("(")[0], row.number) for row in self.rows]

    @property
    def is_cut(self) -> bool:
        return sum(bool(row.number) for row in self.rows) > MOST_BARS

    @property
    def told(self) -> str:
        """What the chart shows, in a sentence."""
        most = max(self.rows, key=lambda row: row.number, default=None)
        if most is None or not most.number:
            return gettext("まだ一件もありません。")
        return gettext("最も多いのは{label}の{number:,}件です。数字は表にあります。").format(
            label=most.label, number=most.number
        )


def years() -> list[tuple[str, str]]:
    """The 年度 that can be asked for, newest first, as in the register of projects."""
    newest = fiscal_year(timezone.now()) + 1
    return [(str(year), fiscal_year_label(year)) for year in range(newest, EARLIEST_YEAR - 1, -1)]


class YearFilterSet(PortalFilterSet):
    """From which to which 年度 the projects began. Given the wrong way round they are turned."""

    q = None  # type: ignore[assignment] # how django-filter takes a filter away
    since = django_filters.ChoiceFilter(
        label=_("始まった年度（ここから）"), empty_label=_("はじめから"), choices=[]
    )
    until = django_filters.ChoiceFilter(
        label=_("始まった年度（ここまで）"), empty_label=_("いまのところまで"), choices=[]
    )

    class Meta:
        model = Project
        fields: list[str] = []

    def __init__(self, data: QueryDict, **kwargs: Any) -> None:
        known = years()
        since, until = data.get("since"), data.get("until")
        self.was_turned = {since, until} <= dict(known).keys() and int(since) > int(until)
        if self.was_turned:
            data = data.copy()
            data["since"], data["until"] = until, since
        super().__init__(data, **kwargs)
        for name in ("since", "until"):
            self.filters[name].extra["choices"] = known

    @property
    def span(self) -> tuple[int | None, int | None]:
        """From which to which 年度."""
        chosen = {name: int(value) for name, value in self.form.cleaned_data.items() if value}
        return chosen.get("since"), chosen.get("until")

    def chips(self, request: HttpRequest) -> list[Chip]:
        """Each leads to the page without the year it names."""
        if self.was_turned:
            request = copy(request)
            request.GET = self.data
        return super().chips(request)

    def offer(self, told: Collection[int]) -> None:
        """Offer those years alone from the first to the last of which there is anything to tell, and
        what was chosen. Whatever is asked for in an address was read before this."""
        offered = set(range(min(told), max(told) + 1)) if told else set()
        offered |= {year for year in self.span if year}
        for name in ("since", "until"):
            self.form.fields[name].choices = [
                (value, label) for value, label in years() if int(value) in offered
            ]

    def filter_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Both ends count."""
        since, until = self.span
        if since:
            queryset = queryset.filter(fiscal_year__gte=since)
        if until:
            queryset = queryset.filter(fiscal_year__lte=until)
        return queryset


# ---- counting --------------------------------------------------------------------------------


def count(projects: QuerySet[Project]) -> dict[str, Counter[str]]:
    """How many projects there are of each kind, and how much of the rest in each year: counter by
    table, number by key; one query."""
    forms = ProjectForm.objects.filter(project__in=projects).exclude(number=F("project__main_form"))
    counted = [
        _by("pattern", projects, F("start_pattern")),
        _by("status", projects, F("status")),
        _by("year", projects, F("fiscal_year")),
        _by("any year", Project.objects.published(), F("fiscal_year")),
        _by("form", projects, F("main_form")),
        _by("form", forms, F("number"), of="project"),
        _by("field", ProjectField.objects.filter(project__in=projects), F("number"), of="project"),
        _by(
            "partner",
            Partner.objects.filter(project__in=projects),
            Coalesce("group__kind", Value("")),
            of="project",
        ),
        _by(
            "department",
            ResponsibleDepartment.objects.filter(project__in=projects),
            department_names(),
            of="project",
        ),
        *statistics_years.counted_by_year(),
    ]
    counters: dict[str, Counter[str]] = {}
    for what, key, number in counted[0].union(*counted[1:], all=True):
        counters.setdefault(what, Counter())[key] += number
    return counters


def department_names() -> Concat:
    """Which department: its number, where it is kept here, and its name in English and in Japanese,
    a line each. Two departments may be called the same in English."""
    number = Coalesce(Cast("department", output_field=CharField()), Value(""))
    name_en = Coalesce("department__name_en", Value(""))
    name = Coalesce("department__name", "name")
    line = Value("\n")
    return Concat(number, line, name_en, line, name, output_field=CharField())


def _by(what: str, rows: QuerySet[Any], key: Any, *, of: str = "pk") -> QuerySet[Any, Any]:
    """Rows (what, key, how many projects), so that all ways of counting join into one query."""
    named = rows.order_by().annotate(
        counted_as=Value(what, output_field=CharField()),
        counted_key=Cast(key, output_field=CharField()),
    )
    grouped = named.values("counted_as", "counted_key").annotate(number=Count(of, distinct=True))
    return grouped.values_list("counted_as", "counted_key", "number")


def tables_of(counters: dict[str, Counter[str]]) -> list[Table]:
    """Every table of the page, in its order. Kinds with a fixed list show the empty ones too."""

    def number(what: str, key: object) -> int:
        return counters.get(what, Counter())[str(key)]

    def listed(parameter: str, value: object) -> str:
        return f"{reverse('projects:list')}?{parameter}={value}"

    known_years = sorted(int(year) for year in counters.get("year", Counter()))
    span = range(known_years[0], known_years[-1] + 1) if known_years else range(0)
    departments = []
    for names, total in counters.get("department", Counter()).items():
        pk, name_en, name = names.split("\n", maxsplit=2)
        url = listed("department", pk) if pk else ""
        departments.append(Row(in_language(name, name_en), total, url))
    departments.sort(key=lambda row: (-row.number, row.label))
    in_use = [form for form in CollaborationForm if form.value <= 9 or number("form", form.value)]
    return [
        Table(
            "pattern",
            gettext("始まりの類型"),
            gettext("類型"),
            [
                Row(
                    f"{each.value} {each.label}",
                    number("pattern", each.value),
                    listed("pattern", each.value),
                )
                for each in StartPattern
            ],
        ),
        Table(
            "form",
            gettext("協働の形態"),
            gettext("形態"),
            [
                Row(str(each.label), number("form", each.value), listed("form", each.value))
                for each in in_use
            ],
            gettext("主な形態のほかに、合わせて使われた形態も数えます。") + SEVERAL,
        ),
        Table(
            "year",
            gettext("始まった年度"),
            gettext("年度"),
            [Row(fiscal_year_label(year), number("year", year), year=year) for year in span],
            gettext(
                "事業が始まった年度で数えます。続いている事業も、始まった年度に一度だけ数えます。"
            ),
            by_year=True,
        ),
        Table(
            "status",
            gettext("いまの状態"),
            gettext("状態"),
            [
                Row(str(each.label), number("status", each.value), listed("status", each.value))
                for each in ProjectStatus
            ],
        ),
        Table(
            "field",
            gettext("活動の分野"),
            gettext("分野"),
            [
                Row(str(each.label), number("field", each.value), listed("field", each.value))
                for each in ActivityField
            ],
            gettext("分野は、特定非営利活動促進法の別表の二十の分野です。")
            + SEVERAL
            + gettext("分野の書かれていない事業は入りません。"),
        ),
        Table(
            "partner",
            gettext("相手団体の種別"),
            gettext("種別"),
            [Row(str(each.label), number("partner", each.value)) for each in GroupKind]
            + [Row(UNREGISTERED, number("partner", ""))],
            gettext(
                "「{unregistered}」は、この市に登録していない団体や、記録に名前だけが残る団体です。"
            ).format(unregistered=UNREGISTERED)
            + SEVERAL,
        ),
        Table(
            "department",
            gettext("市の所管課"),
            gettext("課"),
            departments,
            gettext("所管課がいくつかある事業は、それぞれの課に数えます。"),
        ),
    ]


# ---- the page and its files ------------------------------------------------------------------


def _counted(
    request: HttpRequest,
) -> tuple[YearFilterSet, dict[str, Counter[str]], list[statistics_years.Line]]:
    filterset = YearFilterSet(request.GET, queryset=Project.objects.published())
    counters = count(filterset.qs)
    since, until = filterset.span
    lines = statistics_years.lines_of(counters, since=since, until=until)
    filterset.offer(
        {int(year) for year in counters.get("any year", ())} | statistics_years.told(counters)
    )
    return filterset, counters, lines


@require_safe
def statistics(request: HttpRequest) -> HttpResponse:
    """All tables with their charts, narrowed to the years asked for."""
    filterset, counters, lines = _counted(request)
    unusable = filterset.unusable
    query = handed_on(request, without=left_out(filterset))
    context = {
        "crumbs": [(gettext("ホーム"), reverse("home")), (gettext("統計"), None)],
        "filter": filterset,
        "chips": filterset.chips(request),
        "unusable": unusable,
        "was_turned": filterset.was_turned,
        "total": sum(counters.get("pattern", Counter()).values()),
        "tables": tables_of(counters),
        "years": statistics_years.table_of(lines),
        "query": query,
        "counted_on": timezone.localdate(),
    }
    return render(request, "statistics.html", context)


@require_safe
def statistics_csv(request: HttpRequest, key: str) -> HttpResponse:
    """One table as CSV for spreadsheet programs (UTF-8 with BOM), narrowed as the page is; refused
    where it cannot be."""
    filterset, counters, lines = _counted(request)
    files = {table.key: as_csv(table) for table in tables_of(counters)}
    files[statistics_years.KEY] = statistics_years.as_csv(lines)
    if key not in files:
        raise Http404(gettext("この名前の表はありません。統計のページから選んでください。"))
    refusal = refusal_as_page(request, filterset, reverse("statistics"))
    if refusal is not None:
        return refusal
    response = HttpResponse(files[key], content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="statistics-{key}.csv"'
    return response


def as_csv(table: Table) -> str:
    """The table as CSV; names of departments are typed by people and never become formulas."""
    if table.by_year:
        heading = (table.heading, gettext("年度（西暦の数字）"), gettext("事業の数"))
        rows = [(row.label, row.year, row.number) for row in table.rows]
    else:
        heading = (table.heading, gettext("事業の数"))
        rows = [(row.label, row.number) for row in table.rows]
    return BOM + "".join(map(csv_row, [heading, *rows]))
