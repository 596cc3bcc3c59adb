"""Who represents a group, as groups tell it at the counter or on paper."""

from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.http import HttpRequest

from groups.actions.members import enter_hand_over
from groups.models import HandOver, User
from groups.rules.hand_overs import can_be_entered
from groups.rules.people import is_coordinator
from kyodo_portal.life.people import Person
from kyodo_portal.life.recorded import Recorded
from kyodo_portal.life.verdicts import ALLOWED, Verdict, refuse
from kyodo_portal.staff.base import PortalAdmin
from kyodo_portal.words.text import mail_address


class HandOverForm(forms.ModelForm):
    """The group, its new representative, and how the city came to know."""

    email = forms.CharField(
        label="新しい代表のメールアドレス",
        max_length=254,
        help_text="ご本人がこのポータルに登録したアドレスです。まだのときは、先に登録していただいてください。",
    )
    person: Person

    class Meta:
        model = HandOver
        fields = ["group", "came_by", "came_on"]
        help_texts = {"came_on": "届け出を受け付けた日です。"}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in {"came_by", "came_on"} & self.fields.keys():
            self.fields[name].required = True

    def clean_email(self) -> str:
        email = mail_address(self.cleaned_data["email"]).lower()
        found = User.objects.active().filter(email__iexact=email).first()
        if found is None:
            raise ValidationError("このメールアドレスの利用者は見つかりません。")
        self.instance.offered_to = found
        return email

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if {"group", "email"} <= cleaned.keys():
            receiver = self.instance.offered_to
            if not (verdict := can_be_entered(self.person, cleaned["group"], receiver)):
                raise ValidationError(verdict.reason)
        return cleaned


@admin.register(HandOver)
class HandOverAdmin(PortalAdmin):
    """Offered and answered on the pages of the groups; what came on paper is entered here."""

    form = HandOverForm
    list_display = ["group", "offered_by", "offered_to", "status_word", "came_by", "created_at"]
    list_filter = ["status", "came_by"]
    list_select_related = ["group", "offered_by", "offered_to"]
    search_fields = ["group__name"]
    autocomplete_fields = ["group"]
    export_columns = (
        ("団体", lambda row: row.group.name),
        ("状態", lambda row: row.status_label),
        ("受け付けた方法", lambda row: row.get_came_by_display()),
        ("受け付けた日", lambda row: row.came_on),
        ("登録日時", lambda row: row.created_at),
    )
    export_prefetch = ("group",)

    def is_for(self, user: Person) -> bool:
        return user.is_superuser or is_coordinator(user)

    def may_add(self, user: Person) -> Verdict:
        return ALLOWED if is_coordinator(user) else refuse("協働担当の職員だけが記録できます。")

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        if obj is None:
            return ["group", "email", "came_by", "came_on"]
        return [
            *("group", "offered_by", "offered_to", "expires_at", "answered_at"),
            *("entered_by", "came_by", "came_on"),
        ]

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any
    ) -> Any:
        form: Any = super().get_form(request, obj, change=change, **kwargs)
        form.person = request.user
        return form

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        enter_hand_over(hand_over=obj, by=request.user)

    def _record(self, request: HttpRequest, obj: Any, kind: Recorded, message: Any) -> None:
        """`enter_hand_over` has written it down."""
