"""Whom no letter reaches, and who has to be told something: the organiser calls them."""

from projects.models import Participation, ParticipationStatus
from projects.models.participations import RUNNING


def is_to_be_called(participation: Participation) -> bool:
    """Whether somebody who left a telephone number only waits to be asked, or has not been told of
    another day or place, or that it is called off."""
    if not participation.must_be_called or participation.status not in RUNNING:
        return False
    if participation.status == ParticipationStatus.UNCONFIRMED:
        return True
    since = participation.event.changed_at
    if participation.status == ParticipationStatus.OFFERED:
        since = max(filter(None, (since, participation.updated_at)))
    told = participation.told_by_call_at
    return since is not None and since > participation.created_at and (told is None or told < since)
