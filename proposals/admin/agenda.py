"""The committee's meeting over proposals, at the desk: its agenda from a call, the frozen ranking, and the
conclusions of all items on one page."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path, reverse
from django.views.decorators.http import require_http_methods, require_POST

from groups.actions.meetings import conclude_item
from groups.meetings.quorum import Room
from groups.models import Meeting, MeetingStatus
from groups.rules import meetings as rules
from groups.rules.people import is_coordinator
from kyodo_portal.life.flows import MoveRefused
from kyodo_portal.life.moves import refused
from kyodo_portal.life.people import Person
from kyodo_portal.life.stand_ins import stands_in_for_any
from kyodo_portal.staff.base import NOTHING_BESIDE, PortalAdmin
from kyodo_portal.writing.guarded import Guarded
from kyodo_portal.writing.locks import hold
from kyodo_portal.writing.typed import words_typed
from proposals.actions.agenda import conclude, freeze_scores, put_on_agenda, rows_of
from proposals.forms.agenda import ConclusionForms, ConclusionRow, OutcomeRow, PutOnAgendaForm
from proposals.judging.frozen import is_still_so
from proposals.models import Call, ProposalOnAgenda, ProposalStatus


@admin.register(ProposalOnAgenda)
class ProposalOnAgendaAdmin(PortalAdmin):
    """What committees concluded of which proposals; written on the page of the meeting."""

    list_display = ["proposal", "meeting_shown", "conclusion", "rank"]
    list_filter = ["conclusion"]
    list_select_related = ["proposal", "item__meeting__committee"]
    search_fields = ["proposal__title", "proposal__number"]
    search_help_text = "提案の事業名・受付番号から探します。"
    fields = ["proposal", "item", "conclusion", "rank", "reason", "conditions", "comment"]
    readonly_fields = ["proposal", "item", "conclusion", "rank", "reason", "conditions", "comment"]
    export_columns = (
        ("受付番号", lambda row: row.proposal.number),
        ("提案", lambda row: row.proposal.title),
        ("会議", lambda row: row.item.meeting.title),
        ("委員会の結論", lambda row: row.get_conclusion_display()),
        ("次点の順位", lambda row: row.rank),
        ("理由", lambda row: row.reason),
        ("採択の条件", lambda row: row.conditions),
        ("講評", lambda row: row.comment),
    )

    @admin.display(description="会議", ordering="item__meeting__starts_at")
    def meeting_shown(self, row: ProposalOnAgenda) -> str:
        return row.item.meeting.title

    def is_for(self, user: Person) -> bool:
        return user.is_superuser or is_coordinator(user) or stands_in_for_any(user, Meeting)

    def get_queryset(self, request: HttpRequest) -> QuerySet[ProposalOnAgenda]:
        """Nobody reads what was concluded of their own proposal before the others do."""
        seen = super().get_queryset(request)
        return seen.filter(pk__in=ProposalOnAgenda.objects.free_of(request.user).values("pk"))

    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view
        page = require_http_methods(["GET", "HEAD", "POST"])
        name = "proposals_proposalonagenda"
        return [
            path("meeting/<int:pk>/", view(page(self.meeting_view)), name=f"{name}_meeting"),
            path("meeting/<int:pk>/add/", view(require_POST(self.put_view)), name=f"{name}_put"),
            path(
                "meeting/<int:pk>/freeze/<int:call_pk>/",
                view(require_POST(self.freeze_view)),
                name=f"{name}_freeze",
            ),
            *super().get_urls(),
        ]

    def _meeting(self, request: HttpRequest, pk: int) -> Meeting:
        if not self.is_for(request.user):
            raise PermissionDenied
        seen = Meeting.objects.visible_to(request.user).select_related("committee")
        found = seen.filter(pk=pk).first()
        if found is None:
            raise Http404("お探しのものは見つかりません。")
        rules.may_hold(request.user, found).enforce()
        return found

    def meeting_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """What is on the agenda, what was concluded of it, and what can be."""
        if request.method != "POST":
            return self._shown(request, self._meeting(request, pk))
        with transaction.atomic():
            hold(Meeting, pk)
            return self._shown(request, self._meeting(request, pk))

    def _shown(self, request: HttpRequest, meeting: Meeting) -> HttpResponse:
        room, rows = Room(meeting), rows_of(meeting)
        may = rules.can_be_concluded(meeting)
        closed = {item.pk: may.reason for item in room.items} if not may else _closed(room, rows)

        def made(data: Any = None) -> ConclusionForms:
            return ConclusionForms(data, items=room.items, rows=rows, closed=closed)

        page = Guarded(request, made, parts=lambda forms: forms.shown)
        refusals: list[ConclusionRow | OutcomeRow] = []
        if page.is_clear:
            may.enforce()
            done = [form for form in page.form.forms if form.has_changed()]
            refusals = [form for form in done if not _write(form, request.user)]
            if written := len(done) - len(refusals):
                messages.success(request, f"{written}件の結論を記録しました。")
            if not refusals:
                return page.saved(request.path)
        by_item = {form.item.pk: form for form in page.form.forms}
        calls = {row.proposal.call_id: row.proposal.call for row in rows.values()}
        context = {
            **self.admin_site.each_context(request),
            **NOTHING_BESIDE,
            "title": f"議題と結論：{meeting}",
            "opts": self.opts,
            "original": meeting,
            "refused_forms": refusals,
            "back": reverse("admin:groups_meeting_change", args=[meeting.pk]),
            "agenda": [
                (item, rows.get(item.pk), by_item.get(item.pk), closed.get(item.pk, ""))
                for item in room.items
            ],
            "has_forms": bool(by_item),
            "why_not": "" if may else may.reason,
            "frozen": _frozen(meeting, calls),
            "put_form": PutOnAgendaForm() if meeting.status == MeetingStatus.SCHEDULED else None,
        }
        return page.shown("admin/proposals/agenda/meeting.html", context)

    def put_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Proposals of a call, onto the agenda."""
        meeting = self._meeting(request, pk)
        form, back = PutOnAgendaForm(request.POST), self._address(pk)
        try:
            if not form.is_valid():
                reasons = " ".join(str(each) for errors in form.errors.values() for each in errors)
                raise MoveRefused(reasons, status_code=400)
            made = put_on_agenda(meeting=meeting, by=request.user, **form.cleaned_data)
        except PermissionDenied as refusal:
            return refused(request, _as_refusal(refusal), back=back, typed=words_typed(request))
        messages.success(request, f"{len(made)}件の提案を議題に入れました。")
        return redirect(back)

    def freeze_view(self, request: HttpRequest, pk: int, call_pk: int) -> HttpResponse:
        """The ranking of a call, as it lies before this meeting."""
        meeting, back = self._meeting(request, pk), self._address(pk)
        call = Call.objects.filter(pk=call_pk, proposals__agenda__item__meeting=meeting).first()
        if call is None:
            raise Http404("この募集の提案は、この会議の議題にありません。")
        try:
            frozen = freeze_scores(meeting=meeting, call=call, by=request.user)
        except PermissionDenied as refusal:
            return refused(request, _as_refusal(refusal), back=back)
        messages.success(request, f"順位表を固定しました（照合値 {frozen.digest[:12]}）。")
        return redirect(back)

    def _address(self, pk: int) -> str:
        return reverse("admin:proposals_proposalonagenda_meeting", args=[pk])


