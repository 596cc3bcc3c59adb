"""What stands beside a text or a picture that can be hidden, and in its place once it is."""

from typing import Any

from django import template

register = template.Library()


@register.inclusion_tag("ui/report_link.html")
def report_link(thing: Any) -> dict[str, Any]:
    """The way to tell the city of this text or picture, a `Hideable`; nothing beside what is hidden."""
    return {"kind": None if thing.is_hidden else thing.hideable, "thing": thing}


@register.inclusion_tag("ui/hidden_notice.html")
def hidden_notice(thing: Any) -> dict[str, Any]:
    """In the place of what is hidden: since when, by whom, and why."""
    return {"thing": thing}
