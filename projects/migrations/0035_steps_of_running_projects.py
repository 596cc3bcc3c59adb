"""Projects that go on get the steps of their forms. What their status implies is done, without a record: nobody is
written to because of an upgrade, and no step is due on a day that has passed. What has ended gets none."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.db import migrations
from django.utils import timezone

from kyodo_portal.cities import city

ROADS = {
    1: "agree start complete settle evaluate",
    2: "sponsorship_application agree start complete report evaluate",
    3: "agree start complete evaluate",
    4: "place roster agree supplies start year_of_care complete evaluate",
    5: "recruitment agree start complete feedback evaluate",
    6: "founding agree start complete settle evaluate",
    7: "specification quote agree start delivery inspection complete invoice payment evaluate",
    8: "grant_application agree advance start complete report confirmation invoice payment"
    " repayment evaluate",
    9: "selection council agree start year_agreement year_report year_review renewal complete evaluate",
}
PLAIN = ROADS[3]
GROUP = ["sponsorship_application", "report", "roster", "year_of_care", "quote", "delivery", "invoice", "grant_application", "repayment", "year_report"]
CITY = ["place", "supplies", "recruitment", "feedback", "inspection", "payment", "advance", "confirmation", "selection", "council", "year_review", "renewal"]
YEARLY = ("year_of_care", "year_agreement", "year_report", "year_review")
AFTER = {
    "agree": "sponsorship_application roster place founding recruitment specification quote"
    " grant_application council",
    "start": "agree",
    "complete": "start inspection",
    **dict.fromkeys(("settle", "evaluate", "report", "feedback"), "complete"),
    **dict.fromkeys(("supplies", "advance", "year_agreement"), "agree"),
    **dict.fromkeys(("year_of_care", "delivery", "year_report", "renewal"), "start"),
    "quote": "specification",
    "inspection": "delivery",
    "invoice": "complete inspection confirmation",
    "payment": "invoice",
    "confirmation": "report",
    "repayment": "confirmation",
    "council": "selection",
    "year_review": "year_report",
}
ON_THE_FIRST_DAY = ("agree", "start", "recruitment", "founding", "quote", "council")
ON_THE_LAST_DAY = ("complete", "delivery")
REACHED = {"planning": "", "agreed": "agree", "active": "start"}
"""The last step that a status implies."""


def _keys(forms: Iterable[int]) -> list[str]:
    found: list[str] = []
    for form in forms:
        at = 0
        for key in ROADS.get(city().form(form).follows or form, PLAIN).split():
            if key in found:
                at = found.index(key) + 1
            else:
                found.insert(at, key)
                at += 1
    return found


def _due(project: Any, key: str, year: int) -> dt.date | None:
    if key in ON_THE_FIRST_DAY:
        return project.starts_on
    if key in ON_THE_LAST_DAY:
        return project.ends_on
    if key == "year_agreement":
        return dt.date(year, 4, 1)
    if key == "year_of_care":
        return dt.date(year + 1, 3, 31) + dt.timedelta(days=city().form_days.year_of_care)
    if key == "year_report":
        return dt.date(year + 1, 3, 31) + dt.timedelta(days=city().form_days.year_report)
    return None


def _rows(step: Any, project: Any, is_signed: bool, today: dt.date) -> list[Any]:
    further = sorted({form.number for form in project.forms.all()} - {project.main_form})
    keys = _keys([project.main_form, *further])
    reached = REACHED[project.status]
    implied = set(keys[: keys.index(reached) + 1]) if reached else set()
    if not is_signed:
        implied -= {"agree"}
    this_year = today.year if today.month > 3 else today.year - 1
    years = range(project.fiscal_year, project.fiscal_year_end + 1)
    asked = [(key, year) for key in keys for year in (years if key in YEARLY else (0,))]
    rows, open_keys = [], set()
    for order, (key, year) in enumerate(asked):
        is_done = key in implied or (reached == "start" and 0 < year < this_year)
        due = None if is_done else _due(project, key, year)
        if not is_done:
            open_keys.add((key, year))
        rows.append(
            step(
                project=project,
                key=key,
                year=year,
                order=order,
                turn="group" if key in GROUP else "city" if key in CITY else "both",
                due_on=due if due and due >= today else None,
                status="done" if is_done else "waiting",
                basis="before" if is_done else "",
            )
        )
    for row in rows:
        before = {(key, when) for key in AFTER.get(row.key, "").split() for when in (0, row.year)}
        if row.status == "waiting" and not before & open_keys:
            row.came_up_at = timezone.now()
    return rows


def lay(apps: Any, _: Any) -> None:
    step = apps.get_model("projects", "ProjectStep")
    agreement = apps.get_model("projects", "Agreement")
    running = apps.get_model("projects", "Project").objects.filter(
        status__in=REACHED, between_citizens=False
    )
    signed = set(agreement.objects.values_list("project", flat=True))
    today, rows = timezone.localdate(), []
    for project in running.prefetch_related("forms").order_by("pk"):
        rows += _rows(step, project, project.pk in signed, today)
    step.objects.bulk_create(rows, batch_size=500)


class Migration(migrations.Migration):
    dependencies = [("projects", "0034_steps_of_projects")]

    operations = [migrations.RunPython(lay, migrations.RunPython.noop)]
