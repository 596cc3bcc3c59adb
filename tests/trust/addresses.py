"""Every address of the portal with every state that matters: who gets what.

Written from the rules of the city's collaboration, one row per address and state. Whoever a row
does not name gets its `otherwise`: what one may not see is not there (404), what one sees and may
not do is refused (403), and who has not signed in is asked to.
"""

from kyodo_portal.files import pdf
from tests.trust.addresses_accounts import ACCOUNTS
from tests.trust.addresses_admin import ADMIN
from tests.trust.addresses_concerns import CONCERNS
from tests.trust.addresses_events import EVENTS
from tests.trust.addresses_help import HELP
from tests.trust.addresses_lectures import LECTURES
from tests.trust.addresses_meetings import MEETINGS
from tests.trust.addresses_messages import MESSAGES
from tests.trust.addresses_networks import NETWORKS
from tests.trust.addresses_notices import NOTICES
from tests.trust.addresses_offers import OFFERS
from tests.trust.addresses_opinions import OPINIONS
from tests.trust.addresses_people import PEOPLE
from tests.trust.addresses_proposals import PROPOSALS
from tests.trust.addresses_site import SITE
from tests.trust.outcomes import Row, act, both, form, page

GROUP = "member manager"
COORDINATION = "coordinator superuser"
PARTIES = f"{GROUP} staff {COORDINATION}"
INSIDERS = f"{PARTIES} committee"
WRONG_MOVE = {"move": "no_such_move"}

GROUPS = [
    page("groups:list", ok="all"),
    form("groups:create", otherwise="ok"),
    form("groups:enter", otherwise="no", ok="coordinator"),
    page("groups:detail", "group_registered", ok="all"),
    page("groups:detail", "group_dormant", ok="all"),
    page("groups:detail", "group_applied", ok=f"{GROUP} {COORDINATION}"),
    page("groups:detail", "group_returned", ok=f"{GROUP} {COORDINATION}"),
    page("groups:detail", "group_not_accepted", ok=f"{GROUP} {COORDINATION}"),
    page("groups:detail", "group_deleted", ok=COORDINATION),
    form("groups:edit", "group_registered", ok="manager coordinator", otherwise="no"),
    form("groups:edit", "group_dormant", ok="manager coordinator", otherwise="no"),
    form("groups:edit", "group_applied", ok="manager coordinator", no="member superuser"),
    form("groups:edit", "group_returned", ok="manager coordinator", no="member superuser"),
    form("groups:edit", "group_not_accepted", ok="manager coordinator", no="member superuser"),
    form("groups:edit", "group_deleted", no=COORDINATION),
    form("groups:pictures", "group_registered", ok="manager coordinator", otherwise="no"),
    form("groups:pictures", "group_applied", ok="manager coordinator", no="member superuser"),
    form("groups:pictures", "group_deleted", no=COORDINATION),
    page("groups:journal", "group_registered", ok="all"),
    page("groups:journal", "group_applied", ok=f"{GROUP} {COORDINATION}"),
    page("groups:journal", "group_deleted", ok=COORDINATION),
    form("groups:journal_create", "group_registered", ok="manager", otherwise="no"),
    form("groups:journal_create", "group_applied", ok="manager", no=f"member {COORDINATION}"),
    form("groups:journal_create", "group_deleted", no=COORDINATION),
    page("groups:journal_photo", "group_registered", "journal_photo_registered", ok="all"),
    page("groups:journal_photo", "group_registered", "journal_photo_hidden"),
    page("groups:journal_photo", "group_deleted", "journal_photo_deleted", ok=COORDINATION),
    act(
        "groups:journal_take_down",
        "group_registered",
        "journal_registered",
        taken="manager",
        otherwise="no",
        anonymous="login",
    ),
    act("groups:journal_take_down", "group_registered", "journal_hidden", anonymous="login"),
    form("groups:documents", "group_registered", ok="manager coordinator", otherwise="no"),
    form("groups:documents", "group_applied", ok="manager coordinator", no="member superuser"),
    form("groups:documents", "group_deleted", no=COORDINATION),
    page("groups:picture", "group_registered", "picture_registered", ok="all"),
    page("groups:picture", "group_applied", "picture_applied", ok=f"{GROUP} {COORDINATION}"),
    page("groups:picture", "group_deleted", "picture_deleted", ok=COORDINATION),
    form("groups:renew", "group_registered", ok="manager coordinator", otherwise="no"),
    form("groups:renew", "group_applied", no="member superuser", later="manager coordinator"),
    form("groups:renew", "group_deleted", no="superuser", later="coordinator"),
    act("groups:move", "group_registered", otherwise="no", anonymous="stopped", data=WRONG_MOVE),
    act("groups:move", "group_applied", no=f"{GROUP} {COORDINATION}", data=WRONG_MOVE),
    act("groups:move", "group_deleted", no=COORDINATION, data=WRONG_MOVE),
    *(
        page(
            "groups:document",
            f"group_{status}",
            f"document_{status}",
            ok=f"{GROUP} coordinator",
            otherwise="closed",
        )
        for status in ("registered", "applied", "returned", "not_accepted", "dormant")
    ),
    page(
        "groups:document", "group_deleted", "document_deleted", ok="coordinator", otherwise="closed"
    ),
    page("groups:document", "group_registered", "document_applied"),
    page("groups:document", "group_dormant", "document_deleted"),
]

