"""Who stands in for the coordinators, in the administrator's hands."""

from typing import Any

from django import forms
from django.apps import apps
from django.contrib import messages
from django.contrib.auth import get_user_model
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path
from django.views.decorators.http import require_POST

from kyodo_portal.life.flows import REGISTRY
from kyodo_portal.life.people import Person
from kyodo_portal.life.stand_ins import StandIn
from kyodo_portal.life.standing_in import (
    can_name_stand_in,
    can_stand_in,
    end_stand_in,
    free_to_stand_in,
    may_name_stand_ins,
    name_stand_in,
)
from kyodo_portal.life.verdicts import Verdict
from kyodo_portal.staff.base import PortalAdmin
from kyodo_portal.words.languages import listed
from kyodo_portal.writing.columns import field_of


def record_of(model: str, number: str) -> Any:
    """The record with a life that these name. Raises `Http404` where there is none."""
    if model not in REGISTRY or not number.isdecimal() or len(number) > 18:
        raise Http404("お探しのものは見つかりません。")
    record = apps.get_model(model)._base_manager.filter(pk=int(number)).first()
    if record is None:
        raise Http404("お探しのものは見つかりません。")
    return record


class StaffChoice(forms.ModelChoiceField):
    """Members of staff, each with the departments they work in."""

    def label_from_instance(self, obj: Any) -> str:
        offices = listed(department.name for department in obj.departments.all())
        return f"{obj.display_name}（{offices}）"


NOT_FREE = "この件に利害関係のない職員を選んでください。選ばれた人は、この件の代理になれません。"


class StandInForm(forms.ModelForm):
    """Whom, and why. The record is that of the address."""

    record: Any = None
    by: Any = None

    class Meta:
        model = StandIn
        fields = ["person", "reason"]
        field_classes = {"person": StaffChoice}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "person" in self.fields:
            free = [person.pk for person in free_to_stand_in(self.record, by=self.by)]
            people = get_user_model().objects.filter(pk__in=free).with_places()
            field = field_of(self, "person", StaffChoice)
            field.queryset = people.order_by("display_name", "pk")
            field.error_messages["invalid_choice"] = NOT_FREE

    def clean_person(self) -> Any:
        person = self.cleaned_data["person"]
        verdict = can_stand_in(person, self.record, by=self.by)
        if not verdict:
            raise forms.ValidationError(verdict.reason)
        return person


class StandInAdmin(PortalAdmin):
    """Named from the page of the record; ended here."""

    form = StandInForm
    list_display = ["target_label", "person", "named_by", "named_at", "ended_at"]
    list_filter = ["named_at", "ended_at"]
    list_select_related = ["person", "named_by"]
    search_fields = ["target_label", "person__display_name"]
    change_form_template = "admin/kyodo_portal/standin/change_form.html"
    export_columns = (
        ("対象", lambda row: row.target_label),
        ("代理をする職員", lambda row: row.person.display_name),
        ("理由", lambda row: row.reason),
        ("決めた日時", lambda row: row.named_at),
        ("終えた日時", lambda row: row.ended_at),
    )

    def may_add(self, user: Person) -> Verdict:
        return may_name_stand_ins(user)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """From the page of the record alone: its address says which."""
        return "model" in request.GET and super().has_add_permission(request)

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        if obj is None:
            return ["person", "reason"]
        return ["target_label", "person", "reason", "named_by", "named_at", "ended_at"]

    def add_view(self, request: HttpRequest, form_url: str = "", extra_context: Any = None) -> Any:
        if self.has_add_permission(request):
            can_name_stand_in(request.user, self._named_in(request)).enforce()
        return super().add_view(request, form_url, extra_context)

    def _named_in(self, request: HttpRequest) -> Any:
        return record_of(request.GET.get("model", ""), request.GET.get("number", ""))

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any
    ) -> Any:
        form: Any = super().get_form(request, obj, change, **kwargs)
        if obj is None:
            form.record, form.by = self._named_in(request), request.user
        return form

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        context["record"] = self._named_in(request) if kwargs.get("obj") is None else None
        context["stands_in_for"] = None
        return super().render_change_form(request, context, *args, **kwargs)

    def save_form(self, request: HttpRequest, form: Any, change: bool) -> Any:
        return name_stand_in(
            record=form.record,
            person=form.cleaned_data["person"],
            reason=form.cleaned_data["reason"],
            by=form.by,
        )

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Saved by the act of naming."""

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """There is nothing else to save."""

    def _record_of(self, obj: StandIn) -> Any:
        return record_of(obj.target_model, str(obj.target_id))

    def page_context(self, request: HttpRequest, obj: StandIn) -> dict[str, Any]:
        return {"stands_in_for": self._record_of(obj)}

    def get_urls(self) -> list[Any]:
        end = self.admin_site.admin_view(require_POST(self.end_view))
        own = path("<path:object_id>/end/", end, name="kyodo_portal_standin_end")
        return [own, *super().get_urls()]

    def end_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        stand_in = self.found(request, object_id)
        end_stand_in(stand_in=stand_in, record=self._record_of(stand_in), by=request.user)
        messages.success(request, "代理の役目を終えました。")
        return redirect(self.change_url(stand_in))
