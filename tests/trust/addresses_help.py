"""The addresses of help wanted: seen with whoever asks, answered by everybody, decided by those who ask."""

from tests.trust.outcomes import act, both, form, page

COORDINATION = "coordinator superuser"
PARTIES = f"member manager staff {COORDINATION}"
ASKERS = "manager staff coordinator"
DECIDERS = f"{ASKERS} superuser"
WRONG_MOVE = {"move": "no_such_move"}

HELP = [
    page("help_wanted:list", ok="all"),
    page("help_wanted:list", query="?kind=people&day=5&part=0&state=open&sort=closing", ok="all"),
    page("help_wanted:detail", "help_open", ok="all"),
    page("help_wanted:detail", "help_group", ok="all"),
    page("help_wanted:detail", "help_department", ok="all"),
    page("help_wanted:detail", "help_hidden", ok=PARTIES),
    form("help_wanted:create", "=project", "project_active", ok=ASKERS, otherwise="no"),
    form("help_wanted:create", "=project", "project_unpublished", ok=ASKERS, no=PARTIES),
    form("help_wanted:create", "=project", "project_completed", otherwise="no"),
    form(
        "help_wanted:create", "=group", "group_registered", ok="manager coordinator", otherwise="no"
    ),
    form("help_wanted:create", "=group", "group_applied", no=f"member manager {COORDINATION}"),
    form("help_wanted:create", "=department", "department", ok="staff coordinator", otherwise="no"),
    form("help_wanted:create", "=nobody", "department"),
    form("help_wanted:edit", "help_open", ok=ASKERS, otherwise="no"),
    form("help_wanted:edit", "help_hidden", ok=ASKERS, no=PARTIES),
    form("help_wanted:edit", "help_department", otherwise="no"),
    act("help_wanted:confirm", "help_open", taken=ASKERS, otherwise="no", anonymous="login"),
    act("help_wanted:move", "help_open", otherwise="no", anonymous="login", data=WRONG_MOVE),
    act("help_wanted:move", "help_hidden", no=PARTIES, data=WRONG_MOVE),
    act(
        "help_wanted:answer",
        "help_open",
        data={"number": "1"},
        otherwise="taken",
        anonymous="taken",
        no="manager staff",
    ),
    act("help_wanted:answer", "help_hidden", taken=PARTIES),
    form("help_wanted:supporters", "help_open", ok=ASKERS, otherwise="no"),
    form("help_wanted:supporters", "help_hidden", ok=ASKERS, no=PARTIES),
    page("help_wanted:request", "help_request", ok=f"citizen {DECIDERS}", anonymous="login"),
    act("help_wanted:request_move", "help_request", no=f"citizen {DECIDERS}", data=WRONG_MOVE),
    form("help_wanted:counter", "help_open", ok="staff coordinator", otherwise="no"),
    form("help_wanted:counter", "help_group", ok="coordinator", otherwise="no"),
    *(
        both(
            page("help_wanted:answer_detail", answer, ok=see, anonymous="login"),
            act("help_wanted:answer_detail", answer, no=see, anonymous="login"),
        )
        for answer, see in (("help_answer", f"citizen {DECIDERS}"), ("help_guest", DECIDERS))
    ),
    act("help_wanted:answer_move", "help_answer", no=f"citizen {DECIDERS}", data=WRONG_MOVE),
    both(
        page(
            "help_wanted:answer_detail",
            "help_tied",
            ok=f"citizen staff {COORDINATION}",
            anonymous="login",
        ),
        act(
            "help_wanted:answer_detail",
            "help_tied",
            no=f"citizen staff {COORDINATION}",
            anonymous="login",
        ),
    ),
    act(
        "help_wanted:answer_interest",
        "help_tied",
        taken="citizen",
        no="staff coordinator superuser",
    ),
    act("help_wanted:answer_interest", "help_answer", no=f"citizen {DECIDERS}"),
    act("help_wanted:answer_called", "help_answer", taken=ASKERS, no="citizen superuser"),
    both(
        page(
            "help_wanted:answer_detail",
            "help_done",
            ok=f"citizen manager {COORDINATION}",
            anonymous="login",
        ),
        act(
            "help_wanted:answer_detail",
            "help_done",
            taken="manager coordinator",
            no="citizen superuser",
            anonymous="login",
        ),
    ),
    form("help_wanted:guest", "=999999", "=forged", anonymous="hidden"),
    form(
        "questions:create",
        "project_active",
        otherwise="ok",
        anonymous="ok",
        no="manager staff",
    ),
    form("questions:create", "project_unpublished", no=PARTIES, anonymous="hidden"),
    page("questions:detail", "question_asked", ok=f"citizen {DECIDERS}", anonymous="login"),
    act("questions:move", "question_asked", no=f"citizen {DECIDERS}", data=WRONG_MOVE),
    act("questions:called", "question_asked", taken=ASKERS, no="citizen superuser"),
    page("questions:guest", "=999999", "=forged"),
]
