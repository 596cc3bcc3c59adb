"""A proposal from submission to decision, as the city's side handles it."""

from typing import Any

from django.contrib import admin
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString

from groups.rules.people import coordinates, is_coordinator, is_department_staff
from kyodo_portal.cities import city
from kyodo_portal.life.people import Person
from kyodo_portal.life.verdicts import Verdict
from kyodo_portal.staff.districts import DistrictFilter
from kyodo_portal.staff.filters import QueueFilter, VisibleRelatedFilter
from kyodo_portal.staff.pages import FormPart, Part
from proposals.actions.assignment import (
    HANDLED,
    assign_department,
    assign_reviewers,
    candidates_for,
    choose_group,
    withdraw_chosen,
)
from proposals.actions.blinding import mark_names
from proposals.actions.conclusion import record_conclusion
from proposals.actions.deciding import drop_draft
from proposals.actions.drafting import PARTS
from proposals.admin.answering import (
    NOTHING_ASKED,
    AskNextForm,
    ExtendAnswerForm,
    answer_context,
    ask_so,
    extend_so,
)
from proposals.admin.blinding import BlindingForm, blinding_context
from proposals.admin.content import content_of
from proposals.admin.corrections import corrections_context, request_correction_part
from proposals.admin.deciding import (
    DecisionCorrectionForm,
    DecisionForm,
    correct_so,
    correction_of,
    draft_so,
    drafted,
)
from proposals.admin.department_opinions import opinion_context, request_part
from proposals.admin.forms import (
    CarryingGroupForm,
    ConclusionForm,
    DepartmentForm,
    ReviewersForm,
    WithdrawalForm,
)
from proposals.admin.papers import OnPaperAdmin
from proposals.admin.screening import screening_context, screening_part
from proposals.flows.answering import OF_AN_ANSWER
from proposals.judging.scoring import score_standing_of
from proposals.judging.seats import empty_seats
from proposals.judging.sheets import sheet_standing
from proposals.models import DECIDED_STATUSES, Proposal, ProposalStatus
from proposals.rules.asking import can_enter_question
from proposals.rules.decisions import can_be_corrected, can_draft_decision
from proposals.rules.proposals import (
    can_follow_review,
    can_read_attachments,
    is_concerned_department,
    may_handle_proposal,
)


