"""Projects that went on before there were steps get those of their forms: what their status implies is done without
a record, and nothing is due on a day that has passed."""

import datetime as dt
from collections.abc import Generator
from typing import Any

from projects.models import Project, ProjectStep
from tests.factories import make_department, make_group, make_project, today


def made() -> dict[str, Project]:
    """One in each status, of the forms that have most steps; one entered as it went on, and not agreed here."""
    sides = {"groups": (make_group(),), "departments": (make_department(),)}
    soon, long_ago = today() + dt.timedelta(days=20), today() - dt.timedelta(days=400)
    year = make_project().fiscal_year
    return {
        "planning": make_project(main_form=2, starts_on=soon, ends_on=soon, **sides),
        "agreed": make_project(main_form=8, status="agreed", starts_on=soon, **sides),
        "active": make_project(
            main_form=9,
            status="active",
            starts_on=long_ago,
            ends_on=soon,
            fiscal_year=year - 1,
            fiscal_year_end=year,
            **sides,
        ),
        "record": make_project(
            main_form=1, status="active", origin="record", signed=False, starts_on=long_ago, **sides
        ),
        "completed": make_project(main_form=8, status="completed", **sides),
        "cancelled": make_project(main_form=8, status="cancelled", **sides),
    }


def told(project: Project) -> list[str]:
    """Of each step its key (and year), D for what is done without a record, ! for what has come up."""
    steps = ProjectStep.objects.filter(project=project)
    return [
        f"{step.key}{step.year or ''}"
        + ("D" if (step.status, step.basis) == ("done", "before") else "")
        + ("!" if step.came_up_at else "")
        for step in steps
    ]


def running_projects_get_their_steps() -> Generator[None, Any, None]:
    projects = made()
    year = projects["active"].fiscal_year_end

    yield
    yield

    assert {name: told(project) for name, project in projects.items()} == {
        "planning": [
            *("sponsorship_application!", "agree", "start", "complete", "report", "evaluate")
        ],
        "agreed": [
            *("grant_applicationD", "agreeD", "advance!", "start!", "complete", "report"),
            *("confirmation", "invoice", "payment", "repayment", "evaluate"),
        ],
        "active": [
            *("selectionD", "councilD", "agreeD", "startD"),
            *(f"year_agreement{year - 1}D", f"year_agreement{year}!"),
            *(f"year_report{year - 1}D", f"year_report{year}!"),
            *(f"year_review{year - 1}D", f"year_review{year}"),
            *("renewal!", "complete!", "evaluate"),
        ],
        "record": ["agree!", "startD", "complete!", "settle", "evaluate"],
        "completed": [],
        "cancelled": [],
    }
    own = ProjectStep.objects.filter(project__in=list(projects.values()))
    assert not own.filter(due_on__lt=today()).exists()
    complete = own.get(project=projects["active"], key="complete")
    assert complete.due_on == projects["active"].ends_on
