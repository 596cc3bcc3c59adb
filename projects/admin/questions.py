"""Questions to projects at the desk: which wait for an answer, and giving one."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from groups.rules.people import is_coordinator, is_department_staff
from kyodo_portal.life.people import Person
from kyodo_portal.staff.filters import QueueFilter
from kyodo_portal.staff.nexts import NextAdmin
from projects.models import Question
from projects.rules.questions import may_answer


@admin.register(Question)
class QuestionAdmin(NextAdmin):
    """Answered here as on its own page, where whoever has no account can be reached."""

    page_words = "質問のページを見る"
    list_display = ["about", "status_word", "asker", "may_be_public", "answered_at", "created_at"]
    list_filter = [QueueFilter, "status", "may_be_public", "created_at"]
    search_fields = ["project__title", "text", "answer"]
    search_help_text = "事業の名前と、質問・答えのことばから探します。"
    not_in_queues = ("answered_at", "created_at")
    fields = (
        *("project", "asker", "text", "may_be_public", "created_at", "answer", "answered_as"),
        "answered_at",
    )
    export_columns = (
        ("協働事業", lambda question: question.project.title),
        ("状態", lambda question: question.status_label),
        ("質問", lambda question: question.text),
        ("公開してもよい", lambda question: "はい" if question.may_be_public else "いいえ"),
        ("答え", lambda question: question.answer),
        ("答えた側", lambda question: question.answered_as),
        ("質問の日時", lambda question: question.created_at),
        ("答えた日時", lambda question: question.answered_at),
    )

    def is_for(self, user: Person) -> bool:
        return user.is_superuser or is_coordinator(user) or is_department_staff(user)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Question]:
        records: Any = super().get_queryset(request)
        return records.standing().select_related("project", "user", "guest")

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return self.fields

    def has_notes_for(self, user: Person, obj: Question) -> bool:
        return super().has_notes_for(user, obj) or bool(may_answer(user, obj))

    @admin.display(description="協働事業", ordering="project__title")
    def about(self, question: Question) -> str:
        return question.project.title

    @admin.display(description="質問した方")
    def asker(self, question: Question) -> str:
        return question.asker_name
