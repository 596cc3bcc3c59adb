"""The published reports, and the same page while an evaluation is under way."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required, login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from evaluations.actions.opening import open_evaluation
from evaluations.actions.reflections import REFLECTION_WRITTEN
from evaluations.flows import EVALUATION_FLOW
from evaluations.forms.opening import OpenForm
from evaluations.models import Evaluation, EvaluationStatus, Reflection, Side
from evaluations.published.filters import TALLIES
from evaluations.published.kinds import REPORTS
from evaluations.register import card_of, lines_of
from evaluations.report.comparison import Comparison, compare
from evaluations.report.parts import (
    cancel_reason_of,
    report_parts,
    taking_part,
    with_whole_project,
)
from evaluations.rules.counter import counter_side
from evaluations.rules.evaluations import can_open, is_insider
from evaluations.rules.reflections import can_close_with
from evaluations.rules.sides import belongs_to_both, own_side, side_of
from kyodo_portal.cities import said
from kyodo_portal.files.pdf import why_not
from kyodo_portal.life.audit import AuditEntry
from kyodo_portal.life.flows import MoveRefused
from kyodo_portal.life.history import story_of
from kyodo_portal.life.moves import make_move
from kyodo_portal.life.people import Person
from kyodo_portal.lists.listing import listing
from kyodo_portal.web.crumbs import Crumbs
from projects.models import Project


def crumbs_to(evaluation: Evaluation, here: str = "") -> Crumbs:
    """The way to an evaluation's page, or to a page under it named `here`."""
    way: Crumbs = [
        (gettext("評価と報告"), reverse("evaluations:list")),
        (str(evaluation), evaluation.get_absolute_url()),
    ]
    return [*way, (here, None)] if here else way


