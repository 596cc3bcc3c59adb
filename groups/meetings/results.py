"""What came of an item as the minutes tell it: its words once they are out, and until then that they will be."""

from collections.abc import Sequence

from django.utils.translation import gettext

from groups.models import AgendaItem
from groups.questions import RESULT_IS_OUT


def place_for(number: int) -> str:
    """Where the minutes tell what came of the item with this number, once it is out."""
    return f"［議題{number}の結論］"


def results_of(items: Sequence[AgendaItem]) -> list[str]:
    """What everybody reads of each; empty where nothing came of it yet."""
    out = RESULT_IS_OUT.of_each(items)
    later = gettext("結果は、市が決定を公表する日に、募集のページでお知らせします。")
    return [(each.outcome if out[each.pk] else later) if each.outcome else "" for each in items]


def with_results(body: str, items: Sequence[AgendaItem]) -> str:
    """The minutes with the result of each item in its place, and with none that is not out."""
    for number, (item, told) in enumerate(zip(items, results_of(items), strict=True), start=1):
        body = body.replace(place_for(number), told)
        if item.outcome and told != item.outcome:
            body = body.replace(item.outcome, told)
    return body
