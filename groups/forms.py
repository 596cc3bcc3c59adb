"""Forms about people and groups."""

from django import forms
from django.http import HttpRequest

from groups.models import User
from kyodo_portal.form_fields import PlainTextField


class SignupForm(forms.Form):
    """What the sign-up page asks beside address and password."""

    display_name = PlainTextField(
        label="表示名",
        max_length=50,
        help_text="ほかの人に見える名前です。本名でなくてもかまいません。",
        widget=forms.TextInput(attrs={"autocomplete": "nickname"}),
    )

    def signup(self, request: HttpRequest, user: User) -> None:
        user.display_name = self.cleaned_data["display_name"]
        user.save(update_fields=["display_name"])


