"""近くでさがす: what one can go to, help with and join near a place or in a 地区, the nearest first.

Where somebody is they say themselves, in the address of the page; nothing asks their telephone for it, and
nothing is kept.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from groups.models import Group, Place
from kyodo_portal.cities.districts import district_choices, district_name
from kyodo_portal.lists.filters import Unusable
from kyodo_portal.lists.listing import PER_PAGE
from kyodo_portal.lists.near import Origin, Point, district_point, nearest_first, told_of
from kyodo_portal.web.page_numbers import page_asked, page_missed
from kyodo_portal.words.languages import Words
from kyodo_portal.writing.columns import field_of
from projects.models import OPEN_STATUSES, Event, HelpWanted, Project
from projects.register.help_lines import when

SHOWN = 4
"""Of each kind on the page of all; the rest has pages of its own."""


class NearForm(forms.Form):
    """Where somebody is: a 地区 of the city, or one of its places."""

    district = forms.ChoiceField(label=_("地区"), required=False)
    near = forms.ModelChoiceField(
        label=_("場所"),
        queryset=Place.objects.none(),
        required=False,
        empty_label=_("選ばない"),
    )

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, auto_id="near_%s")
        field_of(self, "near", forms.ModelChoiceField).queryset = Place.objects.public().in_use()
        if districts := district_choices():
            choices = [("", _("選ばない")), *districts]
            field_of(self, "district", forms.ChoiceField).choices = choices
        else:
            del self.fields["district"]

    @property
    def origin(self) -> Origin | None:
        """The place, or else the 地区; None where neither was chosen."""
        self.is_valid()
        place: Place | None = self.cleaned_data.get("near")
        if place is not None:
            return Origin(place.name, _point_of(place), place.district)
        code = self.cleaned_data.get("district", "")
        return Origin(district_name(code), district_point(code), code) if code else None

    @property
    def unusable(self) -> list[Unusable]:
        """What the address says and nothing can be done with."""
        return [
            Unusable(str(self.fields[name].label), str(self.data.get(name, ""))[:50], name)
            for name in self.errors
        ]


def _point_of(place: Place) -> Point | None:
    if place.latitude is None or place.longitude is None:
        return None
    return Point(float(place.latitude), float(place.longitude))


@dataclass(frozen=True, slots=True, kw_only=True)
class NearKind:
    """What is looked for. `records` are those that everybody may read and that concern now, `points` where
    each is (see `nearest_first`), `about` what is said of one beside its name."""

    key: str
    label: Words
    records: Callable[[], QuerySet[Any]]
    points: tuple[str, ...]
    about: Callable[[Any], str]


def _of_day(event: Event) -> str:
    return " ".join(filter(None, (event.when_words, event.where)))


def _of_help(wanted: HelpWanted) -> str:
    return " ".join(filter(None, (wanted.get_kind_display(), when(wanted), wanted.place)))


KINDS = (
    NearKind(
        key="events",
        label=_("参加できる日"),
        records=lambda: Event.objects.public().coming().select_related("place"),
        points=("place__", "project__"),
        about=_of_day,
    ),
    NearKind(
        key="help",
        label=_("手伝いの募集"),
        records=lambda: HelpWanted.objects.public().taking(),
        points=("project__",),
        about=_of_help,
    ),
    NearKind(
        key="projects",
        label=_("協働事業"),
        records=lambda: Project.objects.published().of_this_city().filter(status__in=OPEN_STATUSES),
        points=("",),
        about=lambda project: project.place,
    ),
    NearKind(
        key="groups",
        label=_("団体"),
        records=lambda: Group.objects.registered(),
        points=(),
        about=lambda group: group.area,
    ),
)


@dataclass(frozen=True, slots=True)
class NearLine:
    """One record: how far it is, or that nobody knows; and what is said of it."""

    title: str
    url: str
    away: str
    about: str


@dataclass(frozen=True, slots=True)
class Block:
    """The nearest of one kind, and where the rest is."""

    key: str
    label: Words
    lines: list[NearLine]
    more_url: str


@login_not_required
@require_safe
def near(request: HttpRequest) -> HttpResponse:
    """All kinds together, or one of them page by page."""
    form = NearForm(request.GET)
    origin = form.origin
    kind = next((each for each in KINDS if each.key == request.GET.get("kind")), None)
    context: dict[str, Any] = {
        "form": form,
        "origin": origin,
        "unusable": form.unusable,
        "kind": kind,
        "page_obj": None,
        "crumbs": [(gettext("近くでさがす"), None)],
    }
    if origin is not None and kind is not None:
        page = _page(request, kind, origin)
        context |= {
            "page_obj": page,
            "page_missed": page_missed(request, page),
            "lines": [_line(record, kind, origin) for record in page],
            "all_url": _address(request),
        }
    elif origin is not None:
        context["blocks"] = [_block(request, each, origin) for each in KINDS]
    return render(request, "near.html", context)


def _page(request: HttpRequest, kind: NearKind, origin: Origin) -> Page:
    records = nearest_first(kind.records(), origin, *kind.points)
    return Paginator(records, PER_PAGE).get_page(page_asked(request))


def _block(request: HttpRequest, kind: NearKind, origin: Origin) -> Block:
    """One more is read than is shown, to know whether there is more: one query."""
    found = list(nearest_first(kind.records(), origin, *kind.points)[: SHOWN + 1])
    more = _address(request, kind=kind.key) if len(found) > SHOWN else ""
    lines = [_line(record, kind, origin) for record in found[:SHOWN]]
    return Block(kind.key, kind.label, lines, more)


def _line(record: Any, kind: NearKind, origin: Origin) -> NearLine:
    away = told_of(record, origin) or (gettext("距離は分かりません") if kind.points else "")
    return NearLine(str(record), record.get_absolute_url(), away, kind.about(record))


def _address(request: HttpRequest, **more: str) -> str:
    asked = {name: request.GET.get(name, "") for name in ("district", "near")}
    words = urlencode({**{name: value for name, value in asked.items() if value}, **more})
    return f"{reverse('near')}?{words}"
