"""The columns of the register as a table, and the links that put it in their order."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from kyodo_portal.cities import city
from kyodo_portal.words.languages import Words
from kyodo_portal.words.text import shortened

NEWEST = "newest"

COLUMNS = (
    (_("事業名"), "title", "title_back"),
    (_("状態"), "", ""),
    (_("類型"), "pattern", "pattern_back"),
    (_("形態"), "", ""),
    (_("年度"), "year", NEWEST),
    (_("団体"), "", ""),
    (_("所管課"), "", ""),
)
"""Label, and the names of its rising and its falling order; empty where it has none."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column's heading. `order` is "ascending", "descending" or empty, as aria-sort says it;
    `url` is empty where the table cannot be put in its order."""

    label: Words
    url: str = ""
    order: str = ""


def columns_of(request: HttpRequest, sort: str | None) -> list[Column]:
    """The headings under the order in force; choosing one again turns its order around."""
    now = sort or NEWEST
    columns = []
    for label, rising, falling in COLUMNS:
        if rising == "pattern" and not city().has_patterns:
            continue
        if not rising:
            columns.append(Column(label))
            continue
        order = {rising: "ascending", falling: "descending"}.get(now, "")
        query = shortened(request.GET)
        query.pop("page", None)
        query["sort"] = falling if now == rising else rising
        columns.append(Column(label, f"{request.path}?{query.urlencode()}", order))
    return columns
