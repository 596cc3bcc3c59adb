"""What a page tells of itself to others: its one address, its card when shared, its data.

`sharing` stands in the head of every page; `alternates` and `data_links` on the pages of lists, with
the filters in force, so that a feed or a file holds exactly what the list shows.
"""

from collections.abc import Collection
from contextlib import suppress
from typing import Any
from urllib.parse import urlencode

from django import template
from django.http import HttpRequest
from django.template.context import Context
from django.template.loader_tags import BLOCK_CONTEXT_KEY
from django.templatetags.static import static
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kyodo_portal.cities import city, said
from kyodo_portal.web.crumbs import from_home
from kyodo_portal.web.linked_data import absolute, breadcrumb_list, data_block
from kyodo_portal.words.languages import ENGLISH, JAPANESE, Words, current, in_language
from kyodo_portal.words.text import MAX_QUERY

register = template.Library()

FORMS: dict[str, tuple[str, Words]] = {
    "feed": ("application/atom+xml", _("更新を受け取る（Atomフィード）")),
    "csv": ("text/csv", "CSV"),
    "json": ("application/json", "JSON"),
    "calendar": ("text/calendar", _("カレンダー（iCal）")),
}
"""In what forms a list can be had: its media type, and its name on the screen."""

MOST_VALUES = 50
"""Values of a query string that are handed on; the rest says nothing a list understands."""


@register.inclusion_tag("ui/sharing.html", takes_context=True)
def sharing(context: Context) -> dict[str, Any]:
    """The page's one address, its card for social networks, and what it is for search engines:
    the way to it (`crumbs`) and the thing it shows (`linked_data`)."""
    request = context.get("request")
    if request is None:
        return {}
    url = absolute(request.path)
    page = getattr(context.get("page_obj"), "number", 1)
    if page > 1:
        url = f"{url}?page={page}"
    crumbs, linked_data = context.get("crumbs"), context.get("linked_data")
    blocks = [breadcrumb_list(from_home(crumbs), request.path)] if crumbs else []
    blocks += [linked_data] if linked_data else []
    return {
        "url": url,
        "title": _block_text(context, "title"),
        "description": _block_text(context, "description"),
        "site_name": gettext("協働ポータル（{name}）").format(name=said(city().name)),
        "kind": "article" if linked_data else "website",
        "image": absolute(static("img/social-card.png")),
        "locale": "en_US" if current() == ENGLISH else "ja_JP",
        "languages": [
            (each.tag, absolute(in_language(request.path, each))) for each in (JAPANESE, ENGLISH)
        ],
        "blocks": [data_block(block) for block in blocks],
    }


@register.inclusion_tag("ui/alternates.html", takes_context=True)
def alternates(context: Context, name: str) -> dict[str, Any]:
    """Tells programs where the list they see can be had as a feed, a file and a calendar."""
    return {"links": _links(context, name)}


@register.inclusion_tag("ui/data_links.html", takes_context=True)
def data_links(context: Context, name: str) -> dict[str, Any]:
    """The same for people: under a list, the forms in which it can be taken away."""
    return {"links": _links(context, name)}


def _links(context: Context, name: str) -> list[dict[str, Words]]:
    unknown = getattr(context.get("filter"), "unknown", ())
    query = conditions_in_address(context, without=unknown)
    ways = {}
    with suppress(NoReverseMatch):  # not of every list is anything new
        ways["feed"] = reverse(f"feed_{name}")
    ways["csv"] = reverse("open_data_csv", args=[name])
    ways["json"] = reverse("open_data_json", args=[name])
    with suppress(NoReverseMatch):  # not every list has days
        ways["calendar"] = reverse(f"calendar_{name}")
    return [
        {"type": FORMS[form][0], "label": FORMS[form][1], "url": f"{path}{query}"}
        for form, path in ways.items()
    ]


@register.simple_tag(takes_context=True)
def conditions_in_address(context: Context, *, without: Collection[str] = ()) -> str:
    """The conditions in force as the query of an address that can be handed on; those that could
    not be used are not in force."""
    unusable = [one.name for one in context.get("unusable") or ()]
    return handed_on(context["request"], without=[*unusable, *without])


def handed_on(request: HttpRequest, *, without: Collection[str] = ()) -> str:
    """The filters of a list as the query of another address, with its question mark; the number of
    the page, the names of `without` and what is empty stay behind."""
    pairs = [
        (key[:MAX_QUERY], value[:MAX_QUERY])
        for key, values in request.GET.lists()
        if key != "page" and key not in without
        for value in values
        if value
    ]
    return f"?{urlencode(pairs[:MOST_VALUES])}" if pairs else ""


def _block_text(context: Context, name: str) -> str:
    """What a block of the page says, drawn a second time: a page names itself in one place."""
    blocks = context.render_context.get(BLOCK_CONTEXT_KEY)
    block = blocks.get_block(name) if blocks else None
    if block is None:
        return ""
    with context.push():
        text = block.nodelist.render(context)
    # A block may write a plain quotation mark, which would end the attribute it is put into.
    return type(text)(" ".join(text.split()).replace('"', "&quot;"))
