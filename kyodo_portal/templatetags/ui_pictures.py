"""The picture of a record among the components."""

from typing import Any

from django import template
from django.utils.safestring import SafeString

from kyodo_portal.ui.drawn import drawn_once
from kyodo_portal.ui.quilts import HEIGHT, WIDTH, quilt_url

register = template.Library()


@register.simple_tag
def picture(
    record: int, *, field: int | None = None, photo: Any = None, band: bool = False
) -> SafeString:
    """A photo where there is one, else the quilt of the record with this number: its field gives it
    shapes and colours, and it says nothing. A photo has url, width, height, and its words (alt or caption).
    `band` is for the head of a page."""
    return drawn_once(
        "ui/picture.html",
        url=photo.url if photo else quilt_url(field, record),
        width=photo.width if photo else WIDTH,
        height=photo.height if photo else HEIGHT,
        alt=getattr(photo, "alt", "") or getattr(photo, "caption", ""),
        drawn=not photo,
        band=band,
    )


@register.filter
def field_number(fields: Any) -> int | None:
    """The number of the first of a record's fields, as they were read with it; none where it has none."""
    return next((row.number for row in fields.all()), None)
