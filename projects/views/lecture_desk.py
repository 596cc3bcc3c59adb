"""What the city does with who asks for a lecture, each act on a page of its own."""

from collections.abc import Callable, Iterable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from kyodo_portal.life.flows import MoveRefused
from kyodo_portal.life.moves import refused, words_typed
from kyodo_portal.life.verdicts import Verdict, first_refusal
from projects.actions import lecture_requests as actions
from projects.actions.lecture_days import move_day, settle_request
from projects.flows import LECTURE_REQUEST_FLOW
from projects.forms.lecture_desk import LectureReportForm, MoveDayForm, RouteForm, SettleForm
from projects.models import LectureRequest
from projects.rules import lecture_requests as rules
from projects.views.lecture_requests import facts_of, found_request, way


@require_POST
def request_called(request: HttpRequest, pk: int) -> HttpResponse:
    """Those who answer have called somebody who left a telephone number only."""
    asked = found_request(request.user, pk)
    actions.confirm_asker(request=asked, by=request.user)
    messages.success(request, "ご本人と確かめました。続けて、申込みに返事をしてください。")
    return redirect(asked)


@require_http_methods(["GET", "HEAD", "POST"])
def request_settle(request: HttpRequest, pk: int) -> HttpResponse:
    """The department settles day and place, and says yes."""
    asked = found_request(request.user, pk)
    rules.may_answer(request.user, asked).enforce()
    LECTURE_REQUEST_FLOW.can_judge(request.user, asked).enforce()
    return _act(
        request,
        asked,
        SettleForm(_posted(request), request=asked),
        can=first_refusal(rules.can_be_settled(asked), lambda: rules.can_be_taken_on(asked)),
        act=settle_request,
        given=("starts_at", "minutes", "place", "place_text", "words", "title"),
        title="日時を決めて、引き受ける",
        label="決める",
        done="日時と場所を決めました。申し込んだ方にお知らせします。",
    )


@require_http_methods(["GET", "HEAD", "POST"])
def request_move_day(request: HttpRequest, pk: int) -> HttpResponse:
    """Another day or place after both had agreed: everybody is told at once."""
    asked = found_request(request.user, pk)
    rules.may_answer(request.user, asked).enforce()
    LECTURE_REQUEST_FLOW.can_judge(request.user, asked).enforce()
    return _act(
        request,
        asked,
        MoveDayForm(_posted(request), request=asked),
        can=rules.can_be_moved(asked),
        act=move_day,
        given=("starts_at", "minutes", "place", "place_text", "words"),
        title="日時・場所を変える",
        label="変えて知らせる",
        done="日時と場所を変えました。申し込んだ方にお知らせします。",
    )


@require_http_methods(["GET", "HEAD", "POST"])
def request_route(request: HttpRequest, pk: int) -> HttpResponse:
    """Bring it to the right department, or back to the coordinators."""
    asked = found_request(request.user, pk)
    rules.may_route(request.user, asked).enforce()
    return _act(
        request,
        asked,
        RouteForm(_posted(request), initial={"department": asked.department_id}),
        can=rules.can_be_settled(asked),
        act=actions.route_request,
        given=("department", "words"),
        title="担当課を決める・変える",
        label="この課に回す",
        done="担当課を決めました。その課にお知らせします。",
    )


@require_http_methods(["GET", "HEAD", "POST"])
def request_report(request: HttpRequest, pk: int) -> HttpResponse:
    """What came of it, once it is over."""
    asked = found_request(request.user, pk)
    rules.may_answer(request.user, asked).enforce()
    held_on = timezone.localdate(asked.event.starts_at) if asked.event else None
    initial = {"held_on": held_on, "people_count": asked.people_count}
    return _act(
        request,
        asked,
        LectureReportForm(_posted(request), initial=initial),
        can=rules.can_be_reported(asked),
        act=actions.write_report,
        given=(),
        title="報告を書く",
        label="報告をまとめる",
        done="報告をまとめました。申し込んだ方にもお知らせします。",
    )


def _posted(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None


def _act(
    request: HttpRequest,
    asked: LectureRequest,
    form: Any,
    *,
    can: Verdict,
    act: Callable[..., object],
    given: Iterable[str],
    title: str,
    label: str,
    done: str,
) -> HttpResponse:
    """One act on its page: refused with the words that were typed, or done and told."""
    if not can:
        overtaken, words = MoveRefused(can.reason), words_typed(form)
        return refused(request, overtaken, back=asked.get_absolute_url(), typed=words)
    if form.is_valid():
        values = {name: form.cleaned_data[name] for name in given if name in form.cleaned_data}
        if isinstance(form, LectureReportForm):
            values["report"] = form.save(commit=False)
        try:
            act(request=asked, by=request.user, **values)
        except MoveRefused as refusal:
            words = words_typed(form)
            return refused(request, refusal, back=asked.get_absolute_url(), typed=words)
        messages.success(request, done)
        seen = LectureRequest.objects.visible_to(request.user).filter(pk=asked.pk).exists()
        return redirect(asked) if seen else redirect("lectures:list")
    context = {
        "form": form,
        "asked": asked,
        "facts": facts_of(asked, with_contact=False),
        "title": title,
        "label": label,
        "crumbs": [
            *way(title)[:-1],
            (asked.title, asked.get_absolute_url()),
            (title, None),
        ],
    }
    return render(request, "lectures/request_act.html", context)
