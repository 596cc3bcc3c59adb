"""Leaving the portal, received at the counter: for somebody who cannot do it on their own page."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path
from django.views.decorators.http import require_POST

from groups.actions.leaving import ask_to_leave, undo_leaving
from groups.models import Leaving, LeavingSource, User
from groups.rules.leaving import can_leave, can_undo, may_receive_leavings
from kyodo_portal.life.people import Person
from kyodo_portal.life.recorded import Recorded
from kyodo_portal.life.verdicts import Verdict
from kyodo_portal.staff.base import PortalAdmin
from kyodo_portal.writing.fields import EmailField, PlainTextField


class LeavingForm(forms.ModelForm):
    """Whose account it is, how they asked, and how it was seen that it is theirs."""

    email = EmailField(label="退会する方のメールアドレス", max_length=254)
    source = forms.ChoiceField(
        label="申し出かた",
        choices=[each for each in LeavingSource.choices if each[0] != LeavingSource.ONESELF],
    )
    identity = PlainTextField(
        label="本人の確かめかた",
        max_length=200,
        help_text="例：窓口で、顔写真のある身分証を見た。番号や写しは書かない、残さない。",
    )

    class Meta:
        model = Leaving
        fields = ["source", "identity"]

    def clean_email(self) -> str:
        email = self.cleaned_data["email"]
        user = User.objects.filter(email__iexact=email).first()
        if user is None:
            raise ValidationError(
                "このメールアドレスのアカウントはありません。つづりを確かめてください。"
            )
        if not (verdict := can_leave(user)):
            raise ValidationError(verdict.reason)
        self.instance.user = user
        return str(email)


@admin.register(Leaving)
class LeavingAdmin(PortalAdmin):
    """What was asked for, by whom, and what came of it."""

    list_display = ["user", "source", "asked_at", "due_at", "undone_at", "done_at"]
    list_filter = ["source"]
    list_select_related = ["user"]
    search_fields = ["user__display_name"]
    form = LeavingForm
    change_form_template = "admin/groups/leaving/change_form.html"
    export_columns = (
        ("申し出かた", lambda leaving: leaving.get_source_display()),
        ("申し出た日時", lambda leaving: leaving.asked_at),
        ("退会になる日時", lambda leaving: leaving.due_at),
        ("取り消した日時", lambda leaving: leaving.undone_at),
        ("退会した日時", lambda leaving: leaving.done_at),
    )

    def is_for(self, user: Person) -> bool:
        return bool(may_receive_leavings(user))

    def may_add(self, user: Person) -> Verdict:
        return may_receive_leavings(user)

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        if obj is None:
            return ["email", "source", "identity"]
        return [
            *("user", "source", "identity", "asked_by", "asked_at"),
            *("due_at", "undone_at", "done_at"),
        ]

    def page_context(self, request: HttpRequest, obj: Leaving) -> dict[str, Any]:
        may = can_undo(request.user, obj)
        return {"undo_url": f"{self.change_url(obj).removesuffix('change/')}undo/" if may else ""}

    def save_model(self, request: HttpRequest, obj: Leaving, form: Any, change: bool) -> None:
        """Written by the action, which writes it down and tells the person."""
        made = ask_to_leave(
            user=obj.user,
            by=request.user,
            source=LeavingSource(form.cleaned_data["source"]),
            identity=form.cleaned_data["identity"],
        )
        obj.pk = made.pk
        obj.refresh_from_db()

    def _record(self, request: HttpRequest, obj: Any, kind: Recorded, message: Any) -> None:
        """The action has written it down."""

    def get_urls(self) -> list[Any]:
        undo = self.admin_site.admin_view(require_POST(self.undo_view))
        own = path("<path:object_id>/undo/", undo, name="groups_leaving_undo")
        return [own, *super().get_urls()]

    def undo_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """The person stays after all."""
        leaving = self.found(request, object_id)
        undo_leaving(leaving=leaving, by=request.user)
        messages.success(request, "退会の手続きを取り消しました。")
        return redirect(self.change_url(leaving))
