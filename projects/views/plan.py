"""Writing the plan: its words, goals, roles and costs on one page."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from kyodo_portal.writing.guarded import Guarded, one_at_a_time
from kyodo_portal.writing.rows import StoredRows, with_more_rows, without_complaints
from kyodo_portal.writing.sent import control_of, name_of, place_of
from projects import rules
from projects.actions.plan import save_plan
from projects.agreement.terms import standing_of
from projects.forms import (
    CostFormSet,
    ExpenseFormSet,
    GoalFormSet,
    PlanForm,
    RoleFormSet,
    ScheduleFormSet,
)
from projects.models import Project
from projects.views.crumbs import crumbs_to
from projects.views.lookup import found_project

FORMSETS = {
    "goals": GoalFormSet,
    "roles": RoleFormSet,
    "costs": CostFormSet,
    "schedule": ScheduleFormSet,
    "expenses": ExpenseFormSet,
}


PlanParts = tuple[PlanForm, dict[str, StoredRows]]
"""The form of the plan and its tables by name."""


def parts_of(project: Project, data: Any = None, *, more: str = "") -> PlanParts:
    """The plan as stored, or as sent with blank rows for the table `more`."""
    if data is not None and more in FORMSETS:
        data = with_more_rows(data, more, most=FORMSETS[more].max_num)
    rows = {
        name: made(data, instance=project, prefix=name, queryset=getattr(project, name).all())
        for name, made in FORMSETS.items()
    }
    return PlanForm(data, instance=project), rows


@require_http_methods(["GET", "HEAD", "POST"])
@one_at_a_time(Project)
def project_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """The plan, written by both sides. A change of what was signed is asked about once more."""
    project = found_project(request.user, pk)
    rules.can_edit(request.user, project).enforce()
    signed = bool(standing_of(project).signatures)
    more = request.POST.get("add_rows", "")
    page = Guarded(
        request,
        partial(parts_of, project, more=more),
        parts=lambda made: [made[0], *made[1].values()],
        settles=more not in FORMSETS,
    )
    form, rows = page.form
    asks_again, changed_terms = False, list[tuple[str, str]]()
    if more in FORMSETS:
        without_complaints(form, *rows.values())
    elif page.is_clear and all_valid(form, *rows.values()):
        changed_terms = terms_changed(form, rows)
        asks_again = signed and bool(changed_terms) and "understood" not in request.POST
        if not asks_again:
            save(request, project, form, rows)
            return page.saved(project)
    context = {
        "project": project,
        "form": form,
        **rows,
        "signed": signed,
        "asks_again": asks_again,
        "changed_terms": changed_terms,
        "crumbs": crumbs_to(project, gettext("計画を書く")),
    }
    return page.shown("projects/project_edit.html", context)


def terms_changed(form: PlanForm, rows: dict[str, StoredRows]) -> list[tuple[str, str]]:
    """What both sides signed and this person has changed: where it stands on the page, and what it
    is called."""
    purpose = form["purpose"]
    changed = (
        [(control_of(purpose), str(purpose.label))] if purpose.name in form.changed_data else []
    )
    tables = [rows[name] for name in ("goals", "roles")]
    return changed + [(place_of(one), name_of(one)) for one in tables if one.has_changed()]


def all_valid(*parts: Any) -> bool:
    """Whether everything can be read; every part is asked, so that all errors are shown at once."""
    answers = [part.is_valid() for part in parts]
    return all(answers)


def save(
    request: HttpRequest, project: Project, form: PlanForm, rows: dict[str, StoredRows]
) -> None:
    """Save everything or nothing, and say what follows from it."""

    def write(locked: Project) -> None:
        form.save()
        for part in rows.values():
            part.save_in_order()

    changed = save_plan(project=project, by=request.user, write=write)
    if changed and not rules.can_rely_on_agreement(Project.objects.get(pk=project.pk)):
        messages.success(
            request,
            gettext(
                "計画を保存しました。目的・目標・役割分担が変わったので、"
                "協定のページで、双方の署名をそろえてください。"
            ),
        )
    else:
        messages.success(request, gettext("計画を保存しました。"))
