"""What people without an account come for, and what follows once it is known that they are there.

Each app names its own with `register`: a participation, an answer, a question. The record in question
points to the guest and waits; this room knows nothing of it but its name.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ImproperlyConfigured

from groups.models.guests import Guest
from kyodo_portal.life.people import Person
from kyodo_portal.words.languages import Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Purpose:
    """One thing that people without an account come for.

    key        its name, for ever: guests keep it.
    label      what they do, as a button says it: 参加を申し込む.
    about      the title of what it is about: an event, a request for help.
    confirmed  what follows when they are confirmed, in the same transaction. A `MoveRefused` raised
               there is shown, and they are not confirmed.
    page       where they go afterwards: the address of their own part, from any page of a guest.
    done       what they read there when they have typed their code.
    received   what the letter tells that brings them the address of their own part: the one in the
               letter with the code opens no more. Empty where `confirmed` writes such a letter itself.
    """

    key: str
    label: Words
    about: Callable[[Guest], str]
    confirmed: Callable[[Guest], object]
    page: Callable[[Guest], str]
    done: Callable[[Guest], Words] = lambda _: ""
    received: Words = ""


PURPOSES: dict[str, Purpose] = {}


def register(purpose: Purpose) -> None:
    """Add what an app's guests come for. Raises ImproperlyConfigured for a key that is taken."""
    if purpose.key in PURPOSES:
        raise ImproperlyConfigured(f"{purpose.key}: guests come for two things of this name")
    PURPOSES[purpose.key] = purpose


def purpose_of(guest: Guest) -> Purpose:
    """What this guest came for. Raises KeyError where no app knows it."""
    return PURPOSES[guest.came_for]


class ActingGuest(AnonymousUser):
    """A guest who acts for themselves, from their own page: to rules and flows a visitor, of whom is
    known which guest they are."""

    def __init__(self, guest: Guest) -> None:
        super().__init__()
        self.guest_id = guest.pk


def guest_id_of(person: Person) -> int | None:
    """The number of the guest who acts; None for everybody else."""
    return person.guest_id if isinstance(person, ActingGuest) else None
