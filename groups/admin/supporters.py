"""Supporters at the desk: the coordinators know who they are, and connect those whom nobody else sees."""

from django.contrib import admin

from groups.models import Supporter
from groups.rules.people import is_coordinator
from kyodo_portal.life.people import Person
from kyodo_portal.staff.base import PortalAdmin
from kyodo_portal.words import week
from kyodo_portal.words.languages import listed


@admin.register(Supporter)
class SupporterAdmin(PortalAdmin):
    """Each writes and ends their own; here one reads it."""

    list_display = ["public_name", "user", "audience", "is_minor", "is_resting", "valid_until"]
    list_filter = ["audience", "is_minor", "is_resting"]
    list_select_related = ["user"]
    search_fields = ["public_name", "text", "interests"]
    fields = readonly_fields = (
        *("public_name", "user", "text", "interests", "in_fields", "in_the_week", "district"),
        *("audience", "is_minor", "is_resting", "valid_until"),
    )
    export_columns = (
        ("ここで使う名前", lambda row: row.public_name),
        ("できること", lambda row: row.text),
        ("見せる相手", lambda row: row.get_audience_display()),
        ("期限", lambda row: row.valid_until),
    )

    def is_for(self, user: Person) -> bool:
        return user.is_superuser or is_coordinator(user)

    @admin.display(description="分野")
    def in_fields(self, supporter: Supporter) -> str:
        return listed(supporter.fields.all())

    @admin.display(description="曜日と時間帯")
    def in_the_week(self, supporter: Supporter) -> str:
        return listed(week.told(supporter.times))
