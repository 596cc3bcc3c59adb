"""The page of one event: when, where, may I come?"""

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from groups.rules.groups import HIDDEN
from groups.rules.messages import can_contact
from kyodo_portal.life.history import last_note
from kyodo_portal.life.moves import make_move
from kyodo_portal.life.people import Person
from kyodo_portal.web.crumbs import Crumbs
from projects.attending.flow import PARTICIPATION_FLOW
from projects.flows import EVENT_FLOW
from projects.forms.participations import JoinForm
from projects.models import (
    Event,
    EventPhoto,
    EventRecord,
    EventStatus,
    Participation,
    ParticipationStatus,
)
from projects.register.pictures import photo_of, with_pictures
from projects.rules.events import can_edit, can_write_record, is_organiser
from projects.rules.participations import can_join
from projects.rules.questions import can_ask

OWN_MOVES = ("take", "leave", "check_in")
"""What whoever comes does themselves; the rest is the organiser's."""


def found_event(user: Person, pk: int) -> Event:
    """The event with those who hold it, if this person may see it; otherwise a 404."""
    found = Event.objects.visible_to(user).with_organiser().filter(pk=pk)
    with_source = found.select_related("project__source").defer("project__source__data")
    event = with_pictures(with_source).first()
    if event is None:
        raise Http404(HIDDEN)
    return event


@login_not_required
@require_safe
def event_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One day: when, where, whether one can come; and the form with which one does."""
    event = found_event(request.user, pk)
    form = JoinForm(event=event, is_for_guest=not request.user.is_authenticated)
    return shown_event(request, event, form)


def shown_event(request: HttpRequest, event: Event, form: JoinForm) -> HttpResponse:
    """The page with its form, blank or as it was sent."""
    person = request.user
    mine = own_of(event, person)
    holds = is_organiser(person, event)
    photo = photo_of(event)
    context = {
        "event": event,
        "photo": photo,
        "own_photo": photo if isinstance(photo, EventPhoto) else None,
        "crumbs": crumbs_to(event),
        "day": timezone.localdate(event.starts_at),
        "first_facts": _written(_first_facts_of(event)),
        "facts": _written(_facts_of(event)),
        "ask_url": ask_url(event, person),
        "form": form,
        "can_join": can_join(event),
        "mine": mine,
        "own_offers": offers_to(person, mine),
        "own_url": reverse("events:own_move", args=[event.pk]),
        "record": _record_of(event),
        "changed_because": last_note(event, "reschedule") if event.changed_at else "",
        "holds": holds,
        "offers": EVENT_FLOW.offers(person, event),
        "move_url": reverse("events:move", args=[event.pk]),
        "may_edit": can_edit(person, event) if holds else None,
        "later_drafts": has_later_drafts(event) if holds else False,
        "may_record": can_write_record(person, event) if holds else None,
    }
    return render(request, "events/detail.html", context)


def own_of(event: Event, person: Person) -> Participation | None:
    """What somebody with an account has of this event; none where they left."""
    if not person.is_authenticated:
        return None
    mine = event.participations.filter(user=person.pk).exclude(status=ParticipationStatus.LEFT)
    found = mine.first()
    if found is not None:
        found.event = event
    return found


def offers_to(person: Person, mine: Participation | None) -> list[Any]:
    """What they can do with it now; what cannot be yet is told of an offered seat alone."""
    if mine is None:
        return []
    offers = PARTICIPATION_FLOW.offers(person, mine)
    return [
        offer
        for offer in offers
        if offer.move.name in OWN_MOVES and (offer.verdict or offer.move.name == "take")
    ]


def _record_of(event: Event) -> EventRecord | None:
    """The record, once it is public."""
    if event.live_status != "recorded":
        return None
    return EventRecord.objects.prefetch_related("opinions__owed_by").filter(event=event).first()


def crumbs_to(event: Event, page: str = "") -> Crumbs:
    """The way to an event, or to one of its pages."""
    if not page:
        return [(event.title, None)]
    return [(event.title, event.get_absolute_url()), (page, None)]


def facts_of(event: Event) -> list[tuple[str, Any]]:
    """All that one has to know of the day; what nobody wrote is left out."""
    return _written([*_first_facts_of(event), *_facts_of(event)])


def _written(facts: list[tuple[str, Any]]) -> list[tuple[str, Any]]:
    """Without what nobody wrote."""
    return [(label, value) for label, value in facts if value]


def _first_facts_of(event: Event) -> list[tuple[str, Any]]:
    """What decides whether one comes, and what one packs."""
    return [
        (gettext("対象"), event.target),
        (gettext("持ち物"), event.what_to_bring),
        (gettext("費用・保険"), event.fee),
    ]


def _facts_of(event: Event) -> list[tuple[str, Any]]:
    """What one has to know of the day besides."""
    return [
        (gettext("雨や警報のとき"), event.in_bad_weather),
        (gettext("車いす・手話など"), event.accessibility),
        (gettext("子ども・託児"), event.childcare),
        (gettext("撮影"), event.get_photography_display()),
        (gettext("地区"), event.district_name),
    ]


def ask_url(event: Event, person: Person) -> str:
    """Where this person asks those who hold it, before they come: its project, group or department, or
    the desk for a day of the city's; empty for whom it is their own, and for a draft."""
    if event.status == EventStatus.DRAFT or is_organiser(person, event):
        return ""
    if event.project is not None:
        can = can_ask(person, event.project)
        return reverse("questions:create", args=[event.project.pk]) if can else ""
    office = event.group or event.department
    if office is None:
        return reverse("consultations:list")
    if not can_contact(person, office) or (event.group and not event.group.is_public):
        return ""
    name = "contact_group" if event.group else "contact_department"
    return reverse(f"messages:{name}", args=[office.pk])


def has_later_drafts(event: Event) -> bool:
    """Whether days of its series that come after it are still drafts."""
    if event.series_id is None or event.status != EventStatus.DRAFT:
        return False
    later = Event.objects.filter(series=event.series_id, status=EventStatus.DRAFT)
    return later.filter(starts_at__gt=event.starts_at).exists()


@login_not_required
@require_POST
def event_move(request: HttpRequest, pk: int) -> HttpResponse:
    """Publish it, call it off, publish its record."""
    return make_move(request, EVENT_FLOW, found_event(request.user, pk))
