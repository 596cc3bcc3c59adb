"""Telling what came of a project and of each of its goals."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from kyodo_portal.writing.guarded import Guarded, one_at_a_time
from kyodo_portal.writing.rows import OrderedRows
from projects.actions.plan import save_results
from projects.forms import GoalResultFormSet, ResultForm
from projects.models import Project
from projects.rules import projects as rules
from projects.views.crumbs import crumbs_to
from projects.views.lookup import found_project


@require_http_methods(["GET", "HEAD", "POST"])
@one_at_a_time(Project)
def project_results(request: HttpRequest, pk: int) -> HttpResponse:
    """Both sides write the result; it can be kept half-written until the project is ended."""
    project = found_project(request.user, pk, agreements=False)
    rules.can_write_results(request.user, project).enforce()
    page = Guarded(request, partial(parts_of, project), parts=list)
    form, goals = page.form
    if page.is_clear and all([form.is_valid(), goals.is_valid()]):

        def write(locked: Project) -> None:
            form.save()
            goals.save()

        save_results(project=project, by=request.user, write=write)
        messages.success(request, gettext("結果を保存しました。"))
        return page.saved(project)
    context = {
        "project": project,
        "form": form,
        "goals": goals,
        "crumbs": crumbs_to(project, gettext("結果を書く")),
    }
    return page.shown("projects/project_results.html", context)


def parts_of(project: Project, data: Any = None) -> tuple[ResultForm, OrderedRows]:
    """The result of the project and those of its goals, as stored or as sent."""
    goals = GoalResultFormSet(data, instance=project, prefix="goals")
    return ResultForm(data, instance=project), goals
