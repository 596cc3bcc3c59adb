"""Coming to an event and leaving it: what people do on its page, and guests on their own."""

from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from groups.guests import ActingGuest
from groups.models import Guest
from groups.rules.groups import HIDDEN
from groups.views.guests import came_too_often, found_guest, to_code
from kyodo_portal.life.flows import MoveRefused
from kyodo_portal.life.moves import MoveForm, refused
from kyodo_portal.life.people import Person
from kyodo_portal.writing.once import create_once
from projects.attending.flow import PARTICIPATION_FLOW
from projects.attending.joining import join, join_as_guest, move, said_of
from projects.forms.participations import JoinForm
from projects.models import Event, Participation
from projects.rules.events import can_check_in
from projects.views.events import (
    OWN_MOVES,
    crumbs_to,
    facts_of,
    found_event,
    offers_to,
    own_of,
    shown_event,
)


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def event_join(request: HttpRequest, pk: int) -> HttpResponse:
    """Send the form of the event's page: with an account one comes at once, without one a code is
    sent first. Where something is missing, the page comes back with what was written."""
    event = found_event(request.user, pk)
    if request.method != "POST":
        return redirect(event)
    is_guest = not request.user.is_authenticated
    form = JoinForm(request.POST, event=event, is_for_guest=is_guest)
    if not form.is_valid():
        return shown_event(request, event, form)
    try:
        return _guest_joins(request, event, form) if is_guest else _joins(request, event, form)
    except MoveRefused as refusal:
        return refused(request, refusal, back=event.get_absolute_url())


def _joins(request: HttpRequest, event: Event, form: JoinForm) -> HttpResponse:
    joined = join(event, form.participation, by=request.user, details=form.details)
    messages.success(request, said_of(joined))
    return redirect(event)


def _guest_joins(request: HttpRequest, event: Event, form: JoinForm) -> HttpResponse:
    """The same form sent twice is one guest."""
    if too_often := came_too_often(request, form.guest, back=event.get_absolute_url()):
        return too_often

    def create(stored: UUID) -> Guest:
        guest = form.guest
        guest.submission_key = stored
        return join_as_guest(event, form.participation, guest, details=form.details)

    key = form.cleaned_data["submission_key"]
    guest, is_new = create_once(Guest, key, create, by=request.user)
    return to_code(request, guest) if is_new else redirect(guest)


@require_POST
def participation_move(request: HttpRequest, pk: int) -> HttpResponse:
    """Take an offered seat, leave, say that one is there."""
    event = found_event(request.user, pk)
    participation = own_of(event, request.user)
    if participation is None:
        raise Http404(HIDDEN)
    return made(request, participation, by=request.user, back=event.get_absolute_url())


def made(
    request: HttpRequest,
    participation: Participation,
    *,
    by: Person,
    back: str,
    names: tuple[str, ...] = OWN_MOVES,
) -> HttpResponse:
    """Make the posted move of a participation and go back; or show why it was not made."""
    form = MoveForm(request.POST)
    try:
        if not form.is_valid() or form.cleaned_data["move"] not in names:
            raise MoveRefused(gettext("この操作は、このページにはありません。"), status_code=403)
        name = form.cleaned_data["move"]
        moved = move(
            name,
            participation,
            by=by,
            note=form.cleaned_data["note"],
            shown_status=form.cleaned_data["seen"] or None,
        )
    except MoveRefused as refusal:
        return refused(request, refusal, back=back)
    messages.success(request, PARTICIPATION_FLOW.moves[name].done_words(moved))
    return redirect(back)


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def guest_joined(request: HttpRequest, pk: int, token: str) -> HttpResponse:
    """The page of somebody without an account: how it stands, and what they can do."""
    guest = found_guest(pk, token)
    mine = guest.participations.select_related("event").first()
    if mine is None:
        raise Http404(HIDDEN)
    if not guest.is_confirmed:
        return redirect(guest)
    acting = ActingGuest(guest)
    if request.method == "POST":
        return made(request, mine, by=acting, back=mine.guest_page)
    context = {
        "event": mine.event,
        "day": timezone.localdate(mine.event.starts_at),
        "facts": facts_of(mine.event),
        "participation": mine,
        "offers": offers_to(acting, mine),
        "move_url": mine.guest_page,
    }
    answer = render(request, "events/joined.html", context)
    answer["Cache-Control"] = "private, no-store"
    return answer


@login_not_required
@require_safe
def event_here(request: HttpRequest, pk: int) -> HttpResponse:
    """What the QR code at the door opens: a page whose button says that one is there. Looking does
    nothing; who has no account opens the page of their letter, or speaks to the people at the desk."""
    event = found_event(request.user, pk)
    mine = own_of(event, request.user)
    context = {
        "event": event,
        "day": timezone.localdate(event.starts_at),
        "mine": mine,
        "check_in": can_check_in(event),
        "offers": [each for each in offers_to(request.user, mine) if each.move.name == "check_in"],
        "own_url": reverse("events:own_move", args=[event.pk]),
        "login_url": f"{reverse('account_login')}?{urlencode({'next': request.path})}",
        "crumbs": crumbs_to(event, gettext("受付")),
    }
    return render(request, "events/here.html", context)
