"""The desk reminds a reviewer of the sheets that are still to come: one letter about all of them, once a day."""

import datetime as dt
from collections.abc import Collection, Iterable

from django.db import transaction
from django.utils import timezone

from groups.models import User
from groups.rules.people import may_coordinate
from kyodo_portal.life.flows import MoveRefused
from kyodo_portal.life.people import Person
from kyodo_portal.post import letters
from kyodo_portal.post.outbox import OutgoingMail
from kyodo_portal.writing.locks import locked
from proposals.content.reminding import NEXT_STEP, page_of_sheets, still_to_come, waiting_of
from proposals.flows import CALL_FLOW
from proposals.models import Call


def _key(call: Call, day: dt.date) -> str:
    return f"call.remind:{call.pk}:{day.isoformat()}"


def reminded_on(call: Call, reviewers: Iterable[User], day: dt.date) -> set[int]:
    """Who of these was reminded of this call on this day (JST), by their numbers."""
    keys = {f"{_key(call, day)}:{person.pk}": person.pk for person in reviewers}
    written = OutgoingMail.objects.filter(key__in=list(keys)).values_list("key", flat=True)
    return {keys[key] for key in written}


@transaction.atomic
def remind_reviewer(*, call: Call, reviewer: User, sheets: Collection[int], by: Person) -> int:
    """Write to a reviewer about these of her sheets, as far as they are still to come; about how
    many. Raises `PermissionDenied`, or `MoveRefused` where she was written to today, or all are in."""
    current = locked(Call, pk=call.pk)
    may_coordinate(by, current).enforce()
    today = timezone.localdate()
    if reminded_on(current, [reviewer], today):
        raise MoveRefused("今日は、もう知らせました。")
    found = [sheet for sheet in waiting_of(current, reviewer) if sheet.pk in sheets]
    if not found:
        raise MoveRefused("まだの採点は、もうありません。")
    letters.queue_letter(
        reviewer,
        about=current,
        told="審査の採点を、お待ちしています",
        facts=still_to_come(found),
        next_step=NEXT_STEP,
        page=page_of_sheets(),
        key=_key(current, today),
    )
    CALL_FLOW.record("remind_reviewer", current, by=by, note=reviewer.display_name)
    return len(found)