CITY_HALL = "staff other_staff coordinator superuser"

PLACES = [
    page("places:list", ok="all"),
    page("places:detail", "place", ok="all"),
    page("places:detail", "place_unfinished", ok=CITY_HALL),
    page("places:photo", "place", ok="all"),
    page("places:photo", "place_unfinished", ok=CITY_HALL),
]

PUBLISHED = ("planning", "agreed", "active", "completed", "evaluated", "cancelled")
OPEN = ("planning", "agreed", "active")
TOLD = ("agreed", "active", "completed")
DONE = ("active", "completed")

#: One for each layout of a project's page.
SHOWN = ("planning", "active", "cancelled")


def read_rows(status: str) -> list[Row]:
    """The course, the agreement and the result of every project are public (rule 3)."""
    if status not in SHOWN:
        return []
    return [
        page("projects:detail", f"project_{status}", ok="all"),
        page("projects:agreement", f"project_{status}", ok="all"),
        *(
            []
            if pdf.missing().what
            else [page("projects:agreement_pdf", f"project_{status}", ok="all")]
        ),
    ]


PROJECTS = [
    page("projects:list", ok="all"),
    page("projects:list", query="?view=table", ok="all"),
    page("projects:matrix", ok="all"),
    page("projects:timeline", ok="all"),
    form("projects:together", otherwise="no"),
    form("projects:sponsorship", ok="manager other_manager", otherwise="no"),
    page("projects:map", ok="all"),
    page("projects:updates", ok="all"),
    page("projects:detail", "project_unpublished", ok=PARTIES),
    form(
        "projects:edit",
        "project_unpublished",
        ok="manager staff coordinator",
        no="member superuser",
    ),
    page("projects:agreement", "project_unpublished", ok=PARTIES, anonymous="away"),
    *(
        []
        if pdf.missing().what
        else [page("projects:agreement_pdf", "project_unpublished", ok=PARTIES, anonymous="away")]
    ),
    act("projects:sign", "project_unpublished", taken="manager staff", no=f"member {COORDINATION}"),
    act(
        "projects:draft_remark",
        "project_unpublished",
        taken=f"{GROUP} staff",
        no=COORDINATION,
    ),
    act("projects:move", "project_unpublished", no=PARTIES, data=WRONG_MOVE),
    act(
        "projects:condition_tick",
        "project_unpublished",
        taken="staff coordinator",
        no="member manager superuser",
    ),
    form("projects:update_create", "project_unpublished", no=PARTIES),
    form("projects:results", "project_unpublished", no=PARTIES),
    *(
        form(
            f"projects:{name}",
            "project_active",
            "update_of_project_active",
            ok="manager staff coordinator",
            otherwise="no",
        )
        for name in ("update_edit", "update_take_down")
    ),
    page("projects:photo", "project_active", "photo_of_project_active", ok="all"),
    page("projects:photo", "project_unpublished", "photo_of_project_unpublished", ok=PARTIES),
    page("projects:photo", "project_active", "photo_of_project_unpublished"),
    act(
        "projects:amendment_sign",
        "project_active",
        "=1",
        taken="manager staff",
        no=f"member {COORDINATION}",
    ),
    act("projects:amendment_move", "project_active", "=1", no=PARTIES, data=WRONG_MOVE),
    page("projects:step", "step_of_project_active", ok="all"),
    page("projects:step", "step_of_project_unpublished", ok=PARTIES),
    act(
        "projects:step_move",
        "step_of_project_active",
        otherwise="no",
        anonymous="login",
        data=WRONG_MOVE,
    ),
    act(
        "projects:step_enter",
        "step_of_project_active",
        taken="staff coordinator",
        otherwise="no",
        anonymous="login",
    ),
    act(
        "projects:step_enter",
        "step_of_project_unpublished",
        taken="staff coordinator",
        no="member manager superuser",
        anonymous="login",
    ),
    *(
        row
        for status in PUBLISHED
        for row in (
            *read_rows(status),
            act(
                "projects:move",
                f"project_{status}",
                otherwise="no",
                anonymous="stopped",
                data=WRONG_MOVE,
            ),
            act(
                "projects:condition_tick",
                f"project_{status}",
                taken="staff coordinator" if status in OPEN else "",
                otherwise="no",
                anonymous="stopped",
            ),
            form(
                "projects:edit",
                f"project_{status}",
                ok="manager staff coordinator" if status in OPEN else "",
                otherwise="no",
            ),
            act(
                "projects:draft_remark",
                f"project_{status}",
                taken=f"{GROUP} staff" if status in OPEN else "",
                otherwise="no",
                anonymous="stopped",
            ),
            act(
                "projects:sign",
                f"project_{status}",
                taken="manager staff" if status in OPEN else "",
                otherwise="no",
                anonymous="stopped",
            ),
            form(
                "projects:update_create",
                f"project_{status}",
                ok="member manager staff" if status in TOLD else "",
                otherwise="no",
            ),
            form(
                "projects:results",
                f"project_{status}",
                ok="manager staff" if status in DONE else "",
                otherwise="no",
            ),
        )
    ),
]

