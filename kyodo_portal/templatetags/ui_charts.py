"""The charts among the components. Each stands before the table of the same values."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from kyodo_portal.ui.charts import Pair, bar_chart, pair_chart, year_chart
from kyodo_portal.ui.drawn import once_per_language
from kyodo_portal.words.languages import Words
from kyodo_portal.words.text import yen

register = template.Library()


@register.simple_tag
def pairs_chart(
    pairs: Sequence[Pair],
    *,
    id: str,
    title: str,
    desc: str,
    steps: Sequence[str],
    far_apart: int,
    first: Words = _("団体"),
    second: Words = _("市"),
) -> SafeString:
    """Two sides' ratings of the same items on one scale, whose steps are named from the lowest; from
    `far_apart` steps on they differ widely. `id` is the page's own name for it."""
    said = tuple(replace(pair, label=str(pair.label)) for pair in pairs)
    words = {"title": title, "desc": desc, "first": first, "second": second}
    return _pairs(said, tuple(map(str, steps)), far_apart, id=id, **_said(words))


@register.simple_tag
def bars_chart(
    amounts: Iterable[tuple[str, int]], *, id: str, title: str, desc: str, unit: str = ""
) -> SafeString:
    """Amounts by name as horizontal bars."""
    return _bars(_named(amounts), str(unit), id=id, **_said({"title": title, "desc": desc}))


@register.simple_tag
def yen_chart(amounts: Iterable[tuple[str, int]], *, id: str, title: str, desc: str) -> SafeString:
    """Sums of money by name as horizontal bars, written as `money` writes them."""
    return _yen(_named(amounts), id=id, **_said({"title": title, "desc": desc}))


@register.simple_tag
def years_chart(
    amounts: Sequence[tuple[str, int]], *, id: str, title: str, desc: str
) -> SafeString:
    """A figure year by year as columns."""
    return _years(_named(amounts), id=id, **_said({"title": title, "desc": desc}))


@once_per_language(most=200)
def _pairs(pairs: Sequence[Pair], steps: Sequence[str], far_apart: int, **words: str) -> SafeString:
    chart = pair_chart(pairs, steps, far_apart)
    return render_to_string("ui/chart_pairs.html", {"chart": chart, **words})


@once_per_language(most=200)
def _bars(amounts: Sequence[tuple[str, int]], unit: str, **words: str) -> SafeString:
    return render_to_string("ui/chart_bars.html", {"chart": bar_chart(amounts, unit=unit), **words})


@once_per_language(most=200)
def _yen(amounts: Sequence[tuple[str, int]], **words: str) -> SafeString:
    return render_to_string("ui/chart_bars.html", {"chart": bar_chart(amounts, told=yen), **words})


@once_per_language(most=200)
def _years(amounts: Sequence[tuple[str, int]], **words: str) -> SafeString:
    return render_to_string("ui/chart_years.html", {"chart": year_chart(amounts), **words})


def _named(amounts: Iterable[tuple[str, int]]) -> tuple[tuple[str, int], ...]:
    return tuple((str(name), amount) for name, amount in amounts)


def _said(words: Mapping[str, Words]) -> dict[str, str]:
    """The words in the language of the page."""
    return {name: str(text) for name, text in words.items()}
