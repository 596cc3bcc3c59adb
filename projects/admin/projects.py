"""The register of projects in the admin: staff enter them, and keep those of their departments."""

from typing import Any

from django.contrib import admin, messages
from django.db import IntegrityError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path
from django.views.decorators.http import require_POST

from groups.models import Department
from groups.rules.people import coordinates, is_coordinator, is_department_staff
from kyodo_portal.cities import city
from kyodo_portal.cities.choices import pattern_name
from kyodo_portal.life.people import Person, is_signed_in
from kyodo_portal.life.verdicts import ALLOWED, Verdict
from kyodo_portal.staff.base import BY_INDEX, ExportColumns, PortalAdmin
from kyodo_portal.staff.districts import DistrictFilter, ShowsDistrict, with_district
from kyodo_portal.staff.filters import QueueFilter, YearFilter, queue_shown
from kyodo_portal.staff.inlines import PortalInline
from kyodo_portal.staff.summaries import IN_OTHER_LANGUAGES, SummariesAdmin
from kyodo_portal.words.languages import listed
from kyodo_portal.words.text import fiscal_years_short
from kyodo_portal.writing.locks import locked
from kyodo_portal.writing.once import key_in, own_key
from projects.actions.amendments import propose_change
from projects.actions.plan import save_plan
from projects.actions.register import open_to_public, register_project
from projects.admin.forms import (
    CostLines,
    DepartmentRows,
    GoalRows,
    PartnerRows,
    RegisterForm,
    TermsRows,
)
from projects.agreement.terms import digest_of, is_signed_by_all, terms_of
from projects.forms.plan import OF_THE_CITY, TERMS
from projects.forms.terms import terms_in
from projects.models import (
    Amendment,
    CostShare,
    Goal,
    Origin,
    Partner,
    Project,
    ResponsibleDepartment,
    RoleItem,
)
from projects.queues import UNPUBLISHED
from projects.rules import projects as rules
from projects.rules.projects import can_publish

HIDDEN_BECAUSE = {Origin.PROPOSAL.value: "募集の結果とともに公開されます"}
#: Of every other project: nobody has pressed the button yet.
ONE_BUTTON = "所管課か協働担当の「公開する」を待っています"


class PartnerInline(PortalInline):
    model = Partner
    formset = PartnerRows
    fields = ["group", "name", "kind_label"]
    autocomplete_fields = ["group"]
    extra = 1


class DepartmentInline(PortalInline):
    model = ResponsibleDepartment
    formset = DepartmentRows
    fields = ["department", "name"]
    extra = 1

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        formset = super().get_formset(request, obj, **kwargs)
        if issubclass(formset, DepartmentRows):
            formset.user = request.user
        return formset

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "department":
            kwargs["queryset"] = Department.objects.active()
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


class GoalInline(PortalInline):
    model = Goal
    formset = GoalRows
    fields = ["what", "how_much", "by_when", "achievement", "result"]
    extra = 1


class RoleInline(PortalInline):
    model = RoleItem
    formset = TermsRows
    fields = ["stage", "item", "bearer"]
    extra = 1


class CostInline(PortalInline):
    model = CostShare
    formset = CostLines
    fields = ["category", "payer", "amount", "note"]
    extra = 1


