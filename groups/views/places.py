"""The pages about places: where one can meet and work, and when it is open."""

from django.contrib.auth.decorators import login_not_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, pgettext
from django.views.decorators.http import require_safe

from groups.models import Place, PlacePhoto
from groups.places import profile
from groups.places.opening import Opening
from groups.places.register import card_of, lines_of
from groups.places.spoken import by_season, coming_days, now_words, spans_words, usual_week
from groups.published.place_filters import TALLIES
from groups.published.places import PLACES
from groups.questions import HAPPENINGS_SHOWN, WHAT_IS_ON
from kyodo_portal.files.uploads import serve
from kyodo_portal.lists.listing import listing


@login_not_required
@require_safe
def place_list(request: HttpRequest) -> HttpResponse:
    """The places in use: by 地区, kind, when they are open, equipment and ease."""
    places = PLACES.listed_for(request.user).with_list_parts()
    shown = listing(request, PLACES.narrowed(request.GET, places), TALLIES)
    context = {
        **shown,
        "cards": [card_of(line) for line in lines_of(shown["page_obj"], timezone.now())],
        "crumbs": [(pgettext("一覧", "場所"), None)],
    }
    return render(request, "places/place_list.html", context)


@login_not_required
@require_safe
def place_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One place: today's hours first, then what is on there, how to come, what can be used."""
    places = Place.objects.visible_to(request.user).with_list_parts()
    place = get_object_or_404(places.prefetch_related("equipment"), pk=pk)
    opening, now = Opening(place), timezone.now()
    today = timezone.localdate(now)
    on = WHAT_IS_ON.of(place, by=request.user)
    context = {
        "place": place,
        "crumbs": [(pgettext("一覧", "場所"), reverse("places:list")), (place.name, None)],
        "linked_data": PLACES.linked_data_of(place),
        "photo": getattr(place, "photo", None),
        "opening": opening,
        "is_open": opening.is_open_at(now),
        "now": now_words(opening, now),
        "today": spans_words(spans) if (spans := opening.on(today).spans) else "",
        "coming": coming_days(opening, today),
        "week": usual_week(opening, today),
        "seasons": by_season(opening),
        "closed": profile.closed_rows(place),
        "way": profile.way_rows(place),
        "map_url": profile.map_url(place),
        "ease": profile.access_rows(place),
        "use": profile.use_rows(place),
        "rooms": profile.room_rows(place),
        "equipment": profile.equipment_rows(place),
        "source": profile.source_rows(place),
        "happenings": on[:HAPPENINGS_SHOWN],
        "has_more_happenings": len(on) > HAPPENINGS_SHOWN,
    }
    return render(request, "places/place_detail.html", context)


@login_not_required
@require_safe
def place_photo(request: HttpRequest, pk: int) -> FileResponse:
    """The picture of a place, for whoever may see the place; `?size=small` for a phone."""
    seen = Place.objects.visible_to(request.user).filter(pk=pk)
    photo = PlacePhoto.objects.filter(place__in=seen).first()
    if photo is None:
        raise Http404(gettext("この写真は、ここにはありません。"))
    return serve(photo, inline=True, small=request.GET.get("size") == "small")
