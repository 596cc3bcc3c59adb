"""The review screen: the proposal on one side, the reviewer's own sheet on the other.

Sealed: nothing on it depends on another reviewer's sheet.
"""

from typing import Any

from django.contrib import admin
from django.db.models import Case, Q, QuerySet, Value, When
from django.forms import BaseForm
from django.http import HttpRequest

from groups.models.people import account_of
from groups.rules.people import is_coordinator, is_reviewer
from kyodo_portal.life.flows import MoveRefused
from kyodo_portal.life.people import Person
from kyodo_portal.life.stand_ins import stands_in_for_any
from kyodo_portal.life.verdicts import ALLOWED
from kyodo_portal.staff.filters import QueueFilter
from kyodo_portal.staff.pages import Part
from kyodo_portal.staff.shown import UNWRITTEN
from kyodo_portal.words.calendar import japanese_date
from proposals.actions.drafting import PARTS
from proposals.actions.reviews import save_scores
from proposals.admin.blinding import BlindDocumentsAdmin, numbered_documents
from proposals.admin.content import content_of
from proposals.admin.forms import ScoreForm
from proposals.admin.own_sheets import OwnSheetsAdmin
from proposals.admin.sheets import (
    STEPPED_ASIDE,
    as_shown_to,
    card_of,
    judged_without_names,
    not_taken_up,
    stepped_aside,
    title_of,
)
from proposals.content.blinding import blinded_readings, marked_words
from proposals.department_reading import opinion_of
from proposals.judging.own import own_sheets
from proposals.judging.sheets import sheet_standing
from proposals.models import Proposal, Review
from proposals.models.affairs import of_strangers
from proposals.models.proposals import REVIEWED_STATUSES
from proposals.rules.phases import can_read_beside, sheets_beside
from proposals.rules.proposals import can_read_attachments
from proposals.rules.reviews import can_score


