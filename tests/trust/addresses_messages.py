"""The addresses on which people write to a group or a department and are answered, report what stands
somewhere, and read what became of it."""

from tests.trust.outcomes import Row, act, form, page

WRONG_MOVE = {"move": "no_such_move"}

#: The two sides of each thread; nobody else reads it, the administrator neither.
SIDES = {
    "thread_group": "citizen manager",
    "thread_department": "citizen staff",
    "thread_desk": "other_manager coordinator",
    "thread_guest": "manager",
}

MESSAGES: list[Row] = [
    form(
        "messages:contact_group", "group_registered", otherwise="ok", anonymous="ok", no="manager"
    ),
    form("messages:contact_group", "group_dormant", otherwise="ok", anonymous="ok", no="manager"),
    form("messages:contact_group", "group_applied", anonymous="hidden"),
    form("messages:contact_department", "department", otherwise="ok", anonymous="ok", no="staff"),
    form("messages:guest", "=1", "=unknown", anonymous="hidden"),
    page("messages:list", otherwise="ok", anonymous="login"),
    *(
        row
        for name, sides in SIDES.items()
        for row in (
            page("messages:detail", name, ok=sides, anonymous="login"),
            act("messages:write", name, taken=sides, anonymous="login"),
            act("messages:read", name, taken=sides, anonymous="login"),
            act("messages:move", name, no=sides, anonymous="login", data=WRONG_MOVE),
        )
    ),
    act("messages:block", "thread_group", taken="citizen manager", anonymous="login"),
    act("messages:block", "thread_department", taken="citizen", no="staff", anonymous="login"),
    act("messages:pass_on", "thread_group", no="citizen manager", anonymous="login"),
    act(
        "messages:pass_on",
        "thread_desk",
        taken="coordinator",
        no="other_manager",
        anonymous="login",
    ),
    form("reports:create", "=message", "message", ok="citizen manager", anonymous="hidden"),
    form("reports:create", "=update", "update_of_project_active", ok="all"),
    form("reports:create", "=group", "group_registered", ok="all"),
    form("reports:create", "=group", "group_applied", anonymous="hidden"),
    form("reports:create", "=help", "help_open", ok="all"),
    form("reports:create", "=question", "question_openly", ok="all"),
    form("reports:create", "=question", "question_asked", anonymous="hidden"),
    form("reports:create", "=nothing", "update_of_project_active", anonymous="hidden"),
    page("reports:detail", "report", ok="coordinator superuser", anonymous="login"),
    page("reports:detail", "report_hidden", ok="coordinator manager", anonymous="login"),
    act("reports:move", "report", no="coordinator superuser", data=WRONG_MOVE),
    act("reports:move", "report_hidden", no="coordinator manager", data=WRONG_MOVE),
]
