"""Answering what is wanted, with an account, without one and at the counter; and what follows."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.db import IntegrityError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from groups.models.people import account_of
from groups.rules.groups import HIDDEN
from groups.views.guests import came_too_often, found_guest, to_code
from kyodo_portal.life.history import story_of
from kyodo_portal.life.moves import make_move
from kyodo_portal.life.people import EVERYBODY, Person, is_signed_in
from kyodo_portal.life.reading import ReadingKind, note_reading
from kyodo_portal.life.recorded import Reader
from kyodo_portal.templatetags.ui_contact import contact_links
from kyodo_portal.templatetags.ui_text import paragraphs
from projects.actions.help_answers import offer_help, tell_interest, thank_helper
from projects.actions.help_guests import answer_of, confirm_by_call, enter_offer, offer_as_guest
from projects.flows import HELP_ANSWER_FLOW
from projects.forms.help_wanted import AnswerForm, CounterForm, ThanksForm
from projects.forms.interest import AsksInterest
from projects.models import HelpAnswer
from projects.register.help_lines import facts_of
from projects.rules import help_wanted as rules
from projects.views.help_wanted import OWNER_ROWS, crumbs_to, found_help, shown_help


def found_answer(user: Person, pk: int) -> HelpAnswer:
    """An answer, if this person may see it; otherwise a 404."""
    visible = HelpAnswer.objects.visible_to(user).standing()
    owner = ("help_wanted__project", "help_wanted__group", "help_wanted__department")
    found = visible.select_related("user", "group", "guest", *owner)
    rows = [f"help_wanted__{row}" for row in OWNER_ROWS]
    answer = found.prefetch_related(*rows).filter(pk=pk).first()
    if answer is None:
        raise Http404(HIDDEN)
    return answer


@login_not_required
@require_POST
def help_answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Offer to help: with an account in one press, without one by the code that follows."""
    wanted = found_help(request.user, pk)
    user = request.user
    form = AnswerForm(request.POST, by=user, wanted=wanted, is_for_guest=not is_signed_in(user))
    if not form.is_valid():
        return shown_help(request, wanted, form)
    rules.can_offer(request.user, wanted).enforce()
    key = form.cleaned_data["submission_key"]
    answer = form.save(commit=False)
    if form.is_for_guest:
        back, typed = wanted.get_absolute_url(), form.cleaned_data["message"]
        if too_often := came_too_often(request, form.guest, back=back, typed=typed):
            return too_often
        made, _ = offer_as_guest(wanted=wanted, answer=answer, guest=form.guest, key=key)
        return to_code(request, made.guest) if made.guest else redirect(wanted)
    group = form.cleaned_data.get("group")
    try:
        _, is_new = offer_help(wanted=wanted, answer=answer, by=request.user, key=key, group=group)
    except IntegrityError:
        is_new = False
    told = (
        gettext("申し出を送りました。募集した側から返事があると、メールでお知らせします。")
        if is_new
        else gettext("この募集には、すでに申し出ています。返事をお待ちください。")
    )
    messages.success(request, told)
    return redirect(wanted)


