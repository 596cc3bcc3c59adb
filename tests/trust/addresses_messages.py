"""The addresses on which people report what stands somewhere, and read what became of it."""

from tests.trust.outcomes import Row, act, form, page

WRONG_MOVE = {"move": "no_such_move"}

MESSAGES: list[Row] = [
    form("reports:create", "=update", "update_of_project_active", ok="all"),
    form("reports:create", "=nothing", "update_of_project_active", anonymous="hidden"),
    page("reports:detail", "report", ok="coordinator superuser", anonymous="login"),
    page("reports:detail", "report_hidden", ok="coordinator manager", anonymous="login"),
    act("reports:move", "report", no="coordinator superuser", data=WRONG_MOVE),
    act("reports:move", "report_hidden", no="coordinator manager", data=WRONG_MOVE),
]
