"""Writing the plan: its words, goals, roles and costs on one page. Once every party has signed, a change
of what they signed goes out from this page as an amendment."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from kyodo_portal.life.people import Person
from kyodo_portal.writing.guarded import Guarded, one_at_a_time
from kyodo_portal.writing.rows import StoredRows, with_more_rows, without_complaints
from kyodo_portal.writing.sent import control_of, name_of, place_of
from projects.actions.amendments import propose_change
from projects.actions.plan import save_plan
from projects.agreement.terms import Terms, digest_of, standing_of
from projects.amending.rules import can_be_proposed
from projects.forms import (
    CostFormSet,
    ExpenseFormSet,
    GoalFormSet,
    PlanForm,
    ReasonForm,
    RoleFormSet,
    ScheduleFormSet,
)
from projects.forms.clauses import with_templates
from projects.forms.plan import TERMS
from projects.forms.terms import terms_in
from projects.models import Amendment, Project
from projects.rules import projects as rules
from projects.views.crumbs import crumbs_to
from projects.views.lookup import found_project

FORMSETS = {
    "goals": GoalFormSet,
    "roles": RoleFormSet,
    "costs": CostFormSet,
    "schedule": ScheduleFormSet,
    "expenses": ExpenseFormSet,
}

SIGNED = ("goals", "roles", "costs")
"""The tables that both sides sign."""

FILLED_IN = {*FORMSETS, "clauses"}
"""What a button of the form fills in without saving: blank rows of a table, the templates of the clauses."""


PlanParts = tuple[PlanForm, dict[str, StoredRows]]
"""The form of the plan and its tables by name."""


def parts_of(
    project: Project, data: Any = None, *, more: str = "", without_terms: bool = False
) -> PlanParts:
    """The plan as stored, or as sent with blank rows for the table `more`; without its terms while a
    change of them is talked about."""
    if data is not None and more in FORMSETS:
        data = with_more_rows(data, more, most=FORMSETS[more].max_num)
    if data is not None and more == "clauses":
        data = with_templates(data, project)
    rows = {
        name: made(data, instance=project, prefix=name, queryset=getattr(project, name).all())
        for name, made in FORMSETS.items()
        if not (without_terms and name in SIGNED)
    }
    return PlanForm(data, instance=project, without_terms=without_terms), rows


@require_http_methods(["GET", "HEAD", "POST"])
@one_at_a_time(Project)
def project_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """The plan, written by both sides. A change of what was signed is asked about once more."""
    project = found_project(request.user, pk)
    rules.can_edit(request.user, project).enforce()
    standing = standing_of(project)
    signed_by_all = project.requires_agreement and standing.in_force
    amendment = Amendment.objects.running_for(project) if rules.is_amended(project) else None
    more = request.POST.get("add_rows", "")
    page = Guarded(
        request,
        partial(parts_of, project, more=more, without_terms=amendment is not None),
        parts=lambda made: [made[0], *made[1].values()],
        settles=more not in FILLED_IN,
    )
    form, rows = page.form
    in_passing = more in FILLED_IN or form.is_checking
    understood = "understood" in request.POST
    reason = ReasonForm(request.POST if understood and not in_passing else None)
    if not understood and request.method == "POST":
        reason.initial["change_reason"] = request.POST.get("change_reason", "")
    asks, changed_terms = "", list[tuple[str, str]]()
    if in_passing:
        without_complaints(form, *rows.values())
    elif page.is_clear and all_valid(form, *rows.values()):
        changed_terms = terms_changed(form, rows)
        change = terms_in(form.instance, rows) if signed_by_all and amendment is None else None
        if change is not None and digest_of(change) != standing.digest:
            asks = "change" if not understood or not goes_out(project, form, reason, change) else ""
            if not asks:
                save_beside(project, by=request.user, form=form, rows=rows)
                return page.saved(propose(request, project, reason, change))
        elif signed_by_all:
            save_beside(project, by=request.user, form=form, rows=rows)
            messages.success(request, gettext("計画を保存しました。"))
            return page.saved(project)
        else:
            asks = "again" if standing.signatures and changed_terms and not understood else ""
            if not asks:
                save(request, project, form, rows)
                return page.saved(project)
    context = {
        "project": project,
        "form": form,
        **{name: rows.get(name) for name in FORMSETS},
        "reason": reason,
        "amendment": amendment,
        "signed": bool(standing.signatures),
        "signed_by_all": signed_by_all,
        "asks": asks,
        "changed_terms": changed_terms,
        "crumbs": crumbs_to(project, gettext("計画を書く")),
    }
    return page.shown("projects/project_edit.html", context)


def terms_changed(form: PlanForm, rows: dict[str, StoredRows]) -> list[tuple[str, str]]:
    """What both sides sign and this person has changed: where it stands on the page, and what it is
    called."""
    fields = [form[name] for name in TERMS if name in form.changed_data]
    return [
        *((control_of(bound), str(bound.label)) for bound in fields),
        *(
            (place_of(one), name_of(one))
            for name, one in rows.items()
            if name in SIGNED and one.has_changed()
        ),
    ]


def all_valid(*parts: Any) -> bool:
    """Whether everything can be read; every part is asked, so that all errors are shown at once."""
    answers = [part.is_valid() for part in parts]
    return all(answers)


def goes_out(project: Project, form: PlanForm, reason: ReasonForm, change: Terms) -> bool:
    """Whether the change is whole: with its reason, and as it can be agreed. The page says what is
    missing."""
    verdict = can_be_proposed(Project.objects.get(pk=project.pk), change)
    if not verdict:
        form.add_error(None, verdict.reason)
    return reason.is_valid() and bool(verdict)


def propose(request: HttpRequest, project: Project, reason: ReasonForm, change: Terms) -> Amendment:
    """Send the change out to everybody who has to sign it."""
    amendment = propose_change(
        project=project,
        by=request.user,
        terms=change,
        reason=reason.cleaned_data["change_reason"],
    )
    messages.success(
        request,
        gettext(
            "変更案を出し、署名をお願いする方に知らせました。"
            "全員の署名がそろうまで、事業のページはいまの協定のままです。"
        ),
    )
    return amendment


def save_beside(
    project: Project, *, by: Person, form: PlanForm, rows: dict[str, StoredRows]
) -> None:
    """Save what nobody signs, where any of it was changed."""
    tables = [rows[name] for name in rows if name not in SIGNED]

    def write(locked: Project) -> None:
        form.save_beside(locked)
        for table in tables:
            table.save_in_order()

    if form.beside_changed or any(table.has_changed() for table in tables):
        save_plan(project=project, by=by, write=write)


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
                "計画を保存しました。署名する内容が変わったので、"
                "協定のページで、双方の署名をそろえてください。"
            ),
        )
    else:
        messages.success(request, gettext("計画を保存しました。"))
