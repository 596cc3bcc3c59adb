"""The list from which a record was opened: what comes next in it, also once an act has taken the record
out of it."""

import copy
from typing import Any
from urllib.parse import urlencode

from django.contrib import admin
from django.contrib.admin.options import IncorrectLookupParameters
from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, QueryDict
from django.urls import reverse

LIST, NEXT = "_changelist_filters", "next"
"""The names in the address: how the list was narrowed, as Django hands it on, and which record came next in
it before the act."""

LOOKED_THROUGH = 500
"""Records of a list that are looked through for the next one."""


class FromList(admin.ModelAdmin):
    """A part whose records know the list they were opened from."""

    def pks_of_list(self, request: HttpRequest) -> list[int]:
        """The numbers of that list in its order; empty where it was not narrowed, or cannot be read."""
        narrowed = request.GET.get(LIST, "")
        if not narrowed:
            return []
        listed = copy.copy(request)
        listed.method, listed.GET = "GET", QueryDict(narrowed)
        try:
            shown = self.get_changelist_instance(listed).get_queryset(listed)
        except (IncorrectLookupParameters, SuspiciousOperation):
            return []
        return list(shown.values_list("pk", flat=True)[:LOOKED_THROUGH])

    def next_in_list(self, request: HttpRequest, obj: Any) -> int | None:
        """The number of the record behind this one. Where this one is in the list no more, the one
        that came next before the act, or the first that is left."""
        pks = self.pks_of_list(request)
        if obj.pk in pks:
            behind = pks[pks.index(obj.pk) + 1 :]
            return behind[0] if behind else None
        came = request.GET.get(NEXT, "")
        known = [pk for pk in pks if str(pk) == came]
        return next(iter(known or pks), None)

    def address_in_list(self, request: HttpRequest, address: str, after: int | None = None) -> str:
        """The address of a record's page that still knows its list."""
        narrowed = request.GET.get(LIST, "")
        if not narrowed:
            return address
        query = {LIST: narrowed, **({NEXT: after} if after else {})}
        return f"{address}?{urlencode(query)}"

    def next_url(self, request: HttpRequest, record: Any) -> str:
        """Where the next one is; empty where there is none."""
        if record is None:
            return ""
        name = f"admin:{self.opts.app_label}_{self.opts.model_name}_change"
        return self.address_in_list(request, reverse(name, args=[record.pk]))

    def next_context(self, request: HttpRequest, obj: Any) -> dict[str, Any]:
        """The next one, where the list is known; nothing is said about it otherwise."""
        if not request.GET.get(LIST):
            return {}
        pk = self.next_in_list(request, obj)
        records = self.get_queryset(request)
        return {"next_one": records.filter(pk=pk).first() if pk else None}