@admin.register(Review)
class ReviewAdmin(OwnSheetsAdmin, BlindDocumentsAdmin):
    """A reviewer's own sheets; the coordinators see who has handed in and what they wrote."""

    page_template = "admin/proposals/review/page.html"
    guarded = ("sheet",)
    in_passing = ("hand_in",)
    list_display = ["proposal_title", "reviewer_name", "status_word", "due", "submitted_at"]
    list_filter = [QueueFilter, "status"]
    list_select_related = ["proposal__call", "reviewer"]
    search_fields = ["proposal__title", "proposal__number"]
    search_help_text = "提案の事業名・受付番号から探します。"
    export_columns = (
        ("受付番号", lambda review: "" if review.is_withheld else review.proposal.number),
        ("提案", lambda review: title_of(review)),
        ("状態", lambda review: review.status_label),
        ("採点の期限", lambda review: review.proposal.call.review_due_on),
        ("提出日時", lambda review: review.submitted_at),
    )

    def is_for(self, user: Person) -> bool:
        judges = user.is_superuser or is_coordinator(user) or is_reviewer(user)
        return bool(judges) or stands_in_for_any(user, Proposal)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Review]:
        """Each sheet with whether this person has stepped aside from it, or has not taken it up yet."""
        user = account_of(request.user)
        return as_shown_to(user, super().get_queryset(request).filter(of_strangers(user)))

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Review], search_term: str
    ) -> tuple[QuerySet[Review], bool]:
        """What is not shown is not found by its words either; by its number what is not taken up yet is."""
        term = search_term.strip()
        if not term:
            return super().get_search_results(request, queryset, search_term)
        closed = not_taken_up(request.user) | judged_without_names(request.user)
        shown = queryset.exclude(stepped_aside(request.user)).exclude(closed)
        found, doubled = super().get_search_results(request, shown, search_term)
        by_number = queryset.filter(closed, proposal__number__icontains=term)
        rows = Q(pk__in=found.values("pk")) | Q(pk__in=by_number.values("pk"))
        return queryset.filter(rows), doubled

    def get_object(self, request: HttpRequest, object_id: str, from_field: Any = None) -> Any:
        obj = super().get_object(request, object_id, from_field)
        if obj is None:
            return None
        whole = as_shown_to(account_of(request.user), Review.objects.all()).select_related(
            "reviewer",
            *(f"proposal__{name}" for name in ("call", "group", "implementing_group")),
            "proposal__responsible_department",
        )
        tables = [f"proposal__{part}" for part in PARTS]
        return whole.prefetch_related("scores__criterion", "proposal__call__criteria", *tables).get(
            pk=obj.pk
        )

    def heading(self, obj: Any) -> str:
        return STEPPED_ASIDE if obj.is_withheld else f"{title_of(obj)}の審査"

    def has_notes_for(self, user: Person, obj: Review) -> bool:
        """Also the reviewer whose sheet it is."""
        return super().has_notes_for(user, obj) or obj.reviewer_id == user.pk

    @admin.display(
        description="提案",
        ordering=Case(
            When(is_withheld=True, then=Value("")),
            When(Q(is_closed=True) | Q(is_nameless=True), then="proposal__number"),
            default="proposal__title",
        ),
    )
    def proposal_title(self, review: Review) -> str:
        return title_of(review)

    @admin.display(description="審査委員")
    def reviewer_name(self, review: Review) -> str:
        return review.reviewer.display_name

    @admin.display(description="採点の期限", ordering="proposal__call__review_due_on")
    def due(self, review: Review) -> str:
        day = review.proposal.call.review_due_on
        return japanese_date(day) if day else UNWRITTEN

    def page_context(self, request: HttpRequest, obj: Review) -> dict[str, Any]:
        proposal = obj.proposal
        scoring = can_score(request.user, obj)
        criteria = list(proposal.call.criteria.all())
        beside = sheets_beside(request.user, obj)
        own = None
        if obj.reviewer_id == request.user.pk:
            own = own_sheets(account_of(request.user), proposal.call)
        shown: Any = obj
        is_withheld, is_closed = shown.is_withheld, shown.is_closed
        has_begun = proposal.status in REVIEWED_STATUSES
        context: dict[str, Any] = {
            "proposal": proposal,
            "readable": has_begun and not is_withheld and not is_closed,
            "is_withheld": is_withheld,
            "card": card_of(proposal) if has_begun and is_closed else None,
            "due": proposal.call.review_due_on,
            "own": own,
            "next_sheet": own and own.next_after(obj),
            "scores": list(obj.scores.all()),
            "standing": sheet_standing(obj, criteria),
            "sheet_form": ScoreForm(review=obj) if scoring else None,
            "others": [(each, sheet_standing(each, criteria)) for each in beside],
            "others_because": "" if beside else _why_no_others(request.user, obj),
            "not_scoring_because": scoring.reason,
        }
        if context["readable"]:
            context["facts"] = [("募集", proposal.call.title)]
            if shown.is_nameless:
                context |= {
                    "readings": blinded_readings(proposal, marked_words(proposal)),
                    "attachments": numbered_documents(obj),
                    "opinion": None,  # its words may name the group
                    "may_read_attachments": ALLOWED,
                }
            else:
                context |= {
                    **content_of(proposal),
                    "opinion": opinion_of(proposal, request.user),
                    "may_read_attachments": can_read_attachments(request.user, proposal),
                }
        return context

    def offers(self, user: Person, obj: Review) -> list[Any]:
        """The sheet is handed in with its own form, so that what was just typed goes with it."""
        return [offer for offer in super().offers(user, obj) if offer.move.name != "submit"]

    def parts(self) -> dict[str, Part]:
        return {"sheet": self.keep_scores}

    def keep_scores(self, request: HttpRequest, obj: Review) -> str | BaseForm:
        """Keep the sheet; with the second button hand it in as well."""
        can_score(request.user, obj).enforce()
        form = ScoreForm(request.POST, review=obj)
        if not form.is_valid():
            return form
        hand_in = "hand_in" in request.POST
        kept = {
            "review": obj,
            "marks": form.marks(),
            "comment": form.cleaned_data["comment"],
            "public_comment": form.cleaned_data["public_comment"],
            "by": request.user,
        }
        try:
            save_scores(**kept, hand_in=hand_in)
        except MoveRefused as refusal:
            save_scores(**kept)
            form.add_error(None, f"途中まで保存しました。まだ提出できません。{refusal.reason}")
            return form
        return "採点を提出しました。" if hand_in else "途中まで保存しました。"


def _why_no_others(user: Person, review: Review) -> str:
    """Until when the others' sheets are closed to their reviewer, where the call opens them at all."""
    is_own = review.reviewer_id == user.pk and review.is_taken_up
    if not is_own or review.proposal.call.others_open_on is None:
        return ""
    return can_read_beside(user, review).reason or "ほかの委員の採点は、まだ提出されていません。"
