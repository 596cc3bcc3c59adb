"""What the city had decided before stays readable beside what it decides now."""

import datetime as dt

from proposals.models import Decision


def keep_earlier(decision: Decision, at: dt.datetime, *, why: str = "") -> None:
    """Put what stands in the decision behind what it is about to say, whole; `why` is why it is corrected. The
    caller saves it."""
    told = [each for each in (decision.released_at, decision.corrected_at) if each is not None]
    before = {
        "outcome": decision.outcome,
        "reason": decision.city_reason,
        "amount": decision.amount,
        "conditions": decision.conditions,
        "released_at": max(told, default=at).isoformat(),
    }
    decision.earlier = [*(decision.earlier or []), before | ({"why": why} if why else {})]
