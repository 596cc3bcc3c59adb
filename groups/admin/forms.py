"""The form of an account, as the administrator fills it in."""

from typing import Any

from django import forms
from django.contrib.auth.models import Group as RoleGroup
from django.core.exceptions import ValidationError

from groups.models import Group, Membership, User
from groups.rules.managers import can_be_closed, can_step_down
from kyodo_portal.life.roles import Role
from kyodo_portal.writing.columns import field_of
from kyodo_portal.writing.locks import hold


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

    def clean_is_active(self) -> bool:
        is_active: bool = self.cleaned_data["is_active"]
        if self.instance.pk is not None and not is_active:
            stored = User.objects.get(pk=self.instance.pk)
            for group in sorted(stored.managed_group_ids):
                hold(Group, group)
            if not (verdict := can_be_closed(stored)):
                raise ValidationError(verdict.reason)
        return is_active


class MembershipForm(forms.ModelForm):
    """A person's place in a group. Its last manager stays."""

    class Meta:
        model = Membership
        fields = ["user", "group", "role"]

    def clean_role(self) -> str:
        role: str = self.cleaned_data["role"]
        if self.instance.pk is not None and role != self.instance.role:
            hold(Group, self.instance.group_id)
            stored = Membership.objects.select_related("user", "group").get(pk=self.instance.pk)
            if not (verdict := can_step_down(stored)):
                raise ValidationError(verdict.reason)
        return role


class AppointForm(forms.ModelForm):
    """A new place in a group for somebody whose address one knows: the list of all accounts is for
    the administrator alone."""

    email = forms.CharField(
        label="メールアドレス",
        max_length=254,
        help_text="ご本人がこのポータルに登録したメールアドレスです。",
    )

    class Meta:
        model = Membership
        fields = ["group", "role"]

    def clean_email(self) -> str:
        email: str = self.cleaned_data["email"].strip()
        found = User.objects.active().filter(email__iexact=email).first()
        if found is None:
            raise ValidationError(
                "このメールアドレスの利用者は見つかりません。"
                "ご本人にアカウントを登録していただいてから、もう一度任命してください。"
            )
        self.instance.user = found
        return email

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if {"email", "group"} <= cleaned.keys():
            there = Membership.objects.filter(user=self.instance.user, group=cleaned["group"])
            if there.exists():
                self.add_error(
                    "email",
                    "この方は、すでにこの団体に属しています。役割は「構成員」の一覧から変えられます。",
                )
        return cleaned
