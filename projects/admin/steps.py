"""The steps of projects at the desk: what waits for a department, and what is late."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from groups.rules.people import is_coordinator, is_department_staff
from kyodo_portal.life.counter import came_in_words
from kyodo_portal.life.people import Person
from kyodo_portal.staff.filters import QueueFilter
from kyodo_portal.staff.nexts import NextAdmin
from projects.models import ProjectStep
from projects.road.rules import acts_for_city


@admin.register(ProjectStep)
class ProjectStepAdmin(NextAdmin):
    """Moved here as on its own page, where what came to the counter is entered."""

    page_words = "手順のページを見る"
    list_display = ["what", "about", "turn", "status_word", "due_on", "done_on"]
    list_filter = [QueueFilter, "status", "turn", "due_on"]
    search_fields = ["project__title"]
    search_help_text = "事業の名前から探します。"
    not_in_queues = ("done_on",)
    fields = (
        *("what", "about", "turn", "due_on", "paper", "done_on", "basis", "reason"),
        "came_in",
    )
    export_columns = (
        ("協働事業", lambda step: step.project.title),
        ("手順", lambda step: step.label),
        ("だれの番", lambda step: step.whose),
        ("状態", lambda step: step.status_label),
        ("期限", lambda step: step.due_on),
        ("済んだ日", lambda step: step.done_on),
        ("理由", lambda step: step.reason),
    )

    def is_for(self, user: Person) -> bool:
        return user.is_superuser or is_coordinator(user) or is_department_staff(user)

    def get_queryset(self, request: HttpRequest) -> QuerySet[ProjectStep]:
        records: Any = super().get_queryset(request)
        return records.select_related("project", "entered_by")

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return self.fields

    def has_notes_for(self, user: Person, obj: ProjectStep) -> bool:
        return super().has_notes_for(user, obj) or acts_for_city(user, obj.project)

    @admin.display(description="手順", ordering="order")
    def what(self, step: ProjectStep) -> str:
        return str(step.label)

    @admin.display(description="協働事業", ordering="project__title")
    def about(self, step: ProjectStep) -> str:
        return step.project.title

    @admin.display(description="書類")
    def paper(self, step: ProjectStep) -> str:
        return str(step.row.document) or "—"

    @admin.display(description="窓口での受け付け")
    def came_in(self, step: ProjectStep) -> str:
        return came_in_words(step)
