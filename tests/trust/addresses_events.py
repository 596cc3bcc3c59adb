"""The addresses of events: what everybody may know of a day, and what only those who hold it."""

from tests.trust.outcomes import Row, act, page

GROUP = "member manager"
COORDINATION = "coordinator superuser"
PARTIES = f"{GROUP} staff {COORDINATION}"
WRONG_MOVE = {"move": "no_such_move"}

SHOWN = ("open", "ended", "recorded", "cancelled")

EVENTS: list[Row] = [
    *(page("events:detail", f"event_{name}", ok="all") for name in SHOWN),
    page("events:detail", "event_draft", ok=PARTIES),
    *(
        act("events:move", f"event_{name}", otherwise="no", anonymous="stopped", data=WRONG_MOVE)
        for name in SHOWN
    ),
    act("events:move", "event_draft", no=PARTIES, data=WRONG_MOVE),
]