def _as_refusal(refusal: PermissionDenied) -> MoveRefused:
    if isinstance(refusal, MoveRefused):
        return refusal
    return MoveRefused(str(refusal), status_code=403)


def _closed(room: Room, rows: dict[int, ProposalOnAgenda]) -> dict[int, str]:
    """The items of which nothing can be concluded now, each with the reason: no quorum, or the proposal is no
    longer before the committee."""
    closed = {}
    for item in room.items:
        can = rules.can_conclude_item(room, item)
        row = rows.get(item.pk)
        if row is not None and row.proposal.status != ProposalStatus.UNDER_REVIEW:
            closed[item.pk] = (
                f"提案の状態は「{row.proposal.status_label}」です。委員会の結論は、もう書けません。"
            )
        elif not can:
            closed[item.pk] = can.reason
    return closed


def _write(form: ConclusionRow | OutcomeRow, by: Any) -> bool:
    """Write one item in a transaction of its own; where that is refused, its form says why and keeps the
    words."""
    if not form.is_valid():
        return False
    try:
        if isinstance(form, ConclusionRow):
            conclude(row=form.row, by=by, **form.cleaned_data)
        else:
            conclude_item(item=form.item, outcome=form.cleaned_data["outcome"], by=by)
    except PermissionDenied as refusal:
        form.add_error(None, str(getattr(refusal, "reason", refusal)))
        return False
    return True


def _frozen(meeting: Meeting, calls: dict[int, Call]) -> list[dict[str, Any]]:
    """The ranking of each call on the agenda: frozen, or still to be."""
    kept = {each.call_id: each for each in meeting.frozen_scores.all()}
    return [
        {
            "call": call,
            "frozen": kept.get(pk),
            "differs": pk in kept and not is_still_so(kept[pk], call),
        }
        for pk, call in calls.items()
    ]
