"""What comes before a project and after it, year by year: consultations, proposals, reports.

Proposals and reports are counted where everybody may read them one by one. Consultations are private:
of them only the number is told, and not where it is so small that it would speak of somebody.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib.humanize.templatetags.humanize import intcomma
from django.db.models import Case, CharField, Count, F, QuerySet, Value, When
from django.db.models.functions import Cast, ExtractMonth, ExtractYear
from django.utils.translation import gettext

from evaluations.models import Evaluation
from kyodo_portal.files.csv_cells import BOM, csv_row
from kyodo_portal.words.text import fiscal_year_label
from proposals.models import Consultation, Proposal, ProposalStatus

KEY = "course"
"""The name of this table in its addresses."""

FEWEST = 3
"""The least number that is told of what is private; of less, that it is less, and of none, none."""

PUBLIC = ("proposals", "adopted", "declined", "reports")


def counted_by_year() -> list[QuerySet[Any, Any]]:
    """Rows (what, 年度, how many), so that they can be joined to other counts in one query."""
    announced = Proposal.objects.announced()
    declined = announced.filter(status=ProposalStatus.DECLINED)
    adopted = announced.exclude(status=ProposalStatus.DECLINED)
    return [
        _by_year("consultations", Consultation.objects.all(), "created_at"),
        _by_year("proposals", announced, "call__decided_at"),
        _by_year("adopted", adopted, "call__decided_at"),
        _by_year("declined", declined, "call__decided_at"),
        _by_year("reports", Evaluation.objects.published(), "published_at"),
    ]


def _by_year(what: str, rows: QuerySet[Any], moment: str) -> QuerySet[Any, Any]:
    """A 年度 begins in April, Japanese time. What has no moment written down is of no year."""
    begun_before = Case(When(month__lt=4, then=1), default=0)
    dated = rows.filter(**{f"{moment}__isnull": False})
    named = dated.order_by().annotate(
        month=ExtractMonth(moment),
        counted_as=Value(f"yearly {what}", output_field=CharField()),
        counted_key=Cast(ExtractYear(moment) - begun_before, output_field=CharField()),
    )
    grouped = named.values("counted_as", "counted_key").annotate(number=Count(F("pk")))
    return grouped.values_list("counted_as", "counted_key", "number")


@dataclass(frozen=True, slots=True)
class Line:
    """One 年度 and its figures, in the order of `headings`; None where it is too small to be told."""

    year: int
    figures: list[int | None]

    @property
    def label(self) -> str:
        return fiscal_year_label(self.year)

    @property
    def named(self) -> list[tuple[str, str]]:
        """Each figure as it is told, with what it is, for the phone."""
        return list(zip(headings(), map(in_words, self.figures), strict=True))


def headings() -> list[str]:
    """What the figures of a line are."""
    return [
        gettext("受けた相談"),
        gettext("結果を公表した提案"),
        gettext("採択"),
        gettext("不採択"),
        gettext("公表した報告"),
    ]


def told(counters: dict[str, Counter[str]]) -> set[int]:
    """The 年度 of which there is anything to tell."""
    return {
        int(year)
        for what in ("consultations", *PUBLIC)
        for year in counters.get(f"yearly {what}", Counter())
    }


def lines_of(
    counters: dict[str, Counter[str]], *, since: int | None = None, until: int | None = None
) -> list[Line]:
    """Every 年度 from the first to the last of which there is anything to tell, within the years
    asked for."""

    def number(what: str, year: int) -> int:
        return counters.get(f"yearly {what}", Counter())[str(year)]

    known = told(counters)
    if not known:
        return []
    years = range(max(min(known), since or 0), min(max(known), until or max(known)) + 1)
    return [
        Line(
            year,
            [
                few_hidden(number("consultations", year)),
                *(number(what, year) for what in PUBLIC),
            ],
        )
        for year in years
    ]


def table_of(lines: list[Line]) -> dict[str, Any]:
    """What the page shows of it."""
    return {
        "key": KEY,
        "title": gettext("相談・提案・報告"),
        "headings": headings(),
        "lines": lines,
        "fewest": FEWEST,
    }


def few_hidden(number: int) -> int | None:
    """A number of private things, where it may be told."""
    return None if 0 < number < FEWEST else number


def in_words(figure: int | None) -> str:
    """A figure as it stands on the page."""
    return gettext("{n}件未満").format(n=FEWEST) if figure is None else str(intcomma(figure))


def as_csv(lines: Iterable[Line]) -> str:
    """The table as CSV. Where a figure is too small to be told its cell is empty, so that only
    numbers stand in a column of numbers, and the last column says so."""
    heading = (gettext("年度"), gettext("年度（西暦の数字）"), *headings(), gettext("備考"))
    rows = [(line.label, line.year, *line.figures, _remark(line)) for line in lines]
    return BOM + "".join(map(csv_row, [heading, *rows]))


def _remark(line: Line) -> str:
    return "、".join(
        gettext("{what}は{n}件未満").format(what=heading, n=FEWEST)
        for heading, figure in zip(headings(), line.figures, strict=True)
        if figure is None
    )
