"""Making public what somebody told, after its words and its photo were looked at."""

from django.db import transaction

from kyodo_portal.life.people import Person
from proposals.actions.concern_answers import let_photo_be, refuse_photo
from proposals.flows.concerns import CONCERN_FLOW
from proposals.models import Concern


@transaction.atomic
def publish_concern(
    *, concern: Concern, by: Person, shows_photo: bool = False, photo_because: str = ""
) -> Concern:
    """Publish the words, which `by` has read; the photo with them where it `shows_photo`, or never,
    `photo_because` of something, or not yet. Raises `MoveRefused` and `PermissionDenied`."""
    published: Concern = CONCERN_FLOW.make("publish", concern, by=by)
    if shows_photo:
        let_photo_be(concern=published, by=by)
    elif photo_because:
        refuse_photo(concern=published, by=by, reason=photo_because)
    return published
