"""Moderation at the desk: what was reported, with the words beside the acts, and the next one after each."""

from typing import Any

from django.contrib import admin
from django.db.models import Count, QuerySet
from django.http import HttpRequest

from groups.flows.reports import affairs_of
from groups.models import Report
from groups.rules.people import coordinates, is_coordinator
from groups.rules.reports import reads_complaints
from kyodo_portal.life.hiding import KINDS
from kyodo_portal.life.people import Person, is_signed_in
from kyodo_portal.life.stand_ins import stands_in_for_any
from kyodo_portal.staff.filters import QueueFilter
from kyodo_portal.staff.in_list import LIST
from kyodo_portal.staff.pages import PageAdmin
from kyodo_portal.words.languages import Words, listed


class KindFilter(admin.SimpleListFilter):
    """By what was reported, in the words of the screen."""

    title = "種類"
    parameter_name = "kind"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Words]]:
        return [(kind.key, kind.label) for kind in KINDS.values()]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Report]) -> QuerySet[Report]:
        return queryset.filter(kind=self.value()) if self.value() in KINDS else queryset


@admin.register(Report)
class ReportAdmin(PageAdmin):
    """Reports: for the coordinators, and who stands in for them."""

    page_template = "admin/groups/report/page.html"
    list_display = ["title", "status_word", "complaints_count", "due_on", "created_at"]
    list_filter = [QueueFilter, "status", KindFilter, "created_at"]
    search_fields = ["title"]
    not_in_queues = ("created_at",)
    export_columns = (
        ("通報されたもの", lambda row: row.title),
        ("状態", lambda row: row.status_label),
        ("期限", lambda row: row.due_on),
        ("通報の日時", lambda row: row.created_at),
    )

    def is_for(self, user: Person) -> bool:
        return user.is_superuser or is_coordinator(user) or stands_in_for_any(user, Report)

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).annotate(told=Count("complaints"))

    @admin.display(description="知らせた人の数", ordering="told")
    def complaints_count(self, report: Any) -> int:
        return int(report.told)

    def page_context(self, request: HttpRequest, obj: Report) -> dict[str, Any]:
        user = request.user
        target = obj.target
        reads = coordinates(user, obj)
        return {
            "facts": [
                ("種類", obj.hideable.label),
                ("書いた側", self._wrote(obj)),
                *self.facts(obj, ("created_at", "due_on", "decided_by", "decided_again_by")),
            ],
            "target": target,
            "words": obj.hideable.words(target) if reads and target is not None else "",
            "picture": obj.hideable.picture(target) if reads and target is not None else "",
            "page_url": target.get_absolute_url() if target is not None else "",
            "complaints": list(obj.complaints.select_related("by", "entered_by"))
            if reads_complaints(user, obj)
            else None,
            **({} if request.GET.get(LIST) else {"next_one": self._next(request, obj)}),
        }

    @staticmethod
    def _wrote(obj: Report) -> str:
        """The side, by its name; the person alone where there is none."""
        offices = [*obj.groups.all(), *obj.departments.all()]
        if offices:
            return str(listed(str(office) for office in offices))
        return obj.author.display_name if obj.author is not None else "アカウントのない方"

    @staticmethod
    def _next(request: HttpRequest, obj: Report) -> Report | None:
        """The next that waits for this person, the nearest day first; None when all is done."""
        user = request.user
        if not is_signed_in(user):
            return None
        waiting = Report.objects.visible_to(user).open().exclude(pk=obj.pk)
        return waiting.exclude(affairs_of(user)).order_by("due_on", "pk").first()
