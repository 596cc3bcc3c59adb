"""How a form asks in what way a collaboration starts."""

from django import forms
from django.utils.translation import gettext

from kyodo_portal.cities import city, said
from kyodo_portal.cities.choices import patterns_offered
from kyodo_portal.writing.columns import field_of

NAME = "start_pattern"


def offer_patterns(form: forms.BaseForm, chosen: str, *, required: bool) -> None:
    """Offer the patterns of the city, each with its letter, its name and what it is. A city that
    asks for none has no such field."""
    if not city().has_patterns or (not chosen and not city().asks_for_pattern):
        form.fields.pop(NAME, None)
        return
    if NAME not in form.fields:
        return
    field = field_of(form, NAME, forms.ChoiceField)
    field.required = required and city().asks_for_pattern
    field.choices = [
        (code, gettext("{label}：{value}").format(label=f"{code} {name}", value=explained(code)))
        for code, name in patterns_offered(chosen)
    ]


def explained(code: str) -> str:
    """What the pattern is, in one sentence."""
    pattern = city().pattern(code)
    return said(pattern.explanation) if pattern else ""
