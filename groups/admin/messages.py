"""Messages at the desk: lists that lead to the page of each, and those nobody answers, without a word."""

from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from groups.actions.unanswered import ask_for_answer
from groups.models import Thread, UnansweredThread
from groups.rules.people import is_coordinator, is_department_staff, may_coordinate
from kyodo_portal.life.people import Person
from kyodo_portal.staff.base import NOTHING_BESIDE, PortalAdmin
from kyodo_portal.staff.filters import QueueFilter
from kyodo_portal.staff.pages import FormPart, PageAdmin, Part


@admin.register(Thread)
class ThreadAdmin(PortalAdmin):
    """What came to the person's department, and to the desk for groups that cannot read here. It is read
    and answered on its own page, which is the same for both sides."""

    list_display = ["subject", "status_word", "office", "last_word_at"]
    list_filter = [QueueFilter, "status"]
    list_select_related = ["group", "department"]

    def is_for(self, user: Person) -> bool:
        return is_coordinator(user) or is_department_staff(user)

    @admin.display(description="あて先")
    def office(self, thread: Thread) -> str:
        return thread.office.name

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        return redirect(self.found(request, object_id))


class AskForm(forms.Form):
    """Nothing is written: the button alone."""


@admin.register(UnansweredThread)
class UnansweredThreadAdmin(PageAdmin):
    """To whom somebody has written without an answer, and since when: from whom and what, nobody here
    reads."""

    page_template = "admin/groups/unansweredthread/page.html"
    list_display = ["office", "waiting_since", "asked_at"]
    list_filter = [QueueFilter]
    list_select_related = ["group", "department"]

    def is_for(self, user: Person) -> bool:
        return is_coordinator(user)

    @admin.display(description="あて先")
    def office(self, thread: UnansweredThread) -> str:
        return thread.office.name

    def record_context(self, request: HttpRequest, obj: Any) -> dict[str, Any]:
        """Neither its moves nor its history: the first are its sides', the second says who wrote."""
        return dict(NOTHING_BESIDE)

    def page_context(self, request: HttpRequest, obj: UnansweredThread) -> dict[str, Any]:
        return {
            "facts": [
                ("あて先", obj.office.name),
                *self.facts(obj, ("waiting_since", "asked_at")),
            ]
        }

    def parts(self) -> dict[str, Part]:
        return {
            "ask": FormPart(
                who=lambda person, _: may_coordinate(person),
                form=AskForm,
                act=ask_for_answer,
                done="返事をお願いし、待っている方にもお知らせしました。",
            )
        }