@require_http_methods(["GET", "HEAD", "POST"])
def help_counter(request: HttpRequest, pk: int) -> HttpResponse:
    """Staff enter an offer that came on paper or by voice."""
    wanted = found_help(request.user, pk)
    rules.can_enter_offer(request.user, wanted).enforce()
    form = CounterForm(request.POST or None, by=request.user, wanted=wanted)
    if form.is_valid():
        enter_offer(
            wanted=wanted,
            answer=form.save(commit=False),
            guest=form.guest,
            by=request.user,
            key=form.cleaned_data["submission_key"],
        )
        messages.success(request, "申し出を入力しました。募集した側にお知らせします。")
        return redirect(wanted)
    context = {
        "form": form,
        "wanted": wanted,
        "crumbs": crumbs_to(wanted, "窓口で受け付けた申し出を入力する"),
    }
    return render(request, "help_wanted/help_counter.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def answer_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One offer, for whoever made it and for those who ask: the words, what is to be done, the thanks."""
    answer = found_answer(request.user, pk)
    form = ThanksForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        rules.can_thank(request.user, answer).enforce()
        if form.is_valid():
            thank_helper(answer=answer, words=form.cleaned_data["thanks"], by=request.user)
            messages.success(request, gettext("お礼を送りました。"))
            return redirect(answer)
    return _shown_answer(request, answer, form)


@require_POST
def answer_interest(request: HttpRequest, pk: int) -> HttpResponse:
    """Whoever is to take on a task of the city says how they are tied to it."""
    answer = found_answer(request.user, pk)
    rules.can_tell_interest(request.user, answer).enforce()
    form = AsksInterest(request.POST, instance=answer)
    if form.is_valid():
        tell_interest(answer=answer, by=request.user, **form.cleaned_data)
        messages.success(request, gettext("答えを送りました。募集した課の返事をお待ちください。"))
        return redirect(answer)
    return _shown_answer(request, found_answer(request.user, pk), interest_form=form, status=422)


def _shown_answer(
    request: HttpRequest,
    answer: HelpAnswer,
    form: ThanksForm | None = None,
    *,
    interest_form: AsksInterest | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page, with a form that was sent and could not be taken."""
    user = request.user
    if interest_form is None and rules.can_tell_interest(user, answer):
        interest_form = AsksInterest(instance=answer)
    may_decide = rules.may_decide_answer(user, answer)
    if may_decide and answer.guest is not None:
        note_reading(ReadingKind.CONTACT, by=account_of(user), of=answer)
    context = {
        "answer": answer,
        "wanted": answer.help_wanted,
        "facts": _facts(answer, with_contact=bool(may_decide)),
        "may_decide": may_decide,
        "offers": HELP_ANSWER_FLOW.offers(user, answer),
        "form": form if rules.can_thank(user, answer) and not answer.thanks else None,
        "interest_form": interest_form,
        "story": story_of(answer, reader=Reader.PARTIES),
        "crumbs": crumbs_to(answer.help_wanted, gettext("手伝いの申し出")),
    }
    return render(request, "help_wanted/answer_detail.html", context, status=status)


def _facts(answer: HelpAnswer, *, with_contact: bool) -> list[tuple[str, Any]]:
    """What was offered; how to reach somebody without an account, for those who ask."""
    guest = answer.guest if with_contact else None
    rows = [
        (answer.help_wanted.number_label, answer.number),
        (gettext("ひとこと"), paragraphs(answer.message) if answer.message else ""),
        (gettext("電話番号"), contact_links(guest.phone) if guest and guest.phone else ""),
        (gettext("メールアドレス"), contact_links(guest.email) if guest and guest.email else ""),
        (gettext("利害関係"), interest_of(answer)),
        (gettext("お礼"), answer.thanks),
    ]
    return [(label, value) for label, value in rows if value]


def interest_of(answer: HelpAnswer) -> str:
    """How whoever offers is tied to the task; nothing where nobody asks."""
    told = str(answer.get_interest_display()) if answer.interest else ""
    if answer.interest_words:
        return gettext("{told}：{words}").format(told=told, words=answer.interest_words)
    return told


@require_POST
def answer_move(request: HttpRequest, pk: int) -> HttpResponse:
    """Say yes or no to an offer, or take one's own back."""
    answer = found_answer(request.user, pk)
    return make_move(request, HELP_ANSWER_FLOW, answer)


@require_POST
def answer_called(request: HttpRequest, pk: int) -> HttpResponse:
    """Those who ask have called somebody who left a telephone number only."""
    answer = found_answer(request.user, pk)
    confirm_by_call(answer=answer, by=request.user)
    messages.success(request, gettext("ご本人と確かめました。続けて、申し出に返事をしてください。"))
    return redirect(answer)


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def guest_answer(request: HttpRequest, pk: int, token: str) -> HttpResponse:
    """The page of somebody without an account: where their offer stands, and taking it back."""
    guest = found_guest(pk, token)
    if not guest.is_confirmed:
        return redirect(guest)
    answer = answer_of(guest)
    can_end = answer.status in HELP_ANSWER_FLOW.moves["take_back"].sources
    if request.method == "POST" and can_end:
        HELP_ANSWER_FLOW.make("take_back", answer, by=EVERYBODY)
        messages.success(request, gettext("申し出を取り下げました。募集した側にお知らせします。"))
        return redirect(request.path)
    context = {
        "guest": guest,
        "answer": answer,
        "wanted": answer.help_wanted,
        "facts": facts_of(answer.help_wanted),
        "can_end": can_end,
    }
    shown = render(request, "help_wanted/guest_answer.html", context)
    shown["Cache-Control"] = "private, no-store"
    return shown
