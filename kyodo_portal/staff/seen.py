"""The admin's big forms: a save that comes after somebody else's is shown again, not written."""

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.utils import flatten_fieldsets, unquote
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse

from kyodo_portal.writing.locks import hold
from kyodo_portal.writing.of_request import keep_with
from kyodo_portal.writing.seen import CONFLICT, Seen
from kyodo_portal.writing.summaries import CHECK


class _Refused(forms.BaseForm):
    """Mixin for the form of a save that is not to be written; the page says why (ui/seen.html), and
    each field that somebody else has written says so."""

    seen: Seen

    def clean(self) -> Any:
        cleaned = super().clean()
        self.add_error(None, "まだ保存していません")
        for name in self.fields:
            if self.seen.is_overtaken(self.add_prefix(name)):
                self.add_error(name, "ほかの人も書きかえました")
        return cleaned


def _refuse_rows() -> None:
    """In place of a table's own check, where somebody else has written its rows."""
    raise ValidationError("ほかの人も書きかえました")


class SeenAdmin(admin.ModelAdmin):
    """For the admin's records: their form with its rows carries what it shows, see `Seen`."""

    def stored_parts(self, request: HttpRequest, obj: Any) -> list[Any]:
        """The form of a record and the tables this person may write, as stored."""
        fields = flatten_fieldsets(self.get_fieldsets(request, obj))
        form = self.get_form(request, obj, change=True, fields=fields)(instance=obj)
        tables = [
            made(
                instance=obj, prefix=made.get_default_prefix(), queryset=rows.get_queryset(request)
            )
            for made, rows in self.get_formsets_with_inlines(request, obj)
            if rows.has_change_permission(request, obj)
        ]
        return [form, *tables]

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any
    ) -> type[forms.ModelForm]:
        form = super().get_form(request, obj, change=change, **kwargs)
        seen: Seen | None = getattr(request, "seen", None)
        if seen is None or not seen.overtaken:
            return form
        making: Any = type(form)
        refused: type[forms.ModelForm] = making(form.__name__, (_Refused, form), {"seen": seen})
        return refused

    def _create_formsets(self, request: HttpRequest, obj: Any, change: bool) -> Any:
        formsets, inlines = super()._create_formsets(request, obj, change)  # type: ignore[misc] # not in Django's types
        seen: Seen | None = getattr(request, "seen", None)
        for table in formsets:
            if seen is not None and seen.is_overtaken(table.prefix):
                table.clean = _refuse_rows
        return formsets, inlines

    def _changeform_view(
        self, request: HttpRequest, object_id: str | None, form_url: str, extra_context: Any
    ) -> HttpResponse:
        """Called in a transaction when something was sent."""
        view = super()._changeform_view  # type: ignore[misc] # not in Django's types
        obj = self._held(request, object_id) if request.method == "POST" and object_id else None
        if obj is None or not self.has_change_permission(request, obj):
            return view(request, object_id, form_url, extra_context)
        settles = CHECK not in request.POST
        seen = Seen(self.stored_parts(request, obj), request.POST, settles=settles)
        keep_with(request, seen=seen)  # for its forms
        request.POST = seen.data
        response = view(request, object_id, form_url, {"seen": seen, **(extra_context or {})})
        if seen.overtaken:
            response.status_code = CONFLICT
        elif response.status_code == 302:
            seen.tell_kept(request)
        return response

    def _held(self, request: HttpRequest, object_id: str) -> Any:
        """The record, locked until the end of the transaction and read after that."""
        try:
            hold(self.model, self.opts.pk.to_python(unquote(object_id)))
        except ValidationError:
            return None
        return self.get_object(request, unquote(object_id))

    def render_change_form(
        self,
        request: HttpRequest,
        context: dict[str, Any],
        add: bool = False,
        change: bool = False,
        form_url: str = "",
        obj: Any = None,
    ) -> HttpResponse:
        context.setdefault("seen", None)
        is_shown_first = obj is not None and context["seen"] is None
        if is_shown_first and self.has_change_permission(request, obj):
            tables = [
                table.formset
                for table in context["inline_admin_formsets"]
                if table.has_change_permission
            ]
            context["seen"] = Seen([context["adminform"].form, *tables])
        return super().render_change_form(request, context, add, change, form_url, obj)
