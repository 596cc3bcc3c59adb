"""Offers to help, and supporters who were asked, at the desk: what waits for whose answer."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString

from groups.rules.people import is_coordinator, is_department_staff
from kyodo_portal.life.counter import came_in_words
from kyodo_portal.life.people import Person
from kyodo_portal.staff.filters import QueueFilter
from kyodo_portal.staff.nexts import NextAdmin
from kyodo_portal.words.calendar import japanese_date
from projects.models import HelpAnswer, HelpRequest
from projects.rules.help_wanted import may_decide

OWNER = ("help_wanted__project", "help_wanted__group", "help_wanted__department")


class OfHelpWanted(NextAdmin):
    """What belongs to something that is asked for, by its title."""

    search_fields = ["help_wanted__title"]
    search_help_text = "募集の見出しから探します。"

    def is_for(self, user: Person) -> bool:
        return user.is_superuser or is_coordinator(user) or is_department_staff(user)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return self.get_fields(request, obj)

    def has_notes_for(self, user: Person, obj: Any) -> bool:
        return super().has_notes_for(user, obj) or bool(may_decide(user, obj.help_wanted))

    @admin.display(description="手伝いの募集", ordering="help_wanted__title")
    def wanted(self, obj: Any) -> str:
        return str(obj.help_wanted)

    @admin.display(description="募集した側")
    def asked_by(self, obj: Any) -> str:
        return str(obj.help_wanted.owner)

    @admin.display(description="募集のページ")
    def page(self, obj: Any) -> SafeString:
        wanted = obj.help_wanted
        return format_html('<a href="{}">{}</a>', wanted.get_absolute_url(), wanted.title)


@admin.register(HelpAnswer)
class HelpAnswerAdmin(OfHelpWanted):
    """Offers: answered here as on their own page, where whoever has no account can be reached."""

    page_words = "申し出のページを見る"
    list_display = ["wanted", "status_word", "helper", "number", "asked_by", "came", "created_at"]
    list_filter = [QueueFilter, "status", "came_by", "created_at"]
    not_in_queues = ("created_at",)
    fields = (
        *("page", "asked_by", "helper", "number", "message", "may_be_named", "came"),
        *("created_at", "decided_at", "thanks"),
    )
    export_columns = (
        ("手伝いの募集", lambda answer: answer.help_wanted.title),
        ("募集した側", lambda answer: str(answer.help_wanted.owner)),
        ("状態", lambda answer: answer.status_label),
        ("人数・数", lambda answer: answer.number),
        ("申し出た日時", lambda answer: answer.created_at),
        ("返事をした日時", lambda answer: answer.decided_at),
        ("受け付けた方法", lambda answer: answer.get_came_by_display()),
        ("受け付けた日", lambda answer: answer.came_on),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[HelpAnswer]:
        records: Any = super().get_queryset(request)
        people = ("user", "group", "guest", "entered_by")
        return records.standing().select_related(*people, *OWNER)

    @admin.display(description="申し出た方")
    def helper(self, answer: HelpAnswer) -> str:
        return answer.helper_name

    @admin.display(description="受け付け")
    def came(self, answer: HelpAnswer) -> str:
        return came_in_words(answer)


@admin.register(HelpRequest)
class HelpRequestAdmin(OfHelpWanted):
    """Supporters who were asked: by the name chosen for it, until they say yes."""

    page_words = "頼みごとのページを見る"
    list_display = ["wanted", "status_word", "public_name", "asked_by", "until", "created_at"]
    list_filter = [QueueFilter, "status", "created_at"]
    not_in_queues = ("created_at",)
    fields = ("page", "asked_by", "public_name", "words", "created_at", "until")
    export_columns = (
        ("手伝いの募集", lambda request: request.help_wanted.title),
        ("募集した側", lambda request: str(request.help_wanted.owner)),
        ("状態", lambda request: request.status_label),
        ("たのんだ日時", lambda request: request.created_at),
        ("返事の期限", lambda request: request.last_day),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[HelpRequest]:
        records: Any = super().get_queryset(request)
        return records.select_related("user", "guest", *OWNER)

    @admin.display(description="返事の期限", ordering="created_at")
    def until(self, request: HelpRequest) -> str:
        return japanese_date(request.last_day)
