"""Groups and people in the admin: the desk checks applications here; accounts and departments are
kept by the administrator."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path
from django.views.decorators.http import require_POST

from groups.accounts.inviting import invite
from groups.accounts.standing import INVITED_FOR, standing_of
from groups.actions.groups import end_membership
from groups.admin.forms import (
    AccountForm,
    AppointForm,
    DepartmentForm,
    MembershipForm,
    how_it_came,
)
from groups.admin.granting import GrantingAdmin
from groups.alike import alike_groups
from groups.belonging import members_watched
from groups.forms.networks import StaysNetwork
from groups.models import Department, EligibilityAnswer, Group, Membership, User
from groups.models.groups import BEFORE_REGISTRATION
from groups.received import received_words
from groups.rules.groups import (
    can_edit,
    can_enter,
    can_view_contact,
    can_view_documents,
    may_handle,
)
from groups.rules.managers import can_change_place, may_appoint
from groups.rules.people import (
    coordinates,
    is_administrator,
    is_coordinator,
    is_department_staff,
)
from groups.rules.renewal import can_renew
from kyodo_portal.life.people import Person
from kyodo_portal.life.reading import ReadingKind
from kyodo_portal.life.roles import Role
from kyodo_portal.life.verdicts import ALLOWED, Verdict, first_refusal
from kyodo_portal.staff.base import BY_INDEX, PortalAdmin
from kyodo_portal.staff.districts import (
    DistrictFilter,
    InDistrictForm,
    ShowsDistrict,
    with_district,
)
from kyodo_portal.staff.filters import QueueFilter
from kyodo_portal.staff.inlines import PortalInline
from kyodo_portal.words.languages import Words, listed


class EligibilityInline(PortalInline):
    """The checklist: what the group declared, and what the coordinator has confirmed."""

    model = EligibilityAnswer
    fields = ["rule", "declared", "confirmed", "remark"]
    readonly_fields = ["rule", "declared"]
    can_delete = False
    max_num = 0

    def is_writable(self, request: HttpRequest, obj: Any) -> bool:
        return bool(obj and may_handle(request.user, obj)) and super().is_writable(request, obj)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    @admin.display(description="要件")
    def rule(self, answer: EligibilityAnswer) -> str:
        return str(answer)


class GroupOfDeskForm(StaysNetwork, InDistrictForm):
    """What the desk keeps of a group."""


@admin.register(Group)
class GroupAdmin(ShowsDistrict, PortalAdmin):
    """The registry. Applications are made on the public pages; here they are checked and kept."""

    list_display = ["name", "kind", "status_word", "area", "registered_at", "correction_due_on"]
    list_filter = [QueueFilter, "status", "kind", DistrictFilter]
    search_fields = BY_INDEX
    search_help_text = "団体名・フリガナ・目的・活動・地域・ひとことPRから探します。"
    fields = [
        *("name", "name_kana", "kind", "purpose", "activities", "area"),
        *("district", "founded_on"),
        *("members_count", "members_in_city_count", "is_network", "website", "message"),
        *("registered_at", "correction_due_on"),
    ]
    readonly_fields = ["registered_at", "correction_due_on", "district_shown"]
    form = GroupOfDeskForm
    inlines = [EligibilityInline]
    change_form_template = "admin/groups/group/change_form.html"
    export_columns = (
        ("団体名", lambda group: group.name),
        ("フリガナ", lambda group: group.name_kana),
        ("種別", lambda group: group.get_kind_display()),
        ("状態", lambda group: group.status_label),
        ("活動の分野", lambda group: listed(group.field_labels)),
        ("活動する地域", lambda group: group.area),
        ("地区", lambda group: group.district_name),
        ("構成員の数", lambda group: group.members_count),
        ("ネットワーク", lambda group: group.is_network),
        ("相談できること", lambda group: group.advises_on),
        ("設立年月日", lambda group: group.founded_on),
        ("登録した日時", lambda group: group.registered_at),
        ("補正の期限", lambda group: group.correction_due_on),
    )

    def is_for(self, user: Person) -> bool:
        return user.is_superuser or is_coordinator(user) or is_department_staff(user)

    def may_add(self, user: Person) -> Verdict:
        return can_enter(user)

    def add_view(self, request: HttpRequest, *_: Any, **__: Any) -> HttpResponse:
        """An application on paper is entered on the page of everybody's application."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        return redirect("groups:enter")

    def may_change(self, user: Person, obj: Group) -> Verdict:
        """The coordinators mend a group's page; its managers do so on the public pages."""
        return first_refusal(may_handle(user, obj), lambda: can_edit(user, obj))

    def get_queryset(self, request: HttpRequest) -> QuerySet[Group]:
        records: Any = super().get_queryset(request)
        return records.with_list_parts()

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """With the 地区 where the city has any."""
        is_read = obj is not None and not self.has_change_permission(request, obj)
        return with_district(super().get_fieldsets(request, obj), obj, is_read=is_read)

    def get_inlines(self, request: HttpRequest, obj: Any) -> list[Any]:
        return self.inlines if obj is not None and coordinates(request.user, obj) else []

    def page_context(self, request: HttpRequest, obj: Group) -> dict[str, Any]:
        may_contact = can_view_contact(request.user, obj)
        contact = getattr(obj, "contact", None) if may_contact else None
        if contact is not None:
            self.note_reading(request, ReadingKind.CONTACT, of=obj)
        names = (
            *("name", "name_kana", "position", "postal_code", "address", "phone", "fax", "email"),
            *("person_in_charge", "person_in_charge_phone"),
        )
        return {
            "contact": contact
            and [(contact._meta.get_field(n).verbose_name, getattr(contact, n)) for n in names],
            "documents": list(obj.documents.all()) if can_view_documents(request.user, obj) else [],
            "fields_of_activity": obj.field_labels,
            "alike": alike_groups(obj.name, but=obj.pk)
            if obj.status in BEFORE_REGISTRATION
            else [],
            "received": received_words(obj),
            "may_renew": can_renew(request.user, obj),
        }


