"""Writing the plan: its words, goals, roles and costs on one page."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from projects import rules
from projects.actions import save_plan
from projects.agreement import standing_of
from projects.forms import CostFormSet, GoalFormSet, PlanForm, RoleFormSet
from projects.forms.rows import RowFormSet, with_more_rows, without_complaints
from projects.forms.seen import Overtaken
from projects.models import Project
from projects.views.crumbs import crumbs_to
from projects.views.found import found_project

FORMSETS = {"goals": GoalFormSet, "roles": RoleFormSet, "costs": CostFormSet}


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def project_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """The plan, written by both sides. A change of what was signed is asked about once more."""
    project = found_project(request.user, pk)
    rules.can_edit(request.user, project).enforce()
    signed = bool(standing_of(project).signatures)
    data = request.POST if request.method == "POST" else None
    more = request.POST.get("add_rows")
    if data is not None and more in FORMSETS:
        data = with_more_rows(data, more)
    form = PlanForm(data, instance=project)
    rows = {
        name: made(data, instance=project, prefix=name, queryset=getattr(project, name).all())
        for name, made in FORMSETS.items()
    }
    asks_again = False
    if more in FORMSETS:
        without_complaints(form, *rows.values())
    elif data is not None and all([form.is_valid(), *(part.is_valid() for part in rows.values())]):
        changes_terms = "purpose" in form.changed_data or any(
            rows[name].has_changed() for name in ("goals", "roles")
        )
        asks_again = signed and changes_terms and "understood" not in request.POST
        if not asks_again and saved(request, project, form, rows):
            return redirect(project)
    return render(
        request,
        "projects/project_edit.html",
        {
            "project": project,
            "form": form,
            **rows,
            "signed": signed,
            "asks_again": asks_again,
            "crumbs": crumbs_to(project, gettext("計画を書く")),
        },
    )


def saved(
    request: HttpRequest, project: Project, form: PlanForm, rows: dict[str, RowFormSet]
) -> bool:
    """Save everything or nothing. False when somebody else was first: the form then says so."""

    def write(locked: Project) -> None:
        form.refuse_overtaken(locked)
        form.save()
        for part in rows.values():
            part.save_in_order()

    try:
        changed = save_plan(project=project, by=request.user, write=write)
    except Overtaken:
        form.tell_overtaken()
        return False
    if changed and not rules.agreement_holds(Project.objects.get(pk=project.pk)):
        messages.success(
            request,
            gettext(
                "計画を保存しました。目的・目標・役割分担が変わったので、"
                "協定のページで、双方の署名をそろえてください。"
            ),
        )
    else:
        messages.success(request, gettext("計画を保存しました。"))
    return True
