"""The field of a form that asks in which 地区 something is."""

from typing import Any

from django import forms
from django.utils.translation import gettext

from kyodo_portal.cities.districts import districts_offered


def offer_districts(form: Any) -> None:
    """Offer the city's 地区 in a form over a record, and the one the record has already. A city that names
    none is not asked for any: the field is taken out of the form."""
    if "district" not in form.fields:
        return
    asked = form.fields["district"]
    offered = districts_offered(form.instance.district)
    if not offered:
        del form.fields["district"]
        return
    form.fields["district"] = forms.ChoiceField(
        label=asked.label,
        help_text=asked.help_text,
        required=False,
        choices=[("", gettext("（決まっていない、または市の全体）")), *offered],
    )
