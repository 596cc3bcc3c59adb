"""Making a move over HTTP: the same form and the same answers on the public pages and in the admin."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext

from kyodo_portal.life.flows import Flow, MoveRefused
from kyodo_portal.writing.fields import DueDateField, PlainTextField


class MoveForm(forms.Form):
    """What the button of a move sends: its name, the status that was on the screen, and — where the
    move asks for them — words and a date."""

    move = PlainTextField(max_length=50)
    seen = PlainTextField(max_length=30, required=False)
    note = PlainTextField(max_length=2000, required=False)
    due = DueDateField(required=False)


def make_move(
    request: HttpRequest, flow: Flow, obj: Any, *, back_to: str | None = None
) -> HttpResponse:
    """Make the posted move and go back to the page; or show why it was not made, with the typed
    words still there to be copied (403 when it is not this person's, 409 when it cannot be now)."""
    form = MoveForm(request.POST)
    back = back_to or obj.get_absolute_url()
    try:
        if not form.is_valid():
            reasons = [str(reason) for errors in form.errors.values() for reason in errors]
            raise MoveRefused(" ".join(reasons), status_code=400)
        data = form.cleaned_data
        move = flow.moves.get(data["move"])
        if move is None or move.automatic:
            raise MoveRefused(gettext("この操作は、このページにはありません。"), status_code=403)
        if move.asks_due and not data["due"]:
            raise MoveRefused(
                gettext("期限の日付を書いてから、もう一度押してください。"), status_code=400
            )
        moved = flow.make(
            data["move"],
            obj,
            by=request.user,
            note=data["note"],
            shown_status=data["seen"] or None,
            **({"due_on": data["due"]} if move.asks_due else {}),
        )
    except MoveRefused as refusal:
        return refused(request, refusal, back=back, typed=request.POST.get("note", ""))
    messages.success(request, move.done_words(moved))
    return redirect(back)


def refused(
    request: HttpRequest, refusal: MoveRefused, *, back: str, typed: str = ""
) -> HttpResponse:
    """The page that says why something was not done. Nothing has changed, nothing typed is lost."""
    return render(
        request,
        "refused.html",
        {"reason": refusal.reason, "back": back, "typed": typed},
        status=refusal.status_code,
    )


NOT_TYPED = (forms.BooleanField, forms.ChoiceField, forms.ModelChoiceField, forms.FileField)
"""Fields that are chosen and not written."""


def words_typed(form: forms.BaseForm) -> str:
    """All that somebody has typed into a form, each under the name of its field, for the page that says why it was
    not kept."""
    typed = [
        (field.label, field.data)
        for field in form.visible_fields()
        if isinstance(field.data, str) and not isinstance(field.field, NOT_TYPED)
    ]
    return "\n\n".join(f"{label}\n{words}" for label, words in typed if words.strip())
