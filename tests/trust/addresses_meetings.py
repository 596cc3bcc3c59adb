"""The addresses of committees and meetings: public once people were called to them; papers are the members', the
desk is the coordinators'."""

from tests.trust.addresses_admin import DESK, REGISTER, WORKERS, button, part
from tests.trust.outcomes import act, both, form, page

CITY_HALL = "staff other_staff coordinator superuser"

PAGES = [
    page("committees:list", ok="all"),
    page("committees:detail", "committee", ok="all"),
    page("committees:detail", "committee_unfinished", ok=f"{CITY_HALL} reviewer"),
    page("meetings:list", ok="all"),
    page("meetings:list", query="?when=coming&status=convened&sort=old", ok="all"),
    page("meetings:detail", "meeting", ok="all"),
    page("meetings:detail", "meeting_planned", ok=f"{CITY_HALL} reviewer"),
    page("meetings:detail", "meeting_over", ok="all"),
    page("meetings:detail", "meeting_drafted", ok="all"),
    page("meetings:paper", "meeting", "paper", ok="coordinator"),
    page("meetings:paper", "meeting", "paper_whole", ok="coordinator reviewer"),
    page("meetings:paper", "meeting", "paper_open", ok="all"),
    page("meetings:paper", "meeting_over", "paper"),
    form("meetings:remark", "meeting_drafted", ok="reviewer"),
    page("proposals:packet", "packet", ok="coordinator reviewer", anonymous="login"),
    page("proposals:packet_sheet", "packet", ok="coordinator reviewer", anonymous="login"),
    act("proposals:packet_make", "packet", taken="coordinator reviewer"),
    both(
        page("meetings:remark", "meeting", no="reviewer", anonymous="login"),
        act("meetings:remark", "meeting", taken="reviewer"),
    ),
]

AT_THE_DESK = [
    *part(
        "groups_committee",
        REGISTER,
        {
            "committee": (REGISTER, "coordinator"),
            "committee_unfinished": (REGISTER, "coordinator"),
        },
        adds="coordinator",
    ),
    *part(
        "groups_meeting",
        REGISTER,
        {
            "meeting_planned": (REGISTER, "coordinator"),
            "meeting": (REGISTER, ""),
            "meeting_over": (REGISTER, ""),
        },
        adds="coordinator",
        moves=True,
    ),
    *(
        form(
            f"admin:groups_meeting_{name}",
            thing,
            ok="coordinator",
            otherwise="no",
            anonymous="login",
        )
        for name, thing in (
            ("attendance", "meeting_over"),
            ("minutes", "meeting_drafted"),
            ("papers", "meeting"),
        )
    ),
    page(
        "admin:groups_meeting_letters",
        "meeting",
        ok="coordinator",
        otherwise="no",
        anonymous="login",
    ),
    both(
        page(
            "admin:groups_meeting_remark",
            "meeting_drafted",
            "meeting_member",
            method=WORKERS,
            otherwise="no",
            anonymous="login",
        ),
        act(
            "admin:groups_meeting_remark",
            "meeting_drafted",
            "meeting_member",
            taken="coordinator",
            otherwise="no",
            anonymous="login",
        ),
    ),
    both(
        page(
            "admin:groups_meeting_paper_remove",
            "meeting",
            "paper_whole",
            method=WORKERS,
            otherwise="no",
            anonymous="login",
        ),
        act(
            "admin:groups_meeting_paper_remove",
            "meeting",
            "paper_whole",
            taken="coordinator",
            otherwise="no",
            anonymous="login",
        ),
    ),
    *part("proposals_proposalonagenda", DESK, {"agenda_row": (DESK, "")}),
    form(
        "admin:proposals_proposalonagenda_meeting",
        "meeting_over",
        ok="coordinator",
        otherwise="no",
        anonymous="login",
    ),
    both(
        page(
            "admin:proposals_proposalonagenda_meeting",
            "meeting_planned",
            ok="coordinator",
            otherwise="no",
            anonymous="login",
        ),
        act(
            "admin:proposals_proposalonagenda_meeting",
            "meeting_planned",
            otherwise="no",
            anonymous="login",
        ),
    ),
    button("admin:proposals_proposalonagenda_put", "meeting_planned", taken="coordinator"),
    both(
        page(
            "admin:proposals_proposalonagenda_freeze",
            "meeting_over",
            "call_reviewing",
            method=WORKERS,
            otherwise="no",
            anonymous="login",
        ),
        act(
            "admin:proposals_proposalonagenda_freeze",
            "meeting_over",
            "call_reviewing",
            otherwise="no",
            taken="coordinator",
            anonymous="login",
        ),
    ),
    *part("proposals_packet", DESK, {"packet": (DESK, "")}),
    page(
        "admin:proposals_packet_meeting",
        "meeting_over",
        ok="coordinator",
        otherwise="no",
        anonymous="login",
    ),
    page(
        "admin:proposals_packet_member",
        "packet",
        "meeting_member",
        ok="coordinator",
        otherwise="no",
        anonymous="login",
    ),
    button("admin:proposals_packet_freeze", "meeting_over", taken="coordinator"),
    button("admin:proposals_packet_make", "packet", taken="coordinator"),
    *part("groups_committeemember", REGISTER, {"committee_member": (REGISTER, "")}),
]

MEETINGS = [*PAGES, *AT_THE_DESK]
