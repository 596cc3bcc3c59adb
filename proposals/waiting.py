"""What waits for a person in calls, proposals and consultations."""

from typing import Any

from kyodo_portal.waiting import Task


def waiting_for(user: Any) -> list[Task]:
    """Filled below."""
    return []
