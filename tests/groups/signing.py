"""Who signs agreements for a department or a group."""

import datetime as dt
from typing import Any

from groups.models import Signer, User
from tests.factories import make_user, today


def make_signer(user: User, **more: Any) -> Signer:
    """Named from today on, for the department or group that is given."""
    given: dict[str, Any] = {
        "position": "課長",
        "from_day": today(),
        "named_by": more.pop("named_by", None) or make_user(),
    }
    return Signer.objects.create(user=user, **{**given, **more})


PAST = dt.date(2020, 3, 31)