class KeptByAdministrator(GrantingAdmin):
    """What only the administrator keeps."""

    def may_add(self, user: Person) -> Verdict:
        return ALLOWED

    def may_change(self, user: Person, obj: Any) -> Verdict:
        return ALLOWED


@admin.register(Department)
class DepartmentAdmin(KeptByAdministrator):
    """Departments and who works in them. One that is no more is switched off, never deleted."""

    form = DepartmentForm
    list_display = ["name", "name_kana", "phone", "is_active"]
    list_filter = ["is_active"]
    search_fields = ["name", "name_kana", "duties"]
    autocomplete_fields = ["staff"]
    fields = ["name", "name_kana", "name_en", "duties", "phone", "email", "is_active", "staff"]
    export_columns = (
        ("課名", lambda department: department.name),
        ("フリガナ", lambda department: department.name_kana),
        ("英語の名前", lambda department: department.name_en),
        ("担当する仕事", lambda department: department.duties),
        ("現在ある課", lambda department: department.is_active),
    )

    def accounts_of(self, obj: Department, form: Any) -> Iterable[User]:
        there = obj.staff.all() if obj.pk else ()
        return {*there, *form.cleaned_data.get("staff", there)}


@admin.register(Membership)
class MembershipAdmin(GrantingAdmin):
    """Who belongs to which group, for when a group cannot help itself."""

    form = MembershipForm
    list_display = ["user", "group", "role", "joined_at", "ended_at"]
    list_filter = ["role"]
    list_select_related = ["user", "group"]
    search_fields = ["user__display_name", "group__name"]
    autocomplete_fields = ["user", "group"]
    export_columns = (
        ("利用者", lambda row: row.user.display_name),
        ("団体", lambda row: row.group.name),
        ("役割", lambda row: row.get_role_display()),
        ("加わった日時", lambda row: row.joined_at),
        ("所属を終えた日時", lambda row: row.ended_at),
    )
    change_form_template = "admin/groups/membership/change_form.html"

    def accounts_of(self, obj: Membership, form: Any) -> Iterable[User]:
        return [obj.user]

    def is_for(self, user: Person) -> bool:
        return bool(may_appoint(user))

    def may_add(self, user: Person) -> Verdict:
        return may_appoint(user)

    def may_change(self, user: Person, obj: Membership) -> Verdict:
        return can_change_place(user, obj)

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any
    ) -> Any:
        """Whoever has no list of all accounts names a person by their address."""
        if obj is None and not is_administrator(request.user):
            kwargs["form"] = AppointForm
        return super().get_form(request, obj, change=change, **kwargs)

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        known = obj is not None or is_administrator(request.user)
        ends = ["joined_at", "ended_at"] if obj is not None else []
        came = ["came_by", "came_on"] if obj is None else []
        return ["user" if known else "email", "group", "role", *came, *ends]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        """A place in a group stays that person's; only its role changes."""
        return ["user", "group", "joined_at", "ended_at"] if obj is not None else []

    def get_urls(self) -> list[Any]:
        end = self.admin_site.admin_view(require_POST(self.end_view))
        own = path("<path:object_id>/end/", end, name="groups_membership_end")
        return [own, *super().get_urls()]

    def end_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Somebody has left the group."""
        membership = self.found(request, object_id)
        end_membership(membership=membership, by=request.user)
        messages.success(request, "所属を終えました。記録は残ります。")
        return redirect(self.change_url(membership))

    def save_model(self, request: HttpRequest, obj: Membership, form: Any, change: bool) -> None:
        can_change_place(request.user, obj).enforce()
        with members_watched(obj.group, by=request.user, how=how_it_came(form.cleaned_data)):
            super().save_model(request, obj, form, change)


def roles_of(user: User) -> str:
    """The roles of a person's account, in the words of the screen."""
    labels = dict(Role.choices)
    return listed(labels.get(role.name, role.name) for role in user.groups.all())


