"""Help wanted at the desk: what is asked for by whom, how it goes, and asking in the name of a department."""

from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from groups.models import Department
from groups.rules.people import is_coordinator, is_department_staff
from kyodo_portal.life.people import Person, is_signed_in
from kyodo_portal.life.verdicts import ALLOWED, Verdict
from kyodo_portal.staff.base import BY_INDEX, READ_ONLY
from kyodo_portal.staff.districts import DistrictFilter, ShowsDistrict
from kyodo_portal.staff.filters import QueueFilter
from kyodo_portal.staff.nexts import NextAdmin
from kyodo_portal.words import week
from kyodo_portal.words.languages import listed
from projects.models import AnswerStatus, HelpWanted
from projects.rules.help_wanted import may_decide
from projects.views.help_wanted import moved


@admin.register(HelpWanted)
class HelpWantedAdmin(ShowsDistrict, NextAdmin):
    """What anybody asks for whom the person sees. It is written and changed on its own page."""

    add_words = "手伝いを募集する"
    page_words = "募集のページを見る"
    list_display = ["title", "status_word", "kind", "asked_by", "waiting_offers", "closes_on"]
    list_filter = [QueueFilter, "status", "kind", "is_taken_over", "closes_on", DistrictFilter]
    search_fields = BY_INDEX
    search_help_text = "募集の見出し・内容・場所・募集した側から探します。"
    export_columns = (
        ("見出し", lambda wanted: wanted.title),
        ("種類", lambda wanted: wanted.get_kind_display()),
        ("状態", lambda wanted: wanted.status_label),
        ("募集した側", lambda wanted: str(wanted.owner)),
        ("人数・数", lambda wanted: wanted.number),
        ("返事を待つ申し出", lambda wanted: wanted.offers_waiting),
        ("申し出の締切", lambda wanted: wanted.closes_on),
        ("手伝いが始まる日", lambda wanted: wanted.starts_on),
        ("手伝いが終わる日", lambda wanted: wanted.ends_on),
        ("地区", lambda wanted: wanted.district_name),
        ("募集した日時", lambda wanted: wanted.created_at),
        ("はじめて応答があった日時", lambda wanted: wanted.first_answered_at),
        ("実施した日時", lambda wanted: wanted.done_at),
    )

    def is_for(self, user: Person) -> bool:
        return user.is_superuser or is_coordinator(user) or is_department_staff(user)

    def may_add(self, user: Person) -> Verdict:
        may = is_coordinator(user) or is_department_staff(user)
        return ALLOWED if may else READ_ONLY

    def get_queryset(self, request: HttpRequest) -> QuerySet[HelpWanted]:
        offered = Count("answers", filter=Q(answers__status=AnswerStatus.OFFERED))
        records: Any = super().get_queryset(request)
        if not is_coordinator(request.user):  # what was hidden is read by its own side alone
            theirs = HelpWanted.objects.decided_by(request.user).values("pk")
            records = records.filter(Q(hidden_at=None) | Q(pk__in=theirs))
        return records.with_owner().annotate(offers_waiting=offered)

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return [
            *("page", "title", "kind", "asked_by", "text", "number", "closes_on", "starts_on"),
            *("ends_on", "in_the_week", "place", "district", "conditions", "reward", "cost"),
            *("safety", "is_taken_over"),
        ]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return self.get_fields(request, obj)

    def has_notes_for(self, user: Person, obj: HelpWanted) -> bool:
        return super().has_notes_for(user, obj) or bool(may_decide(user, obj))

    @admin.display(description="募集のページ")
    def page(self, wanted: HelpWanted) -> SafeString:
        """Where it is changed, offers are read, and what came to the counter is entered."""
        return format_html('<a href="{}">{}</a>', wanted.get_absolute_url(), wanted.title)

    @admin.display(description="募集した側")
    def asked_by(self, wanted: HelpWanted) -> str:
        return str(wanted.owner)

    @admin.display(description="返事を待つ申し出", ordering="offers_waiting")
    def waiting_offers(self, wanted: Any) -> str:
        return f"{wanted.offers_waiting}件" if wanted.offers_waiting else "—"

    @admin.display(description="曜日と時間帯")
    def in_the_week(self, wanted: HelpWanted) -> str:
        return listed(week.told(wanted.times))

    def add_view(self, request: HttpRequest, *_: Any, **__: Any) -> HttpResponse:
        """In whose name: who works in one department goes straight on to the page."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        user, offices = request.user, Department.objects.active().order_by("name")
        if is_signed_in(user) and not is_coordinator(user):
            offices = offices.filter(pk__in=user.department_ids)
        found = list(offices)
        if len(found) == 1:
            return redirect("help_wanted:create", "department", found[0].pk)
        context = {
            **self.admin_site.each_context(request),
            "title": "手伝いを募集する",
            "opts": self.opts,
            "offices": found,
        }
        return TemplateResponse(request, "admin/projects/helpwanted/begin.html", context)

    def move_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        found = self.found(request, object_id)
        return moved(request, found, back_to=self.change_url(found))
