"""The page of somebody who told what is needed without an account: read, mended and taken back."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.db import transaction
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from groups.guests import ActingGuest
from groups.models import Guest
from groups.rules.groups import HIDDEN
from groups.views.guests import found_guest
from kyodo_portal.files import uploads
from kyodo_portal.life.history import story_of
from kyodo_portal.life.recorded import Reader
from kyodo_portal.web.bodies import takes_files
from kyodo_portal.web.crumbs import Crumbs
from kyodo_portal.writing.locks import hold
from proposals.actions.concerns import concern_of
from proposals.concerning import answer_facts_of, facts_of, held_by, own_photo
from proposals.flows import CONCERN_FLOW
from proposals.models import Concern, ConcernPhoto
from proposals.rules import concerns as rules
from proposals.views.concerns import mended


def confirmed_guest(pk: int, token: str) -> Guest:
    """The guest of this page once they have typed their code; otherwise a 404 with what to do."""
    guest = found_guest(pk, token)
    if not guest.is_confirmed:
        raise Http404(HIDDEN)
    return guest


def _address(name: str, guest: Guest) -> str:
    return reverse(f"concerns:{name}", args=[guest.pk, guest.token])


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def guest_concern(request: HttpRequest, pk: int, token: str) -> HttpResponse:
    """Where it stands, the answer, and taking it back."""
    guest = found_guest(pk, token)
    if not guest.is_confirmed:
        return redirect(guest)
    concern, acting = concern_of(guest), ActingGuest(guest)
    offers = CONCERN_FLOW.offers(acting, concern)
    can_end = any(offer.move.name == "withdraw" and offer.verdict for offer in offers)
    if request.method == "POST" and can_end:
        CONCERN_FLOW.make("withdraw", concern, by=acting)
        messages.success(request, gettext("困りごとを取り下げました。"))
        return redirect(request.path)
    context = {
        "guest": guest,
        "concern": concern,
        "photo": own_photo(concern, _address("guest_photo", guest)),
        "facts": facts_of(concern),
        "answer_facts": answer_facts_of(concern),
        "edit_url": _address("guest_edit", guest) if rules.can_edit(acting, concern) else "",
        "held": held_by(concern),
        "can_end": can_end,
        "story": story_of(concern, reader=Reader.PARTIES),
    }
    return _unkept(render(request, "concerns/guest_concern.html", context))


@login_not_required
@takes_files
@require_http_methods(["GET", "HEAD", "POST"])
def guest_edit(request: HttpRequest, pk: int, token: str) -> HttpResponse:
    """They mend it until staff have looked, and send again what was kept private."""
    guest = confirmed_guest(pk, token)
    acting, back = ActingGuest(guest), _address("guest", guest)
    with transaction.atomic():
        if request.method == "POST":
            hold(Concern, concern_of(guest).pk)
        concern = concern_of(guest)
        rules.can_edit(acting, concern).enforce()
        crumbs: Crumbs = [(gettext("知らせた困りごと"), back), (gettext("困りごとを直す"), None)]
        return _unkept(mended(request, concern, by=acting, back=back, crumbs=crumbs))


@login_not_required
@require_safe
def guest_photo(request: HttpRequest, pk: int, token: str) -> FileResponse:
    """The photo that they sent."""
    guest = confirmed_guest(pk, token)
    found = ConcernPhoto.objects.filter(concern=concern_of(guest)).first()
    if found is None:
        raise Http404(HIDDEN)
    return uploads.serve(found, inline=True, small=request.GET.get("size") == "small")


def _unkept(answer: HttpResponse) -> HttpResponse:
    """On a shared computer nobody reads it after them."""
    answer["Cache-Control"] = "private, no-store"
    return answer
