"""The addresses of networks: who keeps one, and the two sides of a membership."""

from tests.trust.outcomes import act, form, page

COORDINATION = "coordinator superuser"
BOTH = f"manager other_manager {COORDINATION}"

NETWORKS = [
    page("groups:list", query="?network=networks", ok="all"),
    page("groups:list", query="?network=members", ok="all"),
    *(
        page(
            f"groups:{name}",
            "group_registered",
            ok="manager coordinator",
            otherwise="no",
            anonymous="login",
        )
        for name in ("network", "network_members")
    ),
    form("groups:network_invite", "group_registered", ok="manager coordinator", otherwise="no"),
    form("groups:network_tell", "group_registered", ok="manager", otherwise="no"),
    page("groups:network_member", "network_member", ok=BOTH, anonymous="login"),
    act(
        "groups:network_member_move",
        "network_member",
        no=BOTH,
        anonymous="login",
        data={"move": "no_such_move"},
    ),
]
