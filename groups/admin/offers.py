"""Offers at the desk: what groups give, and who waits for an answer."""

from typing import Any

from django.contrib import admin
from django.utils.html import format_html
from django.utils.safestring import SafeString

from groups.models import Offer, OfferTalk
from groups.rules.people import is_coordinator
from kyodo_portal.life.people import Person
from kyodo_portal.staff.base import BY_INDEX, PortalAdmin
from kyodo_portal.staff.filters import QueueFilter


class _OfOffers(PortalAdmin):
    """Read here; what is to be done is done on its page."""

    def is_for(self, user: Person) -> bool:
        return user.is_superuser or is_coordinator(user)

    @admin.display(description="ページ")
    def page(self, record: Any) -> SafeString:
        return format_html('<a href="{}">ページを開く</a>', record.get_absolute_url())


@admin.register(Offer)
class OfferAdmin(_OfOffers):
    """What groups offer. What comes on paper is entered from the page of the group."""

    list_display = ["title", "group", "kind", "status_word", "ends_on", "came_by", "created_at"]
    list_filter = ["status", "kind", "came_by"]
    list_select_related = ["group"]
    search_fields = BY_INDEX
    fields = readonly_fields = (
        *("page", "title", "group", "kind", "text", "amount", "ends_on", "district", "conditions"),
        *("handing", "receipt", "may_be_named", "status", "created_by"),
        *("entered_by", "came_by", "came_on"),
    )
    export_columns = (
        ("見出し", lambda row: row.title),
        ("団体", lambda row: row.group.name),
        ("種類", lambda row: row.get_kind_display()),
        ("状態", lambda row: row.status_label),
        ("相談の期限", lambda row: row.ends_on),
        ("公開の日時", lambda row: row.created_at),
    )


@admin.register(OfferTalk)
class OfferTalkAdmin(_OfOffers):
    """Who asks for what, and since when."""

    list_display = ["offer", "taker_name", "status_word", "created_at"]
    list_filter = [QueueFilter, "status"]
    list_select_related = ["offer__group", "group", "department"]
    search_fields = ["offer__title"]
    fields = readonly_fields = (
        *("page", "offer", "group", "department", "words", "status", "thanks", "thanks_public"),
        *("asked_by", "created_at"),
    )
    export_columns = (
        ("提供", lambda row: str(row.offer)),
        ("提供する団体", lambda row: row.offer.group.name),
        ("相談した側", lambda row: row.taker_name),
        ("状態", lambda row: row.status_label),
        ("相談の日時", lambda row: row.created_at),
    )

    @admin.display(description="相談した側")
    def taker_name(self, talk: OfferTalk) -> str:
        return talk.taker_name
