"""One act for several of what people see is needed; what cannot be done to one does not stop the others."""

from collections.abc import Iterable, Mapping

from django.core.exceptions import PermissionDenied

from groups.models import Department
from kyodo_portal.life.people import Person
from proposals.actions.concern_answers import merge_concerns, pass_on
from proposals.actions.concern_looks import publish_concern
from proposals.models import Concern


def handle_many(
    *,
    concerns: Iterable[Concern],
    act: str,
    department: Department | None,
    into: Concern | None,
    as_read: Mapping[int, str],
    by: Person,
) -> tuple[int, list[str]]:
    """Publish them, give them to a department, or put them under one: to how many it was done, and of each
    other why not. A photo is looked at on the page of each. `as_read` is each, by its number, as it stood on
    the page: what was mended since is not published unread."""
    done, refusals = 0, []
    for concern in concerns:
        try:
            _handle(concern, act, department, into, as_read.get(concern.pk, ""), by)
        except PermissionDenied as refusal:
            refusals.append(f"「{concern}」：{refusal}")
        else:
            done += 1
    return done, refusals


def _handle(
    concern: Concern,
    act: str,
    department: Department | None,
    into: Concern | None,
    as_read: str,
    by: Person,
) -> None:
    if act == "publish":
        publish_concern(concern=concern, by=by, as_read=as_read)
    elif act == "pass_on" and department is not None:
        pass_on(concern=concern, department=department, by=by)
    elif act == "merge" and into is not None:
        merge_concerns(concerns=[concern], into=into, by=by)
