"""The addresses of what groups offer: seen with their group, asked for by groups and departments; who talks
about it is seen by the two sides and the coordinators."""

from tests.trust.outcomes import act, both, form, page

COORDINATION = "coordinator superuser"
GIVERS = "manager coordinator"
WRONG_MOVE = {"move": "no_such_move"}

OFFERS = [
    page("offers:list", ok="all"),
    page("offers:list", query="?kind=things&giver=company&state=open&sort=new", ok="all"),
    page("offers:detail", "offer", ok="all"),
    page("offers:detail", "offer_of_applied", ok=f"member manager {COORDINATION}"),
    form("offers:create", "group_registered", ok=GIVERS, otherwise="no"),
    form("offers:create", "group_applied", no=f"member manager {COORDINATION}"),
    form("offers:edit", "offer", otherwise="no"),
    form("offers:edit", "offer_open", ok=GIVERS, otherwise="no"),
    act("offers:move", "offer", otherwise="no", anonymous="login", data=WRONG_MOVE),
    act(
        "offers:ask",
        "offer_open",
        data={"words": "苗を植えます。"},
        otherwise="no",
        anonymous="stopped",
        taken="other_manager staff other_staff",
    ),
    both(
        page("offers:talk", "offer_talk", ok=f"{GIVERS} staff superuser", anonymous="login"),
        act("offers:talk", "offer_talk", no=f"{GIVERS} staff superuser", anonymous="login"),
    ),
    act(
        "offers:talk_move",
        "offer_talk",
        no=f"{GIVERS} staff superuser",
        anonymous="login",
        data=WRONG_MOVE,
    ),
    both(
        page("offers:talk", "offer_given", ok=f"{GIVERS} staff superuser", anonymous="login"),
        act("offers:talk", "offer_given", taken="staff", no=f"{GIVERS} superuser"),
    ),
]
