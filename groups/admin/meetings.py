"""Meetings at the desk: planned and called, held, told of. What comes next stands first."""

from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import path
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from groups.admin.meeting_pages import MeetingPages
from groups.meetings.quorum import Room
from groups.meetings.results import results_of
from groups.models import AgendaItem, Committee, Meeting, MeetingStatus
from groups.models.people import account_of
from groups.questions import ABOUT_ITEM, CONCLUSIONS_PAGE, PACKETS_PAGE
from groups.rules import meetings as rules
from groups.rules.committees import may_keep_committees
from groups.rules.people import is_coordinator, is_department_staff
from kyodo_portal.life.people import Person
from kyodo_portal.life.stand_ins import stands_in_for_any
from kyodo_portal.life.verdicts import Verdict
from kyodo_portal.staff.base import BY_INDEX
from kyodo_portal.staff.filters import QueueFilter, VisibleRelatedFilter
from kyodo_portal.staff.inlines import PortalInline
from kyodo_portal.staff.offered import in_panels
from kyodo_portal.web.bodies import takes_files


class ItemForm(forms.ModelForm):
    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("is_closed") and not data.get("closed_because"):
            raise ValidationError(
                {"closed_because": "非公開にする理由を書いてください。会議のページで公開されます。"}
            )
        return data


class ItemInline(PortalInline):
    """The agenda in its order."""

    model = AgendaItem
    form = ItemForm
    fields = [
        *("order", "title", "starts_at", "presenter", "talk_minutes", "answer_minutes"),
        *("is_closed", "closed_because"),
    ]
    max_num = 40

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """What can no longer be written stands in the table of items alone."""
        return self.is_writable(request, obj)

    def get_extra(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> int:
        return 3 if obj is None else 0


@admin.register(Meeting)
class MeetingAdmin(MeetingPages):
    """The coordinators hold them; departments look things up."""

    change_form_template = "admin/groups/meeting/change_form.html"
    add_words = "会議を予定する"
    page_words = "会議のページを見る"
    list_display = ["title_shown", "status_word", "starts_at", "place"]
    list_filter = [QueueFilter, "status", ("committee", VisibleRelatedFilter), "starts_at"]
    list_select_related = ["committee"]
    search_fields = BY_INDEX
    search_help_text = "会議の名前・場所・議題・公開した会議録から探します。"
    inlines = [ItemInline]
    fieldsets = [
        (
            None,
            {
                "fields": [
                    *("committee", "number", "name", "starts_at", "ends_at"),
                    *("place", "is_online"),
                ]
            },
        ),
        ("傍聴", {"fields": ["seats", "seats_how", "how_to_attend", "contact"]}),
    ]
    export_columns = (
        ("会議", lambda meeting: meeting.title),
        ("状態", lambda meeting: meeting.status_label),
        ("始まり", lambda meeting: meeting.starts_at),
        ("終わり", lambda meeting: meeting.ends_at),
        ("場所", lambda meeting: meeting.place),
        ("傍聴した人の数", lambda meeting: meeting.visitors),
        ("会議録を公開する期限", lambda meeting: meeting.minutes_due_on),
    )

    @admin.display(description="会議", ordering="starts_at")
    def title_shown(self, meeting: Meeting) -> str:
        return meeting.title

    def is_for(self, user: Person) -> bool:
        return (
            user.is_superuser
            or is_coordinator(user)
            or is_department_staff(user)
            or stands_in_for_any(user, Meeting)
        )

    def may_add(self, user: Person) -> Verdict:
        return may_keep_committees(user)

    def may_change(self, user: Person, obj: Meeting) -> Verdict:
        return rules.can_plan(user, obj)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Meeting]:
        return super().get_queryset(request).select_related("committee")

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "committee":
            kwargs["queryset"] = Committee.objects.filter(ended_on=None)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        return [] if obj is None else ["committee"]

    def save_model(self, request: HttpRequest, obj: Meeting, form: Any, change: bool) -> None:
        if not change:
            obj.created_by = account_of(request.user)
        super().save_model(request, obj, form, change)

    def page_context(self, request: HttpRequest, obj: Meeting) -> dict[str, Any]:
        """The desk of the meeting: what can be done, who was there, what came of each item."""
        room, user = Room(obj), request.user
        about = ABOUT_ITEM.of_each(room.items, by=user)
        is_written = bool(room.attendances)
        may_hold = rules.may_hold(user, obj)
        results = [each.outcome for each in room.items] if may_hold else results_of(room.items)
        return {
            **super().page_context(request, obj),
            "top_offers": self.offers(user, obj),
            **in_panels([]),
            "may_write_attendance": rules.can_write_attendance(user, obj),
            "may_conclude": rules.can_conclude(user, obj),
            "conclusions_url": CONCLUSIONS_PAGE.of(obj, by=user),
            "packets_url": PACKETS_PAGE.of(obj, by=user),
            "may_write_minutes": rules.can_write_minutes(user, obj),
            "may_hold": may_hold,
            "has_papers_page": bool(may_hold),
            "opening": room.at_opening() if is_written else None,
            "presides": room.presides() if is_written else None,
            "agenda": [
                (item, about[item.pk], room.at(item) if is_written else None, result)
                for item, result in zip(room.items, results, strict=True)
            ],
            "without_account": [each for each in room.members if each.user_id is None],
            "minutes": getattr(obj, "minutes", None),
            "is_over": obj.status in (MeetingStatus.INQUORATE, MeetingStatus.CANCELLED),
        }

    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view
        page = require_http_methods(["GET", "HEAD", "POST"])
        papers = takes_files(view(page(self.papers_view)))
        return [
            path(
                "<int:pk>/attendance/",
                view(page(self.attendance_view)),
                name="groups_meeting_attendance",
            ),
            path("<int:pk>/minutes/", view(page(self.minutes_view)), name="groups_meeting_minutes"),
            path(
                "<int:pk>/members/<int:member_pk>/remark/",
                view(require_POST(self.remark_view)),
                name="groups_meeting_remark",
            ),
            path("<int:pk>/papers/", papers, name="groups_meeting_papers"),
            path(
                "<int:pk>/papers/<int:paper_pk>/remove/",
                view(require_POST(self.paper_remove_view)),
                name="groups_meeting_paper_remove",
            ),
            path(
                "<int:pk>/letters/",
                view(require_safe(self.letters_view)),
                name="groups_meeting_letters",
            ),
            *super().get_urls(),
        ]
