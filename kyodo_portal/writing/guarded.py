"""The page of a form over a stored record, step by step as docs/decisions/0014 has it.

The view holds the record (`one_at_a_time`), reads it, asks a rule, and makes a `Guarded`: the form as
it is stored, and after a POST as it was sent. Where that `is_clear` and can be read, the view writes
it and goes on with `saved`; in every other case it shows the page again.
"""

from collections.abc import Callable, Iterator, Sequence
from functools import wraps
from typing import Any, Generic, TypeVar

from django.db import models, transaction
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render

from kyodo_portal.words.languages import listed
from kyodo_portal.writing.locks import hold
from kyodo_portal.writing.seen import CONFLICT, Seen
from kyodo_portal.writing.sent import AnyForm, name_of
from kyodo_portal.writing.summaries import CHECK

F = TypeVar("F")


def one_at_a_time(
    model: type[models.Model], which: Callable[[HttpRequest, int], Any] | None = None
) -> Callable[..., Any]:
    """For the page of a form: a POST is answered in one transaction, with the record locked from
    the beginning that the address names, or the one whose key `which` finds for it."""

    def guarded(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @wraps(view)
        def answer(request: HttpRequest, pk: int, **kwargs: Any) -> HttpResponse:
            if request.method != "POST":
                return view(request, pk, **kwargs)
            with transaction.atomic():
                hold(model, which(request, pk) if which else pk)
                return view(request, pk, **kwargs)

        return answer

    return guarded


def unread(parts: Sequence[AnyForm]) -> Iterator[str]:
    """The labels of the fields and tables of which something could not be read."""
    for part in parts:
        if hasattr(part, "management_form"):
            if not part.is_valid():
                yield name_of(part)
        elif not part.is_valid():
            yield from ([str(bound.label) for bound in part if bound.errors] or [""])


def _itself(form: Any) -> Sequence[AnyForm]:
    return [form]


class Guarded(Generic[F]):
    """A form over a stored record while a person writes it.

    `make` makes the form, or all of a page's forms as one thing, from what is stored; with an
    argument it binds them to that. `parts` are the forms and formsets in it, see `Seen`, as are
    `others` and `settles`. After a POST `form` is bound to what is to be kept of what was sent.
    """

    def __init__(
        self,
        request: HttpRequest,
        make: Callable[..., F],
        *,
        parts: Callable[[F], Sequence[AnyForm]] = _itself,
        others: int | None = None,
        settles: bool = True,
    ) -> None:
        self.request = request
        self.parts = parts
        stored = make()
        posted = request.POST if request.method == "POST" else None
        settles = settles and CHECK not in request.POST
        self.seen = Seen(parts(stored), posted, others=others, settles=settles)
        self.form = stored if self.seen.data is None else make(self.seen.data)

    @property
    def is_clear(self) -> bool:
        """Whether something was sent, and nobody else was first with any of it."""
        return self.seen.data is not None and not self.seen.overtaken

    def saved(self, to: Any) -> HttpResponse:
        """After writing: on to another page, where what this person did not write is told."""
        self.seen.tell_kept(self.request)
        return redirect(to)

    def shown(self, template: str, context: dict[str, Any]) -> HttpResponse:
        """The page with the form; 409 and both sides' words where somebody else was first."""
        status = CONFLICT if self.seen.overtaken else 200
        return render(self.request, template, {**context, "seen": self.seen}, status=status)

    def autosaved(self, keep: Callable[[F], F]) -> JsonResponse:
        """What a page that saves itself is answered (static/js/autosave.js). `keep` writes what can
        be read and gives the form as it is stored then. 200 says what the page now stands on
        (`seen`), whether everything could be read (`complete`) and which fields could not (`left`); 409 that nothing was written,
        because somebody else was first. Such a page settles nothing."""
        if self.seen.overtaken:
            return JsonResponse({"reason": self.seen.reason}, status=CONFLICT)
        stored = keep(self.form)
        token = self.seen.token_after(self.parts(stored))
        left = list(dict.fromkeys(unread(self.parts(self.form))))
        return JsonResponse({"seen": token, "complete": not left, "left": listed(left)})
