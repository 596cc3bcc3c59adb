"""One side's sheet: written as a draft, read through once more, handed in."""

from functools import partial
from operator import itemgetter

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db.models import prefetch_related_objects
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from evaluations.actions.opening import last_written
from evaluations.actions.sheets import SHEET_WRITTEN, save_answers
from evaluations.flows import ASSESSMENT_FLOW
from evaluations.forms.sheets import SheetForm
from evaluations.models import Assessment
from evaluations.report.phases import by_phase
from evaluations.rules.counter import counter_side
from evaluations.rules.sheets import can_write, missing_items
from evaluations.rules.sides import acts_for, belongs_to_both, own_side
from evaluations.views.reports import crumbs_to, visible_evaluation
from kyodo_portal.cities import said
from kyodo_portal.life.moves import make_move
from kyodo_portal.life.people import Person
from kyodo_portal.life.verdicts import Verdict
from kyodo_portal.words.languages import listed
from kyodo_portal.writing.guarded import Guarded, one_at_a_time


def own_sheet(user: Person, pk: int) -> Assessment:
    """The sheet of this person's own side, or the one they enter at the counter. 404 where the
    evaluation is not theirs to see, refused with its reason for whoever is on neither side or on both."""
    evaluation = visible_evaluation(user, pk)
    if belongs_to_both(user, evaluation):
        raise PermissionDenied(
            gettext(
                "団体と市の両方に属しているため、どちらの評価シートも開けません。"
                "どちらの評価も公正に保つための決まりです。"
            )
        )
    side = own_side(user, evaluation)
    at_counter = None if side is not None else counter_side(user, evaluation)
    if side is None and at_counter is None:
        raise PermissionDenied(gettext("評価シートは、この事業の団体と所管課の人だけが開けます。"))
    # Who enters it at the counter sees nothing of it before, so that the query cannot know them.
    theirs = Assessment.objects.all() if at_counter else Assessment.objects.visible_to(user)
    sheets = theirs.prefetch_related("answers")
    sheet = get_object_or_404(sheets, evaluation=evaluation, side=side or at_counter)
    prefetch_related_objects([evaluation], "items")
    sheet.evaluation = evaluation
    return sheet


def _own_key(request: HttpRequest, pk: int) -> int:
    return own_sheet(request.user, pk).pk


@require_http_methods(["GET", "HEAD", "POST"])
@one_at_a_time(Assessment, _own_key)
def sheet_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Write my side's sheet, or read it where it can no longer be written. `?check` shows it as it
    will be handed in."""
    sheet = own_sheet(request.user, pk)
    may_write = can_write(request.user, sheet)
    if request.method == "POST":
        may_write.enforce()
    elif not may_write or "check" in request.GET:
        return _read_through(request, sheet, may_write)
    page = _writing(request, sheet, settles="check" not in request.POST)
    if page.is_clear and page.form.is_valid():
        _keep(request, sheet, page.form)
        here = reverse("evaluations:sheet", args=[pk])
        if "check" in request.POST:
            return page.saved(f"{here}?check=1")
        page.seen.tell_kept(request)
        messages.success(request, gettext("下書きを保存しました。続きは、いつでも書けます。"))
        return redirect(here)
    context = {
        "crumbs": crumbs_to(sheet.evaluation, gettext("評価シート")),
        "evaluation": sheet.evaluation,
        "sheet": sheet,
        "acting_for": listed(acts_for(request.user, sheet.evaluation)),
        "form": page.form,
    }
    return page.shown("evaluations/sheet.html", context)


def _writing(request: HttpRequest, sheet: Assessment, *, settles: bool) -> Guarded[SheetForm]:
    """The page of a sheet. One's own draft, kept while one writes, is not somebody else's."""
    return Guarded(
        request,
        partial(SheetForm, sheet=sheet),
        others=last_written(sheet, SHEET_WRITTEN, not_by=request.user),
        settles=settles,
    )


def _keep(request: HttpRequest, sheet: Assessment, form: SheetForm) -> None:
    save_answers(
        sheet=sheet,
        by=request.user,
        answers=form.answers(),
        **form.texts(),
    )


def _read_through(request: HttpRequest, sheet: Assessment, may_write: Verdict) -> HttpResponse:
    answers = {answer.item_id: answer for answer in sheet.answers.all()}
    unrated, silent = missing_items(sheet)
    scale = sheet.evaluation.scale
    lines = [
        {
            "item": item,
            "question": item.question_for(sheet.side),
            "rating": scale.words(answers[item.pk].rating) if item.pk in answers else "",
            "comment": answers[item.pk].comment if item.pk in answers else "",
        }
        for item in sheet.evaluation.items.all()
    ]
    context = {
        "crumbs": crumbs_to(sheet.evaluation, gettext("評価シートの確認")),
        "evaluation": sheet.evaluation,
        "sheet": sheet,
        "may_write": may_write,
        "acting_for": listed(acts_for(request.user, sheet.evaluation)) if may_write else "",
        "missing": [
            *(
                (gettext("{label}：評価").format(label=said(item.label)), f"id_rating_{item.pk}_0")
                for item in unrated
            ),
            *(
                (
                    gettext("{label}：コメント").format(label=said(item.label)),
                    f"id_comment_{item.pk}",
                )
                for item in silent
            ),
        ],
        "phases": by_phase(lines, item_of=itemgetter("item")),
        "offers": ASSESSMENT_FLOW.offers(request.user, sheet),
    }
    return render(request, "evaluations/sheet_check.html", context)


@require_POST
@login_required
@one_at_a_time(Assessment, _own_key)
def sheet_autosave(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep the draft while somebody writes."""
    sheet = own_sheet(request.user, pk)
    can_write(request.user, sheet).enforce()

    def keep(form: SheetForm) -> SheetForm:
        _keep(request, sheet, form)
        return SheetForm(sheet=own_sheet(request.user, pk))

    return _writing(request, sheet, settles=False).autosaved(keep)


@require_POST
@login_required
def sheet_submit(request: HttpRequest, pk: int) -> HttpResponse:
    """Hand in my side's sheet; the last of the two opens both."""
    sheet = own_sheet(request.user, pk)
    return make_move(request, ASSESSMENT_FLOW, sheet)
