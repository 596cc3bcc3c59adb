"""The forms of an account, a department and a place in a group, as the administrator fills them in."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.contrib.auth.models import Group as RoleGroup
from django.core.exceptions import ValidationError

from groups.accounts.standing import found_words, placed_refusals
from groups.models import Department, Group, Membership, MembershipRole, User
from groups.rules.managers import can_be_closed, can_come_as, can_take_role
from kyodo_portal.life.counter import Source
from kyodo_portal.life.roles import Role
from kyodo_portal.words.text import japanese_date
from kyodo_portal.writing.columns import field_of
from kyodo_portal.writing.fields import JapaneseDateField
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
        found = User.objects.filter(email__iexact=email).exclude(pk=self.instance.pk).first()
        if found:
            raise ValidationError(found_words(found))
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

    def clean_groups(self) -> Any:
        chosen = self.cleaned_data["groups"]
        held = set(self.instance.groups.all()) if self.instance.pk else set()
        if set(chosen) - held:
            refuse_unconfirmed([self.instance])
        return chosen

    def clean_is_superuser(self) -> bool:
        chosen: bool = self.cleaned_data["is_superuser"]
        if chosen and not User.objects.filter(pk=self.instance.pk, is_superuser=True).exists():
            refuse_unconfirmed([self.instance])
        return chosen


class DepartmentForm(forms.ModelForm):
    """A department and who works in it."""

    class Meta:
        model = Department
        fields = ["name", "name_kana", "name_en", "duties", "phone", "email", "is_active", "staff"]

    def clean_staff(self) -> Any:
        chosen = self.cleaned_data["staff"]
        there = set(self.instance.staff.all()) if self.instance.pk else set()
        refuse_unconfirmed(set(chosen) - there)
        return chosen


class CameToTheCity(forms.ModelForm):
    """How the city came to know who belongs to a group, where the group told it at the counter or on paper."""

    came_by = forms.ChoiceField(
        label="受け付けた方法",
        choices=[("", "届け出によらない"), *Source.choices],
        required=False,
    )
    came_on = JapaneseDateField(label="受け付けた日", required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("came_by") and not cleaned.get("came_on") and "came_on" not in self.errors:
            self.add_error("came_on", "届け出を受け付けた日を入力してください。")
        return cleaned


def how_it_came(cleaned: dict[str, Any]) -> str:
    """In the words of the record: 窓口で受け付け、令和8年11月30日. Empty where nothing was told."""
    if not cleaned.get("came_by"):
        return ""
    return f"{Source(cleaned['came_by']).label}で受け付け、{japanese_date(cleaned['came_on'])}"


class MembershipForm(CameToTheCity):
    """A person's place in a group. Its last manager stays."""

    class Meta:
        model = Membership
        fields = ["user", "group", "role"]

    def clean_user(self) -> User:
        chosen: User = self.cleaned_data["user"]
        refuse_unconfirmed([chosen])
        return chosen

    def clean_role(self) -> str:
        role: str = self.cleaned_data["role"]
        if self.instance.pk is not None and role != self.instance.role:
            hold(Group, self.instance.group_id)
            stored = Membership.objects.select_related("user", "group").get(pk=self.instance.pk)
            if not (verdict := can_take_role(stored, role)):
                raise ValidationError(verdict.reason)
        return role

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if {"user", "group"} <= cleaned.keys():  # of a new place
            refuse_second_place(self, "user", cleaned["user"], cleaned["group"])
            refuse_second_representative(self, cleaned)
        return cleaned


class AppointForm(CameToTheCity):
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
        refuse_unconfirmed([found])
        self.instance.user = found
        return email

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if {"email", "group"} <= cleaned.keys():
            refuse_second_place(self, "email", self.instance.user, cleaned["group"])
            refuse_second_representative(self, cleaned)
        return cleaned


def refuse_unconfirmed(accounts: Iterable[User]) -> None:
    """Raises `ValidationError` that names the accounts whose address nobody has confirmed."""
    if refusals := placed_refusals(accounts):
        raise ValidationError(refusals)


def refuse_second_place(form: forms.ModelForm, field: str, person: User, group: Group) -> None:
    """Nobody has two places in one group at a time."""
    if Membership.objects.running().filter(user=person, group=group).exists():
        form.add_error(
            field,
            "この方は、すでにこの団体に属しています。役割は「構成員」の一覧から変えられます。",
        )


def refuse_second_representative(form: forms.ModelForm, cleaned: dict[str, Any]) -> None:
    """A new place is not that of the representative while a group has one."""
    role = cleaned.get("role", MembershipRole.MEMBER)
    if not (verdict := can_come_as(cleaned["group"], role)):
        form.add_error("role", verdict.reason)
