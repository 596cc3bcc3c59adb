"""Where staff sort what came in, sum it up, and answer it: the desk of one round."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from groups.rules.groups import HIDDEN
from kyodo_portal.life.flows import MoveRefused
from kyodo_portal.life.moves import make_move, refused
from kyodo_portal.life.people import Person
from kyodo_portal.web.bodies import takes_files
from kyodo_portal.writing.guarded import Guarded, one_at_a_time
from proposals.actions.opinion_answers import (
    answer_correction,
    put_into_group,
    set_aside,
    show_summaries,
    take_out_of_group,
    write_group,
)
from proposals.actions.opinion_documents import keep_documents_of_round
from proposals.flows import OPINION_FLOW, OPINION_ROUND_FLOW
from proposals.forms.opinion_answers import (
    SET_ASIDE,
    TAKE_OUT,
    CorrectionAnswerForm,
    MembersForm,
    OpinionGroupForm,
    SortForm,
)
from proposals.forms.opinion_documents import OpinionDocumentsForm
from proposals.models import Opinion, OpinionCorrection, OpinionGroup, OpinionRound
from proposals.rules import opinion_rounds as rules
from proposals.rules.opinions import can_enter_opinion
from proposals.views.opinion_rounds import crumbs_to, found_round

MOST = 30
"""How many different texts stand on a page; the others follow as these are sorted."""


def _kept_round(user: Person, pk: int) -> OpinionRound:
    """A round that this person keeps, else the 403 or 404 that its own page would give."""
    round_ = found_round(user, pk)
    rules.may_keep_round(user, round_).enforce()
    return round_


def _desk(round_: OpinionRound) -> str:
    return reverse("opinions:desk", args=[round_.pk])


@require_http_methods(["GET", "HEAD", "POST"])
def opinion_desk(request: HttpRequest, pk: int) -> HttpResponse:
    """What is not sorted yet, the groups, what writers miss in the summaries, and the next step."""
    round_ = _kept_round(request.user, pk)
    form = SortForm(request.POST if request.method == "POST" else None, round_=round_)
    if request.method == "POST":
        rules.can_sort_opinions(request.user, round_).enforce()
        if form.is_valid():
            messages.success(request, _sorted(form, by=request.user))
            return redirect(_desk(round_))
    standing = Opinion.objects.standing().filter(submission__round=round_)
    waiting = standing.ungrouped()
    corrections = OpinionCorrection.objects.filter(submission__round=round_, answer="")
    context = {
        "round": round_,
        "form": form,
        "waiting": waiting.alike(MOST),
        "left": waiting.count(),
        "most": MOST,
        "groups": list(round_.groups.counted().select_related("section")),
        "set_aside": list(
            standing.filter(status="out_of_scope").select_related("submission")[:MOST]
        ),
        "corrections": [
            (each, CorrectionAnswerForm(prefix=f"correction-{each.pk}"))
            for each in corrections.select_related("submission")
        ],
        "to_call": list(round_.submissions.to_call()),
        "people": round_.submissions.standing().count(),
        "texts": standing.values("text_key").distinct().count(),
        "opinions": standing.count(),
        "can_sort": rules.can_sort_opinions(request.user, round_),
        "can_show": rules.can_show_summaries(round_),
        "can_enter": can_enter_opinion(request.user, round_),
        "corrects_until": round_.corrects_until,
        "keeps_documents": rules.can_keep_documents_of_round(request.user, round_),
        "offers": OPINION_ROUND_FLOW.offers(request.user, round_),
        "crumbs": crumbs_to(round_, "意見の整理と回答"),
    }
    return render(request, "opinions/desk.html", context)


def _sorted(form: SortForm, *, by: Person) -> str:
    """Do with the chosen opinions what the pressed button says; what is told of it."""
    chosen = form.cleaned_data["opinions"]
    if form.act == SET_ASIDE:
        because = form.cleaned_data["because"]
        number = set_aside(round_=form.round, opinions_=chosen, because=because, by=by)
        return f"{number}件の意見を、対象外にしました。"
    group = put_into_group(group=form.chosen_group, opinions_=chosen, by=by)
    return f"意見を、まとまり「{group.heading}」に入れました。"


@takes_files
@require_http_methods(["GET", "HEAD", "POST"])
def opinion_documents(request: HttpRequest, pk: int) -> HttpResponse:
    """Add the draft as a file, and what it rests on; take away what is not needed."""
    round_ = _kept_round(request.user, pk)
    rules.can_keep_documents_of_round(request.user, round_).enforce()
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = OpinionDocumentsForm(*sent, round_=round_)
    if form.is_valid():
        keep_documents_of_round(
            round_=round_,
            by=request.user,
            removed=form.cleaned_data.get("removed") or (),
            file=form.cleaned_data["file"],
            title=form.cleaned_data["title"],
        )
        messages.success(request, "資料を保存しました。")
        return redirect("opinions:documents", round_.pk)
    context = {
        "round": round_,
        "form": form,
        "documents": round_.documents.all(),
        "files_lost": bool(request.FILES),
        "crumbs": crumbs_to(round_, "資料"),
    }
    return render(request, "opinions/documents.html", context)


@require_POST
def opinion_show(request: HttpRequest, pk: int) -> HttpResponse:
    """Let the writers see how they were summed up."""
    round_ = _kept_round(request.user, pk)
    show_summaries(round_=round_, by=request.user)
    messages.success(request, "書いた方に、意見の概要を見せました。メールでお知らせします。")
    return redirect(_desk(round_))


@require_POST
def opinion_sorted(request: HttpRequest, pk: int) -> HttpResponse:
    """Set one opinion aside with the reason, or take it back from there."""
    visible = Opinion.objects.visible_to(request.user).select_related("submission__round")
    opinion = visible.filter(pk=pk).first()
    if opinion is None:
        raise Http404(HIDDEN)
    return make_move(request, OPINION_FLOW, opinion, back_to=_desk(opinion.submission.round))


def _found_group(user: Person, pk: int) -> OpinionGroup:
    group = OpinionGroup.objects.select_related("round__department").filter(pk=pk).first()
    if group is None:
        raise Http404(HIDDEN)
    group.round = _kept_round(user, group.round_id)
    return group


@require_http_methods(["GET", "HEAD", "POST"])
@one_at_a_time(OpinionGroup)
def opinion_group(request: HttpRequest, pk: int) -> HttpResponse:
    """Sum a group up and answer it, with the opinions in it beside."""
    group = _found_group(request.user, pk)
    rules.can_sort_opinions(request.user, group.round).enforce()

    def made(data: Any = None) -> OpinionGroupForm:
        return OpinionGroupForm(data, instance=group)

    members = Opinion.objects.standing().filter(groups=group)
    page = Guarded(request, made)
    if page.is_clear and page.form.is_valid():
        write_group(group=page.form.save(commit=False), by=request.user)
        messages.success(request, "まとまりを保存しました。")
        return page.saved(_desk(group.round))
    context = {
        "form": page.form,
        "group": group,
        "round": group.round,
        "members": members.alike(MOST),
        "number": members.count(),
        "members_form": MembersForm(group=group),
        "others": group.round.groups.exclude(pk=group.pk).exists(),
        "back_url": _desk(group.round),
        "crumbs": crumbs_to(group.round, "意見のまとまり"),
    }
    return page.shown("opinions/group.html", context)


@require_POST
def opinion_group_members(request: HttpRequest, pk: int) -> HttpResponse:
    """Take opinions out of a group, or put them into another one too."""
    group = _found_group(request.user, pk)
    rules.can_sort_opinions(request.user, group.round).enforce()
    form = MembersForm(request.POST, group=group)
    if not form.is_valid():
        for refused in form.errors.values():
            messages.error(request, " ".join(str(each) for each in refused))
    elif form.act == TAKE_OUT:
        chosen = form.cleaned_data["opinions"]
        take_out_of_group(group=group, opinions_=chosen, by=request.user)
        messages.success(request, "意見を、まとまりから外しました。")
    else:
        other, chosen = form.cleaned_data["also"], form.cleaned_data["opinions"]
        put_into_group(group=other, opinions_=chosen, by=request.user)
        messages.success(request, f"意見を、まとまり「{other.heading}」にも入れました。")
    return redirect("opinions:group", group.pk)


@require_POST
def opinion_corrected(request: HttpRequest, pk: int, correction_pk: int) -> HttpResponse:
    """Answer what a writer of this round misses in the summary."""
    round_ = _kept_round(request.user, pk)
    asked = OpinionCorrection.objects.filter(pk=correction_pk, submission__round=round_)
    correction = asked.select_related("submission__round").first()
    if correction is None:
        raise Http404(HIDDEN)
    form = CorrectionAnswerForm(request.POST, prefix=f"correction-{correction.pk}")
    try:
        if not form.is_valid():
            told = " ".join(str(each) for each in form.errors["answer"])
            raise MoveRefused(told, status_code=422)
        answer = form.cleaned_data["answer"]
        answer_correction(correction=correction, answer=answer, by=request.user)
    except MoveRefused as refusal:
        typed = request.POST.get(form.add_prefix("answer"), "")
        return refused(request, refusal, back=_desk(round_), typed=typed)
    messages.success(request, "答えを送りました。")
    return redirect(_desk(round_))
