"""The charts among the components. Each stands before the table of the same values."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import template
from django.utils.translation import gettext_lazy as _

from kyodo_portal.charts import Pair, bar_chart, pair_chart, year_chart

register = template.Library()


@register.inclusion_tag("ui/chart_pairs.html")
def pairs_chart(
    pairs: Sequence[Pair],
    *,
    id: str,
    title: str,
    desc: str,
    steps: Sequence[str] = ("D", "C", "B", "A"),
    first: str = _("団体"),
    second: str = _("市"),
) -> dict[str, Any]:
    """Two sides' ratings of the same items on one scale; `id` is the page's own name for it."""
    return {
        "chart": pair_chart(pairs, steps),
        "id": id,
        "title": title,
        "desc": desc,
        "first": first,
        "second": second,
    }


@register.inclusion_tag("ui/chart_bars.html")
def bars_chart(
    amounts: Iterable[tuple[str, int]], *, id: str, title: str, desc: str, unit: str = ""
) -> dict[str, Any]:
    """Amounts by name as horizontal bars."""
    return {"chart": bar_chart(amounts, unit=unit), "id": id, "title": title, "desc": desc}


@register.inclusion_tag("ui/chart_years.html")
def years_chart(
    amounts: Sequence[tuple[str, int]], *, id: str, title: str, desc: str
) -> dict[str, Any]:
    """A figure year by year as columns."""
    return {"chart": year_chart(amounts), "id": id, "title": title, "desc": desc}
