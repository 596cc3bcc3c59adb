"""What the city had decided before stays readable beside what it decides now."""

import datetime as dt

from proposals.models import Decision


def keep_earlier(decision: Decision, at: dt.datetime) -> None:
    """Put what stands in the decision behind what it is about to say. The caller saves it."""
    before = {
        "outcome": decision.outcome,
        "reason": decision.city_reason,
        "released_at": (decision.released_at or at).isoformat(),
    }
    decision.earlier = [*(decision.earlier or []), before]
