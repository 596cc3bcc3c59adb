"""Who comes to an event: the organiser's list, the check-in, and whom to call."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from groups.models import Guest
from groups.models.people import account_of
from kyodo_portal.files.spreadsheets import CONTENT_TYPE, Column, spreadsheet
from kyodo_portal.life.flows import MoveRefused
from kyodo_portal.life.moves import refused
from kyodo_portal.life.reading import ReadingKind, note_reading
from kyodo_portal.web.linked_data import absolute
from kyodo_portal.writing.once import create_once
from projects.attending.calling import is_to_be_called
from projects.attending.flow import PARTICIPATION_FLOW
from projects.attending.joining import confirm_by_call, enter, note_call
from projects.attending.qr import qr_of
from projects.forms.participations import EnterForm
from projects.models import Event, Participation, ParticipationStatus
from projects.models.participations import ParticipationQuerySet
from projects.rules.events import can_check_in, may_hold
from projects.rules.participations import can_take_seat
from projects.views.events import crumbs_to, found_event
from projects.views.participations import made

MOVES = ("check_in", "miss", "leave", "take")
"""What the organiser does for people who come; a seat is taken for who says so on the telephone."""


def held_event(request: HttpRequest, pk: int) -> Event:
    """The event, where this person holds it. Raises `Http404` and `PermissionDenied`."""
    event = found_event(request.user, pk)
    may_hold(request.user, event).enforce()
    return event


def people_of(event: Event) -> ParticipationQuerySet:
    """Everybody who comes, waits or has left, with what the organiser has to know of them."""
    people = event.participations.select_related("user", "guest", "details", "entered_by")
    return people.order_by("number", "pk")


@require_safe
def event_people(request: HttpRequest, pk: int) -> HttpResponse:
    """Who comes, in their order, with a button for each: on the day it is the check-in. Reading it is
    written down."""
    event = held_event(request, pk)
    note_reading(ReadingKind.CONTACT, by=account_of(request.user), of=event)
    opens = can_check_in(event)
    rows = [_row(request, event, each, is_open=bool(opens)) for each in people_of(event)]
    context = {
        "event": event,
        "rows": [row for row in rows if row["status"] != ParticipationStatus.LEFT],
        "left": sum(row["status"] == ParticipationStatus.LEFT for row in rows),
        "qr": qr_of(absolute(reverse("events:here", args=[event.pk]))),
        "here_url": absolute(reverse("events:here", args=[event.pk])),
        "to_call": [row for row in rows if row["to_call"]],
        "check_in": opens,
        "crumbs": crumbs_to(event, gettext("参加する人")),
    }
    return render(request, "events/people.html", context)


def _row(
    request: HttpRequest, event: Event, participation: Participation, *, is_open: bool
) -> dict[str, object]:
    participation.event = event
    offers = PARTICIPATION_FLOW.offers(request.user, participation) if is_open else []
    return {
        "participation": participation,
        "status": participation.status,
        "to_call": is_to_be_called(participation),
        "moves": [
            offer.move
            for offer in offers
            if offer.move.name in ("check_in", "miss") and offer.verdict
        ],
        "may_take": participation.status == ParticipationStatus.OFFERED
        and bool(can_take_seat(participation)),
        "may_leave": participation.status in ("unconfirmed", "confirmed", "waiting", "offered"),
    }


@require_POST
def person_move(request: HttpRequest, pk: int, participation_pk: int) -> HttpResponse:
    """Came, did not come, takes no part after all; confirmed or told by telephone."""
    event = held_event(request, pk)
    participation = get_object_or_404(people_of(event), pk=participation_pk)
    back = f"{_list_of(event)}#p{participation.pk}"
    asked = request.POST.get("call")
    if asked not in ("confirm", "told"):
        return made(request, participation, by=request.user, back=back, names=MOVES)
    try:
        if asked == "confirm":
            confirm_by_call(participation, by=request.user)
        else:
            note_call(participation, by=request.user)
    except MoveRefused as refusal:
        return refused(request, refusal, back=back)
    messages.success(request, gettext("電話したことを書きとめました。"))
    return redirect(back)


def _list_of(event: Event) -> str:
    return f"{event.get_absolute_url()}people/"


@require_http_methods(["GET", "HEAD", "POST"])
def person_enter(request: HttpRequest, pk: int) -> HttpResponse:
    """Enter somebody who came to the counter, called or wrote."""
    event = held_event(request, pk)
    form = EnterForm(request.POST if request.method == "POST" else None, event=event)
    if request.method == "POST" and form.is_valid():
        try:
            entered = _entered(request, event, form)
        except MoveRefused as refusal:
            return refused(request, refusal, back=_list_of(event))
        messages.success(
            request,
            gettext("「{name}」さんを入れました。いまの状態は「{status}」です。").format(
                name=entered.name, status=entered.status_label
            ),
        )
        return redirect(_list_of(event))
    context = {
        "event": event,
        "form": form,
        "crumbs": crumbs_to(event, gettext("窓口で受け付けた人を入れる")),
    }
    return render(request, "events/enter.html", context)


def _entered(request: HttpRequest, event: Event, form: EnterForm) -> Participation:
    """The same form sent twice enters one person."""

    def create(stored: UUID) -> Guest:
        guest = form.guest
        guest.submission_key = stored
        enter(event, form.participation, guest, by=request.user, details=form.details)
        return guest

    guest, _ = create_once(Guest, form.cleaned_data["submission_key"], create, by=request.user)
    return guest.participations.select_related("guest", "event").get()


@require_safe
def event_paper(request: HttpRequest, pk: int) -> HttpResponse:
    """The list for the door on paper: a name, a number, and a box to tick."""
    event = held_event(request, pk)
    note_reading(ReadingKind.CONTACT, by=account_of(request.user), of=event)
    return shown_paper(request, event)


def shown_paper(request: HttpRequest, event: Event, *, refused: str = "") -> HttpResponse:
    """The list to print; `refused` says why there is no file of it (503)."""
    people = people_of(event).with_seat()
    context = {
        "refused": refused,
        "event": event,
        "day": timezone.localdate(event.starts_at),
        "qr": qr_of(absolute(reverse("events:here", args=[event.pk]))),
        "here_url": absolute(reverse("events:here", args=[event.pk])),
        "people": people,
        "crumbs": crumbs_to(event, gettext("受付の紙")),
    }
    return render(request, "events/paper.html", context, status=503 if refused else 200)


@require_safe
def people_as_spreadsheet(request: HttpRequest, pk: int) -> HttpResponse:
    """The same as a spreadsheet. Taking it out is written down."""
    event = held_event(request, pk)
    people = list(people_of(event))
    note_reading(ReadingKind.EXPORT, by=account_of(request.user), of=event, count=len(people))
    answer = HttpResponse(spreadsheet(event.title, COLUMNS, people), content_type=CONTENT_TYPE)
    answer["Content-Disposition"] = f'attachment; filename="event-{event.pk}.xlsx"'
    return answer


def _of_details(name: str) -> Column:
    labels = {
        "needs": "配慮してほしいこと",
        "school_year": "学年・年齢",
        "guardian_name": "保護者の氏名",
        "guardian_phone": "保護者の電話番号",
    }
    return Column(labels[name], lambda each: getattr(getattr(each, "details", None), name, ""))


COLUMNS = [
    Column("受付番号", lambda each: each.number),
    Column("氏名", lambda each: each.name),
    Column("フリガナ", lambda each: each.guest.name_kana if each.guest else ""),
    Column("加わり方", lambda each: str(each.get_attends_as_display())),
    Column("人数", lambda each: each.people_count),
    Column("状態", lambda each: each.status_label),
    Column("メールアドレス", lambda each: each.guest.email if each.guest else ""),
    Column("電話番号", lambda each: each.guest.phone if each.guest else ""),
    *(_of_details(name) for name in ("needs", "school_year", "guardian_name", "guardian_phone")),
    Column("受け付けた方法", lambda each: each.get_entered_how_display()),
    Column("来た人数", lambda each: each.came_count),
]
