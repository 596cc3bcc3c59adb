"""Figures of a 年度: each told once, asked for by name, for many years in one query."""

import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured

from evaluations.models import Evaluation
from kyodo_portal.life.figures import Figure, figures, figures_of, tell
from proposals.models import Consultation
from tests.evaluations.factories import make_evaluation
from tests.factories import make_project, make_user
from tests.proposals.factories import make_call, make_consultation, make_proposal

JST = dt.timezone(dt.timedelta(hours=9))
LAST_OF_2025 = dt.datetime(2026, 3, 31, 23, 59, tzinfo=JST)
FIRST_OF_2026 = dt.datetime(2026, 4, 1, 0, 0, tzinfo=JST)

NOTHING = {
    "visitors": 0,
    "helpers": 0,
    "lectures": 0,
    "lecture_people": 0,
    "consultations": 0,
    "concerns": 0,
    "proposals": 0,
    "adopted": 0,
    "declined": 0,
    "reports": 0,
}


@pytest.mark.django_db
@pytest.mark.parametrize("years", [[2025], [2024, 2025, 2026]])
def test_figures_of_many_years_are_one_query(
    years: list[int], django_assert_num_queries: Any
) -> None:
    for moment in (LAST_OF_2025, FIRST_OF_2026, FIRST_OF_2026):
        asked = make_consultation(by=make_user())
        Consultation.objects.filter(pk=asked.pk).update(created_at=moment)
    call = make_call(when="decided", decided_at=LAST_OF_2025)
    for status in ("adopted", "conditional", "declined"):
        make_proposal(status=status, call=call)
    report = make_evaluation(make_project(), status="published")
    Evaluation.objects.filter(pk=report.pk).update(published_at=FIRST_OF_2026)

    with django_assert_num_queries(1):
        found = figures_of(years)

    expected = {
        2024: NOTHING,
        2025: {**NOTHING, "consultations": 1, "proposals": 3, "adopted": 2, "declined": 1},
        2026: {**NOTHING, "consultations": 2, "reports": 1},
    }
    assert found == {year: expected[year] for year in years}


@pytest.mark.once
def test_no_years_are_no_query() -> None:
    assert figures_of([]) == {}


@pytest.mark.once
def test_figure_told_twice_stops_the_start() -> None:
    again = Figure(
        name="reports", label="報告", records=Evaluation.objects.all, moment="created_at"
    )

    with pytest.raises(ImproperlyConfigured, match="figure of a 年度 told twice: reports"):
        tell(again)
    assert [each.name for each in figures()] == list(NOTHING)
    assert [each.name for each in figures() if each.is_private] == ["consultations"]
