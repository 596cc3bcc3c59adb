"""Handing in opinions, with an account, without one and on paper; and what becomes of them."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from groups.models.people import account_of
from groups.rules.groups import HIDDEN
from groups.views.guests import came_too_often, found_guest, to_code
from kyodo_portal.life.flows import MoveRefused
from kyodo_portal.life.history import story_of
from kyodo_portal.life.moves import make_move, refused
from kyodo_portal.life.people import EVERYBODY, Person, is_signed_in
from kyodo_portal.life.reading import ReadingKind, note_reading
from kyodo_portal.life.recorded import Reader
from kyodo_portal.writing.guarded import Guarded, one_at_a_time
from kyodo_portal.writing.locks import hold
from proposals.actions.opinion_answers import ask_correction
from proposals.actions.opinions import (
    HandedIn,
    confirm_opinion_by_call,
    enter_opinion,
    hand_in,
    hand_in_as_guest,
    handed_in_by,
    rewrite,
    rewrite_as_guest,
)
from proposals.flows import OPINION_SUBMISSION_FLOW
from proposals.forms.opinions import (
    CorrectionForm,
    OpinionForm,
    PaperOpinionForm,
    words_again,
)
from proposals.models import OpinionGroup, OpinionSubmission
from proposals.rules import opinion_rounds, opinions
from proposals.views.opinion_rounds import crumbs_to, found_round


def found_submission(user: Person, pk: int) -> OpinionSubmission:
    """What somebody handed in, if this person may see it; otherwise a 404."""
    visible = OpinionSubmission.objects.visible_to(user)
    found = visible.select_related("round__department", "guest", "user").filter(pk=pk).first()
    if found is None:
        raise Http404(HIDDEN)
    return found


def _told(request: HttpRequest, made: HandedIn) -> None:
    number = made.submission.receipt
    if made.is_new:
        words = gettext("意見を受け付けました。受付番号は {number} です。")
    else:
        words = gettext(
            "同じ意見をすでに受け付けています（受付番号 {number}）。一つとして数えます。"
        )
    messages.success(request, words.format(number=number))


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def opinion_write(request: HttpRequest, pk: int) -> HttpResponse:
    """Write on the whole draft and on any of its sections, on one page."""
    user, round_ = request.user, found_round(request.user, pk)
    if (mine := opinions.submission_of(user, round_)) is not None and request.method != "POST":
        return redirect(mine)
    is_guest = not is_signed_in(user)
    form = OpinionForm(request.POST or None, round_=round_, is_for_guest=is_guest)
    try:
        if request.method == "POST":
            opinions.can_take_opinions(round_).enforce()
        else:
            opinions.can_hand_in(user, round_).enforce()
        if form.is_valid():
            return _handed_in_by_guest(request, form) if is_guest else _handed_in(request, form)
    except PermissionDenied as refusal:
        if request.method != "POST":
            raise
        reason = MoveRefused(
            str(refusal), status_code=403
        )  # a second late: the words are given back
        return refused(request, reason, back=round_.get_absolute_url(), typed=form.typed)
    context = {
        "round": round_,
        "form": form,
        "crumbs": crumbs_to(round_, gettext("意見を書く")),
    }
    return render(request, "opinions/write.html", context)


def _handed_in(request: HttpRequest, form: OpinionForm) -> HttpResponse:
    made = hand_in(
        submission=form.submission,
        writer=form.writer,
        words=form.words,
        by=request.user,
        key=form.cleaned_data["submission_key"],
    )
    _told(request, made)
    return redirect(made.submission)


def _handed_in_by_guest(request: HttpRequest, form: OpinionForm) -> HttpResponse:
    """On to the code; who sent the same words before and was confirmed is told so, and no more: whoever
    knows the words and the address may be another."""
    round_ = form.round
    back = round_.get_absolute_url()
    if too_often := came_too_often(request, form.guest, back=back, typed=form.typed):
        return too_often
    made = hand_in_as_guest(
        submission=form.submission,
        writer=form.writer,
        words=form.words,
        guest=form.guest,
        key=form.cleaned_data["submission_key"],
    )
    guest = made.submission.guest
    if guest is not None and not guest.is_confirmed:
        return to_code(request, guest)
    _told(request, made)
    return redirect(round_)


@require_http_methods(["GET", "HEAD", "POST"])
def opinion_counter(request: HttpRequest, pk: int) -> HttpResponse:
    """Staff enter what came on paper or by mail; `?like=` begins with the words of another one, for what
    many have signed."""
    round_ = found_round(request.user, pk)
    opinions.can_enter_opinion(request.user, round_).enforce()
    like = request.GET.get("like", "")
    is_number = like.isascii() and like.isdecimal() and len(like) < 19
    same = round_.submissions.filter(pk=like).first() if is_number else None
    initial = words_again(same) if same is not None else None
    form = PaperOpinionForm(
        request.POST or None, round_=round_, is_for_guest=False, initial=initial
    )
    if form.is_valid():
        made = enter_opinion(
            submission=form.submission,
            writer=form.writer,
            words=form.words,
            by=request.user,
            key=form.cleaned_data["submission_key"],
        )
        _told(request, made)
        return redirect(made.submission)
    context = {
        "round": round_,
        "form": form,
        "crumbs": crumbs_to(round_, "届いた意見を入力する"),
    }
    return render(request, "opinions/counter.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def opinion_submission(request: HttpRequest, pk: int) -> HttpResponse:
    """What was handed in, for whoever wrote it and for those who answer: the words, the receipt, how they
    were summed up."""
    submission = found_submission(request.user, pk)
    is_writer = opinions.is_writer(request.user, submission)
    form = CorrectionForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        opinions.may_rewrite(request.user, submission).enforce()
        opinions.can_ask_correction(submission).enforce()
        if form.is_valid():
            text = form.cleaned_data["text"]
            ask_correction(submission=submission, text=text, by=request.user)
            messages.success(request, gettext("直しを求めました。市の返事をお待ちください。"))
            return redirect(submission)
    may_keep = opinion_rounds.may_keep_round(request.user, submission.round)
    if may_keep and not is_writer:
        note_reading(ReadingKind.CONTACT, by=account_of(request.user), of=submission)
    context = {
        **_shown(submission, form),
        "may_keep": may_keep,
        "can_enter": opinions.can_enter_opinion(request.user, submission.round),
        "like": str(submission.pk),
        "writes": opinions.may_rewrite(request.user, submission),
        "offers": OPINION_SUBMISSION_FLOW.offers(request.user, submission),
        "crumbs": crumbs_to(submission.round, gettext("出した意見")),
    }
    return render(request, "opinions/submission.html", context)


def _shown(submission: OpinionSubmission, form: CorrectionForm) -> dict[str, object]:
    """The words with the summaries, as far as their writer may see them."""
    words = list(submission.opinions.select_related("section"))
    is_shown = submission.round.shown_at is not None
    summed = OpinionGroup.objects.filter(members__opinion__in=words).distinct() if is_shown else []
    return {
        "submission": submission,
        "round": submission.round,
        "opinions": words,
        "writer": getattr(submission, "writer", None),
        "summed": list(summed),
        "correction": getattr(submission, "correction", None),
        "correction_form": form if opinions.can_ask_correction(submission) else None,
        "corrects_until": submission.round.corrects_until,
        "can_rewrite": opinions.can_be_rewritten(submission),
        "story": story_of(submission, reader=Reader.PARTIES),
    }


@require_http_methods(["GET", "HEAD", "POST"])
@one_at_a_time(OpinionSubmission)
def opinion_rewrite(request: HttpRequest, pk: int) -> HttpResponse:
    """Write anew what was handed in, until the deadline."""
    submission = found_submission(request.user, pk)
    opinions.may_rewrite(request.user, submission).enforce()
    opinions.can_be_rewritten(submission).enforce()
    page = Guarded(request, _form_over(submission))
    form = page.form
    if page.is_clear and form.is_valid():
        rewrite(
            submission=submission,
            writer=form.writer,
            writer_kind=form.cleaned_data["writer_kind"],
            words=form.words,
            by=request.user,
        )
        messages.success(request, gettext("意見を書き直しました。受付番号は変わりません。"))
        return page.saved(submission)
    context = {
        "round": submission.round,
        "form": form,
        "back_url": submission.get_absolute_url(),
        "crumbs": crumbs_to(submission.round, gettext("意見を書き直す")),
    }
    return page.shown("opinions/rewrite.html", context)


def _form_over(submission: OpinionSubmission) -> Callable[..., OpinionForm]:
    def made(data: Any = None) -> OpinionForm:
        return OpinionForm(data, round_=submission.round, submission=submission, is_for_guest=False)

    return made


@require_POST
def opinion_called(request: HttpRequest, pk: int) -> HttpResponse:
    """Those who answer have called somebody who left a telephone number only."""
    submission = found_submission(request.user, pk)
    confirm_opinion_by_call(submission=submission, by=request.user)
    messages.success(request, "ご本人と確かめました。意見を受け付けました。")
    return redirect(submission)


@require_POST
def submission_move(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back what was handed in."""
    return make_move(request, OPINION_SUBMISSION_FLOW, found_submission(request.user, pk))


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def opinion_guest(request: HttpRequest, pk: int, token: str) -> HttpResponse:
    """The page of somebody without an account: the receipt, taking back, and how they were summed up."""
    guest = found_guest(pk, token)
    if not guest.is_confirmed:
        return redirect(guest)
    submission = handed_in_by(guest)
    form = CorrectionForm()
    if request.method == "POST" and request.POST.get("action") == "withdraw":
        OPINION_SUBMISSION_FLOW.make("take_back", submission, by=EVERYBODY)
        messages.success(request, gettext("意見を取り下げました。"))
        return redirect(request.path)
    if request.method == "POST":
        opinions.can_ask_correction(submission).enforce()
        form = CorrectionForm(request.POST)
        if form.is_valid():
            ask_correction(submission=submission, text=form.cleaned_data["text"], by=EVERYBODY)
            messages.success(request, gettext("直しを求めました。市の返事をお待ちください。"))
            return redirect(request.path)
    context = {**_shown(submission, form), "guest": guest}
    answer = render(request, "opinions/guest.html", context)
    answer["Cache-Control"] = "private, no-store"
    return answer


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def opinion_guest_rewrite(request: HttpRequest, pk: int, token: str) -> HttpResponse:
    """Somebody without an account writes anew what they handed in, until the deadline."""
    guest = found_guest(pk, token)
    if not guest.is_confirmed:
        return redirect(guest)
    with transaction.atomic():
        if request.method == "POST":
            hold(OpinionSubmission, handed_in_by(guest).pk)
        answer = _rewritten_by_guest(request, handed_in_by(guest))
    answer["Cache-Control"] = "private, no-store"
    return answer


def _rewritten_by_guest(request: HttpRequest, submission: OpinionSubmission) -> HttpResponse:
    opinions.can_be_rewritten(submission).enforce()
    page = Guarded(request, _form_over(submission))
    form = page.form
    back = request.path.removesuffix("rewrite/")
    if page.is_clear and form.is_valid():
        rewrite_as_guest(
            submission=submission,
            writer=form.writer,
            writer_kind=form.cleaned_data["writer_kind"],
            words=form.words,
        )
        messages.success(request, gettext("意見を書き直しました。受付番号は変わりません。"))
        return page.saved(back)
    context = {
        "round": submission.round,
        "form": form,
        "back_url": back,
        "crumbs": crumbs_to(submission.round, gettext("意見を書き直す")),
    }
    return page.shown("opinions/rewrite.html", context)
