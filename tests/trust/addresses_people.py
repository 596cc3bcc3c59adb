"""The addresses of a group's people: who belongs to it, comes, goes, and represents it."""

from tests.trust.outcomes import Row, act, both, form, page

GROUP = "member manager"
COORDINATION = "coordinator superuser"
WRONG_MOVE = {"move": "no_such_move"}


def of_its_people(name: str, thing: str, **may: str) -> Row:
    """A form of those who speak for the group; everybody else sees the group and may not."""
    return form(name, thing, ok="manager", otherwise="no", **may)


PEOPLE = [
    page("supporters:list", ok="all"),
    page("supporters:list", query="?field=3&day=5&part=0&district=nowhere", ok="all"),
    form("supporters:mine", otherwise="ok", anonymous="login"),
    act("supporters:act", "=rest", taken="citizen other_reviewer", anonymous="login"),
    act("supporters:act", "=nothing", anonymous="login"),
    form("supporters:enter", ok="coordinator", otherwise="no"),
    act(
        "supporters:kept",
        "supporter_paper",
        "=rest",
        taken="coordinator",
        otherwise="no",
        anonymous="login",
    ),
    act(
        "supporters:kept",
        "supporter_paper",
        "=nothing",
        otherwise="no",
        hidden="coordinator",
        anonymous="login",
    ),
    act("supporters:kept", "supporter", "=rest", otherwise="no", anonymous="login"),
    page(
        "groups:people",
        "group_registered",
        ok=f"{GROUP} {COORDINATION}",
        otherwise="no",
        anonymous="login",
    ),
    page("groups:people", "group_applied", ok=f"{GROUP} {COORDINATION}", anonymous="login"),
    page("groups:people", "group_deleted", ok=COORDINATION, anonymous="login"),
    of_its_people("groups:invite", "group_registered"),
    form("groups:invite", "group_applied", no=f"{GROUP} {COORDINATION}"),
    both(
        page("groups:join", "group_registered", otherwise="ok", anonymous="login"),
        act(
            "groups:join",
            "group_registered",
            otherwise="taken",
            anonymous="login",
            no=f"{GROUP} other_manager",
        ),
    ),
    both(
        page("groups:join", "group_applied", ok=f"{GROUP} {COORDINATION}", anonymous="login"),
        act("groups:join", "group_applied", no=f"{GROUP} {COORDINATION}", anonymous="login"),
    ),
    both(
        page(
            "groups:leave",
            "group_registered",
            ok=GROUP,
            hidden=COORDINATION,
            otherwise="no",
            anonymous="login",
        ),
        act(
            "groups:leave",
            "group_registered",
            taken="member",
            hidden=COORDINATION,
            otherwise="no",
            anonymous="login",
        ),
    ),
    form("groups:hand_over", "group_registered", otherwise="no"),
    form("groups:hand_over", "group_represented", ok="other_manager", otherwise="no"),
    of_its_people("groups:person", "place_of_member"),
    of_its_people("groups:person_remove", "place_of_member"),
    page(
        "groups:request",
        "join_request",
        ok=f"manager other_manager {COORDINATION}",
        anonymous="login",
    ),
    act(
        "groups:request_move",
        "join_request",
        no=f"manager other_manager {COORDINATION}",
        anonymous="login",
        data=WRONG_MOVE,
    ),
    act(
        "groups:hand_over_move",
        "hand_over",
        no=f"{GROUP} {COORDINATION}",
        anonymous="login",
        data=WRONG_MOVE,
    ),
    act(
        "groups:invitation_move",
        "invitation_to_group",
        no="manager",
        anonymous="login",
        data=WRONG_MOVE,
    ),
]
