"""Who signs agreements for which department or group: named by the coordinators, as the city's rules on
decisions (事務決裁規程) and the group's own rules say."""

from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.http import HttpRequest

from groups.models import Department, Group, GroupStatus, Signer, User
from groups.models.people import account_of
from groups.rules.people import is_coordinator
from groups.rules.signers import can_be_signer, can_name_signers_of, may_name_signers
from kyodo_portal.life.people import Person
from kyodo_portal.life.verdicts import Verdict
from kyodo_portal.staff.base import PortalAdmin
from kyodo_portal.writing.fields import JapaneseDateField


class SignerForm(forms.ModelForm):
    """A party, a person who speaks for it, and since when. The list of all accounts is for the
    administrator alone, so that a person is named by their address."""

    by: Person

    email = forms.CharField(
        label="メールアドレス",
        max_length=254,
        help_text="署名する人が、このポータルに登録したメールアドレスです。",
    )

    class Meta:
        model = Signer
        fields = ("department", "group", "position", "from_day", "until_day")
        field_classes = {"from_day": JapaneseDateField, "until_day": JapaneseDateField}
        help_texts = {
            "until_day": "この日が過ぎると、この人は署名できなくなります。決まっていなければ空欄にします。",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk is not None:
            self.fields.pop("email", None)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if self.instance.pk is not None or self.errors:
            return cleaned
        group, department = cleaned.get("group"), cleaned.get("department")
        verdict = can_name_signers_of(self.by, group)
        if not verdict:
            raise ValidationError({"group": verdict.reason})
        email = cleaned["email"].strip()
        found = User.objects.active().filter(email__iexact=email).first()
        if (group is None) == (department is None):
            raise ValidationError("課か団体の、どちらか一つを選んでください。")
        verdict = can_be_signer(found, group, department)
        if found is None or not verdict:
            raise ValidationError({"email": verdict.reason})
        self.instance.user = found
        return cleaned


@admin.register(Signer)
class SignerAdmin(PortalAdmin):
    """A department or group that names nobody here is signed for by whoever speaks for it."""

    form = SignerForm
    list_display = ["party", "position", "user", "from_day", "until_day"]
    list_select_related = ["department", "group", "user"]
    list_filter = ["from_day", "until_day"]
    search_fields = ["department__name", "group__name", "position"]
    autocomplete_fields = ["group"]
    export_columns = (
        ("課", lambda row: row.department.name if row.department else ""),
        ("団体", lambda row: row.group.name if row.group else ""),
        ("役職", lambda row: row.position),
        ("署名する人", lambda row: row.user.display_name),
        ("この日から", lambda row: row.from_day),
        ("この日まで", lambda row: row.until_day),
    )
    export_prefetch = ("department", "group", "user")

    def is_for(self, user: Person) -> bool:
        return user.is_superuser or is_coordinator(user)

    def may_add(self, user: Person) -> Verdict:
        return may_name_signers(user)

    def may_change(self, user: Person, obj: Signer) -> Verdict:
        return can_name_signers_of(user, obj.group)

    @admin.display(description="課・団体")
    def party(self, row: Signer) -> str:
        return row.party_name

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        who = ["email"] if obj is None else ["user"]
        return ["department", "group", *who, "position", "from_day", "until_day"]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        """Another person is named anew; what was signed stays theirs."""
        return ["department", "group", "user"] if obj is not None else []

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any
    ) -> Any:
        form: Any = super().get_form(request, obj, change=change, **kwargs)
        form.by = request.user
        return form

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "group":
            kwargs["queryset"] = Group.objects.filter(status=GroupStatus.REGISTERED)
        if db_field.name == "department":
            kwargs["queryset"] = Department.objects.active()
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def save_model(self, request: HttpRequest, obj: Signer, form: Any, change: bool) -> None:
        if not change:
            obj.named_by = account_of(request.user)
        super().save_model(request, obj, form, change)
