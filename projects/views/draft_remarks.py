"""Saying something about a version of an agreement."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from projects.actions.draft_remarks import remark_on_draft
from projects.forms import RemarkForm
from projects.rules.draft_remarks import can_remark
from projects.views.agreement import shown
from projects.views.lookup import found_project


@require_POST
@login_required
def draft_remark(request: HttpRequest, pk: int) -> HttpResponse:
    """Say something about the version as it stands."""
    project = found_project(request.user, pk)
    can_remark(request.user, project).enforce()
    form = RemarkForm(request.POST, prefix="remark")
    if not form.is_valid():
        return shown(request, project, form)
    remark_on_draft(project=project, by=request.user, text=form.cleaned_data["text"])
    messages.success(request, gettext("書いたことを、当事者に伝えました。"))
    return redirect(f"{reverse('projects:agreement', args=[project.pk])}#remarks")
