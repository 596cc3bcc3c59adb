"""What people have written and the city may have to hide (非表示): what can be hidden is one list.

Nothing is hidden without a reason that stands in its place, and nothing is lost by it: the words stay
in the record, and come back when a second person decides so. Whoever shows what can be hidden asks
`shown()` of its records. Each app names its kinds in `moderated.py`.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.db import models
from django.db.models import Q
from django.utils import timezone

from kyodo_portal.life.people import Person
from kyodo_portal.words.languages import Words


class Hideable(models.Model):
    """Mixin for what citizens write and others read. The side that wrote it may take it down itself,
    the city may hide it when it was reported; either way the place says when and why.

    `hidden_by_city` tells the two apart: what its own side took down, the city does not bring back.
    """

    hidden_at = models.DateTimeField("表示をやめた日時", null=True, editable=False)
    hidden_because = models.TextField(
        "表示をやめた理由",
        max_length=2000,
        blank=True,
        default="",
        db_default="",
        editable=False,
    )
    hidden_by_city = models.BooleanField(
        "市が表示をやめた", default=False, db_default=False, editable=False
    )

    class Meta:
        abstract = True

    @property
    def is_hidden(self) -> bool:
        """Whether its words are shown to nobody."""
        return self.hidden_at is not None

    @property
    def hideable(self) -> "HideableKind":
        """What kind of the list it is. Raises LookupError where its app has not named it."""
        found = [kind for kind in KINDS.values() if kind.model is type(self)]
        if not found:
            raise LookupError(type(self).__name__)
        return found[0]

    def hide(self, reason: str, *, by_city: bool) -> None:
        """Show its words no more. `reason` is read in its place, so it may not be empty."""
        self.hidden_at, self.hidden_because = timezone.now(), reason
        self.hidden_by_city = by_city
        self.save(update_fields=["hidden_at", "hidden_because", "hidden_by_city"])

    def show(self) -> None:
        """Show its words again."""
        self.hidden_at, self.hidden_because, self.hidden_by_city = None, "", False
        self.save(update_fields=["hidden_at", "hidden_because", "hidden_by_city"])


def hidden_with_reason(*, name: str) -> models.CheckConstraint:
    """Hidden with a reason, or neither; by the city only what is hidden. For each model that can be."""
    return models.CheckConstraint(
        condition=Q(hidden_at__isnull=True, hidden_because="", hidden_by_city=False)
        | (Q(hidden_at__isnull=False) & ~Q(hidden_because="")),
        name=name,
    )


SHOWN = Q(hidden_at=None)
"""What is not hidden, for the queryset of each kind: `shown()` is `filter(SHOWN)`."""


@dataclass(frozen=True, slots=True)
class Wrote:
    """Who wrote something, and for whom: they are told when it is hidden, may ask that it be looked
    at again, and do not judge it. `person` is None where somebody without an account wrote."""

    person: Any = None
    groups: frozenset[int] = frozenset()
    departments: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class HideableKind:
    """One kind of what can be hidden.

    model       whose records these are; a `Hideable` with `visible_to`, which holds what is shown.
    key         its name in addresses, for ever.
    label       what one of them is called: 活動の報告.
    title       how one is named in the record, for ever: nothing private.
    words       all that stands there, for who decides.
    wrote       who wrote it, and for whom.
    picture     the address of its picture; empty where it has none.
    seen        which of them this person may see, and so report: as `visible_to`, unless others too read its words.
    place       the address where everybody reads it: its own page, unless told otherwise.
    """

    model: type[models.Model]
    key: str
    label: Words
    title: Callable[[Any], str]
    words: Callable[[Any], str]
    wrote: Callable[[Any], Wrote]
    picture: Callable[[Any], str] = lambda _: ""
    seen: Callable[[Person], Any] | None = None
    place: Callable[[Any], str] = lambda thing: str(thing.get_absolute_url())

    def seen_by(self, person: Person) -> Any:
        """Those that this person may see."""
        if self.seen is not None:
            return self.seen(person)
        records: Any = self.model._default_manager
        return records.visible_to(person)


KINDS: dict[str, HideableKind] = {}


def register(kinds: Iterable[HideableKind]) -> None:
    """Add an app's kinds to the one list. Raises ImproperlyConfigured for a name that is taken."""
    for kind in kinds:
        if kind.key in KINDS:
            raise ImproperlyConfigured(f"{kind.key}: two kinds share this name")
        KINDS[kind.key] = kind
