"""The coordination desk: the thread, the answer, and handing over to a department."""

from typing import Any

from django.contrib import admin
from django.db import transaction
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse

from groups.rules.people import is_coordinator, is_department_staff
from kyodo_portal.life.flows import MoveRefused
from kyodo_portal.life.people import Person
from kyodo_portal.life.verdicts import Verdict, refuse
from kyodo_portal.staff.filters import QueueFilter, VisibleRelatedFilter
from kyodo_portal.staff.pages import FormPart, Part
from kyodo_portal.words.languages import JAPANESE
from kyodo_portal.writing.columns import label_of
from kyodo_portal.writing.locks import all_locked
from proposals.actions.consultation_notes import add_note, make_responsible
from proposals.actions.consultations import reply_to
from proposals.actions.handover import hand_over
from proposals.actions.passings import enter_consent, propose_passing
from proposals.admin.counter_consultations import CounterConsultationAdmin
from proposals.admin.forms import DepartmentForm
from proposals.admin.passing_forms import ConsentForm, PassingForm
from proposals.forms.consultation_notes import NoteForm, ResponsibleForm
from proposals.forms.consultations import ReplyForm
from proposals.models import Consultation
from proposals.paper_letters import answers_to_post
from proposals.rules.consultations import (
    can_answer,
    can_hand_over,
    can_make_responsible,
    can_note,
    can_post_letters,
    can_write,
    is_desk,
    is_reading_for_city,
)
from proposals.rules.passings import may_enter_consent, may_pass_on
from proposals.threads import thread_of


@admin.register(Consultation)
class ConsultationAdmin(CounterConsultationAdmin):
    """Consultations: all for the desk, those handed to it for a department."""

    page_template = "admin/proposals/consultation/page.html"
    guarded = ("department", "responsible")
    list_display = [
        *("subject", "status_word", "asked_by", "language"),
        *("department", "responsible", "updated_at"),
    ]
    list_filter = [
        *(QueueFilter, "status", ("department", VisibleRelatedFilter)),
        *(("project", VisibleRelatedFilter), "created_at"),
    ]
    list_select_related = ["group", "department", "responsible"]
    search_fields = ["subject", "concern", "idea", "place", "group__name"]
    search_help_text = "件名・内容・場所・団体名から探します。"
    export_columns = (
        ("件名", lambda consultation: consultation.subject),
        ("状態", lambda consultation: consultation.status_label),
        ("団体", lambda consultation: consultation.group or "個人"),
        ("ことば", lambda consultation: consultation.get_asked_in_display()),
        ("担当する課", lambda consultation: consultation.department),
        ("担当者", lambda consultation: consultation.responsible),
        ("事業", lambda consultation: consultation.project),
        ("登録日時", lambda consultation: consultation.created_at),
        ("更新日時", lambda consultation: consultation.updated_at),
    )

    def is_for(self, user: Person) -> bool:
        return user.is_superuser or is_coordinator(user) or is_department_staff(user)

    @admin.display(description="相談した人", ordering="group__name")
    def asked_by(self, consultation: Consultation) -> str:
        return consultation.group.name if consultation.group is not None else "個人"

    @admin.display(description="ことば", ordering="asked_in", empty_value="")
    def language(self, consultation: Consultation) -> str:
        """Where it was not asked in Japanese."""
        is_japanese = consultation.asked_in == JAPANESE.code
        return "" if is_japanese else str(consultation.get_asked_in_display())

    def has_notes_for(self, user: Person, obj: Consultation) -> bool:
        """Also the department it was handed to."""
        return super().has_notes_for(user, obj) or is_desk(user, obj)

    def page_context(self, request: HttpRequest, obj: Consultation) -> dict[str, Any]:
        user = request.user
        answering = can_answer(user, obj) and can_write(user, obj)
        return {
            "asked_by": obj.asker_name,
            "facts": [
                *self.counter_facts(request, obj),
                *self.facts(obj, ("place", "department", "responsible", "created_at")),
            ],
            "to_post": answers_to_post(obj) if can_post_letters(user, obj) else [],
            "sections": [
                (label_of(obj, name), getattr(obj, name))
                for name in ("concern", "idea", "hoped_help")
            ],
            "thread": thread_of(obj, for_city=is_reading_for_city(user, obj)),
            "project": obj.project,
            "proposals": list(obj.proposals.visible_to(user)),
            "reply_form": ReplyForm() if answering else None,
            "note_form": NoteForm(consultation=obj) if can_note(user, obj) else None,
            "responsible_form": ResponsibleForm(
                consultation=obj, initial={"responsible": obj.responsible_id}
            )
            if can_make_responsible(user, obj)
            else None,
            "department_form": DepartmentForm(initial={"department": obj.department_id})
            if can_hand_over(user, obj)
            else None,
            "passing_form": PassingForm() if may_pass_on(user, obj) else None,
            "consent_form": ConsentForm() if self._may_enter_consent(user, obj) else None,
            "passings": list(obj.passings.select_related("group")),
        }

    def parts(self) -> dict[str, Part]:
        return {
            "reply": self.reply,
            "posted": self.posted,
            "note": FormPart(
                who=can_note,
                form=NoteForm,
                needs=lambda consultation: {"consultation": consultation},
                act=add_note,
                done="話した内容を書き留めました。",
            ),
            "responsible": FormPart(
                who=can_make_responsible,
                form=ResponsibleForm,
                needs=lambda consultation: {"consultation": consultation},
                act=make_responsible,
                done=lambda given: f"担当を{given['responsible'].display_name}にしました。",
            ),
            "passing": FormPart(
                who=may_pass_on,
                form=PassingForm,
                act=propose_passing,
                done=lambda given: (
                    f"{given['group'].name}につなぐことを、相談した方にすすめました。"
                ),
            ),
            "consent": FormPart(
                who=self._may_enter_consent,
                form=ConsentForm,
                act=self.enter_consent,
                done="伺った同意で、団体につなぎました。相談した方にも、そのことを知らせます。",
            ),
            "department": FormPart(
                who=can_hand_over,
                form=DepartmentForm,
                act=hand_over,
                done=lambda given: f"{given['department'].name}に渡しました。",
            ),
        }

    def move_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """What was passed on is held before the consultation of which it is a part (see `locked`)."""
        with transaction.atomic():
            all_locked(self.found(request, object_id).passings.running())
            return super().move_view(request, object_id)

    @staticmethod
    def _may_enter_consent(user: Person, obj: Consultation) -> Verdict:
        """Where one waits for the yes of whoever asked."""
        proposed = obj.passings.proposed().first()
        if proposed is None:
            return refuse("同意を待っている団体は、いまありません。ページを開き直してください。")
        return may_enter_consent(user, proposed)

    @staticmethod
    def enter_consent(*, consultation: Consultation, by: Person, **received: Any) -> None:
        proposed = consultation.passings.proposed().first()
        if proposed is None:
            raise MoveRefused(
                "同意を待っている団体は、いまありません。ページを開き直してください。"
            )
        enter_consent(passing=proposed, by=by, **received)

    def reply(self, request: HttpRequest, obj: Consultation) -> str | BaseForm:
        can_answer(request.user, obj).enforce()
        form = ReplyForm(request.POST)
        if not form.is_valid():
            return form
        with transaction.atomic():
            reply_to(
                consultation=obj,
                body=form.cleaned_data["body"],
                by=request.user,
                key=form.cleaned_data["submission_key"],
            )
        return "回答を送りました。"
