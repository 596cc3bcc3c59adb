"""The blank forms of a call: handed out to everybody, kept by the desk."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from kyodo_portal.files.uploads import serve
from kyodo_portal.web.bodies import takes_files
from proposals.actions.call_papers import keep_blanks
from proposals.forms.call_papers import BlankFormsForm
from proposals.models import BlankForm, Call
from proposals.rules.call_papers import can_keep_blanks


@login_not_required
@require_safe
def call_blank(request: HttpRequest, pk: int, blank_pk: int) -> FileResponse:
    """The blank form of a paper, for whoever sees the call."""
    call = get_object_or_404(Call.objects.visible_to(request.user), pk=pk)
    return serve(get_object_or_404(BlankForm, pk=blank_pk, paper__call=call))


@takes_files
@require_http_methods(["GET", "HEAD", "POST"])
def call_blanks(request: HttpRequest, pk: int) -> HttpResponse:
    """Add, replace and take away the blank forms of the papers that a call asks for."""
    call = get_object_or_404(Call.objects.visible_to(request.user), pk=pk)
    can_keep_blanks(request.user, call).enforce()
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = BlankFormsForm(*sent, call=call)
    if form.is_valid():
        keep_blanks(call=call, by=request.user, files=form.chosen(), removed=form.removed())
        messages.success(request, "様式を保存しました。")
        return redirect("calls:blanks", call.pk)
    context = {
        "call": call,
        "form": form,
        "papers": call.papers.select_related("blank"),
        "files_lost": bool(request.FILES),
        "desk_url": reverse("admin:proposals_call_change", args=[call.pk]),
        "crumbs": [
            ("募集", reverse("calls:list")),
            (call.title, call.get_absolute_url()),
            ("書類の様式", None),
        ],
    }
    return render(request, "calls/blanks.html", context)
