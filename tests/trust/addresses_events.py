"""The addresses of events: what everybody may know of a day, and what only those who hold it."""

from tests.trust.outcomes import Row, act, both, form, page

GROUP = "member manager"
COORDINATION = "coordinator superuser"
PARTIES = f"{GROUP} staff {COORDINATION}"
HOLDERS = "manager staff"
WRONG_MOVE = {"move": "no_such_move"}

SHOWN = ("open", "ended", "recorded", "cancelled")

EVENTS: list[Row] = [
    page("events:list", ok="all"),
    page("events:list", query="?view=month&month=2026-12", ok="all"),
    *(page("events:ics", f"event_{name}", ok="all") for name in SHOWN),
    page("events:ics", "event_draft", ok=PARTIES),
    *(page("events:detail", f"event_{name}", ok="all") for name in SHOWN),
    page("events:detail", "event_draft", ok=PARTIES),
    *(
        act("events:move", f"event_{name}", otherwise="no", anonymous="stopped", data=WRONG_MOVE)
        for name in SHOWN
    ),
    act("events:move", "event_draft", no=PARTIES, data=WRONG_MOVE),
    # Coming and leaving.
    both(
        page("events:join", "event_open", otherwise="goes"),
        act("events:join", "event_open", otherwise="taken", anonymous="taken"),
    ),
    act("events:own_move", "event_open", otherwise="hidden", no="member", data=WRONG_MOVE),
    page("events:here", "event_open", ok="all"),
    page("events:here", "event_draft", ok=PARTIES),
    form("events:joined", "guest", "=unknown", anonymous="hidden"),
    # What those who hold it do.
    form("events:create", ok="manager staff other_manager other_staff coordinator", otherwise="no"),
    form("events:edit", "event_open", ok=HOLDERS, otherwise="no"),
    form("events:edit", "event_draft", ok=HOLDERS, no=f"member {COORDINATION}"),
    form("events:edit", "event_ended", otherwise="no"),
    act("events:discard", "event_open", otherwise="no", anonymous="login"),
    act(
        "events:publish_series",
        "event_open",
        taken=HOLDERS,
        otherwise="no",
        anonymous="login",
    ),
    *(
        form("events:photo_edit", f"event_{name}", ok=HOLDERS, otherwise="no")
        for name in ("open", "recorded")
    ),
    form("events:photo_edit", "event_draft", ok=HOLDERS, no=f"member {COORDINATION}"),
    page("events:photo", "event_open", "photo_of_event_open", ok="all"),
    page("events:photo", "event_draft", "photo_of_event_draft", ok=PARTIES),
    page("events:photo", "event_open", "photo_of_event_draft"),
    form("events:record", "event_ended", ok=HOLDERS, otherwise="no"),
    form("events:record", "event_open", otherwise="no"),
    *(
        page(f"events:{name}", "event_open", ok=HOLDERS, otherwise="no", anonymous="login")
        for name in ("people", "paper", "people_xlsx", "people_pdf")
    ),
    page(
        "events:people", "event_draft", ok=HOLDERS, no=f"member {COORDINATION}", anonymous="login"
    ),
    form("events:enter", "event_open", ok=HOLDERS, otherwise="no"),
    act(
        "events:person_move",
        "event_open",
        "participation",
        otherwise="no",
        anonymous="login",
        data=WRONG_MOVE,
    ),
]
