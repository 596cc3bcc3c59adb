"""One step of a project: what is to be done, by whom and by when, and doing it."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required, login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from groups.models.people import account_of
from groups.rules.groups import HIDDEN
from kyodo_portal.life.counter import came_in_words
from kyodo_portal.life.flows import MoveRefused
from kyodo_portal.life.history import story_of
from kyodo_portal.life.moves import make_move, refused, words_typed
from kyodo_portal.life.people import Person
from kyodo_portal.life.recorded import Reader
from kyodo_portal.templatetags.ui_text import jdate
from projects.forms.steps import StepEntryForm
from projects.models import ProjectStep
from projects.road import rules
from projects.road.flow import STEP_FLOW
from projects.views.crumbs import crumbs_to
from projects.views.lookup import found_project


@login_not_required
@require_safe
def step_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """A step of the road, for whoever reads the project."""
    return _shown(request, _found(request.user, pk))


def _found(user: Person, pk: int) -> ProjectStep:
    """The step with its project and all its rows, if this person may read them."""
    project_pk = ProjectStep.objects.filter(pk=pk).values_list("project", flat=True).first()
    if project_pk is None:
        raise Http404(HIDDEN)
    project = found_project(user, project_pk, agreements=False)
    return next(row for row in project.steps.all() if row.pk == pk)


def _shown(
    request: HttpRequest, step: ProjectStep, form: StepEntryForm | None = None, *, status: int = 200
) -> HttpResponse:
    user, project = request.user, step.project
    may_enter = step.is_open and rules.may_enter(user, step) and STEP_FLOW.can_judge(user, step)
    is_city = rules.acts_for_city(user, project)
    context = {
        "project": project,
        "step": step,
        "facts": _facts(step, with_entry=is_city),
        "offers": STEP_FLOW.offers(user, step),
        "form": (form or StepEntryForm()) if may_enter else None,
        "story": story_of(step, reader=Reader.PARTIES if is_city else Reader.PUBLIC),
        "crumbs": crumbs_to(project, str(step.label)),
    }
    return render(request, "projects/step_detail.html", context, status=status)


def _facts(step: ProjectStep, *, with_entry: bool) -> list[tuple[str, Any]]:
    row = step.row
    entry = came_in_words(step) if with_entry and step.is_from_counter else ""
    rows = [
        (gettext("だれの番"), step.whose if step.is_open else ""),
        (gettext("期限"), jdate(step.due_on) if step.is_open and step.due_on else ""),
        (gettext("書類"), row.document),
        (gettext("済んだ日"), jdate(step.done_on) if step.done_on else step.basis_words),
        (gettext("理由"), step.reason),
        ("窓口での受け付け", entry),
    ]
    return [(label, value) for label, value in rows if value]


@require_POST
@login_required
def step_move(request: HttpRequest, pk: int) -> HttpResponse:
    """Do a step, send it back, or leave it out."""
    return make_move(request, STEP_FLOW, _found(request.user, pk))


@require_POST
@login_required
def step_enter(request: HttpRequest, pk: int) -> HttpResponse:
    """Staff enter what a group brought to the counter."""
    step = _found(request.user, pk)
    rules.may_enter(request.user, step).enforce()
    form = StepEntryForm(request.POST)
    if not form.is_valid():
        return _shown(request, step, form, status=422)
    try:
        STEP_FLOW.make("enter", step, by=account_of(request.user), **form.cleaned_data)
    except MoveRefused as refusal:
        back = step.get_absolute_url()
        return refused(request, refusal, back=back, typed=words_typed(form))
    messages.success(request, "窓口で受け付けたことを記録しました。")
    return redirect(step)