@admin.register(Project)
class ProjectAdmin(SummariesAdmin, ShowsDistrict, PortalAdmin):
    """Every collaboration of the city. What both sides agreed is saved as on the public pages: a
    change of it is an amendment, which holds once everybody has signed it."""

    form = RegisterForm
    list_display = ["title", "status_word", "years", "partners_label", "departments_label"]
    list_filter = [
        *(
            QueueFilter,
            "status",
            ("fiscal_year", YearFilter),
            "start_pattern",
            "main_form",
            "origin",
            DistrictFilter,
        ),
        "published_at",
    ]
    search_fields = BY_INDEX
    search_help_text = "事業名・概要・目的・内容・場所・団体名・活動の報告から探します。"
    inlines = [PartnerInline, DepartmentInline, GoalInline, RoleInline, CostInline]
    change_form_template = "admin/projects/project/change_form.html"
    readonly_fields = ["published_at", "conditions", "district_shown"]
    fieldsets = [
        (None, {"fields": ["once", "title", "title_kana", "subtitle", "summary"]}),
        (
            "目的と内容",
            {
                "fields": [
                    *("purpose", "background", "content", "why_together", "expected_effect"),
                    *("target_people", "expected_count", "how_to_join"),
                ]
            },
        ),
        (
            "類型・時期・場所",
            {
                "fields": [
                    *("start_pattern", "main_form", "further_forms", "fields_of_activity"),
                    *("fiscal_year", "fiscal_year_end", "starts_on", "ends_on", "place"),
                    *("district", "latitude", "longitude"),
                ]
            },
        ),
        ("費用", {"fields": ["budget_total", "budget_city", "budget_cap", "budget_decided"]}),
        ("結果と公開", {"fields": ["result", "conditions", "published_at"]}),
        IN_OTHER_LANGUAGES,
    ]
    export_columns = (
        ("事業名", lambda project: project.title),
        ("フリガナ", lambda project: project.title_kana),
        ("状態", lambda project: project.status_label),
        ("年度", lambda project: project.fiscal_year),
        ("終わりの年度", lambda project: project.fiscal_year_end),
        ("始まりの類型", lambda project: pattern_name(project.start_pattern)),
        ("形態", lambda project: listed(form.name for form in project.all_forms)),
        ("分野", lambda project: listed(str(field) for field in project.fields.all())),
        ("相手団体", lambda project: listed(project.partner_names)),
        ("所管課", lambda project: listed(project.department_names)),
        ("市民と市民の協働", lambda project: project.between_citizens),
        ("始まる日", lambda project: project.starts_on),
        ("終わる日", lambda project: project.ends_on),
        ("場所", lambda project: project.place),
        ("地区", lambda project: project.district_name),
        ("事業費の計画額（円）", lambda project: project.budget_total),
        ("うち市の負担の計画額（円）", lambda project: project.budget_city),
        ("公開した日時", lambda project: project.published_at),
    )

    export_prefetch = ("fields",)

    def is_for(self, user: Person) -> bool:
        return user.is_superuser or is_coordinator(user) or is_department_staff(user)

    def may_add(self, user: Person) -> Verdict:
        return rules.can_register(user)

    def may_change(self, user: Person, obj: Project) -> Verdict:
        return rules.can_edit(user, obj)

    def has_notes_for(self, user: Person, obj: Project) -> bool:
        """Also the staff of the responsible departments."""
        return super().has_notes_for(user, obj) or rules.is_city_side(user, obj)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Project]:
        records: Any = super().get_queryset(request)
        return records.with_list_parts()

    def get_list_display(self, request: HttpRequest) -> list[Any]:
        """In a queue of what is not public also why not."""
        columns = super().get_list_display(request)
        queue = queue_shown(request, self.model)
        return [*columns, "why_hidden"] if queue and queue.key in UNPUBLISHED else columns

    @admin.display(description="公開されていないわけ")
    def why_hidden(self, project: Project) -> str:
        return HIDDEN_BECAUSE.get(project.origin, ONE_BUTTON)

    @admin.display(description="年度", ordering="fiscal_year")
    def years(self, project: Project) -> str:
        return fiscal_years_short(project.fiscal_year, project.fiscal_year_end)

    @admin.display(description="相手団体")
    def partners_label(self, project: Project) -> str:
        return listed(project.partner_names)

    @admin.display(description="所管課")
    def departments_label(self, project: Project) -> str:
        return listed(project.department_names)

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """With the 地区 where the city has any."""
        is_read = obj is not None and not self.has_change_permission(request, obj)
        return with_district(self._parts(request, obj), obj, is_read=is_read)

    def _parts(self, request: HttpRequest, obj: Any) -> Any:
        """How a project begins is asked when it is entered, and never again; of its start pattern only
        where the city has them."""
        hidden = set() if city().has_patterns else {"start_pattern"}
        is_changed = obj is not None and self.has_change_permission(request, obj)
        if obj is not None and not is_changed:
            hidden |= {"once", "further_forms", "fields_of_activity"}
        parts = [
            (name, {"fields": [field for field in part["fields"] if field not in hidden]})
            for name, part in self.fieldsets
        ]
        if obj is None:
            among = ["among_citizens"] if city().citizens_together else []
            return [*parts, ("登録のしかた", {"fields": ["origin", "starts_as", *among]})]
        if is_changed and self._is_signed(obj):
            return [*parts, ("署名した内容を変えるとき", {"fields": ["change_reason"]})]
        return parts

    def exported(self) -> ExportColumns:
        has_patterns = city().has_patterns
        absent = () if has_patterns else ("始まりの類型",)
        if not city().citizens_together:
            absent = (*absent, "市民と市民の協働")
        return tuple(each for each in super().exported() if each[0] not in absent)

    def get_list_filter(self, request: HttpRequest) -> Any:
        filters = super().get_list_filter(request)
        return [each for each in filters if each != "start_pattern" or city().has_patterns]

    def _is_signed(self, obj: Any) -> bool:
        """Whether everybody has signed what this page shows; asked once for each page."""
        if not hasattr(obj, "is_signed_here"):
            obj.is_signed_here = is_signed_by_all(obj)
        return bool(obj.is_signed_here)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """The ceiling of an adopted proposal is the city's decision."""
        if obj is None or obj.origin != Origin.PROPOSAL:
            return self.readonly_fields
        user = request.user
        if coordinates(user, obj) and rules.may_judge(user, obj):
            return self.readonly_fields
        return [*self.readonly_fields, "budget_cap", "budget_decided"]

    def get_formset_kwargs(self, request: HttpRequest, obj: Any, inline: Any, prefix: str) -> Any:
        """A project entered by staff begins with their own department."""
        kwargs = super().get_formset_kwargs(request, obj, inline, prefix)
        own = sorted(request.user.department_ids) if is_signed_in(request.user) else []
        if isinstance(inline, DepartmentInline) and request.method == "GET" and obj.pk is None:
            kwargs["initial"] = [{"department": pk} for pk in own[: inline.extra]]
        return kwargs

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Saved together with its rows, in `save_related`."""

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        def write(project: Project) -> None:
            if change:
                PortalAdmin.save_model(self, request, form.instance, form, change)
            else:
                project.submission_key = own_key(form.cleaned_data["once"], request.user)
                project.save()
            form.save_numbers(project)
            PortalAdmin.save_related(self, request, form, formsets, change)

        # Asked of the project that is held: the last signature may come in this moment.
        stored = locked(Project, pk=form.instance.pk) if change else None
        if stored is not None and is_signed_by_all(stored):
            self._save_signed(request, stored, form, {one.prefix: one for one in formsets})
            return
        if not change:
            starts_as = form.cleaned_data["starts_as"]
            register_project(
                project=form.instance, by=request.user, starts_as=starts_as, write=write
            )
        elif save_plan(project=form.instance, by=request.user, write=write):
            messages.info(
                request,
                "署名する内容が変わりました。すでに署名のある事業では、もう一度署名をお願いします。",
            )

    def _save_signed(
        self, request: HttpRequest, stored: Project, form: Any, tables: dict[str, Any]
    ) -> None:
        """What nobody signs is saved; a change of what everybody signed goes out to be signed. A page
        that was opened before the last signature has no reason yet, and is asked for it."""
        terms = terms_in(form.instance, tables)
        columns = {field.name for field in self.opts.concrete_fields} & set(form.cleaned_data)
        beside = columns - {*TERMS, *OF_THE_CITY, "conditions"}

        def write(project: Project) -> None:
            for name in beside:
                setattr(project, name, form.cleaned_data[name])
            project.save(update_fields=sorted({*beside, "updated_at"}))
            form.save_numbers(project)
            for row in tables["goals"].initial_forms:
                if {"achievement", "result"} & set(row.changed_data):
                    written = {name: row.cleaned_data[name] for name in ("achievement", "result")}
                    Goal.objects.filter(pk=row.instance.pk).update(**written)

        for rows in tables.values():  # what Django tells of a table that was saved
            rows.new_objects, rows.changed_objects, rows.deleted_objects = [], [], []
        save_plan(project=stored, by=request.user, write=write)
        if digest_of(terms) != digest_of(terms_of(stored)):
            propose_change(
                project=stored,
                by=request.user,
                terms=terms,
                reason=form.cleaned_data.get("change_reason", ""),
            )
            messages.info(
                request,
                "署名した内容の変更は、変更案として出しました。"
                "全員の署名がそろうまで、事業のページはいまの協定のままです。",
            )

    def _record(self, *_: Any) -> None:
        """Recorded by `register_project` and `save_plan`."""

    def add_view(self, request: HttpRequest, form_url: str = "", extra_context: Any = None) -> Any:
        """One submission makes one project, however often the button is pressed."""
        try:
            earlier = self._earlier(request)
            return earlier or super().add_view(request, form_url, extra_context)
        except IntegrityError:
            earlier = self._earlier(request)
            if earlier is None:
                raise
            return earlier

    def _earlier(self, request: HttpRequest) -> HttpResponse | None:
        if request.method != "POST":
            return None
        key = own_key(key_in(request.POST.get("once", "")), request.user)
        made = Project.objects.filter(created_by=request.user.pk, submission_key=key).first()
        return redirect(self.change_url(made)) if made is not None else None

    def get_urls(self) -> list[Any]:
        publish = self.admin_site.admin_view(require_POST(self.publish_view))
        own = path("<path:object_id>/publish/", publish, name="projects_project_publish")
        return [own, *super().get_urls()]

    def publish_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Open a project of the register to everybody."""
        project = self.found(request, object_id)
        open_to_public(project=project, by=request.user)
        messages.success(request, "事業を公開しました。")
        return redirect(self.change_url(project))

    def page_context(self, request: HttpRequest, obj: Project) -> dict[str, Any]:
        changing = rules.can_change_parties(obj) if self.may_change(request.user, obj) else ALLOWED
        return {
            "publishing": can_publish(request.user, obj),
            "parties_held": changing.reason,
            "amendment": Amendment.objects.running_for(obj),
        }
