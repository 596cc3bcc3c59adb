"""Making an event, changing it, throwing away a draft."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from kyodo_portal.life.flows import MoveRefused
from kyodo_portal.life.moves import refused
from kyodo_portal.life.people import Person
from kyodo_portal.words.languages import listed
from kyodo_portal.writing.guarded import Guarded, one_at_a_time
from kyodo_portal.writing.once import create_once
from projects.actions.events import (
    change_event,
    change_later,
    copy_of,
    discard_draft,
    make_events,
    publish_series,
)
from projects.forms.events import EventForm, NewEventForm, ScopeForm, holders_for
from projects.models import Event, EventStatus
from projects.rules.events import can_discard, can_edit, can_make_events
from projects.views.events import crumbs_to, found_event


@require_http_methods(["GET", "HEAD", "POST"])
def event_create(request: HttpRequest) -> HttpResponse:
    """Draft an event, or a whole series; `?like=` begins with what another one says, `?holder=` with
    who holds it."""
    can_make_events(request.user).enforce()
    holders = holders_for(request.user)
    like = _like(request.user, request.GET.get("like", ""))
    if request.method == "POST":
        form = NewEventForm(request.POST, holders=holders)
        if form.is_valid():
            return _made(request, form)
    else:
        asked = request.GET.get("holder", "")
        initial = {"holder": _holder_of(like) if like else asked}
        form = NewEventForm(holders=holders, instance=like, initial=initial)
    context = {
        "form": form,
        "heading": gettext("催しをつくる"),
        "acting_for": holders[0][1] if len(holders) == 1 else "",
        "crumbs": [(gettext("催しをつくる"), None)],
        "back": like.get_absolute_url() if like and like.pk else reverse("my"),
        "seen": None,
        "scope": None,
        "event": None,
        "may_discard": None,
    }
    return render(request, "events/form.html", context)


def _like(person: Person, typed: str) -> Event | None:
    """A copy of the event that is named, if this person may see it; unsaved."""
    if not typed.isdecimal() or len(typed) > 18:
        return None
    found = Event.objects.visible_to(person).filter(pk=int(typed)).first()
    if found is None:
        return None
    again = copy_of(found)
    again.series = None
    return again


def _holder_of(event: Event) -> str:
    for kind in ("project", "group", "department"):
        if pk := getattr(event, f"{kind}_id"):
            return f"{kind}:{pk}"
    return "city"


def _made(request: HttpRequest, form: NewEventForm) -> HttpResponse:
    def create(stored: UUID) -> Event:
        return make_events(
            form.save(commit=False),
            by=request.user,
            key=stored,
            days=form.days,
            every=form.cleaned_data["every"],
            until=form.cleaned_data["until"],
        )

    key = form.cleaned_data["submission_key"]
    event, is_new = create_once(Event, key, create, by=request.user)
    if not is_new:
        messages.success(request, gettext("この催しは、すでに下書きにしてあります。"))
        return redirect(event)
    messages.success(
        request,
        gettext("下書きを{number}件つくりました。内容を確かめて、公開してください。").format(
            number=len(form.days)
        ),
    )
    return redirect(event)


@require_http_methods(["GET", "HEAD", "POST"])
@one_at_a_time(Event)
def event_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change an event, of a series also those after it. Whoever comes is told of another day or place."""
    event = found_event(request.user, pk)
    can_edit(request.user, event).enforce()
    title, started = event.title, event.starts_at

    def made(data: Any = None) -> EventForm:
        return EventForm(data, instance=event)

    page = Guarded(request, made)
    form = page.form
    asked = request.POST if request.method == "POST" else None
    whole = {"scope": "later"} if event.status == EventStatus.DRAFT else None
    scope = ScopeForm(asked, initial=whole) if event.series_id else None
    if page.is_clear and form.is_valid() and (scope is None or scope.is_valid()):
        fields = [name for name in form.fields if name in _columns()]
        told = change_event(event, by=request.user, fields=fields)
        if scope is not None and scope.cleaned_data["scope"] == "later":
            change_later(event, by=request.user, fields=fields, moved=event.starts_at - started)
        messages.success(
            request,
            gettext(
                "保存しました。日時か場所が変わったことを、申し込んだ方に知らせました。"
                "メールのない方は「参加する人」の一覧から電話で知らせてください。"
            )
            if told
            else gettext("保存しました。"),
        )
        return page.saved(event)
    context = {
        "form": form,
        "heading": gettext("「{title}」を直す").format(title=title),
        "acting_for": listed(event.organisers),
        "crumbs": crumbs_to(event, gettext("内容を直す")),
        "back": event.get_absolute_url(),
        "scope": scope,
        "event": event,
        "may_discard": can_discard(request.user, event),
    }
    return page.shown("events/form.html", context)


def _columns() -> frozenset[str]:
    """What of the form is a column of the event."""
    return frozenset(field.name for field in Event._meta.concrete_fields)


@require_POST
def event_discard(request: HttpRequest, pk: int) -> HttpResponse:
    """Throw away a draft."""
    event = found_event(request.user, pk)
    discard_draft(event, by=request.user)
    messages.success(request, gettext("下書きを消しました。"))
    return redirect("my")


@require_POST
def event_publish_series(request: HttpRequest, pk: int) -> HttpResponse:
    """Announce it together with the later days of its series."""
    event = found_event(request.user, pk)
    try:
        number = publish_series(event, by=request.user)
    except MoveRefused as refusal:
        return refused(request, refusal, back=event.get_absolute_url())
    messages.success(request, gettext("{number}件を公開しました。").format(number=number))
    return redirect(event)
