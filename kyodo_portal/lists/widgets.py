"""The controls of a list's filters, drawn in one go.

A panel has a hundred choices. Drawn by Django's templates, one for each choice, they would cost more
than all the rest of the page; the markup is the same.
"""

from collections.abc import Collection, Iterator
from functools import lru_cache
from typing import Any

from django import forms
from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext

CountedChoice = tuple[str, str, bool, bool]
"""One choice: its value, what stands beside it, whether it gives nothing, whether it is chosen."""


class Counted(forms.widgets.ChoiceWidget):
    """Shows `counts`, once they are set, behind each label; `data-count="0"` marks the empty ones."""

    counts: dict[str, int] | None = None

    def lines(self, chosen: Any) -> Iterator[CountedChoice]:
        values = {str(value) for value in self.format_value(chosen)}
        with_count = gettext("{label}（{number:,}）")
        for value, label in self.choices:
            key, text, is_empty = str(value), str(label), False
            if self.counts is not None and key:
                number = self.counts.get(key, 0)
                text, is_empty = with_count.format(label=text, number=number), not number
            yield key, text, is_empty, key in values


class CountedBoxes(Counted, forms.CheckboxSelectMultiple):
    """Boxes to tick, each with its count."""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        attributes = self.build_attrs(self.attrs, attrs)
        group = attributes.pop("id", f"id_{name}")
        return _boxes(name, group, flatatt(attributes), tuple(self.lines(value)))


class CountedSelect(Counted, forms.Select):
    """A list to choose from, each line with its count. With `offers_empty` off, a line that gives
    nothing is left out unless it is chosen: nobody has to look through years without a project.
    Boxes stay all where they are, because together they show how things are divided."""

    offers_empty = True

    def lines(self, chosen: Any) -> Iterator[CountedChoice]:
        for line in super().lines(chosen):
            _key, _text, is_empty, is_chosen = line
            if self.offers_empty or is_chosen or not is_empty:
                yield line

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        attributes = self.build_attrs(self.attrs, {**(attrs or {}), "name": name})
        return _select(flatatt(attributes), tuple(self.lines(value)))


class AnyOfSelect(CountedSelect):
    """A list to choose one from, which shows several where an address names several: nobody has to
    look at twenty open years to choose one, and what was asked for is neither lost nor narrowed when
    the form is sent again."""

    allow_multiple_selected = True

    def __init__(self, *, only_if_counted: Collection[str] = (), **kwargs: Any) -> None:
        """Choices `only_if_counted` are offered where a record was counted for them, or if chosen."""
        super().__init__(**kwargs)
        self.only_if_counted = only_if_counted

    def lines(self, chosen: Any) -> Iterator[CountedChoice]:
        counts = self.counts or {}
        for line in super().lines(chosen):
            key, *_, is_chosen = line
            if is_chosen or key not in self.only_if_counted or counts.get(key):
                yield line

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[str]:
        return [value for value in data.getlist(name) if value]

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return False  # as of any list of several: nothing chosen is nothing sent

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        chosen = value or [""]
        if len(chosen) > 1:
            attrs = {**(attrs or {}), "multiple": True, "size": min(len(chosen) + 3, 8)}
        return super().render(name, chosen, attrs, renderer)


# Most visitors see the same choices with the same counts: what is the same is drawn once.
_once = lru_cache(maxsize=300)


@_once
def _boxes(
    name: str, group: str, attributes: SafeString, lines: tuple[CountedChoice, ...]
) -> SafeString:
    box = (
        '<div><label for="{0}_{1}"><input type="checkbox" name="{2}" value="{3}" id="{0}_{1}"'
        "{5}{6}{7}> {4}</label></div>"
    )
    boxes = format_html_join(
        "\n",
        box,
        (
            (group, number, name, key, text, _mark(is_empty), _if(is_chosen, "checked"), attributes)
            for number, (key, text, is_empty, is_chosen) in enumerate(lines)
        ),
    )
    return format_html('<div id="{}">\n{}\n</div>', group, boxes)


@_once
def _select(attributes: SafeString, lines: tuple[CountedChoice, ...]) -> SafeString:
    options = format_html_join(
        "\n",
        '<option value="{}"{}{}>{}</option>',
        (
            (key, _mark(is_empty), _if(is_chosen, "selected"), text)
            for key, text, is_empty, is_chosen in lines
        ),
    )
    return format_html("<select{}>\n{}\n</select>", attributes, options)


def _mark(is_empty: bool) -> SafeString:
    return SafeString(' data-count="0"' if is_empty else "")


def _if(holds: bool, attribute: str) -> SafeString:
    return SafeString(f" {attribute}" if holds else "")
