"""A registration that goes on: what still holds is confirmed, what has changed is written."""

from collections.abc import Mapping

from django.db import transaction

from groups.flows import GROUP_FLOW
from groups.models import ContactDetails, Group
from kyodo_portal.life.people import Person

OWN_COLUMNS = ("members_count", "members_in_city_count")


@transaction.atomic
def renew_group(
    *,
    by: Person,
    group: Group,
    contact: ContactDetails,
    changed: str = "",
    received: Mapping[str, str] | None = None,
) -> Group:
    """Confirm the record of a group, so that its registration holds on (see `groups.validity`).

    `group` and `contact` are the records as they were typed; `changed` what the group tells of the time
    since. `received` says how it came to the counter, where staff enter it. Raises `MoveRefused` where it
    was renewed already or is not this person's to renew; then nothing has changed.
    """
    renewed: Group = GROUP_FLOW.make("renew", group, by=by, note=changed, **(received or {}))
    group.save(update_fields=[*OWN_COLUMNS, "updated_at"])
    contact.group = group
    contact.save()
    return renewed
