"""In which order the days of a call have to stand."""

import datetime as dt
from collections.abc import Mapping

from kyodo_portal.words.calendar import JST
from proposals.models import Call


def days_out_of_order(call: Call) -> Mapping[str, str]:
    """The columns of a call whose day does not fit to the others, each with the reason."""
    opens = call.opens_at.astimezone(JST).date()
    closes = call.closes_at.astimezone(JST).date() if call.closes_at is not None else None
    by_then: tuple[tuple[str, dt.date | None], ...] = (
        ("questions_until", call.questions_until),
        ("consult_until", call.consult_until),
    )
    after: tuple[tuple[str, dt.date | None], ...] = (
        ("corrections_until", call.corrections_until),
        ("presentation_on", call.presentation_on),
    )
    faults = {
        name: "受付の締切の日か、それより前の日にしてください。"
        for name, day in by_then
        if day and closes and day > closes
    }
    faults |= {
        name: "受付の締切の日か、それより後の日にしてください。"
        for name, day in after
        if day and closes and day < closes
    }
    briefing = call.briefing
    if briefing is not None and call.closes_at is not None and briefing.starts_at > call.closes_at:
        faults["briefing"] = "説明会は、受付の締切より前に始まるものを選んでください。"
    if call.results_due_on and call.results_due_on < opens:
        faults["results_due_on"] = "結果を公表する日は、受付の始まりより後にしてください。"
    return faults
