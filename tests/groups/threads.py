"""Threads for the tests."""

import uuid
from typing import Any

from groups.actions.messages import open_thread
from groups.models import Thread
from groups.models.messages import Office
from tests.people import Cast


def begin(cast: Cast, office: Office | None = None, *, by: str = "citizen", **words: Any) -> Thread:
    """Somebody has written to the group, or to this office."""
    given = {"subject": "花だんのこと", "body": "手伝えますか。", **words}
    return open_thread(office=office or cast.group, by=cast[by], key=uuid.uuid4(), **given)[0]
