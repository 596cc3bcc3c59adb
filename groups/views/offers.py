"""The pages of what groups offer: the list, one of them, offering and changing."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from groups.actions.offers import change_offer, make_offer
from groups.flows import OFFER_FLOW
from groups.forms.offers import AskForm, CounterOfferForm, OfferForm, nobody_to_ask_as
from groups.models import Group, Offer, OfferTalk
from groups.offering import cards_of, facts_of
from groups.pictured import with_group_picture
from groups.published.kinds import OFFERS
from groups.published.offer_filters import TALLIES
from groups.rules import offers as rules
from groups.rules.groups import HIDDEN
from groups.rules.people import manages
from groups.views.hidden import shown_hidden
from kyodo_portal.life.history import story_of
from kyodo_portal.life.moves import make_move
from kyodo_portal.life.people import Person, is_signed_in
from kyodo_portal.life.recorded import Reader
from kyodo_portal.lists.listing import listing
from kyodo_portal.web.crumbs import Crumbs
from kyodo_portal.writing.guarded import Guarded, one_at_a_time


def found_offer(user: Person, pk: int) -> Offer:
    """What is offered, if this person may see it; otherwise a 404."""
    found = Offer.objects.visible_to(user).select_related("group").filter(pk=pk).first()
    if found is None:
        raise Http404(HIDDEN)
    return found


def crumbs_to(offer: Offer, page: str = "") -> Crumbs:
    title = Truncator(offer.title).chars(30)
    way: Crumbs = [(gettext("団体からの提供"), reverse("offers:list"))]
    if not page:
        return [*way, (title, None)]
    return [*way, (title, offer.get_absolute_url()), (page, None)]


@login_not_required
@require_safe
def offer_list(request: HttpRequest) -> HttpResponse:
    """What is offered: that for which one may ask now first of all."""
    filterset = OFFERS.narrowed(request.GET, OFFERS.listed_for(request.user))
    shown = listing(request, filterset, TALLIES)
    context = {
        **shown,
        "cards": cards_of(with_group_picture(shown["page_obj"].object_list)),
        "own_groups": _own_groups(request.user),
        "crumbs": [
            (gettext("サポーター"), reverse("supporters:list")),
            (gettext("団体からの提供"), None),
        ],
    }
    return render(request, "offers/offer_list.html", context)


def _own_groups(person: Person) -> list[Group]:
    """For which groups this person may offer something."""
    if not is_signed_in(person) or not person.managed_group_ids:
        return []
    return list(Group.objects.registered().filter(pk__in=person.managed_group_ids))


@login_not_required
@require_safe
def offer_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One of them: what is offered and how to ask for it; for the group, who asks."""
    return shown_offer(request, found_offer(request.user, pk))


def shown_offer(
    request: HttpRequest, offer: Offer, form: AskForm | None = None, status: int = 200
) -> HttpResponse:
    """The page, with a form that was sent and could not be taken."""
    user = request.user
    may_decide = rules.may_decide_offer(user, offer)
    if offer.is_hidden and not may_decide:
        way = [(gettext("団体からの提供"), reverse("offers:list"))]
        return shown_hidden(request, offer, [*way, (gettext("表示をやめたもの"), None)])
    talks = list(OfferTalk.objects.filter(offer=offer).select_related("group", "department"))
    for talk in talks:
        talk.offer = offer
    can_ask = rules.can_ask(offer)
    speaks_for_it = manages(user, [offer.group_id])
    if form is None and can_ask and is_signed_in(user) and not speaks_for_it:
        form = AskForm(by=user)
    mine = [talk for talk in talks if rules.is_taker(user, talk)]
    context = {
        "offer": offer,
        "facts": facts_of(offer),
        "form": form if form is not None and form.takers else None,
        "no_way": can_ask.reason or ("" if speaks_for_it else nobody_to_ask_as()),
        "mine": mine,
        "talks": talks if may_decide else [],
        "may_decide": may_decide,
        "can_edit": rules.can_edit_offer(user, offer),
        "offers": OFFER_FLOW.offers(user, offer),
        "thanked": [talk for talk in talks if talk.has_public_thanks],
        "story": story_of(offer, reader=Reader.PARTIES if may_decide else Reader.PUBLIC),
        "linked_data": OFFERS.linked_data_of(offer),
        "crumbs": crumbs_to(offer),
    }
    return render(request, "offers/offer_detail.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def offer_create(request: HttpRequest, group_pk: int) -> HttpResponse:
    """Offer something in the name of a group; staff enter what came to the desk. Pressed twice, it is offered
    once."""
    group = get_object_or_404(Group.objects.visible_to(request.user), pk=group_pk)
    rules.can_make_offer(request.user, group).enforce()
    at_counter = not manages(request.user, [group.pk])
    made = CounterOfferForm if at_counter else OfferForm
    data = request.POST if request.method == "POST" else None
    form = made(data, initial={"district": group.district})
    if form.is_valid():
        offer, is_new = make_offer(
            group=group,
            offer=form.save(commit=False),
            by=request.user,
            key=form.cleaned_data["submission_key"],
            received=form.cleaned_data if at_counter else None,
        )
        if is_new:
            messages.success(
                request, gettext("提供を公開しました。相談が届くと、メールでお知らせします。")
            )
        return redirect(offer)
    context = {
        "form": form,
        "group": group,
        "crumbs": [
            (gettext("団体からの提供"), reverse("offers:list")),
            (gettext("提供を書く"), None),
        ],
    }
    return render(request, "offers/offer_form.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@one_at_a_time(Offer)
def offer_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change what is offered, until somebody asks for it."""
    offer = found_offer(request.user, pk)
    rules.can_edit_offer(request.user, offer).enforce()

    def made(data: Any = None) -> OfferForm:
        return OfferForm(data, instance=offer)

    page = Guarded(request, made)
    if page.is_clear and page.form.is_valid():
        form = page.form
        change_offer(offer=offer, by=request.user, write=lambda: form.save())
        messages.success(request, gettext("提供の内容を直しました。"))
        return page.saved(offer)
    context = {
        "form": page.form,
        "offer": offer,
        "crumbs": crumbs_to(offer, gettext("提供の内容を直す")),
    }
    return page.shown("offers/offer_edit.html", context)


@require_POST
def offer_move(request: HttpRequest, pk: int) -> HttpResponse:
    """Take an offer back."""
    return make_move(request, OFFER_FLOW, found_offer(request.user, pk))
