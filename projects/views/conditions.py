"""Ticking off a condition of adoption on the page of its project."""

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from kyodo_portal.life.flows import MoveRefused
from kyodo_portal.life.moves import refused
from kyodo_portal.writing.fields import PlainTextField
from projects.actions.conditions import meet_condition, reopen_condition
from projects.rules.conditions import can_tick_conditions
from projects.views.lookup import found_project


class ConditionForm(forms.Form):
    """Which condition, and a word on how it was met."""

    mark = PlainTextField(max_length=64)
    note = PlainTextField(label=_("ひとこと（公開されます）"), max_length=300, required=False)
    is_open = forms.BooleanField(required=False)


@require_POST
@login_required
def condition_tick(request: HttpRequest, pk: int) -> HttpResponse:
    """A condition is met, or open again."""
    project = found_project(request.user, pk)
    can_tick_conditions(request.user, project).enforce()
    form = ConditionForm(request.POST)
    try:
        if not form.is_valid():
            reasons = [str(reason) for errors in form.errors.values() for reason in errors]
            raise MoveRefused(" ".join(reasons), status_code=400)
        given = form.cleaned_data
        if given["is_open"]:
            reopen_condition(project=project, mark=given["mark"], by=request.user)
            messages.success(request, gettext("条件を、まだ満たしていないことに戻しました。"))
        else:
            meet_condition(project=project, mark=given["mark"], note=given["note"], by=request.user)
            messages.success(request, gettext("条件を満たしたことを記録しました。"))
    except MoveRefused as refusal:
        typed = request.POST.get("note", "")
        return refused(request, refusal, back=project.get_absolute_url(), typed=typed)
    return redirect(f"{project.get_absolute_url()}#conditions")
