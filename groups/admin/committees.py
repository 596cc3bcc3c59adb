"""Committees in the admin: what they are, by which rules they meet, and who sits on them."""

import datetime as dt
from typing import Any

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest

from groups.models import Committee, CommitteeMember, Department, Office, User
from groups.rules.committees import may_keep_committees
from groups.rules.people import is_coordinator, is_department_staff
from kyodo_portal.cities.choices import committee_kinds_offered
from kyodo_portal.life.people import Person
from kyodo_portal.life.verdicts import Verdict
from kyodo_portal.staff.base import PortalAdmin
from kyodo_portal.staff.inlines import NamedRows, PortalInline
from kyodo_portal.words.text import japanese_date

COLUMNS = ["name", "name_kana", "office", "background", "user", "starts_on", "ends_on"]


def columns_for(user: Person) -> list[str]:
    """Which account is whose, the desk alone is told: departments read the list as everybody does."""
    at_the_desk = user.is_superuser or is_coordinator(user)
    return [name for name in COLUMNS if at_the_desk or name != "user"]


class MemberRows(NamedRows):
    """One person presides at a time, and nobody sits twice on the same day."""

    def clean(self) -> None:
        super().clean()
        rows = [
            form.cleaned_data
            for form in self.forms
            if form.cleaned_data and not form.cleaned_data.get("DELETE") and not form.errors
        ]
        for place, row in enumerate(rows):
            for other in rows[place + 1 :]:
                self._check(row, other)

    def _check(self, row: dict[str, Any], other: dict[str, Any]) -> None:
        day: dt.date = max(row["starts_on"], other["starts_on"])
        if day > min(row["ends_on"], other["ends_on"]):
            return
        at = japanese_date(day)
        if row["office"] == other["office"] == Office.CHAIR:
            raise ValidationError(
                f"{at}に、会長・委員長が二人います（{row['name']}、{other['name']}）。"
                "前の方の任期の終わりを、交代の前の日にしてください。"
            )
        if row["user"] is not None and row["user"] == other["user"]:
            raise ValidationError(
                f"{at}に、同じアカウントの委員が二人います（{row['name']}、{other['name']}）。"
                "再任のときは、前の任期の終わりの次の日から始めてください。"
            )


class MemberInline(PortalInline):
    """The list of members. Who was there at a meeting stays in it."""

    model = CommitteeMember
    formset = MemberRows
    can_delete = False

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return columns_for(request.user)

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "user":
            kwargs["queryset"] = User.objects.filter(is_active=True).order_by("display_name", "pk")
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


@admin.register(Committee)
class CommitteeAdmin(PortalAdmin):
    """The coordinators keep them; departments look things up."""

    list_display = ["name", "kind", "quorum", "is_public", "ended_on"]
    list_filter = ["kind", "is_public"]
    search_fields = ["name", "name_kana", "purpose"]
    search_help_text = "名称・フリガナ・何をする会議かから探します。"
    inlines = [MemberInline]
    fieldsets = [
        (
            None,
            {
                "fields": [
                    *("name", "name_kana", "kind", "purpose", "basis", "department"),
                    *("is_public", "ended_on"),
                ]
            },
        ),
        (
            "会議のきまり",
            {
                "fields": [
                    *("quorum", "counts_recused", "least_present", "counts_proxies"),
                    "names_in_minutes",
                ]
            },
        ),
    ]
    export_columns = (
        ("名称", lambda committee: committee.name),
        ("種類", lambda committee: committee.get_kind_display()),
        ("設置の根拠", lambda committee: committee.basis),
        ("事務局", lambda committee: committee.department),
        ("定足数", lambda committee: committee.get_quorum_display()),
        ("公開", lambda committee: committee.is_public),
    )

    def is_for(self, user: Person) -> bool:
        return user.is_superuser or is_coordinator(user) or is_department_staff(user)

    def may_add(self, user: Person) -> Verdict:
        return may_keep_committees(user)

    def may_change(self, user: Person, obj: Committee) -> Verdict:
        return may_keep_committees(user)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Committee]:
        return super().get_queryset(request).select_related("department")

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "department":
            kwargs["queryset"] = Department.objects.active()
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any
    ) -> Any:
        form = super().get_form(request, obj, change=change, **kwargs)
        if "kind" in form.base_fields:
            has = [obj.kind] if obj is not None else []
            field: Any = form.base_fields["kind"]
            field.choices = committee_kinds_offered(*has)
        return form


@admin.register(CommitteeMember)
class CommitteeMemberAdmin(PortalAdmin):
    """All members of all committees, to look up and to take out; they are written with their committee."""

    list_display = ["name", "committee", "office", "background", "starts_on", "ends_on"]
    list_filter = ["office"]
    search_fields = ["name", "name_kana", "background", "committee__name"]
    search_help_text = "氏名・フリガナ・選出の区分・会議の名称から探します。"
    list_select_related = ["committee"]
    export_columns = (
        ("会議", lambda member: member.committee.name),
        ("氏名", lambda member: member.name),
        ("フリガナ", lambda member: member.name_kana),
        ("役", lambda member: member.get_office_display()),
        ("選出の区分", lambda member: member.background),
        ("任期の始まり", lambda member: member.starts_on),
        ("任期の終わり", lambda member: member.ends_on),
        ("アカウント", lambda member: "あり" if member.user_id else "なし（紙で送る）"),
    )

    def is_for(self, user: Person) -> bool:
        return user.is_superuser or is_coordinator(user) or is_department_staff(user)

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return ["committee", *columns_for(request.user)]
