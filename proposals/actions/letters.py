"""The texts of the letters with which a call tells its results."""

from collections.abc import Mapping

from django.db import transaction

from kyodo_portal.life.flows import MoveRefused
from kyodo_portal.life.people import Person
from kyodo_portal.writing.locks import locked
from proposals.content.letters import DEFAULTS, can_be_letter
from proposals.flows import CALL_FLOW
from proposals.models import Call, LetterTemplate
from proposals.rules.calls import may_release


@transaction.atomic
def write_letters(*, call: Call, bodies: Mapping[str, str], by: Person) -> None:
    """Keep the text for each outcome; an empty one, and one that says what the portal's own says, is
    the portal's own. Raises `PermissionDenied`, or `MoveRefused` for a name that is not known."""
    current = locked(Call, pk=call.pk)
    may_release(by, current).enforce()
    for outcome, body in bodies.items():
        can = can_be_letter(body)
        if not can:
            raise MoveRefused(can.reason)
        if body.strip() and body != DEFAULTS[outcome]:
            LetterTemplate.objects.update_or_create(
                call=current, outcome=outcome, defaults={"body": body}
            )
        else:
            LetterTemplate.objects.filter(call=current, outcome=outcome).delete()
    CALL_FLOW.record("write_letters", current, by=by)
