"""Making public what somebody told, after its words and its photo were looked at."""

from django.db import transaction

from kyodo_portal.life.people import Person
from proposals.actions.concern_answers import check_as_read, let_photo_be, refuse_photo
from proposals.flows.concerns import CONCERN_FLOW
from proposals.models import Concern


@transaction.atomic
def publish_concern(
    *,
    concern: Concern,
    by: Person,
    shows_photo: bool = False,
    photo_because: str = "",
    as_read: str | None = None,
) -> Concern:
    """Publish the words, which `by` has read; the photo with them where it `shows_photo`, or never,
    `photo_because` of something, or not yet. `as_read` is the concern as `by` had it before them: what its
    writer has mended since is read first. Raises `MoveRefused` and `PermissionDenied`."""
    if as_read is not None:
        check_as_read(concern, as_read)
    published: Concern = CONCERN_FLOW.make("publish", concern, by=by)
    if shows_photo:
        let_photo_be(concern=published, by=by)
    elif photo_because:
        refuse_photo(concern=published, by=by, reason=photo_because)
    return published
