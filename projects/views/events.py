"""The page of one event: when, where, may I come?"""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from groups.rules.groups import HIDDEN
from kyodo_portal.life.moves import make_move
from kyodo_portal.life.people import Person
from projects.flows import EVENT_FLOW
from projects.models import Event


def found_event(user: Person, pk: int) -> Event:
    """The event with those who hold it, if this person may see it; otherwise a 404."""
    event = Event.objects.visible_to(user).with_organiser().filter(pk=pk).first()
    if event is None:
        raise Http404(HIDDEN)
    return event


@login_not_required
@require_safe
def event_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One day: when, where, whether one can come; and the form with which one does."""
    event = found_event(request.user, pk)
    return render(
        request,
        "events/detail.html",
        {
            "event": event,
            "offers": EVENT_FLOW.offers(request.user, event),
            "move_url": reverse("events:move", args=[event.pk]),
        },
    )


@login_not_required
@require_POST
def event_move(request: HttpRequest, pk: int) -> HttpResponse:
    """Publish it, call it off, publish its record."""
    return make_move(request, EVENT_FLOW, found_event(request.user, pk))
