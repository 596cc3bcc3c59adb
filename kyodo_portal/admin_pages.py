"""Records that staff read whole and handle with small forms: proposals, reviews, consultations …

Such a page is composed of facts, tables and parts. Each part is one form with a name of its own;
what was typed stays when it is refused.
"""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import models
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext

from kyodo_portal.admin_base import PortalAdmin
from kyodo_portal.flows import MoveRefused
from kyodo_portal.moves import refused, words_typed
from kyodo_portal.text import japanese_date, japanese_datetime, yen

#: A part takes what was posted and gives the sentence that says what was done, or its form with
#: the faults marked. It raises `PermissionDenied` (`MoveRefused`) for what may not be done.
Part = Callable[[HttpRequest, Any], str | BaseForm]


class PageAdmin(PortalAdmin):
    """A record with a page of its own in the admin instead of one big form."""

    page_template: str

    def parts(self) -> dict[str, Part]:
        """The small forms of the page, by the name that each posts as `part`."""
        return {}

    def facts(self, obj: Any, names: tuple[str, ...]) -> list[tuple[str, Any]]:
        """Columns as (label, value) for the page, choices in their words."""
        return [(_label(obj, name), _shown(obj, name)) for name in names]

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        obj = self.found(request, object_id)
        faulty: dict[str, Any] = {}
        if request.method == "POST":
            part = self.parts().get(request.POST.get("part", ""))
            if part is None:
                raise PermissionDenied(gettext("この操作は、このページにはありません。"))
            try:
                outcome = part(request, obj)
            except PermissionDenied as refusal:
                return self.refusal(request, obj, refusal)
            if isinstance(outcome, str):
                messages.success(request, outcome)
                return redirect(self.change_url(obj))
            faulty = {f"{request.POST['part']}_form": outcome}
        context = {
            **self.admin_site.each_context(request),
            **self.record_context(request, obj),
            **self.page_context(request, obj),
            **faulty,
            "title": str(obj),
            "opts": self.opts,
            "original": obj,
            "refused_forms": list(faulty.values()),
        }
        return TemplateResponse(request, self.page_template, context, status=422 if faulty else 200)

    def refusal(self, request: HttpRequest, obj: Any, refusal: PermissionDenied) -> HttpResponse:
        """The page that says why, with everything that was typed still there to be copied."""
        if not isinstance(refusal, MoveRefused):
            refusal = MoveRefused(str(refusal), status_code=403)
        return refused(request, refusal, back=self.change_url(obj), typed=words_typed(request))


def _label(obj: Any, name: str) -> str:
    return str(obj._meta.get_field(name).verbose_name)


def _shown(obj: Any, name: str) -> Any:
    display = getattr(obj, f"get_{name}_display", None)
    value = display() if display else getattr(obj, name)
    if isinstance(value, bool):
        return gettext("はい") if value else gettext("いいえ")
    if isinstance(value, datetime):
        return japanese_datetime(value)
    if isinstance(value, date):
        return japanese_date(value)
    if isinstance(obj._meta.get_field(name), models.PositiveBigIntegerField):
        return yen(value)
    return value
