"""What came to the city's desk on paper, as staff have written it down."""

import datetime as dt

from groups.flows import GROUP_FLOW
from groups.models import Group
from kyodo_portal.life.counter import Source
from kyodo_portal.words.text import japanese_date


def received_words(group: Group) -> list[str]:
    """Each act that staff entered for a group: what it was, on which way and on which day it came, and who
    entered it; the first one first."""
    entries = GROUP_FLOW.entries(group, "enter", "renew").select_related("by")
    return [
        f"{entry.label}：{Source(entry.data['received_by']).label}、"
        f"{japanese_date(dt.date.fromisoformat(entry.data['received_on']))}"
        f"（入力：{entry.by.display_name if entry.by else ''}）"
        for entry in entries
        if "received_by" in entry.data
    ]
