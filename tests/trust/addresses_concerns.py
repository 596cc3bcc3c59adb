"""The addresses of what people see is needed: everybody's once staff have looked, before that its writer's and
the desk's."""

from tests.trust.outcomes import act, both, form, page

COORDINATION = "coordinator superuser"
ITS_SIDE = f"citizen staff {COORDINATION}"
WRONG_MOVE = {"move": "no_such_move"}
AT_THE_DESK = "staff other_staff coordinator"

CONCERNS = [
    page("concerns:list", ok="all"),
    page("concerns:list", query="?status=public&outcome=city&field=1&sort=new", ok="all"),
    form("concerns:create", otherwise="ok", anonymous="ok"),
    form("concerns:enter", ok=AT_THE_DESK, otherwise="no"),
    page("concerns:detail", "concern_public", ok="all"),
    page("concerns:detail", "concern_received", ok=ITS_SIDE),
    page("concerns:detail", "concern_guest", ok=COORDINATION),
    page("concerns:photo", "concern_public", ok=f"citizen {COORDINATION}"),
    page("concerns:photo", "concern_received", ok=ITS_SIDE),
    form("concerns:edit", "concern_received", ok="citizen", no=f"staff {COORDINATION}"),
    form("concerns:edit", "concern_public", otherwise="no"),
    act("concerns:move", "concern_public", otherwise="no", anonymous="login", data=WRONG_MOVE),
    act(
        "concerns:me_too",
        "concern_public",
        otherwise="goes",
        anonymous="goes",
        no="citizen",
    ),
    act("concerns:me_too", "concern_received", no=ITS_SIDE, otherwise="hidden"),
    both(
        page("concerns:guest", "concern_guest_of", "=wrong"),
        act("concerns:guest", "concern_guest_of", "=wrong"),
    ),
    form("concerns:guest_edit", "concern_guest_of", "=wrong", anonymous="hidden"),
    page("concerns:guest_photo", "concern_guest_of", "=wrong"),
    both(
        page("admin:proposals_concern_many", ok="coordinator", otherwise="no", anonymous="login"),
        act("admin:proposals_concern_many", taken="coordinator", otherwise="no", anonymous="login"),
    ),
]
