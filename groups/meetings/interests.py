"""Which items are a member's own affair, as far as the portal knows: suggested, for the chair to ask."""

from groups.meetings.quorum import Room
from groups.models import User
from groups.questions import WHOSE_AFFAIR
from kyodo_portal.life.interest import has_interest


def suggested(room: Room) -> dict[int, set[int]]:
    """The items that are the affair of each member with an account, by the member's number."""
    concerns = WHOSE_AFFAIR.of_each(room.items)
    numbers = [member.user_id for member in room.members if member.user_id is not None]
    people = {person.pk: person for person in User.objects.with_places().filter(pk__in=numbers)}
    return {
        member.pk: {
            item.pk
            for item in room.items
            if has_interest(people[member.user_id], *concerns[item.pk])
        }
        for member in room.members
        if member.user_id in people
    }
