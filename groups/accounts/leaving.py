"""What becomes of each table that points to a person when they leave the portal (退会), and what of it
they are given when they ask for their data.

Every app says it of its own tables in its `leaving.py`; a table that nobody names stops a test. What is
`GONE` is removed with its rows, what is `KEPT` stays because others rely on it, under `NAME_OF_THE_LEFT`.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import Enum
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.db.models import Model, QuerySet

from groups.models import User

NAME_OF_THE_LEFT = "退会した利用者"


class Fate(Enum):
    GONE = "gone"
    KEPT = "kept"


@dataclass(frozen=True, slots=True, kw_only=True)
class Personal:
    """One column that points to a person. `label` is what its rows are called; `why` they stay; `tells` the
    columns of a row that the person is given with their data (of a row beside it: `details__needs`); `only` which of the rows go, where the
    others stay; `remove` takes them away where that is more than deleting rows."""

    model: type[Model]
    column: str
    label: str
    fate: Fate
    why: str = ""
    tells: tuple[str, ...] = ()
    only: Callable[[QuerySet[Any]], QuerySet[Any]] | None = None
    remove: Callable[[QuerySet[Any]], object] | None = None

    def rows(self, user: User) -> QuerySet[Any]:
        return self.model._base_manager.filter(**{self.column: user.pk})


@dataclass(frozen=True, slots=True, kw_only=True)
class ByAddress:
    """A table that knows a person by their mail address alone; its rows go."""

    model: type[Model]
    column: str
    label: str
    tells: tuple[str, ...] = ()

    def rows(self, user: User) -> QuerySet[Any]:
        return self.model._base_manager.filter(**{f"{self.column}__iexact": user.email})


PERSONAL: dict[tuple[str, str], Personal] = {}
BY_ADDRESS: list[ByAddress] = []


def gone(
    model: type[Model],
    column: str,
    label: str,
    *,
    tells: tuple[str, ...] = (),
    only: Callable[[QuerySet[Any]], QuerySet[Any]] | None = None,
    remove: Callable[[QuerySet[Any]], object] | None = None,
    why: str = "",
) -> None:
    """Rows that are the person's alone: they go. With `only` some of them, and the others stay because of
    `why`."""
    _register(
        Personal(
            model=model,
            column=column,
            label=label,
            fate=Fate.GONE,
            why=why,
            tells=tells,
            only=only,
            remove=remove,
        )
    )


def kept(
    model: type[Model], column: str, label: str, *, why: str, tells: tuple[str, ...] = ()
) -> None:
    """Rows that others rely on: they stay under the name of who has left."""
    _register(
        Personal(model=model, column=column, label=label, fate=Fate.KEPT, why=why, tells=tells)
    )


def gone_by_address(
    model: type[Model], column: str, label: str, *, tells: tuple[str, ...] = ()
) -> None:
    """Rows found by the person's mail address: they go."""
    BY_ADDRESS.append(ByAddress(model=model, column=column, label=label, tells=tells))


def _register(personal: Personal) -> None:
    key = (personal.model._meta.label_lower, personal.column)
    if key in PERSONAL:
        raise ImproperlyConfigured(f"{key}: what becomes of it is said twice")
    PERSONAL[key] = personal


def what_stays() -> list[str]:
    """For whoever is about to leave: what stays, each with its reason, in Japanese."""
    lines = (f"{each.label}（{each.why}）" for each in PERSONAL.values() if each.why)
    return list(dict.fromkeys(lines))


def what_goes() -> list[str]:
    lines = [each.label for each in PERSONAL.values() if each.fate is Fate.GONE]
    return list(dict.fromkeys([*lines, *(each.label for each in BY_ADDRESS)]))


def remove_personal(user: User) -> None:
    """Take away all that is this person's alone. Call it in a transaction."""
    for each in PERSONAL.values():
        if each.fate is Fate.GONE:
            rows = each.rows(user) if each.only is None else each.only(each.rows(user))
            if each.remove is not None:
                each.remove(rows)
            else:
                rows.delete()
    for by_address in BY_ADDRESS:  # last: to go may have written letters
        by_address.rows(user).delete()


def stored_of(user: User) -> Iterator[tuple[str, Any, tuple[str, ...]]]:
    """Everything that is stored of a person and told to them: what it is called, its rows, the columns."""
    tables: list[Personal | ByAddress] = [*PERSONAL.values(), *BY_ADDRESS]
    for each in tables:
        if each.tells:
            yield each.label, each.rows(user).order_by("pk"), each.tells
