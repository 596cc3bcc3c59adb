"""The addresses of the lectures: the menu is everybody's, its drafts and its keeping are the city's; who
asks is known to them and to those who answer."""

from tests.trust.outcomes import act, both, form, page

STAFF = "staff other_staff coordinator"
ANSWERERS = "staff coordinator"
SEERS = f"{ANSWERERS} superuser"
WRONG_MOVE = {"move": "no_such_move"}

LECTURES = [
    page("lectures:list", ok="all"),
    page("lectures:list", query="?field=9&minutes=60&state=open&sort=short", ok="all"),
    page("lectures:detail", "lecture", ok="all"),
    page("lectures:detail", "lecture_before", ok="all"),
    page("lectures:detail", "lecture_draft", ok=f"{STAFF} superuser"),
    both(
        page("lectures:menu", ok=STAFF, otherwise="no", anonymous="login"),
        act("lectures:menu", otherwise="no", anonymous="login"),
    ),
    form("lectures:apply", "lecture", ok="all", anonymous="ok"),
    form("lectures:apply", "lecture_before", otherwise="no", anonymous="no"),
    form("lectures:wish", ok="all", anonymous="ok"),
    form("lectures:enter", "lecture", ok=STAFF, otherwise="no"),
    form("lectures:enter_wish", ok=STAFF, otherwise="no"),
    page("lectures:request", "lecture_request", ok=f"citizen {SEERS}", anonymous="login"),
    page("lectures:request", "lecture_wish", ok="citizen coordinator superuser", anonymous="login"),
    act("lectures:request_move", "lecture_request", no=f"citizen {SEERS}", data=WRONG_MOVE),
    act("lectures:request_called", "lecture_request", taken=ANSWERERS, no="citizen superuser"),
    *(
        form(f"lectures:{name}", "lecture_request", ok=ANSWERERS, no="citizen superuser")
        for name in ("settle", "route")
    ),
    form("lectures:move_day", "lecture_settled", ok=ANSWERERS, no="citizen superuser"),
    form("lectures:report", "lecture_held", ok=ANSWERERS, no="citizen superuser"),
    form("lectures:guest", "=999999", "=forged", anonymous="hidden"),
    page("events:detail", "lecture_day", ok=f"{ANSWERERS} superuser"),
]
