"""The form of an account, as the administrator fills it in."""

from typing import Any

from django import forms
from django.contrib.auth.models import Group as RoleGroup
from django.core.exceptions import ValidationError

from groups.models import User
from kyodo_portal.life.roles import Role
from kyodo_portal.writing.columns import field_of


class RoleChoices(forms.ModelMultipleChoiceField):
    """The roles of the city's side, in the words of the screen."""

    def label_from_instance(self, obj: Any) -> str:
        return AccountForm.LABELS.get(obj.name, obj.name)


class AccountForm(forms.ModelForm):
    """Name, state and roles of an account. The address is one person's, whatever its capitals."""

    LABELS = dict(Role.choices)

    class Meta:
        model = User
        fields = ["email", "display_name", "is_active", "groups", "is_superuser"]
        field_classes = {"groups": RoleChoices}
        labels = {"groups": "役割", "is_superuser": "システム管理者"}
        help_texts = {
            "groups": "所管課の職員は、ここではなく「所管課」の画面で課に加えます。",
            "is_superuser": "利用者と所管課の登録を行います。日々の仕事には必要ありません。",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "groups" in self.fields:
            field_of(self, "groups", RoleChoices).queryset = RoleGroup.objects.filter(
                name__in=Role.values
            )

    def clean_email(self) -> str:
        email = self.cleaned_data["email"].lower()
        if User.objects.filter(email__iexact=email).exclude(pk=self.instance.pk).exists():
            raise ValidationError("このメールアドレスの利用者は、すでに登録されています。")
        return email
