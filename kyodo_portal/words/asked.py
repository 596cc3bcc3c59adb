"""In which language somebody asked: so they are answered, and so those who answer know."""

from django.db import models
from django.db.models import Q

from kyodo_portal.words.languages import LANGUAGES, current

CODES = ("", *(each.code for each in LANGUAGES))


class AskedIn(models.Model):
    """Something that somebody asks of the city, of a group or of a project, and is answered."""

    asked_in = models.CharField(
        "ことば",
        max_length=10,
        blank=True,
        default="",
        db_default="",
        choices=[(each.code, each.name) for each in LANGUAGES],
        editable=False,
    )
    """The code of the language as it was when they asked; empty of what was asked before this was kept."""

    class Meta:
        abstract = True

    def keep_language(self, chosen: str = "") -> None:
        """Keep what they have chosen for their letters; of who has chosen nothing, the language of the
        page they read."""
        self.asked_in = chosen or current().code


def asked_in_a_language(*, name: str) -> models.CheckConstraint:
    """It is one of the languages of the pages, or none is known."""
    return models.CheckConstraint(condition=Q(asked_in__in=CODES), name=name)
