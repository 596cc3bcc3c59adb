"""Departments write their opinions on proposals here; the desk sees how far each is."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.forms import BaseForm
from django.http import HttpRequest

from groups.rules.people import is_coordinator, is_department_staff
from kyodo_portal.life.people import Person, is_signed_in
from kyodo_portal.life.verdicts import Verdict
from kyodo_portal.staff.filters import QueueFilter, VisibleRelatedFilter
from kyodo_portal.staff.pages import FormPart, PageAdmin, Part
from proposals.actions.department_opinions import (
    correct_opinion,
    request_opinion,
    write_opinion,
)
from proposals.department_reading import read_whole
from proposals.forms.department_opinions import (
    OpinionCorrectionForm,
    OpinionForm,
    RequestOpinionForm,
)
from proposals.models import DepartmentOpinion, Proposal
from proposals.rules.department_opinions import (
    can_request_opinion,
    can_write_opinion,
    may_correct_opinion,
)
from proposals.rules.proposals import can_follow_review


@admin.register(DepartmentOpinion)
class DepartmentOpinionAdmin(PageAdmin):
    """What a department says of a proposal, until it is settled."""

    page_template = "admin/proposals/departmentopinion/page.html"
    guarded = ("opinion",)
    list_display = ["proposal", "department", "status_word", "due_on", "settled_at"]
    list_filter = [QueueFilter, "status", ("department", VisibleRelatedFilter)]
    list_select_related = ["proposal", "department"]
    not_in_queues = ("settled_at",)
    search_fields = ["proposal__title", "proposal__number"]
    search_help_text = "事業名・受付番号から探します。"
    export_columns = (
        ("提案", lambda row: row.proposal.title),
        ("受付番号", lambda row: row.proposal.number),
        ("意見を書く課", lambda row: row.department),
        ("状態", lambda row: row.status_label),
        ("意見書の期限", lambda row: row.due_on),
        ("確定した日時", lambda row: row.settled_at),
        ("返答の期限", lambda row: row.answer_due_on),
    )
    export_prefetch = ("proposal", "department")

    def is_for(self, user: Person) -> bool:
        return user.is_superuser or is_coordinator(user) or is_department_staff(user)

    def may_open(self, user: Person, obj: DepartmentOpinion) -> Verdict:
        """Nobody of the proposing side reads it before it is settled."""
        return can_follow_review(user, obj.proposal)

    def get_queryset(self, request: HttpRequest) -> QuerySet[DepartmentOpinion]:
        """What the city's side sees: proposers and reviewers read it on their own pages."""
        found = super().get_queryset(request)
        user = request.user
        if user.is_superuser or is_coordinator(user):
            return found
        mine = user.department_ids if is_signed_in(user) else ()
        return found.filter(department__in=mine)

    def get_object(self, request: HttpRequest, object_id: str, from_field: Any = None) -> Any:
        obj = super().get_object(request, object_id, from_field)
        if obj is None:
            return None
        whole = self.model.objects.select_related(
            "proposal__call", "proposal__group", "department", "answer_version", "written_by"
        )
        return whole.get(pk=obj.pk)

    def page_context(self, request: HttpRequest, obj: DepartmentOpinion) -> dict[str, Any]:
        user = request.user
        return {
            "facts": [
                ("受付番号", obj.proposal.number),
                ("提案した人", obj.proposal.proposer_label),
                ("意見を書く課", obj.department),
                ("書いた人", obj.written_by.display_name if obj.written_by else "—"),
                *self.facts(obj, ("due_on", "settled_at", "answer_due_on")),
            ],
            "read": read_whole(obj),
            "opinion_form": OpinionForm(instance=obj) if can_write_opinion(user, obj) else None,
            "correction_form": OpinionCorrectionForm() if may_correct_opinion(user, obj) else None,
        }

    def parts(self) -> dict[str, Part]:
        return {
            "opinion": self.write,
            "correction": FormPart(
                who=may_correct_opinion,
                form=OpinionCorrectionForm,
                act=correct_opinion,
                done="訂正を加えました。提案した人に知らせます。",
            ),
        }

    def write(self, request: HttpRequest, obj: DepartmentOpinion) -> str | BaseForm:
        """Keep the draft; its record is written by the action, not by the form."""
        can_write_opinion(request.user, obj).enforce()
        form = OpinionForm(request.POST, instance=obj)
        if not form.is_valid():
            return form
        write_opinion(departmentopinion=obj, by=request.user, **form.cleaned_data)
        return "意見書の案を保存しました。確定するまで、提案した人には見えません。"


def opinion_context(user: Person, proposal: Proposal) -> dict[str, Any]:
    """What the page of a proposal shows of it."""
    opinion = DepartmentOpinion.objects.visible_to(user).filter(proposal=proposal.pk).first()
    can = opinion is None and can_request_opinion(user, proposal)
    return {
        "department_opinion": opinion,
        "request_form": RequestOpinionForm() if can else None,
    }


def request_part() -> FormPart:
    """The part of a proposal's page that asks its department."""
    return FormPart(
        who=can_request_opinion,
        form=RequestOpinionForm,
        act=request_opinion,
        done="意見書を依頼しました。担当課に知らせます。",
    )
