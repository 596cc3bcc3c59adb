"""Components in which people write or press: fields, errors, rows, filters and moves."""

from collections.abc import Iterable, Iterator
from typing import Any

from django import template
from django.forms import BaseForm, BoundField
from django.forms.formsets import BaseFormSet
from django.template.context import Context
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kyodo_portal.words.languages import Words, listed
from kyodo_portal.writing.seen import Seen
from kyodo_portal.writing.sent import control_of, name_of, place_of
from kyodo_portal.writing.summaries import CHECK, AsksSummaries

register = template.Library()

Forms = BaseForm | BaseFormSet | list[BaseForm | BaseFormSet] | None
"""What may have errors: a form, a table of rows, several of them, or nothing here."""

SHORT_INPUTS = {"number", "date", "time", "datetime-local"}
"""Input types whose answer is always short."""

BUTTON_KIND_OF_TONE = {
    "primary": "primary",
    "success": "primary",
    "danger": "danger",
    "warning": "danger",
}
"""How a move's tone looks as a button; every other tone is a secondary button."""

FILE_KINDS = {
    ".pdf": "PDF",
    "application/pdf": "PDF",
    ".jpg": "JPEG",
    ".jpeg": "JPEG",
    "image/jpeg": "JPEG",
    ".png": "PNG",
    "image/png": "PNG",
    "image/webp": "WebP",
    ".webp": "WebP",
    "image/*": _("画像"),
    ".csv": "CSV",
    "text/csv": "CSV",
    ".json": "JSON",
    "application/json": "JSON",
}
"""What people call the values of an `accept` attribute."""


@register.simple_tag(takes_context=True)
def field(context: Context, bound: BoundField) -> SafeString:
    """One form field in full: label, 必須/任意, help, control and error; and where somebody else has
    written it meanwhile (`seen` of its form or of the page), that.

    The markup is `django/forms/field.html`, so `{{ form }}` looks the same. A placeholder that only
    repeats the label is left out: it looks like an answer already given.
    """
    attrs = bound.field.widget.attrs
    if attrs.get("placeholder") and str(attrs["placeholder"]) == str(bound.label):
        del attrs["placeholder"]
    bound.field.overtaken = _is_overtaken(context, bound.form, bound.html_name)  # type: ignore[attr-defined] # read by the field's template
    return bound.as_widget() if bound.is_hidden else bound.as_field_group()


@register.simple_tag(takes_context=True)
def asked_before_public(context: Context, form: BaseForm) -> SafeString:
    """The question whether a text may be public as it is, where the form asks it
    (`kyodo_portal.writing.before_public`); for templates that list their fields one by one."""
    name = getattr(form, "AS_IT_IS", "")
    return field(context, form[name]) if name in form.fields else SafeString("")


@register.inclusion_tag("ui/summaries.html", takes_context=True)
def summaries(context: Context, form: BaseForm) -> dict[str, Any]:
    """The short texts in other languages, with the button that says what they lack (`AsksSummaries`)."""
    return {**summaries_check(form), "form": form, "seen": context.get("seen"), "draws": True}


@register.inclusion_tag("ui/summaries.html")
def summaries_check(form: BaseForm) -> dict[str, Any]:
    """The button and what it found, for a page that has drawn the two fields just before; nothing for a
    form that does not ask for them."""
    asking = form if isinstance(form, AsksSummaries) else None
    return {
        "is_checking": asking is not None and asking.is_checking,
        "answers": asking.summaries_lack if asking is not None else [],
        "name": CHECK,
        "draws": False,
    }


@register.filter
def asks_summaries(form: BaseForm) -> bool:
    """Whether a form has such a button, which the Enter key must not press."""
    return isinstance(form, AsksSummaries) and bool(form.summaries_lack)


@register.simple_tag
def field_mark(bound: BoundField) -> str:
    """Whether an answer is needed, as words.

    A form field may carry `needed_to_submit = True`: a draft is kept without it, a submission is not;
    or `is_one_of_two = True`: this or the one beside it; or `needed_when`: the mark that says when.
    """
    if bound.field.required:
        return gettext("※必須")
    if getattr(bound.field, "is_one_of_two", False):
        return gettext("※どちらか1つ")
    if when := getattr(bound.field, "needed_when", ""):
        return str(when)
    return (
        gettext("※提出までに必須")
        if getattr(bound.field, "needed_to_submit", False)
        else gettext("※任意")
    )


@register.simple_tag
def field_kind(bound: BoundField) -> str:
    """The layout a field needs: `group`, `checkbox` (label after the box), `file` or `line`."""
    widget = bound.field.widget
    if bound.use_fieldset:
        return "group"
    input_type = getattr(widget, "input_type", "")
    return input_type if input_type in {"checkbox", "file"} else "line"


@register.simple_tag
def field_width(bound: BoundField) -> str:
    """How wide the control should be for its expected answer: short, medium or full."""
    attrs = bound.field.widget.attrs
    if getattr(bound.field.widget, "input_type", "") in SHORT_INPUTS or "inputmode" in attrs:
        return "short"
    length = getattr(bound.field, "max_length", None) or 0
    return "medium" if 0 < length <= 40 else "full"


