"""Who keeps the papers that a call asks for, and their blank forms."""

from kyodo_portal.life.people import Person
from kyodo_portal.life.verdicts import Verdict, all_refusals, allow_if
from proposals.models import Call
from proposals.rules.calls import can_edit_call


def can_keep_blanks(person: Person, call: Call) -> Verdict:
    """Whoever may change the call, until it closes: afterwards the forms stay as they were filled in."""
    return all_refusals(
        can_edit_call(person, call),
        allow_if(
            not call.has_closed,
            "受付を締め切った募集の様式は、提案した方が使ったものを残すため、変えられません。",
        ),
    )
