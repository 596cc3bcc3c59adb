"""The pages of messages: mine, one of them, and what is done there."""

from typing import Any

from django.contrib import messages as told
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from groups.actions import messages as acts
from groups.actions.unanswered import pass_on
from groups.flows.messages import THREAD_FLOW
from groups.forms.messages import PassedOnForm, WordForm
from groups.models import Message, Side, Thread
from groups.models.people import account_of
from groups.rules.messages import (
    blocks_between,
    can_block,
    can_go_on,
    can_pass_on,
    can_write,
    side_of,
)
from kyodo_portal.life.flows import MoveRefused
from kyodo_portal.life.history import story_of
from kyodo_portal.life.moves import make_move, refused
from kyodo_portal.life.recorded import Reader
from kyodo_portal.lists.listing import PER_PAGE
from kyodo_portal.web.crumbs import Crumbs
from kyodo_portal.web.page_numbers import page_asked, page_missed


def crumbs_to(page: str = "") -> Crumbs:
    """The way to my messages, or to one of them."""
    mine: Crumbs = [(gettext("マイページ"), reverse("my"))]
    here = gettext("メッセージ")
    return (
        [*mine, (here, reverse("messages:list")), (page, None)] if page else [*mine, (here, None)]
    )


@require_safe
def message_list(request: HttpRequest) -> HttpResponse:
    """My threads and those of my groups and departments, what is unread first."""
    account = account_of(request.user)
    threads = Thread.objects.visible_to(account).with_unread(account)
    threads = threads.select_related("user", "guest", "group", "department")
    page = Paginator(threads.order_by("-is_unread", "-last_word_at", "-pk"), PER_PAGE).get_page(
        page_asked(request)
    )
    context = {
        "page_obj": page,
        "page_missed": page_missed(request, page),
        "crumbs": crumbs_to(),
    }
    return render(request, "messages/list.html", context)


def _visible(request: HttpRequest, pk: int) -> Thread:
    account = account_of(request.user)
    threads = Thread.objects.visible_to(account).with_unread(account)
    return get_object_or_404(threads.select_related("user", "guest", "group", "department"), pk=pk)


@require_safe
def message_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One thread, as the side reads it on which the person stands."""
    return _page(request, _visible(request, pk), WordForm())


@require_POST
def message_write(request: HttpRequest, pk: int) -> HttpResponse:
    """The next word."""
    thread = _visible(request, pk)
    form = WordForm(request.POST)
    if not form.is_valid():
        return _page(request, thread, form)
    body = form.cleaned_data["body"]
    may = can_write(request.user, thread)
    if not may:
        refusal = MoveRefused(may.reason)
        return refused(request, refusal, back=thread.get_absolute_url(), typed=body)
    _, is_new = acts.write(
        thread=thread, body=body, by=request.user, key=form.cleaned_data["submission_key"]
    )
    if is_new:
        told.success(request, gettext("送りました。"))
    return redirect(thread)


@require_POST
def message_read(request: HttpRequest, pk: int) -> HttpResponse:
    """What stands there has been read."""
    thread = _visible(request, pk)
    acts.mark_read(thread=thread, by=request.user)
    return redirect("messages:list")


@require_POST
def message_block(request: HttpRequest, pk: int) -> HttpResponse:
    """Hear no more of the other side, or hear them again."""
    thread = _visible(request, pk)
    may = can_block(request.user, thread)
    if not may:
        return refused(
            request, MoveRefused(may.reason, status_code=403), back=thread.get_absolute_url()
        )
    if request.POST.get("act") == "unblock":
        acts.unblock(thread=thread, by=request.user)
        told.success(request, gettext("ブロックをやめました。これから届く言葉が読めます。"))
    else:
        acts.block(thread=thread, by=request.user)
        told.success(
            request,
            gettext("ブロックしました。相手には知らせません。これから先の言葉は届きません。"),
        )
    return redirect(thread)


@require_POST
def message_move(request: HttpRequest, pk: int) -> HttpResponse:
    """End it."""
    return make_move(request, THREAD_FLOW, _visible(request, pk))


@require_POST
def message_pass_on(request: HttpRequest, pk: int) -> HttpResponse:
    """The desk has passed it on."""
    thread = _visible(request, pk)
    form = PassedOnForm(request.POST)
    may = can_pass_on(request.user, thread)
    if not may:
        return refused(
            request, MoveRefused(may.reason, status_code=403), back=thread.get_absolute_url()
        )
    if not form.is_valid():
        return _page(request, thread, WordForm(), passed_on=form)
    pass_on(thread=thread, how=form.cleaned_data["how"], by=request.user)
    told.success(request, "伝えたことを記録しました。送り手のページにも出ます。")
    return redirect(thread)


def _page(
    request: HttpRequest, thread: Thread, form: WordForm, *, passed_on: Any = None
) -> HttpResponse:
    side = side_of(request.user, thread)
    account = account_of(request.user)
    said = list(Message.objects.filter(thread=thread).read_by(side or "").select_related("thread"))
    may_write = can_write(account, thread)
    passes_on = side == Side.OFFICE and bool(can_pass_on(account, thread))
    context = {
        "thread": thread,
        "said": said,
        "form": form,
        "is_citizen": side == Side.CITIZEN,
        "other_name": thread.office.name if side == Side.CITIZEN else thread.writer_name,
        "signs_as": acts.office_signature(account, thread) if side == Side.OFFICE else "",
        "waits": bool(said) and said[-1].side == Side.CITIZEN and bool(can_go_on(thread)),
        "may_write": may_write,
        "has_blocked": blocks_between(thread).filter(by=side).exists(),
        "may_block": can_block(account, thread),
        "offers": THREAD_FLOW.offers(account, thread),
        "timeline": story_of(
            thread,
            reader=Reader.PARTIES,
            entries=THREAD_FLOW.entries(thread, "ask_for_answer", "pass_on", "close"),
        ),
        "passed_on_form": (passed_on or PassedOnForm()) if passes_on else None,
        "crumbs": crumbs_to(thread.subject),
    }
    return render(request, "messages/detail.html", context)
