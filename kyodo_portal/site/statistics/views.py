"""The page of the statistics, and each of its tables as a file."""

from collections import Counter
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from kyodo_portal.files.csv_cells import BOM, csv_row
from kyodo_portal.publishing.refusing import left_out, refusal_as_page
from kyodo_portal.site.statistics import by_year, helping, taking_part
from kyodo_portal.site.statistics.asked import YearFilterSet
from kyodo_portal.site.statistics.counting import count
from kyodo_portal.site.statistics.tables import Table, tables_of
from kyodo_portal.templatetags.ui_sharing import handed_on
from projects.published.kinds import PROJECTS


def _counted(
    request: HttpRequest,
) -> tuple[YearFilterSet, dict[str, Counter[str]], list[by_year.YearLine]]:
    filterset = YearFilterSet(request.GET, queryset=PROJECTS.records())
    counters = count(filterset.qs)
    since, until = filterset.span
    lines = by_year.lines_of(counters, since=since, until=until)
    filterset.offer({int(year) for year in counters.get("any year", ())} | by_year.told(counters))
    return filterset, counters, lines


@login_not_required
@require_safe
def statistics(request: HttpRequest) -> HttpResponse:
    """All tables with their charts, narrowed to the years asked for."""
    filterset, counters, lines = _counted(request)
    unusable = filterset.unusable
    since, until = filterset.span
    query = handed_on(request, without=left_out(filterset))
    context = {
        "crumbs": [(gettext("統計"), None)],
        "filter": filterset,
        "chips": filterset.chips(request),
        "unusable": unusable,
        "was_turned": filterset.was_turned,
        "total": sum(counters.get("pattern", Counter()).values()),
        "tables": tables_of(counters),
        "years": by_year.table_of(lines),
        "taking_part": taking_part.tables_of(since=since, until=until),
        "helping": helping.table_of(helping.lines_of(since=since, until=until)),
        "taking_part_headings": taking_part.headings(),
        "query": query,
        "counted_on": timezone.localdate(),
    }
    return render(request, "statistics.html", context)


@login_not_required
@require_safe
def statistics_csv(request: HttpRequest, key: str) -> HttpResponse:
    """One table as CSV for spreadsheet programs (UTF-8 with BOM), narrowed as the page is; refused
    where it cannot be."""
    filterset, counters, lines = _counted(request)
    files = {table.key: as_csv(table) for table in tables_of(counters)}
    files[by_year.KEY] = by_year.as_csv(lines)
    since, until = filterset.span
    if key == helping.KEY:
        files[key] = helping.as_csv(helping.lines_of(since=since, until=until))
    parts = taking_part.tables_of(since=since, until=until) if key not in files else []
    files |= {table.key: taking_part.as_csv(table) for table in parts}
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
        lines: list[tuple[Any, ...]] = [
            (table.heading, gettext("年度（西暦の数字）"), gettext("事業の数")),
            *((row.label, row.year, row.number) for row in table.rows),
        ]
    else:
        lines = [
            (table.heading, gettext("事業の数")),
            *((row.label, row.number) for row in table.rows),
        ]
    return BOM + "".join(map(csv_row, lines))
