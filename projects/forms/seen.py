"""Two sides write the same plan: a form remembers which state of it was on the screen."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from projects.models import Project

OVERTAKEN = _(
    "この画面を開いている間に、ほかの人がこの事業を書き直しました。書いていただいた内容は下に残って"
    "います。別の画面で事業のページを開いて新しい内容を確かめ、よければもう一度保存してください。"
)


class Overtaken(Exception):
    """Somebody else saved first; the transaction is to be given up."""


class SeenForm(forms.Form):
    """Mixin: refuses to overwrite what somebody else has saved since the form was opened.

    The next attempt carries the state that is now known, so that it can go through.
    """

    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    instance: Project
    _meta: Any

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["seen"].initial = self.instance.updated_at.isoformat()

    def refuse_overtaken(self, locked: Project) -> None:
        """Raise `Overtaken` when the database holds another state than the one on the screen."""
        if self.cleaned_data["seen"] != locked.updated_at.isoformat():
            raise Overtaken

    def tell_overtaken(self) -> None:
        """Say so at the top of the form, and let the next attempt know the newer state."""
        newer = Project.objects.only("updated_at").get(pk=self.instance.pk)
        self.add_error(None, OVERTAKEN)
        self.data = self.data.copy()
        self.data[self.add_prefix("seen")] = newer.updated_at.isoformat()

    def save_own_columns(self) -> None:
        """Save what this form asks for and nothing beside it: a status that has moved on since the
        page was opened stays moved."""
        self.instance.save(update_fields=[*self._meta.fields, "search_text", "updated_at"])
