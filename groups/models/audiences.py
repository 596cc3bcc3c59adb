"""Who may read what a group gives of itself, as the group chooses."""

from django.db import models
from django.utils.translation import pgettext_lazy

from kyodo_portal.life.people import Person, is_signed_in


class Audience(models.TextChoices):
    """Everybody; whoever has signed in with an address that is known to be theirs; or those alone who
    keep the group's record."""

    EVERYBODY = "everybody", pgettext_lazy("見せる相手", "だれにでも")
    ACCOUNTS = "accounts", pgettext_lazy("見せる相手", "ログインした人だけ")
    CLOSED = "closed", pgettext_lazy("見せる相手", "公開しない")


def audiences_of(person: Person) -> frozenset[str]:
    """Of which audiences this person is one, whoever they are besides."""
    if is_signed_in(person) and person.is_active and person.is_confirmed:
        return frozenset({Audience.EVERYBODY, Audience.ACCOUNTS})
    return frozenset({Audience.EVERYBODY})
