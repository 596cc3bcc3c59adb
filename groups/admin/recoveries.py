"""Lost second factors at the desk: one asks, another confirms."""

from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.http import HttpRequest

from groups.accounts.recovery import ask
from groups.models import FactorRecovery, User
from groups.rules.recoveries import can_be_asked, may_ask
from kyodo_portal.life.people import Person
from kyodo_portal.life.verdicts import Verdict
from kyodo_portal.staff.base import PortalAdmin
from kyodo_portal.staff.filters import QueueFilter
from kyodo_portal.writing.fields import PlainTextField


class RecoveryForm(forms.ModelForm):
    """For whom, and how it is known that they ask for it themselves."""

    address = forms.EmailField(
        label="メールアドレス", help_text="二段階認証が使えなくなった方のアカウントのものです。"
    )

    class Meta:
        model = FactorRecovery
        fields = ["reason"]
        field_classes = {"reason": PlainTextField}
        help_texts = {
            "reason": "例：窓口に来られ、職員証で確かめた。スマートフォンをなくしたとのこと。"
            "電話やメールだけで頼まれたときは、別の方法でご本人と確かめてください。"
        }

    person: Person

    def clean_address(self) -> str:
        address: str = self.cleaned_data["address"]
        account = User.objects.filter(email__iexact=address).first()
        if account is None:
            raise ValidationError("このメールアドレスのアカウントはありません。")
        verdict = can_be_asked(self.person, account)
        if not verdict:
            raise ValidationError(verdict.reason)
        self.instance.account = account
        return address


@admin.register(FactorRecovery)
class FactorRecoveryAdmin(PortalAdmin):
    """Coordinators ask here for whoever has lost a factor; another administrator confirms."""

    form = RecoveryForm
    list_display = ["account", "status_word", "asked_by", "opens_at", "created_at"]
    list_filter = [QueueFilter, "status"]
    list_select_related = ["account", "asked_by"]
    search_fields = ["account__display_name"]
    export_columns = (
        ("だれの", lambda row: row.account.display_name),
        ("状態", lambda row: row.status_label),
        ("頼んだ人", lambda row: row.asked_by.display_name),
        ("頼んだ日時", lambda row: row.created_at),
    )
    export_prefetch = ("account", "asked_by")

    def is_for(self, user: Person) -> bool:
        return bool(may_ask(user))

    def may_add(self, user: Person) -> Verdict:
        return may_ask(user)

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        if obj is None:
            return ["address", "reason"]
        return ["account", "asked_by", "reason", "confirmed_by", "opens_at"]

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any
    ) -> type[forms.ModelForm]:
        form = super().get_form(request, obj, change=change, **kwargs)
        form.person = request.user  # type: ignore[attr-defined] # who asks
        return form

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        ask(obj, by=request.user)

    def log_addition(  # type: ignore[override] # `ask` has written it down
        self, request: HttpRequest, obj: Any, message: Any
    ) -> None:
        """Nothing more."""
