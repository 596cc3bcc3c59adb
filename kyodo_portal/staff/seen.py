"""The admin's big forms: a save that comes after somebody else's is shown again, not written."""

from typing import Any

from django import forms
from django.contrib.admin.utils import flatten_fieldsets, unquote
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse

from kyodo_portal.writing.locks import hold
from kyodo_portal.writing.seen import CONFLICT, Seen


class _Refused:
    """Mixin for the form of a save that is not to be written; the page says why (ui/seen.html), and
    each field that somebody else has written says so."""

    seen: Seen

    def clean(self) -> Any:
        form: Any = self
        cleaned = super().clean()  # type: ignore[misc]
        form.add_error(None, "まだ保存していません")
        for name in form.fields:
            if self.seen.is_overtaken(form.add_prefix(name)):
                form.add_error(name, "ほかの人も書きかえました")
        return cleaned


def _refuse_rows() -> None:
    """In place of a table's own check, where somebody else has written its rows."""
    raise ValidationError("ほかの人も書きかえました")


class SeenAdmin:
    """For the admin's records: their form with its rows carries what it shows, see `Seen`."""

    model: Any
    opts: Any

    def stored_parts(self, request: HttpRequest, obj: Any) -> list[Any]:
        """The form of a record and the tables this person may write, as stored."""
        admin: Any = self
        fields = flatten_fieldsets(admin.get_fieldsets(request, obj))
        form = admin.get_form(request, obj, change=True, fields=fields)(instance=obj)
        tables = [
            made(
                instance=obj, prefix=made.get_default_prefix(), queryset=rows.get_queryset(request)
            )
            for made, rows in admin.get_formsets_with_inlines(request, obj)
            if rows.has_change_permission(request, obj)
        ]
        return [form, *tables]

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any
    ) -> type[forms.ModelForm]:
        form = super().get_form(request, obj, change=change, **kwargs)  # type: ignore[misc]
        seen: Seen | None = getattr(request, "seen", None)
        if seen is None or not seen.overtaken:
            return form
        return type(form)(form.__name__, (_Refused, form), {"seen": seen})

    def _create_formsets(self, request: HttpRequest, obj: Any, change: bool) -> Any:
        formsets, inlines = super()._create_formsets(request, obj, change)  # type: ignore[misc]
        seen: Seen | None = getattr(request, "seen", None)
        for table in formsets:
            if seen is not None and seen.is_overtaken(table.prefix):
                table.clean = _refuse_rows
        return formsets, inlines

    def _changeform_view(
        self, request: HttpRequest, object_id: str | None, form_url: str, extra_context: Any
    ) -> HttpResponse:
        """Called in a transaction when something was sent."""
        admin: Any = self
        view = super()._changeform_view  # type: ignore[misc]
        obj = self._held(request, object_id) if request.method == "POST" and object_id else None
        if obj is None or not admin.has_change_permission(request, obj):
            return view(request, object_id, form_url, extra_context)
        seen = Seen(self.stored_parts(request, obj), request.POST)
        request.seen = seen  # type: ignore[attr-defined]
        request.POST = seen.data
        response = view(request, object_id, form_url, {"seen": seen, **(extra_context or {})})
        if seen.overtaken:
            response.status_code = CONFLICT
        elif response.status_code == 302:
            seen.tell_kept(request)
        return response

    def _held(self, request: HttpRequest, object_id: str) -> Any:
        """The record, locked until the end of the transaction and read after that."""
        admin: Any = self
        try:
            hold(self.model, self.opts.pk.to_python(unquote(object_id)))
        except ValidationError:
            return None
        return admin.get_object(request, unquote(object_id))

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, obj: Any = None, **kw: Any
    ) -> HttpResponse:
        admin: Any = self
        if obj is not None and "seen" not in context and admin.has_change_permission(request, obj):
            tables = [
                table.formset
                for table in context["inline_admin_formsets"]
                if table.has_change_permission
            ]
            context["seen"] = Seen([context["adminform"].form, *tables])
        return super().render_change_form(  # type: ignore[misc]
            request, context, *args, obj=obj, **kw
        )
