"""A question before a text becomes public: does something in it look like somebody's personal data?

The form comes back with every word, says what looks so, and takes a tick that it may be public as it is.
The tick counts for what was found then: with something new in the text it is asked again.
"""

import hashlib
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kyodo_portal.cities import city
from kyodo_portal.words.languages import listed
from kyodo_portal.words.personal import Found, looks_personal


class AsksBeforePublic(forms.Form):
    """Mixin for a form whose texts become public: `becomes_public` names its fields.

    A template that lists its fields one by one includes `{% asked_before_public form %}` after them;
    one that shows all of the form's fields needs nothing.
    """

    AS_IT_IS = "public_as_it_is"
    becomes_public: tuple[str, ...] = ()

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if found := self._found(data):
            self._ask(found)
        return data

    def _found(self, data: dict[str, Any]) -> list[Found]:
        desk = city().desk
        texts = "\n".join(str(data.get(name) or "") for name in self.becomes_public)
        before = "\n".join(str(self.initial.get(name) or "") for name in self.becomes_public)
        stood = {each.words for each in looks_personal(before)}  # is public already
        found = looks_personal(texts, known=(desk.phone, desk.email))
        return [each for each in found if each.words not in stood]

    def _ask(self, found: list[Found]) -> None:
        """Put the question into the form, and hold the text back until it is answered."""
        answer = hashlib.sha256("\n".join(each.words for each in found).encode()).hexdigest()[:16]
        field = forms.MultipleChoiceField(
            label=_("このまま公開しますか"),
            choices=[(answer, _("個人のことではないか、本人がよいと言っている。このまま公開する"))],
            required=False,
            widget=forms.CheckboxSelectMultiple,
        )
        self.fields[self.AS_IT_IS] = field
        given = field.widget.value_from_datadict(
            self.data, self.files, self.add_prefix(self.AS_IT_IS)
        )
        if answer in (given or ()):
            return
        looks = listed(
            gettext("「{words}」が{looks_like}").format(
                words=each.words, looks_like=each.looks_like
            )
            for each in found
        )
        self.add_error(
            self.AS_IT_IS,
            gettext(
                "{looks}に見えます。公開すると、だれでも読めるようになります。"
                "文を直すか、このままでよいときは、下の印を付けてください。"
            ).format(looks=looks),
        )