@login_not_required
@require_safe
def evaluation_list(request: HttpRequest) -> HttpResponse:
    """The published reports, newest first."""
    reports = REPORTS.listed_for(request.user).select_related("reflection")
    filterset = REPORTS.narrowed(request.GET, reports.order_by("-published_at", "-pk"))
    shown = listing(request, filterset, TALLIES)
    context = {
        "crumbs": [(gettext("評価と報告"), None)],
        **shown,
        "cards": [card_of(line) for line in lines_of(list(shown["page_obj"]))],
    }
    return render(request, "evaluations/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def evaluation_create(request: HttpRequest) -> HttpResponse:
    """Begin an evaluation of the project named in the address."""
    asked = request.GET.get("project", "")
    if not (asked.isascii() and asked.isdigit() and len(asked) < 18):
        raise Http404
    visible = Project.objects.visible_to(request.user).with_list_parts()
    project = get_object_or_404(visible, pk=int(asked))
    can_open(request.user, project).enforce()
    form = OpenForm(request.POST or None, project=project)
    if request.method == "POST" and form.is_valid():
        answers = form.cleaned_data
        try:
            evaluation = open_evaluation(project=project, by=request.user, **answers)
        except MoveRefused as refusal:
            counting = Evaluation.objects.not_cancelled().filter(project=project)
            begun = counting.filter(
                fiscal_year=answers["fiscal_year"], round=answers["round"]
            ).first()
            if begun is not None:
                messages.info(request, gettext("この評価は、すでに始まっています。"))
                return redirect(begun)
            form.add_error(None, refusal.reason)
        else:
            messages.success(
                request,
                gettext("評価を始めました。団体と市の両方に、評価シートの記入をお知らせします。"),
            )
            return redirect(evaluation)
    context = {
        "crumbs": [
            (project.title, project.get_absolute_url()),
            (gettext("評価を始める"), None),
        ],
        "project": project,
        "form": form,
    }
    return render(request, "evaluations/open.html", context)


def visible_evaluation(user: Person, pk: int) -> Evaluation:
    """The evaluation with its project and its parties, for whoever may see it; 404 for others."""
    return get_object_or_404(Evaluation.objects.visible_to(user).with_parties(), pk=pk)


@login_not_required
@require_safe
def evaluation_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """The report for the public; before that, the page from which the two sides work."""
    found = Evaluation.objects.visible_to(request.user).with_standing()
    evaluation = with_whole_project(found, pk)
    if evaluation is None:
        return withdrawn(request, pk)
    project = evaluation.project
    comparison = Comparison([], {}) if evaluation.is_sealed else compare(evaluation, request.user)
    my_side = side_of(request.user, evaluation)
    enters_for = None if my_side else counter_side(request.user, evaluation)
    my_side = my_side or enters_for
    reflection = getattr(evaluation, "reflection", None)
    entries = list(evaluation.history())
    sealed = {
        "evaluation": evaluation,
        "project": project,
        "taking_part": taking_part(evaluation),
        "cancel_reason": cancel_reason_of(project),
        "result_sentence": "",
    }
    parts = sealed if evaluation.is_sealed else report_parts(evaluation, comparison, request.user)
    context = {
        **parts,
        "crumbs": crumbs_to(evaluation),
        "linked_data": REPORTS.linked_data_of(evaluation),
        "is_printable": evaluation.is_published and not why_not(),
        "offers": EVALUATION_FLOW.offers(request.user, evaluation),
        "story": story_of(evaluation, entries=entries),
        "sheet_rows": [
            (
                gettext("{label}の評価シート").format(label=side.label),
                gettext("提出済み") if is_in(evaluation, side) else gettext("まだです"),
            )
            for side in Side
        ],
        "consent_rows": [
            (
                gettext("{label}の同意").format(label=side.label),
                gettext("同意しています") if consents(evaluation, side) else gettext("まだです"),
            )
            for side in Side
        ],
        "my_side": my_side,
        "enters_for": enters_for.label if enters_for else "",
        "own_side": own_side(request.user, evaluation),
        "on_both_sides": belongs_to_both(request.user, evaluation),
        "is_insider": is_insider(request.user, evaluation),
        "consent": consent_of(evaluation, reflection, comparison, my_side, entries),
    }
    return render(request, "evaluations/detail.html", context)


def withdrawn(request: HttpRequest, pk: int) -> HttpResponse:
    """At the address of a report that was taken back: that it was, why, and nothing of it (410)."""
    projects = Project.objects.visible_to(request.user)
    evaluation = get_object_or_404(
        Evaluation.objects.withdrawn().select_related("project").filter(project__in=projects), pk=pk
    )
    context = {"crumbs": crumbs_to(evaluation), "evaluation": evaluation}
    return render(request, "evaluations/withdrawn.html", context, status=410)


@require_POST
@login_required
def evaluation_move(request: HttpRequest, pk: int) -> HttpResponse:
    """Make one of the moves of an evaluation."""
    return make_move(request, EVALUATION_FLOW, visible_evaluation(request.user, pk))


def is_in(evaluation: Any, side: Side) -> bool:
    """Whether a side has handed in its sheet: the one thing the seal lets the other side know."""
    return bool(getattr(evaluation, f"{side.value}_is_in"))


def consents(evaluation: Any, side: Side) -> bool:
    """Whether a side agrees to the reflection as it stands."""
    return bool(getattr(evaluation, f"{side.value}_consents"))


def consent_of(
    evaluation: Any,
    reflection: Reflection | None,
    comparison: Comparison,
    my_side: Side | None,
    entries: list[AuditEntry],
) -> dict[str, Any] | None:
    """What the side needs to agree to the reflection: whether it did, whether it can now, and
    which writing of its history it has before it. None where there is nothing to agree to."""
    if my_side is None or evaluation.status != EvaluationStatus.REVEALED or reflection is None:
        return None
    written = EVALUATION_FLOW.action(REFLECTION_WRITTEN)
    untold = [said(row.item.label) for row in comparison.wide if not row.note.strip()]
    return {
        "given": consents(evaluation, my_side),
        "verdict": can_close_with(reflection, untold, far_apart=evaluation.far_apart),
        "read_up_to": max((entry.pk for entry in entries if entry.action == written), default=0),
    }
