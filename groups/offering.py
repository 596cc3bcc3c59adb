"""What the list and the page of an offer show of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext

from groups.models import Group, Offer
from groups.pictured import photo_of_group
from kyodo_portal.templatetags.ui_text import jdate
from kyodo_portal.ui.drawn import drawn_once
from kyodo_portal.ui.pictures import small_photo

SHOWN = 3
"""Offers on a group's page; the rest is in their list."""


@dataclass(frozen=True, slots=True)
class OfferLine:
    """One of them as a list shows it, in the language of the page."""

    url: str
    title: str
    kind_label: str
    status_label: str
    status_tone: str
    group_name: str
    text: str
    amount: str
    district: str


def lines_of(offers: Iterable[Offer]) -> list[OfferLine]:
    return [
        OfferLine(
            url=offer.get_absolute_url(),
            title=offer.title,
            kind_label=offer.get_kind_display(),
            status_label=str(offer.status_label),
            status_tone=offer.status_tone,
            group_name=offer.group.name,
            text=offer.text,
            amount=offer.amount,
            district=offer.district_name,
        )
        for offer in offers
    ]


def cards_of(offers: Iterable[Any]) -> list[SafeString]:
    """Each as the list of offers shows it; they come `with_group_picture`. What is the same is drawn once,
    whoever looks at it."""
    records = list(offers)
    return [
        drawn_once(
            "offers/_card.html",
            line=line,
            pk=offer.pk,
            field=offer.field,
            photo=small_photo(photo_of_group(offer)),
        )
        for offer, line in zip(records, lines_of(records), strict=True)
    ]


def offers_of(group: Group) -> list[OfferLine]:
    """What a group offers, that for which one may ask first. One query."""
    offers = list(Offer.objects.shown().filter(group=group).order_by("-created_at", "-pk")[:20])
    for offer in offers:
        offer.group = group
    offers.sort(key=lambda offer: not offer.is_taking)
    return lines_of(offers[:SHOWN])


def facts_of(offer: Offer) -> list[tuple[str, Any]]:
    """What is said of it, as (label, value); nothing of what is not."""
    rows = [
        (gettext("種類"), offer.get_kind_display()),
        (gettext("量と期間"), offer.amount),
        (gettext("地区"), offer.district_name),
        (gettext("相談を受け付ける最後の日"), jdate(offer.ends_on) if offer.ends_on else ""),
        (gettext("条件"), offer.conditions),
        (gettext("受け渡し"), offer.handing),
        (gettext("寄附の扱い・受領書"), offer.receipt),
    ]
    return [(label, value) for label, value in rows if value]
