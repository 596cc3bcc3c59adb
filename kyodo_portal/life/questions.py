"""Questions an app asks about its own records and another one answers, to the right of it: what has
become of them there. The one who asks imports nobody, and names no status of the other's.

A question stands in `<app>/questions.py`, its answer in `<app>/answers.py` of the app that knows; these
are loaded at the start. Of many records it is asked at once.
"""

from collections.abc import Callable, Collection, Mapping
from typing import Any, Generic, TypeVar

from django.core.exceptions import ImproperlyConfigured
from django.db.models import Model

from kyodo_portal.life.people import EVERYBODY, Person

Thing = TypeVar("Thing", bound=Model)
Answer = TypeVar("Answer")

Answering = Callable[[Collection[Thing], Person], Mapping[int, Answer]]
"""Takes the records and the person who asks, a visitor where the answer is the same for all, and gives the
answers by the records' numbers, in one query. Of whom it leaves out, the default is true."""


class Question(Generic[Thing, Answer]):
    """What is asked: its name, of which records, the type of the answer, and what is true where nobody
    answers."""

    def __init__(self, name: str, *, of: type[Thing], type: type[Answer], default: Answer) -> None:
        self.name = name
        self.model = of
        self.type = type
        self.default = self._checked(default)
        self._answering: Answering[Thing, Answer] | None = None

    def answered_by(self, answering: Answering[Thing, Answer]) -> Answering[Thing, Answer]:
        """A decorator: this function answers. Raises ImproperlyConfigured when one does already."""
        if self._answering is not None:
            raise ImproperlyConfigured(
                f"{self.name}: answered twice, by {_named(self._answering)} and {_named(answering)}"
            )
        self._answering = answering
        return answering

    def of_each(self, things: Collection[Thing], *, by: Person = EVERYBODY) -> dict[int, Answer]:
        """The answer for each of these, by its number; nothing is asked about nothing."""
        known = self._answering(things, by) if self._answering and things else {}
        return {
            thing.pk: self._checked(known[thing.pk]) if thing.pk in known else self.default
            for thing in things
        }

    def of(self, thing: Thing, *, by: Person = EVERYBODY) -> Answer:
        """The answer for this one."""
        return self.of_each([thing], by=by)[thing.pk]

    def _checked(self, answer: Answer) -> Answer:
        if not isinstance(answer, self.type):
            raise TypeError(f"{self.name}: {answer!r} is no {self.type.__name__}")
        return answer


def _named(answering: Callable[..., Any]) -> str:
    return f"{answering.__module__}.{answering.__qualname__}"
