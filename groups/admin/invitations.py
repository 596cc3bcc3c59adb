"""Invitations at the desk: the administrator invites staff and reviewers, sends again and takes back."""

from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.http import HttpRequest

from groups.invitations.flow import invite
from groups.models import Department, Invitation
from groups.models.people import account_of
from groups.rules.invitations import can_be_invited, may_invite
from kyodo_portal.life.people import Person
from kyodo_portal.life.recorded import Recorded
from kyodo_portal.life.verdicts import Verdict
from kyodo_portal.staff.base import PortalAdmin
from kyodo_portal.words.text import mail_address
from kyodo_portal.writing.columns import field_of


class InvitationForm(forms.ModelForm):
    """Who, at which address, and to what. The address in whatever width it was typed."""

    email = forms.CharField(label="メールアドレス", max_length=254)
    person: Person

    class Meta:
        model = Invitation
        fields = ["name", "email", "department", "role"]
        help_texts = {
            "name": "アカウントがまだない方の表示名になります。",
            "department": "課の職員にするときに選びます。",
            "role": "協働担当・審査委員・推進委員会にするときに選びます。課と両方でもかまいません。",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "department" in self.fields:
            choice = field_of(self, "department", forms.ModelChoiceField)
            choice.queryset = Department.objects.active()

    def clean_email(self) -> str:
        return mail_address(self.cleaned_data["email"]).lower()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not cleaned.get("department") and not cleaned.get("role"):
            raise ValidationError("課か役割のどちらかを選んでください。")
        if {"email", "name"} <= cleaned.keys():
            asked = Invitation(**{name: cleaned.get(name) for name in self.Meta.fields})
            asked.role = cleaned.get("role") or ""
            asked.invited_by = account_of(self.person)
            if not (verdict := can_be_invited(asked)):
                raise ValidationError(verdict.reason)
        return cleaned


@admin.register(Invitation)
class InvitationAdmin(PortalAdmin):
    """Written here, answered on the page of the letter."""

    form = InvitationForm
    shows_contact = lists_contact = True
    list_display = ["name", "email", "offer", "status_word", "expires_at"]
    list_filter = ["status", "role"]
    list_select_related = ["department", "group"]
    search_fields = ["name"]
    export_columns = (
        ("氏名", lambda row: row.name),
        ("役目", lambda row: row.offer),
        ("状態", lambda row: row.status_label),
        ("期限", lambda row: row.expires_at),
        ("引き受けた日時", lambda row: row.accepted_at),
    )
    export_prefetch = ("department", "group")

    def is_for(self, user: Person) -> bool:
        return bool(may_invite(user))

    def may_add(self, user: Person) -> Verdict:
        return may_invite(user)

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        if obj is None:
            return ["name", "email", "department", "role"]
        return [
            *("name", "email", "department", "role", "invited_by", "expires_at"),
            *("accepted_by", "accepted_at"),
        ]

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any
    ) -> Any:
        form: Any = super().get_form(request, obj, change=change, **kwargs)
        form.person = request.user
        return form

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        invite(obj, by=request.user)

    def _record(self, request: HttpRequest, obj: Any, kind: Recorded, message: Any) -> None:
        """`invite` has written it down."""

    @admin.display(description="役目")
    def offer(self, invitation: Invitation) -> str:
        return invitation.offer