@register.simple_tag
def accepted_files(bound: BoundField) -> str:
    """The kinds of file a file field takes, in words; empty when it takes any."""
    accept = str(bound.field.widget.attrs.get("accept", ""))
    kinds = [kind.strip().lower() for kind in accept.split(",") if kind.strip()]
    return listed(dict.fromkeys(FILE_KINDS.get(kind, kind) for kind in kinds))


@register.inclusion_tag("ui/error_summary.html")
def error_summary(*forms: Forms) -> dict[str, Any]:
    """Everything wrong on this page, each error a link to its control; nothing when all is well."""
    return {"errors": list(_errors_of(forms))}


@register.simple_tag
def error_prefix(*forms: Forms) -> str:
    """「エラー：」 for the page's `<title>` when any of the forms was refused, else nothing."""
    return gettext("エラー：") if any(True for _ in _errors_of(forms)) else ""


@register.inclusion_tag("ui/formset_table.html", takes_context=True)
def formset_table(
    context: Context, formset: BaseFormSet, *, caption: str, row: Words = _("件目")
) -> dict[str, Any]:
    """Rows of the same questions: a table on a wide screen, one card per row on a phone."""
    return {
        "formset": formset,
        "caption": caption,
        "row": row,
        "place": place_of(formset),
        "is_overtaken": _is_overtaken(context, formset, str(formset.prefix)),
    }


@register.inclusion_tag("ui/filter_panel.html", takes_context=True)
def filter_panel(
    context: Any, filterset: Any, *, title: Words = _("条件で絞り込む")
) -> dict[str, Any]:
    """A list's filters as a GET form. On a phone it stays closed: what is in force stands above the
    results, and they are what somebody who has just filtered wants to see."""
    return {"form": filterset.form, "title": title, "path": context["request"].path}


@register.inclusion_tag("ui/filter_chips.html")
def filter_chips(chips: Iterable[Any]) -> dict[str, Any]:
    """The conditions in force, each with label and url_without: the list without that one."""
    return {"chips": chips}


@register.inclusion_tag("ui/move_buttons.html", takes_context=True)
def move_buttons(context: Context, obj: Any, offers: list[Any], action_url: str) -> dict[str, Any]:
    """What can be done with a record now, and what cannot yet, with the reason.

    `offers` are objects with `.move` (name, label, tone, note_label, asks_due, confirm) and
    `.verdict`. Each allowed move posts `move`, `seen` (the live status the person saw) and, where the
    move asks for them, `note` and `due` (a date, 2026-04-01).
    """
    return {
        "obj": obj,
        "allowed": [
            {"move": o.move, "kind": BUTTON_KIND_OF_TONE.get(o.move.tone, "secondary")}
            for o in offers
            if o.verdict
        ],
        "refused": [offer for offer in offers if not offer.verdict],
        "action_url": action_url,
        "csrf_token": context.get("csrf_token"),
    }


def _is_overtaken(context: Context, form: Any, key: str) -> bool:
    """Whether somebody else has written this entry of a form while this person did."""
    seen = getattr(form, "seen", None) or context.get("seen")
    return isinstance(seen, Seen) and seen.is_overtaken(key)


def _errors_of(forms: Iterable[Forms]) -> Iterator[dict[str, str]]:
    for given in forms:
        for form in given if isinstance(given, list) else [given]:
            if form:
                yield from _errors_in(form)


def _errors_in(form: BaseForm | BaseFormSet, where: str = "") -> Iterator[dict[str, str]]:
    """The errors of a form or formset in page order, as `href`, `label` and `message`."""
    if isinstance(form, BaseFormSet):
        if form.is_bound:
            table = name_of(form)
            for message in form.non_form_errors():
                yield {"href": f"#{place_of(form)}", "label": table, "message": str(message)}
            for number, row in enumerate(form.forms, start=1):
                yield from _errors_in(row, _numbered(formset=form, table=table, number=number))
        return
    row_alone = where.removesuffix("の").removesuffix(": ")
    for error in form.non_field_errors().as_data():
        concerned = (error.params or {}).get("unique_check", ())
        for message in error.messages:
            yield {"href": _whole(form, concerned), "label": row_alone, "message": str(message)}
    for bound in form:
        for message in bound.errors:
            # A message that names its field needs no second name, only the row it stands in.
            named = bool(bound.label) and str(bound.label) in str(message)
            yield {
                "href": _whole(form) if bound.is_hidden else f"#{control_of(bound)}",
                "label": row_alone if named else f"{where}{bound.label}",
                "message": str(message),
            }


def _numbered(formset: BaseFormSet, table: str, number: int) -> str:
    """What an error's row is called; with the formset's own counter word (`row`) where it has one."""
    if word := getattr(formset, "row", ""):
        return gettext("{row}の").format(
            row=gettext("%(number)s%(row)s") % {"number": number, "row": word}
        )
    numbered = gettext("{table} {number}件目の") if table else gettext("{number}件目の")
    return numbered.format(table=table, number=number)


def _whole(form: BaseForm, concerned: Iterable[str] = ()) -> str:
    """The fragment to go to for an error of a whole form: the first field it is about, else the
    first that is wrong, else the first of all; the contents of the page where there is none."""
    shown = form.visible_fields()
    choice = [
        *(bound for bound in shown if bound.name in concerned),
        *(bound for bound in shown if bound.errors),
        *shown,
    ]
    return f"#{control_of(choice[0])}" if choice else "#main"
