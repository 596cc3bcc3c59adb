"""The menu of lectures at the desk: each department writes its own, the coordinators all."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from groups.models import Department
from groups.rules.people import is_coordinator, is_department_staff
from kyodo_portal.life.people import Person, is_signed_in
from kyodo_portal.life.verdicts import Verdict
from kyodo_portal.staff.base import BY_INDEX, PortalAdmin
from kyodo_portal.words.calendar import fiscal_year_label
from projects.models import Lecture
from projects.rules import lectures as rules


@admin.register(Lecture)
class LectureAdmin(PortalAdmin):
    """One lecture on its form; a whole menu by the spreadsheet, which is taken out here and in again."""

    add_words = "出前講座を書く"
    list_display = ["title", "year", "number", "department", "field_shown", "minutes", "is_out"]
    list_filter = ["fiscal_year", "department", "field"]
    list_select_related = ["department"]
    search_fields = BY_INDEX
    search_help_text = "講座名・内容・対象・担当課から探します。"
    fields = (
        *("fiscal_year", "number", "department", "field", "title", "text", "minutes"),
        *("target", "conditions", "needs"),
    )
    export_columns = (
        ("年度", lambda row: row.fiscal_year),
        ("番号", lambda row: row.number),
        ("分野", lambda row: row.field_name),
        ("講座名", lambda row: row.title),
        ("内容", lambda row: row.text),
        ("時間（分）", lambda row: row.minutes),
        ("対象", lambda row: row.target),
        ("条件", lambda row: row.conditions),
        ("用意していただくもの", lambda row: row.needs),
        ("担当課", lambda row: row.department.name),
    )

    def is_for(self, user: Person) -> bool:
        return user.is_superuser or is_coordinator(user) or is_department_staff(user)

    def may_add(self, user: Person) -> Verdict:
        return rules.may_write_lectures(user)

    def may_change(self, user: Person, obj: Lecture) -> Verdict:
        return rules.may_change_lecture(user, obj)

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """A department writes for itself."""
        if db_field.name == "department":
            kwargs["queryset"] = _departments_of(request.user)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    @admin.display(description="年度", ordering="fiscal_year")
    def year(self, lecture: Lecture) -> str:
        return fiscal_year_label(lecture.fiscal_year)

    @admin.display(description="分野", ordering="field")
    def field_shown(self, lecture: Lecture) -> str:
        return lecture.field_name

    @admin.display(description="公開", ordering="published_at", boolean=True)
    def is_out(self, lecture: Lecture) -> bool:
        return lecture.is_public


def _departments_of(user: Person) -> Any:
    active = Department.objects.active()
    if is_coordinator(user) or not is_signed_in(user):
        return active
    return active.filter(pk__in=user.department_ids)
