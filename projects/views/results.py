"""Telling what came of a project and of each of its goals."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from projects import rules
from projects.actions import save_results
from projects.forms import GoalResultFormSet, ResultForm
from projects.forms.seen import Overtaken
from projects.models import Project
from projects.views.crumbs import crumbs_to
from projects.views.found import found_project


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def project_results(request: HttpRequest, pk: int) -> HttpResponse:
    """Both sides write the result; it can be kept half-written until the project is ended."""
    project = found_project(request.user, pk, agreements=False)
    rules.can_write_results(request.user, project).enforce()
    data = request.POST if request.method == "POST" else None
    form = ResultForm(data, instance=project)
    goals = GoalResultFormSet(data, instance=project, prefix="goals")
    if data is not None and all([form.is_valid(), goals.is_valid()]):

        def write(locked: Project) -> None:
            form.refuse_overtaken(locked)
            form.save()
            goals.save()

        try:
            save_results(project=project, by=request.user, write=write)
        except Overtaken:
            form.tell_overtaken()
        else:
            messages.success(request, gettext("結果を保存しました。"))
            return redirect(project)
    return render(
        request,
        "projects/project_results.html",
        {
            "project": project,
            "form": form,
            "goals": goals,
            "crumbs": crumbs_to(project, gettext("結果を書く")),
        },
    )