SEALED_OR_NOT = ("open", "half", "revealed", "one_sided", "reflected", "retracted")
WRITERS = {"open": "manager staff", "half": "staff"}
SHEET = "evaluations:sheet"


def sheet_rows(name: str) -> list[Row]:
    """Each side reads its own sheet, and writes it until it is handed in."""
    thing, may = f"evaluation_{name}", WRITERS.get(name, "")
    return [
        both(
            page(
                SHEET,
                thing,
                no="coordinator superuser committee",
                ok=f"{GROUP} staff",
                anonymous="away",
            ),
            act(SHEET, thing, no=INSIDERS, taken=may),
        ),
        act("evaluations:autosave", thing, no=INSIDERS, taken=may),
        act("evaluations:submit", thing, no=INSIDERS, taken="", data=WRONG_MOVE),
    ]


def reflection_rows(name: str) -> list[Row]:
    """Both sides write the reflection and agree to it while it is being talked about."""
    thing = f"evaluation_{name}"
    may = "manager staff" if name in ("revealed", "one_sided") else ""
    return [
        form("evaluations:reflection", thing, no=INSIDERS, ok=may),
        act("evaluations:consent", thing, no=INSIDERS, taken=may),
    ]


def closed_rows(thing: str) -> list[Row]:
    """Of what everybody may know, and nobody writes any more, each side still reads its own sheet."""
    return [
        form("evaluations:reflection", thing, otherwise="no"),
        act("evaluations:consent", thing, otherwise="no", anonymous="stopped"),
        both(
            page(SHEET, thing, otherwise="no", ok=f"{GROUP} staff", anonymous="stopped"),
            act(SHEET, thing, otherwise="no", anonymous="stopped"),
        ),
    ]


EVALUATIONS = [
    page("evaluations:list", ok="all"),
    form("evaluations:create"),
    form(
        "evaluations:create",
        query="?project={project_active}",
        ok="staff coordinator",
        otherwise="no",
    ),
    form("evaluations:create", query="?project={project_agreed}", otherwise="no"),
    form("evaluations:create", query="?project={project_unpublished}", no=PARTIES),
    page("evaluations:detail", "evaluation_published", ok="all"),
    *([] if pdf.missing().what else [page("evaluations:pdf", "evaluation_published", ok="all")]),
    *(page("evaluations:pdf", f"evaluation_{name}") for name in SEALED_OR_NOT),
    page("evaluations:detail", "evaluation_retracted", ok=INSIDERS, otherwise="gone"),
    *(
        page("evaluations:detail", f"evaluation_{name}", ok=INSIDERS)
        for name in SEALED_OR_NOT
        if name != "retracted"
    ),
    *(
        act("evaluations:move", f"evaluation_{name}", no=INSIDERS, data=WRONG_MOVE)
        for name in SEALED_OR_NOT
    ),
    act(
        "evaluations:move",
        "evaluation_published",
        otherwise="no",
        anonymous="stopped",
        data=WRONG_MOVE,
    ),
    *(row for name in SEALED_OR_NOT for row in sheet_rows(name)),
    *(row for name in SEALED_OR_NOT for row in reflection_rows(name)),
    page("evaluations:detail", "evaluation_cancelled", ok="all"),
    page("evaluations:pdf", "evaluation_cancelled"),
    act(
        "evaluations:move",
        "evaluation_cancelled",
        otherwise="no",
        anonymous="stopped",
        data=WRONG_MOVE,
    ),
    *(row for name in ("published", "cancelled") for row in closed_rows(f"evaluation_{name}")),
]

ADDRESSES: list[Row] = [
    *SITE,
    *GROUPS,
    *MEETINGS,
    *PLACES,
    *MESSAGES,
    *PEOPLE,
    *PROJECTS,
    *EVENTS,
    *HELP,
    *NETWORKS,
    *OFFERS,
    *LECTURES,
    *PROPOSALS,
    *CONCERNS,
    *OPINIONS,
    *EVALUATIONS,
    *ACCOUNTS,
    *ADMIN,
    *NOTICES,
]
