"""What the list of supporters can be narrowed by."""

from groups.models import Supporter, SupporterField
from kyodo_portal.lists.facets import by_column, by_rows
from kyodo_portal.lists.week_filters import WeekFilterSet

TALLIES = {
    "field": by_rows(SupporterField, "number", owner="supporter"),
    "district": by_column("district"),
}
"""The filters that show how many each choice would give."""


class SupporterFilterSet(WeekFilterSet):
    """Supporters by field, 地区, and when in the week they have time. There are no words to look for: what
    supporters write is in no index."""

    field_rows, owner = SupporterField, "supporter"
    order = ("field", "day", "part", "district")

    class Meta:
        model = Supporter
        fields: list[str] = []
