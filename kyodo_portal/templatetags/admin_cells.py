"""The cells of the admin's lists, named by their columns: on a phone each row becomes a small list."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django import template
from django.utils.html import format_html, strip_tags
from django.utils.safestring import SafeString, mark_safe

register = template.Library()


@register.filter
def labelled(cells: Sequence[SafeString], headers: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """The cells of one row as Django drew them; those that are not the heading of the row carry the
    name of their column as `data-label`, which is empty where a column is headed by no words, as that
    of the boxes to tick."""
    for cell, header in zip(cells, headers, strict=True):
        if cell.startswith("<td"):
            drawn = mark_safe(cell.removeprefix("<td"))  # noqa: S308 - safe as Django drew it
            yield format_html('<td data-label="{}"{}', strip_tags(header["text"]), drawn)
        else:
            yield cell
