"""The addresses of rounds of opinions: read by everybody, written to by everybody, sorted by the desk."""

from tests.trust.outcomes import act, both, form, page

COORDINATION = "coordinator superuser"
KEEPERS = "staff coordinator"
READERS = f"staff {COORDINATION}"
WRONG_MOVE = {"move": "no_such_move"}
PUBLIC = ("announced", "open", "closed", "answered", "cancelled")

OPINIONS = [
    page("opinions:list", ok="all"),
    page("opinions:list", query="?status=open&sort=closing", ok="all"),
    page("opinions:detail", "round_draft", ok=READERS),
    *(page("opinions:detail", f"round_{when}", ok="all") for when in PUBLIC),
    *(
        form("opinions:write", f"round_{when}", otherwise="no", anonymous="no")
        for when in ("announced", "cancelled")
    ),
    both(
        page("opinions:write", "round_open", otherwise="ok", goes="citizen"),
        act("opinions:write", "round_open", otherwise="taken", anonymous="taken"),
    ),
    form("opinions:write", "round_draft", no=READERS, anonymous="hidden"),
    form("opinions:counter", "round_draft", no=READERS),
    form("opinions:counter", "round_announced", otherwise="no"),
    form("opinions:counter", "round_open", ok=KEEPERS, otherwise="no"),
    form("opinions:counter", "round_answered", otherwise="no"),
    both(
        page("opinions:desk", "round_closed", ok=KEEPERS, otherwise="no", anonymous="login"),
        act("opinions:desk", "round_closed", taken=KEEPERS, otherwise="no", anonymous="login"),
    ),
    both(
        page("opinions:desk", "round_draft", ok=KEEPERS, no="superuser", anonymous="login"),
        act("opinions:desk", "round_draft", no=READERS, anonymous="login"),
    ),
    act("opinions:move", "round_open", otherwise="no", anonymous="login", data=WRONG_MOVE),
    act("opinions:move", "round_draft", no=READERS, data=WRONG_MOVE),
    form("opinions:documents", "round_announced", ok=KEEPERS, otherwise="no"),
    form("opinions:documents", "round_draft", ok=KEEPERS, no="superuser"),
    form("opinions:documents", "round_open", otherwise="no"),
    act("opinions:show", "round_open", otherwise="no", anonymous="login"),
    act("opinions:show", "round_draft", no=READERS),
    form("opinions:group", "opinion_group", ok=KEEPERS, otherwise="no"),
    act("opinions:group_members", "opinion_group", goes=KEEPERS, otherwise="no", anonymous="login"),
    page("opinions:paper", "round_draft", ok=READERS),
    *(page("opinions:paper", f"round_{when}", ok="all") for when in ("announced", "open")),
    *(
        page("opinions:paper", f"round_{when}", otherwise="no", anonymous="no")
        for when in ("closed", "answered", "cancelled")
    ),
    page("opinions:spreadsheet", "round_draft", ok=KEEPERS, no="superuser", anonymous="login"),
    *(
        page("opinions:spreadsheet", f"round_{when}", ok=KEEPERS, otherwise="no", anonymous="login")
        for when in ("closed", "answered")
    ),
    act(
        "opinions:corrected",
        "round_closed",
        "opinion_correction",
        taken=KEEPERS,
        otherwise="no",
        anonymous="login",
    ),
    act(
        "opinions:sorted",
        "opinion_closed_words",
        no=f"citizen {READERS}",
        anonymous="away",
        data=WRONG_MOVE,
    ),
    *(
        both(
            page("opinions:submission", name, ok=f"{writer} {READERS}", anonymous="login"),
            act("opinions:submission", name, no=f"{writer} {READERS}", anonymous="login"),
        )
        for name, writer in (("opinion_open", "citizen"), ("opinion_guest", ""))
    ),
    both(
        page(
            "opinions:submission",
            "opinion_shown",
            ok=f"other_manager {READERS}",
            anonymous="login",
        ),
        act(
            "opinions:submission",
            "opinion_shown",
            taken="other_manager",
            no=READERS,
            anonymous="login",
        ),
    ),
    form("opinions:rewrite", "opinion_open", ok="citizen", no=READERS),
    form("opinions:rewrite", "opinion_closed", no=f"citizen {READERS}"),
    act("opinions:called", "opinion_open", goes=KEEPERS, no="citizen superuser"),
    act("opinions:submission_move", "opinion_open", no=f"citizen {READERS}", data=WRONG_MOVE),
    page("opinions:document", "round_open", "=999999"),
    form("opinions:guest", "=999999", "=wrong", anonymous="hidden"),
    form("opinions:guest_rewrite", "=999999", "=wrong", anonymous="hidden"),
]
