"""Evaluations from before they knew their parties: those of their project, as they stand today."""

from collections.abc import Generator
from typing import Any

from evaluations.models import Evaluation, EvaluationParty
from tests.evaluations.factories import make_evaluation
from tests.factories import make_department, make_group, make_project

YEARS = {2024: "published", 2025: "cancelled", 2026: "open"}


def parties_are_those_that_took_part() -> Generator[None, Any, None]:
    """A cancelled evaluation is open in the past, which does not know of that, and stays so."""
    group, department = make_group("花と道の会"), make_department("道路公園課")
    project = make_project(
        "サクラ並木", purpose="だれもが歩きたくなる道", groups=(group,), departments=(department,)
    )
    for year, status in YEARS.items():
        make_evaluation(project, status=status, fiscal_year=year)
    alone = make_evaluation(make_project("相手のない記録"), status="published")
    own = Evaluation.objects.filter(project=project).order_by("pk")
    rows = EvaluationParty.objects.order_by("evaluation", "side")
    columns = ("evaluation__fiscal_year", "side", "group", "department", "name", "order")
    before = list(rows.filter(evaluation__in=own).values_list(*columns))

    past = yield
    former = past.get_model("evaluations", "Evaluation").objects.order_by("pk")
    kept = list(former.filter(project=project.pk).values_list("search_text", "status"))
    yield

    searched = "さくら並木 だれもが歩きたくなる道"
    assert kept == [(searched, status) for status in ("published", "open", "open")]
    assert len(before) == 6
    assert list(rows.filter(evaluation__in=own).values_list(*columns)) == before
    assert list(own.values_list("status", flat=True)) == ["published", "open", "open"]
    assert Evaluation.objects.get(pk=alone.pk).status == "published"
    assert not rows.filter(evaluation=alone).exists()
