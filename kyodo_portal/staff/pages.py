"""Records that staff read whole and handle with small forms: proposals, reviews, consultations …

Such a page is composed of facts, tables and parts. Each part is one form with a name of its own;
what was typed stays when it is refused.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse

from kyodo_portal.life.flows import MoveRefused
from kyodo_portal.life.moves import refused
from kyodo_portal.life.people import Person
from kyodo_portal.life.verdicts import Verdict
from kyodo_portal.staff.base import PortalAdmin
from kyodo_portal.staff.shown import in_words
from kyodo_portal.web.keeping import keep_own
from kyodo_portal.words.languages import Words
from kyodo_portal.writing.locks import hold
from kyodo_portal.writing.seen import CONFLICT, Seen
from kyodo_portal.writing.sent import is_changed
from kyodo_portal.writing.typed import words_typed

#: A part takes what was posted and gives the sentence that says what was done, or its form with
#: the faults marked. It raises `PermissionDenied` (`MoveRefused`) for what may not be done.
Part = Callable[[HttpRequest, Any], str | BaseForm]


def _nothing(_: Any) -> dict[str, Any]:
    return {}


@dataclass(frozen=True, slots=True, kw_only=True)
class FormPart:
    """The usual part: one form, one action.

    who    may this person do it to this record?
    form   the form class; `needs` gives what else it takes, from the record.
    act    the action: called with the record by its model's name, with `by`, and with what the
           form holds.
    done   the sentence that says what was done, or what makes it of what the form holds.
    """

    who: Callable[[Person, Any], Verdict]
    form: type[BaseForm]
    needs: Callable[[Any], dict[str, Any]] = _nothing
    act: Callable[..., Any]
    done: Words | Callable[[dict[str, Any]], str]

    def __call__(self, request: HttpRequest, obj: Any) -> str | BaseForm:
        self.who(request.user, obj).enforce()
        form = self.form(request.POST, **self.needs(obj))
        if not form.is_valid():
            return form
        given = form.cleaned_data
        self.act(**{obj._meta.model_name: obj}, by=request.user, **given)
        return self.done(given) if callable(self.done) else str(self.done)


class PageAdmin(PortalAdmin):
    """A record with a page of its own in the admin instead of one big form."""

    page_template: str
    guarded: tuple[str, ...] = ()
    """The parts whose forms change what stands: nobody overwrites anybody there (see `Seen`). Each
    is on the page as `<part>_form`, and its template includes ui/seen.html with that form's `seen`."""
    in_passing: tuple[str, ...] = ()
    """Buttons that save on the way to something else, and so settle nothing (see `Seen`)."""

    def parts(self) -> dict[str, Part]:
        """The small forms of the page, by the name that each posts as `part`."""
        return {}

    def heading(self, obj: Any) -> str:
        """What the page of a record is called, for the person to whom it is shown."""
        return str(obj)

    def facts(self, obj: Any, names: tuple[str, ...]) -> list[tuple[str, Any]]:
        """Columns as (label, value) for the page, choices in their words."""
        return [(_label(obj, name), _shown(obj, name)) for name in names]

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        obj = self.found(request, object_id)
        faulty: dict[str, Any] = {}
        if request.method == "POST":
            part = self.parts().get(request.POST.get("part", ""))
            if part is None:
                raise PermissionDenied("この操作は、このページにはありません。")
            after = self.next_in_list(request, obj)
            try:
                outcome = self.done_with(part, request, obj)
            except PermissionDenied as refusal:
                return self.refusal(request, obj, refusal)
            if isinstance(outcome, str):
                messages.success(request, outcome)
                self.keep_beside(request, self.found(request, object_id))
                return redirect(self.address_in_list(request, self.change_url(obj), after))
            faulty = {f"{request.POST['part']}_form": outcome}
            obj = self.found(request, object_id)  # part of what was sent may have been kept
        shown = self.page_context(request, obj)
        seen = {name: Seen([form]) for name in self.guarded if (form := shown.get(f"{name}_form"))}
        context = {
            **self.admin_site.each_context(request),
            **self.record_context(request, obj),
            **shown,
            **faulty,
            "title": self.heading(obj),
            "opts": self.opts,
            "original": obj,
            "refused_forms": list(faulty.values()),
        }
        context["next_url"] = self.next_url(request, context["next_one"])
        for name, now in seen.items():
            form = context[f"{name}_form"]
            form.seen = getattr(form, "seen", now)
        overtaken = any(form.seen.overtaken for form in faulty.values() if hasattr(form, "seen"))
        status = CONFLICT if overtaken else 422 if faulty else 200
        return TemplateResponse(request, self.page_template, context, status=status)

    def keep_beside(self, request: HttpRequest, obj: Any) -> None:
        """Keep what was written or ticked in other parts of the form whose button was pressed: it
        stands there again on the page that follows, not yet saved."""
        pressed = request.POST["part"]
        beside: dict[str, list[str]] = {}
        for name, form in self.page_context(request, obj).items():
            if (
                isinstance(form, BaseForm)
                and name != f"{pressed}_form"
                and is_changed(form, request.POST)
            ):
                beside |= {
                    field: request.POST.getlist(field)
                    for field in form.fields
                    if field in request.POST
                }
        if beside:
            keep_own(request, beside)

    def done_with(self, part: Part, request: HttpRequest, obj: Any) -> str | BaseForm:
        """The part's own answer; or its form with what was typed, where somebody else was first."""
        name = request.POST["part"]
        if name not in self.guarded:
            return part(request, obj)
        with transaction.atomic():
            hold(self.model, obj.pk)
            obj = self.found(request, str(obj.pk))
            shown = self.page_context(request, obj).get(f"{name}_form")
            if shown is None:
                return part(request, obj)
            settles = not request.POST.keys() & set(self.in_passing)
            seen = Seen([shown], request.POST, settles=settles)
            if seen.overtaken:
                shown.data, shown.is_bound, shown.seen = seen.data, True, seen
                shown.add_error(None, seen.reason)
                return shown
            request.POST = seen.data
            outcome = part(request, obj)
            if isinstance(outcome, str):
                seen.tell_kept(request)
            return outcome

    def refusal(self, request: HttpRequest, obj: Any, refusal: PermissionDenied) -> HttpResponse:
        """The page that says why, with everything that was typed still there to be copied."""
        if not isinstance(refusal, MoveRefused):
            refusal = MoveRefused(str(refusal), status_code=403)
        return refused(request, refusal, back=self.change_url(obj), typed=words_typed(request))


def _label(obj: Any, name: str) -> str:
    return str(obj._meta.get_field(name).verbose_name)


def _shown(obj: Any, name: str) -> Any:
    display = getattr(obj, f"get_{name}_display", None)
    value = display() if display else getattr(obj, name)
    return in_words(value, obj._meta.get_field(name))
