"""Asking for what a group offers, the answer, and the thanks."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from groups.actions.offers import ask_for_offer, thank_for_offer, with_offer_held
from groups.flows import OFFER_TALK_FLOW
from groups.forms.offers import AskForm, OfferThanksForm, nobody_to_ask_as
from groups.models import OfferTalk
from groups.offering import facts_of
from groups.rules import offers as rules
from groups.rules.groups import HIDDEN
from groups.views.offers import crumbs_to, found_offer, shown_offer
from kyodo_portal.life.flows import MoveRefused
from kyodo_portal.life.history import story_of
from kyodo_portal.life.moves import make_move, refused
from kyodo_portal.life.people import Person
from kyodo_portal.life.recorded import Reader


def found_talk(user: Person, pk: int) -> OfferTalk:
    """A talk, if this person may see it; otherwise a 404."""
    rows = OfferTalk.objects.visible_to(user).select_related("offer__group", "group", "department")
    found = rows.filter(pk=pk).first()
    if found is None:
        raise Http404(HIDDEN)
    return found


@require_POST
def talk_create(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask for it. Pressed twice, it is asked once."""
    offer = found_offer(request.user, pk)
    form = AskForm(request.POST, by=request.user)
    typed = request.POST.get("words", "")
    if not form.takers:
        refusal = MoveRefused(nobody_to_ask_as(), status_code=403)
        return refused(request, refusal, back=offer.get_absolute_url(), typed=typed)
    if not form.is_valid():
        return shown_offer(request, offer, form)
    taker = form.chosen
    if not (may := rules.may_ask_as(request.user, taker, offer)):
        refusal = MoveRefused(may.reason, status_code=403)
        return refused(request, refusal, back=offer.get_absolute_url(), typed=typed)
    try:
        talk, is_new = ask_for_offer(
            offer=offer,
            taker=taker,
            words=form.cleaned_data["words"],
            by=request.user,
            key=form.cleaned_data["submission_key"],
        )
    except MoveRefused as refusal:
        return refused(request, refusal, back=offer.get_absolute_url(), typed=typed)
    if is_new:
        messages.success(
            request, gettext("相談を送りました。返事があると、メールでお知らせします。")
        )
    return redirect(talk)


@require_http_methods(["GET", "HEAD", "POST"])
def talk_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One talk, for the two who talk: the words, what is to be done, the thanks."""
    user = request.user
    talk = found_talk(user, pk)
    can_thank = rules.can_thank_for(user, talk)
    form = OfferThanksForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        can_thank.enforce()
        if form.is_valid():
            thank_for_offer(
                talk=talk,
                words=form.cleaned_data["thanks"],
                public=form.cleaned_data["public"],
                by=user,
            )
            messages.success(request, gettext("お礼を送りました。"))
            return redirect(talk)
    is_taker = rules.is_taker(user, talk)
    context = {
        "talk": talk,
        "offer": talk.offer,
        "facts": facts_of(talk.offer),
        "acting_for": talk.taker_name if is_taker else talk.offer.group.name,
        "offers": OFFER_TALK_FLOW.offers(user, talk),
        "form": form if can_thank else None,
        "story": story_of(talk, reader=Reader.PARTIES),
        "crumbs": crumbs_to(talk.offer, gettext("提供の相談")),
    }
    return render(request, "offers/talk_detail.html", context)


@require_POST
def talk_move(request: HttpRequest, pk: int) -> HttpResponse:
    """Say yes or no, take the question back, or call off what was agreed."""
    talk = found_talk(request.user, pk)
    with with_offer_held(talk):
        return make_move(request, OFFER_TALK_FLOW, talk)