class RoleFilter(admin.SimpleListFilter):
    """By role of the city's side, and by whether somebody works in a department."""

    title = "役割"
    parameter_name = "role"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Words]]:
        return [*Role.choices, ("department", "所管課の職員")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[User]) -> QuerySet[User]:
        if self.value() == "department":
            return queryset.filter(pk__in=Department.staff.through.objects.values("user"))
        if self.value() in Role.values:
            return queryset.filter(groups__name=self.value())
        return queryset


@admin.register(User)
class UserAdmin(KeptByAdministrator):
    """Accounts: the name shown, whether the account is open, the roles. Passwords are set by the
    people themselves."""

    form = AccountForm
    shows_contact = lists_contact = True
    list_display = ["display_name", "email", "role_labels", "standing_word", "last_login"]
    list_filter = ["is_active", "is_superuser", RoleFilter]
    search_fields = ["display_name", "email"]
    fields = [
        "email",
        "display_name",
        "is_active",
        "groups",
        "is_superuser",
        "standing_word",
        "joined_at",
        "confirmed_at",
        "last_login",
    ]
    readonly_fields = ["standing_word", "joined_at", "confirmed_at", "last_login"]
    export_columns = (
        ("表示名", lambda user: user.display_name),
        ("役割", roles_of),
        ("有効", lambda user: user.is_active),
        ("登録日時", lambda user: user.joined_at),
    )

    def accounts_of(self, obj: User, form: Any) -> Iterable[User]:
        return User.objects.filter(pk=obj.pk)  # as it is stored, not as it is about to be

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        return super().get_queryset(request).prefetch_related("groups")

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """Roles are given once the address is known to be its owner's: not while an account is made."""
        return list(self.fields) if obj is not None else ["email", "display_name"]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        """An address is confirmed by who it belongs to; nobody locks themselves out."""
        fixed = list(self.readonly_fields)
        if obj is not None:
            fixed.append("email")
        if obj is not None and obj.pk == request.user.pk:
            fixed += ["is_active", "is_superuser"]
        return fixed

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "groups":
            kwargs["widget"] = forms.CheckboxSelectMultiple
            return db_field.formfield(**kwargs)
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def save_model(self, request: HttpRequest, obj: User, form: Any, change: bool) -> None:
        """A new account has no password; its owner signs in with a code sent by mail."""
        if not change:
            obj.email = obj.email.lower()
            obj.set_unusable_password()
        super().save_model(request, obj, form, change)
        if not change:
            invite(obj, by=request.user)
            messages.info(
                request,
                f"新しいアカウントをつくり、{obj.email} に案内を送りました。ご本人が{INVITED_FOR}のうちに"
                "一度ログインすると、メールアドレスの確認が済み、役割や課を付けられるようになります。"
                "ログインがなければ、アカウントは消えます。",
            )

    @admin.display(description="アカウントの状態")
    def standing_word(self, user: User) -> str:
        return str(standing_of(user).label)

    @admin.display(description="役割")
    def role_labels(self, user: User) -> str:
        return roles_of(user)
