"""Which groups advise others (中間支援組織): named by the coordinators, with what one can ask them."""

from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.http import HttpRequest

from groups.models import Adviser, Group, GroupStatus
from groups.models.people import account_of
from groups.rules.advisers import can_advise, may_change_adviser, may_name_advisers
from groups.rules.people import is_coordinator
from kyodo_portal.life.people import Person
from kyodo_portal.life.verdicts import Verdict
from kyodo_portal.staff.base import PortalAdmin
from kyodo_portal.writing.fields import JapaneseDateField


class AdviserForm(forms.ModelForm):
    """A registered group and what one can ask it."""

    by: Person

    class Meta:
        model = Adviser
        fields = ("group", "subjects", "ended_on")
        field_classes = {"ended_on": JapaneseDateField}
        help_texts = {
            "ended_on": "この日から、相談する先として出なくなります。これまでの回答は残ります。",
        }

    def clean_group(self) -> Group:
        """One that may be named by whoever writes."""
        group: Group = self.cleaned_data["group"]
        verdict = can_advise(self.by, group)
        if not verdict:
            raise ValidationError(verdict.reason)
        return group


@admin.register(Adviser)
class AdviserAdmin(PortalAdmin):
    """Shown at 「相談する」 to everybody; a consultation is passed on to them with the asker's consent."""

    form = AdviserForm
    list_display = ["group", "subjects", "ended_on", "created_at"]
    list_select_related = ["group"]
    list_filter = ["ended_on", "created_at"]
    search_fields = ["group__name", "subjects"]
    autocomplete_fields = ["group"]
    fields = ["group", "subjects", "ended_on"]
    export_columns = (
        ("団体", lambda adviser: adviser.group.name),
        ("相談できること", lambda adviser: adviser.subjects),
        ("終わりの日", lambda adviser: adviser.ended_on),
        ("決めた日時", lambda adviser: adviser.created_at),
    )
    export_prefetch = ("group",)

    def is_for(self, user: Person) -> bool:
        return user.is_superuser or is_coordinator(user)

    def may_add(self, user: Person) -> Verdict:
        return may_name_advisers(user)

    def may_change(self, user: Person, obj: Adviser) -> Verdict:
        return may_change_adviser(user, obj)

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any
    ) -> Any:
        form: Any = super().get_form(request, obj, change=change, **kwargs)
        form.by = request.user
        return form

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        """Another group is named anew."""
        return ["group"] if obj is not None else []

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "group":
            kwargs["queryset"] = Group.objects.filter(status=GroupStatus.REGISTERED)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def save_model(self, request: HttpRequest, obj: Adviser, form: Any, change: bool) -> None:
        if not change:
            obj.named_by = account_of(request.user)
        super().save_model(request, obj, form, change)
