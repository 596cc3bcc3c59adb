"""The pages of questions about calls."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from groups.models.people import account_of
from groups.rules.groups import HIDDEN
from groups.views.guests import came_too_often, found_guest, to_code
from kyodo_portal.life.counter import came_in_words
from kyodo_portal.life.flows import MoveRefused
from kyodo_portal.life.history import story_of
from kyodo_portal.life.moves import make_move, refused
from kyodo_portal.life.people import Person, is_signed_in
from kyodo_portal.life.reading import ReadingKind, note_reading
from kyodo_portal.life.recorded import Reader
from kyodo_portal.templatetags.ui_contact import contact_links
from proposals.actions.inquiries import (
    ask_about_call,
    ask_as_guest,
    confirm_asker,
    enter_inquiry,
    inquiry_of,
    reword_inquiry,
)
from proposals.flows import INQUIRY_FLOW
from proposals.forms.inquiries import EnteredInquiryForm, InquiryForm, RewordForm
from proposals.models import Call, CallInquiry
from proposals.rules import inquiries as rules


def found_inquiry(user: Person, pk: int) -> CallInquiry:
    """A question, if this person may see it; otherwise a 404."""
    visible = CallInquiry.objects.visible_to(user).standing()
    inquiry = visible.select_related("call__department", "user", "guest").filter(pk=pk).first()
    if inquiry is None:
        raise Http404(HIDDEN)
    return inquiry


def _crumbs(call: Call, last: str) -> list[tuple[str, str | None]]:
    return [
        (gettext("募集"), reverse("calls:list")),
        (call.title, call.get_absolute_url()),
        (last, None),
    ]


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def inquiry_create(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask about a call. Pressed twice, it is asked once."""
    user = request.user
    call = get_object_or_404(Call.objects.visible_to(user), pk=pk)
    rules.can_ask(call).enforce()
    data = request.POST if request.method == "POST" else None
    form = InquiryForm(data, is_for_guest=not is_signed_in(user))
    if form.is_valid():
        key, inquiry = form.cleaned_data["submission_key"], form.save(commit=False)
        if form.is_for_guest:
            back, typed = call.get_absolute_url(), form.cleaned_data["text"]
            if too_often := came_too_often(request, form.guest, back=back, typed=typed):
                return too_often
            made, _ = ask_as_guest(call=call, inquiry=inquiry, guest=form.guest, key=key)
            return to_code(request, made.guest) if made.guest else redirect(call)
        made, _ = ask_about_call(call=call, inquiry=inquiry, by=user, key=key)
        messages.success(
            request, gettext("質問を送りました。答えがあると、メールでお知らせします。")
        )
        return redirect(made)
    context = {"form": form, "call": call, "crumbs": _crumbs(call, gettext("質問する"))}
    return render(request, "calls/ask.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def inquiry_enter(request: HttpRequest, pk: int) -> HttpResponse:
    """Staff enter what was asked on paper or by telephone."""
    call = get_object_or_404(Call.objects.visible_to(request.user), pk=pk)
    rules.can_enter(request.user, call).enforce()
    form = EnteredInquiryForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        key, inquiry = form.cleaned_data["submission_key"], form.save(commit=False)
        made, _ = enter_inquiry(call=call, inquiry=inquiry, by=request.user, key=key)
        messages.success(request, "質問を入力しました。続けて答えを書けます。")
        return redirect(made)
    context = {"form": form, "call": call, "crumbs": _crumbs(call, "質問を入力する")}
    return render(request, "calls/ask_entered.html", context)


@require_safe
def inquiry_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One question, for whoever asked and for those who answer."""
    return _inquiry_page(request, found_inquiry(request.user, pk))


def _inquiry_page(
    request: HttpRequest, inquiry: CallInquiry, form: RewordForm | None = None
) -> HttpResponse:
    user = request.user
    may_answer = rules.may_answer(user, inquiry)
    if may_answer and inquiry.guest is not None:
        note_reading(ReadingKind.CONTACT, by=account_of(user), of=inquiry)
    rewords = may_answer and rules.can_be_reworded(inquiry)
    context = {
        "inquiry": inquiry,
        "call": inquiry.call,
        "facts": _facts(inquiry) if may_answer else [],
        "may_answer": may_answer,
        "reword_form": (form or RewordForm(initial={"shown_as": inquiry.published_text}))
        if rewords
        else None,
        "offers": INQUIRY_FLOW.offers(user, inquiry),
        "story": story_of(inquiry, reader=Reader.PARTIES),
        "crumbs": _crumbs(inquiry.call, gettext("質問")),
    }
    return render(request, "calls/inquiry.html", context, status=422 if form else 200)


def _facts(inquiry: CallInquiry) -> list[tuple[str, Any]]:
    """Who asked and how to reach them, for those who answer."""
    guest = inquiry.guest
    rows = [
        ("質問した方", "" if inquiry.entered_by else inquiry.asker_name),
        ("電話番号", contact_links(guest.phone) if guest and guest.phone else ""),
        ("メールアドレス", contact_links(guest.email) if guest and guest.email else ""),
        ("受け付けた方法", came_in_words(inquiry) if inquiry.entered_by else ""),
    ]
    return [(label, value) for label, value in rows if value]


@require_POST
def inquiry_reword(request: HttpRequest, pk: int) -> HttpResponse:
    """Leave out of the published question what would tell whose it is."""
    inquiry = found_inquiry(request.user, pk)
    rules.may_answer(request.user, inquiry).enforce()
    form = RewordForm(request.POST, initial={"shown_as": inquiry.published_text})
    if not form.is_valid():
        return _inquiry_page(request, inquiry, form)
    words = form.cleaned_data["shown_as"]
    try:
        reword_inquiry(inquiry=inquiry, shown_as=words, by=request.user)
    except MoveRefused as refusal:
        return refused(request, refusal, back=inquiry.get_absolute_url(), typed=words)
    messages.success(request, "公開する質問の文を保存しました。答えと一緒に公開されます。")
    return redirect(inquiry)


@require_POST
def inquiry_move(request: HttpRequest, pk: int) -> HttpResponse:
    """Answer, set aside, or take the question back."""
    return make_move(request, INQUIRY_FLOW, found_inquiry(request.user, pk))


@require_POST
def inquiry_called(request: HttpRequest, pk: int) -> HttpResponse:
    """Those who answer have called somebody who left a telephone number only."""
    inquiry = found_inquiry(request.user, pk)
    confirm_asker(inquiry=inquiry, by=request.user)
    messages.success(request, "ご本人と確かめました。続けて、質問に答えてください。")
    return redirect(inquiry)


@login_not_required
@require_safe
def guest_inquiry(request: HttpRequest, pk: int, token: str) -> HttpResponse:
    """The page of somebody without an account: their question and its answer."""
    guest = found_guest(pk, token)
    if not guest.is_confirmed:
        return redirect(guest)
    inquiry = inquiry_of(guest)
    context = {"guest": guest, "inquiry": inquiry, "call": inquiry.call}
    shown = render(request, "calls/guest_inquiry.html", context)
    shown["Cache-Control"] = "private, no-store"
    return shown
