"""What people see is needed, at the desk: looked at, grouped, passed on, answered, led on."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path
from django.views.decorators.http import require_http_methods

from groups.rules.people import is_coordinator, is_department_staff
from kyodo_portal.cities import city
from kyodo_portal.life.counter import came_in_words
from kyodo_portal.life.people import Person, is_signed_in
from kyodo_portal.life.reading import ReadingKind
from kyodo_portal.staff.base import BY_INDEX
from kyodo_portal.staff.filters import QueueFilter, VisibleRelatedFilter
from kyodo_portal.staff.nexts import NextAdmin
from kyodo_portal.staff.pages import FormPart, PageAdmin, Part
from kyodo_portal.templatetags.ui_contact import contact_links
from kyodo_portal.web.bodies import takes_files
from kyodo_portal.words.personal import looks_personal
from proposals.actions import concern_answers
from proposals.actions.concern_looks import publish_concern
from proposals.actions.concerns import confirm_by_call
from proposals.actions.many_concerns import handle_many
from proposals.admin.forms import DepartmentForm
from proposals.concerning import leads_of, photo_shown
from proposals.forms.concern_answers import (
    AnswerForm,
    LeadForm,
    ManyForm,
    MergeForm,
    PhotoRefusalForm,
    PhotoReplacementForm,
)
from proposals.forms.concern_looking import PhotoLookForm, PublishForm, has_photo_to_look_at
from proposals.models import Concern, ConcernStatus
from proposals.rules import concerns as rules

MANY = 100
"""How many of the newest are handled on one page."""


@admin.register(Concern)
class ConcernAdmin(PageAdmin, NextAdmin):
    """All for the coordinators, those passed to it for a department."""

    page_template = "admin/proposals/concern/page.html"
    change_list_template = "admin/proposals/concern/change_list.html"
    guarded = ("department",)
    list_display = [
        "title",
        "status_word",
        "place",
        "people",
        "department",
        "look_by",
        "created_at",
    ]
    list_filter = [
        QueueFilter,
        "status",
        "outcome",
        ("department", VisibleRelatedFilter),
        "came_by",
        "created_at",
    ]
    list_select_related = ["department"]
    not_in_queues = ("created_at", "look_by")
    search_fields = BY_INDEX
    search_help_text = "困りごと・場所・回答から探します。"
    export_columns = (
        ("困りごと", lambda row: row.title),
        ("場所", lambda row: row.place),
        ("地区", lambda row: row.district_name),
        ("分野", lambda row: row.field_label),
        ("状態", lambda row: row.status_label),
        ("困っている人の数", lambda row: row.people),
        ("担当する課", lambda row: row.department),
        ("回答", lambda row: row.get_outcome_display()),
        ("届いた日時", lambda row: row.created_at),
        ("確認する期限", lambda row: row.look_by),
        ("公開した日時", lambda row: row.published_at),
        ("回答した日時", lambda row: row.answered_at),
        ("受け付けた方法", lambda row: row.get_came_by_display()),
    )

    def is_for(self, user: Person) -> bool:
        return user.is_superuser or is_coordinator(user) or is_department_staff(user)

    def has_notes_for(self, user: Person, obj: Concern) -> bool:
        return super().has_notes_for(user, obj) or rules.is_desk(user, obj)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        user, found = request.user, super().get_queryset(request)
        if not is_signed_in(user):
            return found.none()
        return found.filter(pk__in=Concern.objects.at_desk(user).values("pk"))

    # ---- one of them ----

    def page_context(self, request: HttpRequest, obj: Concern) -> dict[str, Any]:
        user, photo = request.user, photo_shown(obj, request.user)
        judges_photo = photo is not None and bool(rules.can_judge_photo(user, obj))
        can_publish = bool(rules.can_publish(user, obj))
        # A photo is looked at with its words; alone, where those are public already.
        alone = judges_photo and not can_publish
        merged = obj.merged.all()
        forms: dict[str, Any] = {
            "publish_form": PublishForm(
                has_photo=has_photo_to_look_at(obj), initial={"as_read": obj.as_read}
            )
            if can_publish
            else None,
            "can_call": obj.is_to_be_called and bool(rules.may_look(user, obj)),
            "photo_ok_form": PhotoLookForm(initial={"as_read": obj.as_read})
            if alone and photo is not None and not photo.is_public
            else None,
            "refuse_photo_form": PhotoRefusalForm()
            if alone and photo is not None and not photo.refused_because
            else None,
            "replace_photo_form": PhotoReplacementForm() if judges_photo else None,
            "department_form": DepartmentForm(initial={"department": obj.department_id})
            if rules.can_pass_on(user, obj)
            else None,
            "merge_form": MergeForm(besides=obj.pk) if rules.can_merge(user, obj) else None,
            "can_part": obj.status == ConcernStatus.MERGED and bool(rules.may_look(user, obj)),
            "answer_form": AnswerForm(
                initial={
                    name: getattr(obj, name)
                    for name in ("outcome", "answer", "answer_when", "answer_where")
                }
            )
            if rules.can_answer(user, obj)
            else None,
            "lead_form": LeadForm(by=user) if rules.can_lead_on(user, obj) else None,
        }
        held = obj.same_as
        return {
            **super().page_context(request, obj),
            **forms,
            "has_parts": any(forms.values()),
            "facts": self._facts(request, obj),
            "text": obj.text,
            "looks": looks_personal(obj.words_told, known=(city().desk.phone, city().desk.email)),
            "photo": photo,
            "held": held,
            "held_url": self.change_url(held) if held else "",
            "merged": [(each.title, self.change_url(each)) for each in merged],
            "leads": leads_of(obj, user),
        }

    def _facts(self, request: HttpRequest, obj: Concern) -> list[tuple[str, Any]]:
        facts = self.facts(obj, ("place", "people", "look_by", "department", "created_at"))
        facts += [
            ("地区", obj.district_name),
            ("分野", obj.field_label),
            ("受け付け", came_in_words(obj)),
        ]
        if obj.outcome:
            facts += self.facts(obj, ("outcome", "answer", "answer_when", "answer_where"))
        if obj.guest is not None and rules.may_look(request.user, obj):
            facts += [("書いた方", obj.guest.name)]
            if obj.guest.phone:
                facts += [("電話番号", contact_links(obj.guest.phone))]
            if obj.guest.email:
                facts += [("メールアドレス", contact_links(obj.guest.email))]
            self.note_reading(request, ReadingKind.CONTACT, of=obj)
        elif obj.created_by is not None and rules.may_look(request.user, obj):
            facts += [("書いた方", obj.created_by.display_name)]
        return [(label, value) for label, value in facts if value]

    def parts(self) -> dict[str, Part]:
        return {
            "called": self.called,
            "publish": self.publish,
            "photo_ok": self.photo_ok,
            "part": self.part,
            "merge": self.merge,
            "lead": self.lead,
            "replace_photo": self.replace_photo,
            "refuse_photo": FormPart(
                who=rules.can_judge_photo,
                form=PhotoRefusalForm,
                act=concern_answers.refuse_photo,
                done="写真を公開しないことにしました。書いた方に理由を知らせます。",
            ),
            "department": FormPart(
                who=rules.can_pass_on,
                form=DepartmentForm,
                act=concern_answers.pass_on,
                done=lambda given: f"{given['department'].name}に渡しました。",
            ),
            "answer": FormPart(
                who=rules.can_answer,
                form=AnswerForm,
                act=concern_answers.answer_concern,
                done="回答しました。書いた方と「わたしも」の方に知らせます。",
            ),
        }

    def called(self, request: HttpRequest, obj: Concern) -> str:
        confirm_by_call(concern=obj, by=request.user)
        return "ご本人と確かめました。内容を確かめて、公開するかどうかを決めてください。"

    def publish(self, request: HttpRequest, obj: Concern) -> str | BaseForm:
        rules.can_publish(request.user, obj).enforce()
        form = PublishForm(request.POST, has_photo=has_photo_to_look_at(obj))
        if not form.is_valid():
            return form
        publish_concern(concern=obj, by=request.user, **form.looked)
        return "公開しました。書いた方にお知らせします。"

    def photo_ok(self, request: HttpRequest, obj: Concern) -> str | BaseForm:
        rules.can_judge_photo(request.user, obj).enforce()
        form = PhotoLookForm(request.POST)
        if not form.is_valid():
            return form
        as_read = form.cleaned_data["as_read"]
        concern_answers.let_photo_be(concern=obj, by=request.user, as_read=as_read)
        return "写真を確かめました。困りごとと一緒に公開されます。"

    def part(self, request: HttpRequest, obj: Concern) -> str:
        concern_answers.part_concern(concern=obj, by=request.user)
        return "まとめから外しました。もう一度、公開するかどうかを決めてください。"

    def merge(self, request: HttpRequest, obj: Concern) -> str | BaseForm:
        rules.can_merge(request.user, obj).enforce()
        form = MergeForm(request.POST, besides=obj.pk)
        if not form.is_valid():
            return form
        into = form.cleaned_data["into"]
        concern_answers.merge_concerns(concerns=[obj], into=into, by=request.user)
        return f"「{into}」にまとめました。書いた方に知らせます。"

    def lead(self, request: HttpRequest, obj: Concern) -> str | BaseForm:
        rules.can_lead_on(request.user, obj).enforce()
        form = LeadForm(request.POST, by=request.user)
        if not form.is_valid():
            return form
        end = form.cleaned_data["call"] or form.cleaned_data["help_wanted"]
        concern_answers.lead_on(concern=obj, by=request.user, end=end)
        return f"「{end}」と結びつけました。"

    def replace_photo(self, request: HttpRequest, obj: Concern) -> str | BaseForm:
        rules.can_judge_photo(request.user, obj).enforce()
        form = PhotoReplacementForm(request.POST, request.FILES)
        if not form.is_valid():
            return form
        concern_answers.replace_photo(concern=obj, by=request.user, **form.cleaned_data)
        return "写真を差し替えました。"

    # ---- several at once ----

    def get_urls(self) -> list[Any]:
        view = require_http_methods(["GET", "HEAD", "POST"])(self.many_view)
        many = path("many/", self.admin_site.admin_view(view), name="proposals_concern_many")
        found = [many, *super().get_urls()]
        for each in found:
            if getattr(each, "name", "") == "proposals_concern_change":
                takes_files(each.callback)
        return found

    def many_view(self, request: HttpRequest) -> HttpResponse:
        """Publish, pass on or merge several of what is to be looked at or answered."""
        if not (self.is_for(request.user) and is_coordinator(request.user)):
            raise PermissionDenied("まとめて扱えるのは、協働担当の職員です。")
        visible = Concern.objects.visible_to(request.user).filter(
            status__in=rules.BEFORE_THE_ANSWER
        )
        newest = list(visible.order_by("-created_at", "-pk").values_list("pk", flat=True)[:MANY])
        waiting = Concern.objects.filter(pk__in=newest).select_related("photo")
        waiting = waiting.order_by("-created_at", "-pk")
        form = ManyForm(request.POST if request.method == "POST" else None, waiting=waiting)
        if form.is_valid():
            done, refusals = handle_many(by=request.user, **form.cleaned_data)
            if done:
                messages.success(request, f"{done}件を行いました。")
            for refusal in refusals:
                messages.error(request, refusal)
            return redirect(f"{self.list_url()}many/")
        context = {
            **self.admin_site.each_context(request),
            "title": "困りごとをまとめて扱う",
            "opts": self.opts,
            "form": form if newest else None,
            "most": MANY,
        }
        status = 422 if form.errors else 200
        return TemplateResponse(
            request, "admin/proposals/concern/many.html", context, status=status
        )
