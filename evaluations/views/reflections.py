"""The joint reflection: written by both sides, agreed to by both sides."""

from functools import partial

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from evaluations.actions.opening import last_written
from evaluations.actions.reflections import REFLECTION_WRITTEN, consent, save_reflection
from evaluations.forms.reflections import ReflectionForm
from evaluations.models import Evaluation, EvaluationStatus
from evaluations.report.comparison import compare
from evaluations.rules.reflections import can_reflect
from evaluations.views.reports import crumbs_to, visible_evaluation
from kyodo_portal.life.flows import MoveRefused
from kyodo_portal.life.moves import refused
from kyodo_portal.writing.guarded import Guarded, one_at_a_time


@require_http_methods(["GET", "HEAD", "POST"])
@one_at_a_time(Evaluation)
def reflection_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Write the reflection together. A consent already given is taken back by a change of words,
    and two people writing at once do not overwrite each other."""
    evaluation = visible_evaluation(request.user, pk)
    can_reflect(request.user, evaluation).enforce()
    comparison = compare(evaluation, request.user)
    reflection = getattr(evaluation, "reflection", None)
    page = Guarded(
        request,
        partial(ReflectionForm, instance=reflection, comparison=comparison),
        others=last_written(evaluation, REFLECTION_WRITTEN, not_by=request.user),
    )
    form = page.form
    if page.is_clear and form.is_valid():
        if not form.has_changed():
            messages.info(
                request, gettext("変わったところはありません。同意もそのまま残っています。")
            )
            return redirect(evaluation)
        save_reflection(evaluation=evaluation, by=request.user, write=form.write_to)
        messages.success(
            request,
            gettext("ふりかえりを保存しました。双方がもう一度読んで、同意してください。"),
        )
        return page.saved(evaluation)
    context = {
        "crumbs": crumbs_to(evaluation, gettext("ふりかえりを書く")),
        "evaluation": evaluation,
        "comparison": comparison,
        "has_consents": reflection is not None and reflection.consents.exists(),
        "form": form,
    }
    return page.shown("evaluations/reflection.html", context)


@require_POST
@login_required
def reflection_consent(request: HttpRequest, pk: int) -> HttpResponse:
    """My side agrees to the reflection as this page showed it; the last side to agree closes it."""
    evaluation = visible_evaluation(request.user, pk)
    shown = request.POST.get("seen", "")
    try:
        consent(
            evaluation=evaluation,
            by=request.user,
            read_up_to=int(shown) if shown.isascii() and shown.isdigit() and len(shown) < 18 else 0,
        )
    except MoveRefused as refusal:
        return refused(request, refusal, back=evaluation.get_absolute_url())
    evaluation.refresh_from_db(fields=["status"])
    if evaluation.status == EvaluationStatus.REFLECTED:
        told = gettext("双方の同意がそろいました。協働担当が内容を確かめて、公表します。")
    else:
        told = gettext("ふりかえりに同意しました。相手の側の同意をお待ちください。")
    messages.success(request, told)
    return redirect(evaluation)
