"""Questions about calls at the desk: which wait for an answer, and answering."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from groups.rules.people import is_coordinator, is_department_staff
from kyodo_portal.life.counter import came_in_words
from kyodo_portal.life.people import Person
from kyodo_portal.staff.filters import QueueFilter
from kyodo_portal.staff.nexts import NextAdmin
from proposals.models import CallInquiry
from proposals.rules.inquiries import may_answer


@admin.register(CallInquiry)
class InquiryAdmin(NextAdmin):
    """Answered here as on its own page, where the published words are mended and who has no account can be
    reached."""

    page_words = "質問のページを見る"
    list_display = ["about", "status_word", "asker", "answered_at", "created_at"]
    list_filter = [QueueFilter, "status", "created_at"]
    search_fields = ["call__title", "text", "shown_as", "answer"]
    search_help_text = "募集の名前と、質問・答えのことばから探します。"
    not_in_queues = ("answered_at", "created_at")
    fields = (
        *("call", "asker", "received", "text", "shown_as", "created_at", "answer"),
        "answered_at",
    )
    export_columns = (
        ("募集", lambda inquiry: inquiry.call.title),
        ("状態", lambda inquiry: inquiry.status_label),
        ("質問", lambda inquiry: inquiry.text),
        ("公開した質問の文", lambda inquiry: inquiry.published_text),
        ("答え", lambda inquiry: inquiry.answer),
        ("質問の日時", lambda inquiry: inquiry.created_at),
        ("答えた日時", lambda inquiry: inquiry.answered_at),
    )

    def is_for(self, user: Person) -> bool:
        return user.is_superuser or is_coordinator(user) or is_department_staff(user)

    def get_queryset(self, request: HttpRequest) -> QuerySet[CallInquiry]:
        records: Any = super().get_queryset(request)
        return records.standing().select_related("call__department", "user", "guest", "entered_by")

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return self.fields

    def has_notes_for(self, user: Person, obj: CallInquiry) -> bool:
        return super().has_notes_for(user, obj) or bool(may_answer(user, obj))

    @admin.display(description="募集", ordering="call__title")
    def about(self, inquiry: CallInquiry) -> str:
        return inquiry.call.title

    @admin.display(description="質問した方")
    def asker(self, inquiry: CallInquiry) -> str:
        return "—" if inquiry.entered_by_id else inquiry.asker_name

    @admin.display(description="受付")
    def received(self, inquiry: CallInquiry) -> str:
        return came_in_words(inquiry)
