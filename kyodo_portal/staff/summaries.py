"""Where staff write a record with short texts in other languages: the same button as on the public pages."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse

from kyodo_portal.words.summaries import SUMMARY_HELP
from kyodo_portal.writing.rows import without_complaints

IN_OTHER_LANGUAGES: tuple[str, Any] = ("ほかの言葉での短い説明", {"fields": [*SUMMARY_HELP]})
"""The last of the record's fieldsets, so that the button stands under it."""


class SummariesAdmin(admin.ModelAdmin):
    """For a part whose form is an `AsksSummaries`."""

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        form = context["adminform"].form
        if form.is_checking:
            tables = [table.formset for table in context["inline_admin_formsets"]]
            without_complaints(*tables)
            context["errors"] = None
        return super().render_change_form(request, context, *args, **kwargs)
