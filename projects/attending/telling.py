"""Letters to those who come to an event: with an account or without. Whom no letter reaches stands on
the organiser's list of those to call."""

from groups.actions.guests import tell_guest
from kyodo_portal.post import letters
from kyodo_portal.words.languages import Words
from projects.models import Event, Participation


def tell(
    participation: Participation,
    *,
    told: Words,
    key: str,
    note: str = "",
    next_step: Words = "",
) -> None:
    """One letter to whoever comes; `key` names what happened, and tells it once."""
    once = f"{key}:{participation.pk}"
    if participation.guest is not None:
        tell_guest(participation.guest, told=told, note=note, next_step=next_step, key=once)
    elif participation.user is not None:
        letters.queue_letter(
            participation.user,
            about=participation.event,
            told=told,
            note=note,
            next_step=next_step,
            key=f"participation.{once}",
        )


def tell_everybody(
    event: Event, *, told: Words, key: str, note: str = "", next_step: Words = ""
) -> int:
    """A letter to each who comes or waits; how many these are."""
    running = event.participations.running().select_related("user", "guest")
    for participation in running:
        participation.event = event
        tell(participation, told=told, note=note, next_step=next_step, key=key)
    return len(running)