@admin.register(Proposal)
class ProposalAdmin(OnPaperAdmin):
    """What was submitted, read whole; who deals with it; the reviews; the decision."""

    page_template = "admin/proposals/proposal/page.html"
    guarded = (
        *("blinding", "screening", "department", "group"),
        *("conclusion", "decision", "correction"),
    )
    list_display = [
        *("title_and_number", "proposer_label", "call", "status_word"),
        *("responsible_department", "correction_due_on", "submitted_at"),
    ]
    list_display_links = ["title_and_number"]
    not_in_queues = ("submitted_at", "correction_due_on")
    list_filter = [
        QueueFilter,
        "status",
        ("call", VisibleRelatedFilter),
        ("responsible_department", VisibleRelatedFilter),
        DistrictFilter,
        "start_pattern",
    ]
    list_select_related = ["call", "group", "responsible_department"]
    search_fields = ["title", "title_kana", "number", "summary", "group__name"]
    search_help_text = "事業名・フリガナ・受付番号・概要・団体名から探します。"
    export_columns = (
        ("受付番号", lambda proposal: proposal.number),
        ("事業名", lambda proposal: proposal.title),
        ("提案した人", lambda proposal: proposal.proposer_label),
        ("募集", lambda proposal: proposal.call.title),
        ("地区", lambda proposal: proposal.district_name),
        ("状態", lambda proposal: proposal.status_label),
        ("担当課", lambda proposal: proposal.responsible_department),
        ("受け付けた方法", lambda proposal: proposal.get_came_by_display()),
        ("市に負担を希望する額（円）", lambda proposal: proposal.requested_amount),
        ("補正の期限", lambda proposal: proposal.correction_due_on),
        ("提出した日時", lambda proposal: proposal.submitted_at),
    )

    def is_for(self, user: Person) -> bool:
        return user.is_superuser or is_coordinator(user) or is_department_staff(user)

    def may_open(self, user: Person, obj: Proposal) -> Verdict:
        """Nobody follows the review of a proposal of their own group."""
        return can_follow_review(user, obj)

    def get_list_filter(self, request: HttpRequest) -> Any:
        filters = super().get_list_filter(request)
        return [each for each in filters if each != "start_pattern" or city().has_patterns]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Proposal]:
        """What was submitted, what the desk enters from paper, and ideas of people who are to be called."""
        handled = Q(submitted_at__isnull=False) | Q(entered_by__isnull=False)
        handled |= Q(guest__isnull=False, guest__email="")  # who is to be called
        return super().get_queryset(request).filter(handled)

    def get_object(self, request: HttpRequest, object_id: str, from_field: Any = None) -> Any:
        obj = super().get_object(request, object_id, from_field)
        if obj is None:
            return None
        whole = self.model.objects.select_related(
            *(
                "call",
                "group",
                "decision",
                "draft_decision",
                "desired_department",
                "entered_by",
                "guest",
            )
        )
        return whole.prefetch_related(
            *PARTS, "reviews__scores__criterion", "reviews__reviewer"
        ).get(pk=obj.pk)

    @admin.display(description="事業名と受付番号", ordering="title")
    def title_and_number(self, proposal: Proposal) -> SafeString:
        """One column, so that a list of the desk fits its window."""
        return format_html(
            '{}<small class="portal-beneath">{}</small>', proposal.title, proposal.number or "—"
        )

    @admin.display(description="提案した人", ordering="group__name")
    def proposer_label(self, proposal: Proposal) -> str:
        return proposal.proposer_label

    def has_notes_for(self, user: Person, obj: Proposal) -> bool:
        """Also the departments concerned."""
        return super().has_notes_for(user, obj) or is_concerned_department(user, obj)

    def page_context(self, request: HttpRequest, obj: Proposal) -> dict[str, Any]:
        user, versions = request.user, list(obj.versions.all())
        context: dict[str, Any] = {
            **content_of(obj),
            **self.paper_context(request, obj),
            **screening_context(user, obj),
            **opinion_context(user, obj),
            "facts": [
                ("受付番号", obj.number),
                ("募集", obj.call.title),
                ("担当課", obj.responsible_department),
                *self.facts(obj, ("correction_due_on",)),
            ],
            "may_enter_question": can_enter_question(user, obj),
            "may_read_attachments": can_read_attachments(user, obj),
            "versions": versions,
            **corrections_context(user, obj, versions),
            "standing": None,
            "department_form": None,
            "withdraw_form": None,
            "blinding_form": None,
            "conclusion_form": None,
            "decision_form": None,
            "correction_form": None,
            **NOTHING_ASKED,
        }
        if coordinates(user, obj) or user.is_superuser:
            decision = getattr(obj, "decision", None)
            may_handle = may_handle_proposal(user, obj)
            criteria = list(obj.call.criteria.all())
            context |= {
                "reviews": [(each, sheet_standing(each, criteria)) for each in obj.reviews.all()],
                "standing": score_standing_of(obj),
                "decision": decision if decision and (decision.outcome or may_handle) else None,
            }
        if may_handle_proposal(user, obj) and obj.status in HANDLED:
            candidates = candidates_for(obj)
            context |= {
                **blinding_context(obj),
                "candidates": candidates,
                "empty_seats": empty_seats(obj.call, [obj])[obj.pk],
                "department_form": DepartmentForm(
                    initial={
                        "department": obj.responsible_department_id or obj.desired_department_id
                    }
                ),
                "reviewers_form": ReviewersForm(free=candidates.free),
                "group_form": None
                if obj.group_id
                else CarryingGroupForm(initial={"group": obj.implementing_group_id}),
            }
            unfinished = obj.reviews.unfinished()
            if unfinished:
                context["withdraw_form"] = WithdrawalForm(sheets=unfinished)
            if obj.status == ProposalStatus.UNDER_REVIEW:
                context["conclusion_form"] = ConclusionForm(initial=_conclusion(obj))
        if can_draft_decision(user, obj):
            context |= {
                "decision_form": DecisionForm(initial=drafted(obj)),
                "draft": getattr(obj, "draft_decision", None),
            }
        if may_handle_proposal(user, obj) and obj.status in DECIDED_STATUSES:
            context |= answer_context(obj)
        if may_handle_proposal(user, obj) and can_be_corrected(obj):
            context["correction_form"] = DecisionCorrectionForm(**correction_of(obj))
        return context

    def parts(self) -> dict[str, Part]:
        return {
            "department": FormPart(
                who=may_handle_proposal,
                form=DepartmentForm,
                act=assign_department,
                done="担当課を保存しました。",
            ),
            "reviewers": FormPart(
                who=may_handle_proposal,
                form=ReviewersForm,
                needs=lambda proposal: {"free": candidates_for(proposal).free},
                act=assign_reviewers,
                done="審査委員を割り当てました。",
            ),
            "group": FormPart(
                who=may_handle_proposal,
                form=CarryingGroupForm,
                act=choose_group,
                done="いっしょに行う団体を保存しました。",
            ),
            "conclusion": FormPart(
                who=may_handle_proposal,
                form=ConclusionForm,
                act=record_conclusion,
                done="委員会の結論を記録しました。",
            ),
            "decision": FormPart(
                who=may_handle_proposal,
                form=DecisionForm,
                act=draft_so,
                done="市の決定の案を保存しました。募集の決定を公表するまで、ほかの人には見えません。",
            ),
            "drop": self.drop_draft,
            "posted": self.posted,
            "called": self.called,
            "screening": screening_part,
            "request": request_part(),
            "request_correction": request_correction_part,
            "correction": FormPart(
                who=may_handle_proposal,
                form=DecisionCorrectionForm,
                needs=correction_of,
                act=correct_so,
                done="決定の内容を更正しました。提案した方に知らせます。",
            ),
            "ask_next": FormPart(
                who=may_handle_proposal,
                form=AskNextForm,
                act=ask_so,
                done="繰上げを打診しました。提案した方に、額と返事の期限を知らせます。",
            ),
            "extend_answer": FormPart(
                who=may_handle_proposal,
                form=ExtendAnswerForm,
                act=extend_so,
                done="返事の期限を変えました。提案した方に知らせます。",
            ),
            "blinding": FormPart(
                who=may_handle_proposal,
                form=BlindingForm,
                needs=lambda proposal: {"proposal": proposal},
                act=mark_names,
                done="伏せる言葉と書類を保存しました。審査委員を割り当てられます。",
            ),
            "withdraw": FormPart(
                who=may_handle_proposal,
                form=WithdrawalForm,
                needs=lambda proposal: {"sheets": proposal.reviews.unfinished()},
                act=withdraw_chosen,
                done="審査の依頼を取り消しました。審査委員に理由を知らせます。",
            ),
        }

    def drop_draft(self, request: HttpRequest, obj: Proposal) -> str:
        drop_draft(proposal=obj, by=request.user)
        return "市の決定の案を取り消しました。この提案は、まだ決定されていません。"

    def offers(self, user: Person, obj: Proposal) -> list[Any]:
        """The city's moves; the proposers make theirs on the public page."""
        return [
            offer
            for offer in super().offers(user, obj)
            if coordinates(user, obj) and (offer.verdict or offer.move.name not in OF_AN_ANSWER)
        ]


def _conclusion(proposal: Proposal) -> dict[str, Any]:
    decision = getattr(proposal, "decision", None)
    if decision is None:
        return {}
    return {
        "conclusion": decision.committee_conclusion,
        "met_on": decision.committee_met_on,
        "conditions": decision.conditions,
    }
