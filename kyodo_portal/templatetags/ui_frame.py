"""What stands at the head and the foot of every page, drawn once for all who see the same."""

from collections.abc import Hashable, Iterable
from typing import Any

from django import template
from django.template.context import Context
from django.utils.safestring import SafeString

from kyodo_portal.cities import city, said
from kyodo_portal.ui.drawn import drawn_once

register = template.Library()


@register.simple_tag(takes_context=True)
def optional(context: Context, **defaults: Any) -> str:
    """What an included template may be given, and what holds where it is not: at its head,
    `{% optional level=2 %}`. Every other name it uses must be known."""
    for name, value in defaults.items():
        context[name] = context.get(name, value)
    return ""


@register.simple_tag(takes_context=True)
def site_name(context: Context) -> SafeString:
    """The mark and the name of the portal, with the way to the search beside it."""
    known = context.get("city")
    return drawn_once("_site_name.html", city=said(known.name) if known else "")


@register.simple_tag
def site_city() -> str:
    """The name of the city, for a page that is made without the usual context."""
    return said(city().name)


@register.simple_tag
def site_search() -> SafeString:
    """The box at the head of every page that searches everything."""
    return drawn_once("_site_search.html")


@register.simple_tag
def site_nav(items: Iterable[Hashable]) -> SafeString:
    """The menu; the same for everybody who is in the same part of the portal."""
    return drawn_once("_site_nav.html", items=tuple(items))


@register.simple_tag(takes_context=True)
def site_footer(context: Context) -> SafeString:
    """The foot of every page, the same whoever looks. Without a city where a page of an error has
    nothing of the usual context."""
    known = context.get("city")
    return drawn_once(
        "_footer.html",
        city=known.name if known else "",
        desk=known.desk.name if known else "",
        notice=known.notice if known else "",
        demonstration=bool(context.get("demonstration")),
    )
