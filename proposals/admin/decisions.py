"""All decisions of a call on one page: what the committee concluded, and what the city means to decide."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path
from django.views.decorators.http import require_http_methods

from kyodo_portal.life.flows import MoveRefused
from kyodo_portal.life.people import Person
from kyodo_portal.staff.base import NOTHING_BESIDE, PortalAdmin
from kyodo_portal.writing.locks import all_locked
from kyodo_portal.writing.seen import CONFLICT, Seen
from proposals.actions.deciding import drop_draft
from proposals.admin.deciding import DecisionRow, draft_so, drafted
from proposals.judging.scoring import Ranked, ranking_of
from proposals.models import DECIDABLE_STATUSES, Call, Proposal
from proposals.rules.calls import may_release

ROWS = 50
"""Proposals on one page: what a browser sends of them stays well below what the portal takes."""


@dataclass(frozen=True, slots=True)
class Line:
    """One proposal of the page: where it stands in the ranking, and its form."""

    ranked: Ranked
    proposal: Proposal
    form: DecisionRow

    @property
    def is_written(self) -> bool:
        """Whether a draft is kept."""
        return bool(self.form.initial.get("outcome"))


class DecisionsAdmin(PortalAdmin):
    """The desk on which the decisions of a call are drafted."""

    def get_urls(self) -> list[Any]:
        page = require_http_methods(["GET", "HEAD", "POST"])(self.decisions_view)
        own = path(
            "<path:object_id>/decisions/",
            self.admin_site.admin_view(page),
            name="proposals_call_decisions",
        )
        return [own, *super().get_urls()]

    def decisions_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """The page with its rows; a POST saves each row for itself, and keeps the words of those
        that are refused."""
        call = self.found(request, object_id)
        may_release(request.user, call).enforce()
        page = _page_of(call, request.GET.get("page"))
        if request.method != "POST":
            lines = _lines(page)
            return self._shown(request, call, page, lines, Seen([line.form for line in lines]))
        with transaction.atomic():
            all_locked(Proposal.objects.filter(pk__in=[row.proposal.pk for row in page]))
            seen = Seen([line.form for line in _lines(page)], request.POST)
            lines = _lines(page, seen.data)
            if seen.overtaken:
                return self._shown(request, call, page, lines, seen, status=CONFLICT)
            saved = _save_together(
                [line for line in lines if line.form.has_changed()], request.user
            )
        if saved:
            messages.success(request, f"{len(saved)}件の決定の案を保存しました。")
        if any(line.form.errors for line in lines):
            return self._shown(request, call, page, lines, Seen(_unsent(page)), status=422)
        seen.tell_kept(request)
        return redirect(request.get_full_path())

    def _shown(
        self,
        request: HttpRequest,
        call: Call,
        page: Page,
        lines: list[Line],
        seen: Seen,
        *,
        status: int = 200,
    ) -> HttpResponse:
        context = {
            **self.admin_site.each_context(request),
            **NOTHING_BESIDE,
            "refused_forms": [line.form for line in lines if line.form.errors],
            "title": f"決定を書く：{call}",
            "opts": self.opts,
            "original": call,
            "lines": lines,
            "written": sum(line.is_written for line in lines),
            "page_obj": page,
            "seen": seen,
        }
        return TemplateResponse(
            request, "admin/proposals/call/decisions.html", context, status=status
        )


def _page_of(call: Call, number: str | None) -> Page:
    """The proposals that can be decided, best first."""
    decidable = [row for row in ranking_of(call) if row.proposal.status in DECIDABLE_STATUSES]
    return Paginator(decidable, ROWS).get_page(number)


def _lines(page: Page, data: Any = None) -> list[Line]:
    known = Proposal.objects.filter(pk__in=[row.proposal.pk for row in page])
    by_pk = known.select_related("group", "decision", "draft_decision").in_bulk()
    lines = []
    for row in page:
        proposal = by_pk[row.proposal.pk]
        form = DecisionRow(data, prefix=f"p{proposal.pk}", initial=drafted(proposal))
        lines.append(Line(row, proposal, form))
    return lines


def _unsent(page: Page) -> list[DecisionRow]:
    return [line.form for line in _lines(page)]


def _save_together(lines: list[Line], by: Person) -> list[Line]:
    """Write each row for itself, places of the reserve changed among them too; which were written. Where one is
    refused, the others are asked again without what it would have left."""
    rest = [line for line in lines if line.form.is_valid()]
    while True:
        with transaction.atomic():
            leaving = {line.proposal.pk for line in rest}
            saved = []
            for line in rest:
                leaving.discard(line.proposal.pk)
                if _save(line, by, leaving):
                    saved.append(line)
            if len(saved) == len(rest):
                return saved
            transaction.set_rollback(True)
        rest = saved


def _save(line: Line, by: Person, leaving: set[int]) -> bool:
    """Write one row; where it cannot be, its form says why."""
    try:
        if line.form.is_emptied:
            drop_draft(proposal=line.proposal, by=by)
        else:
            draft_so(proposal=line.proposal, by=by, leaving=leaving, **line.form.cleaned_data)
    except MoveRefused as refusal:
        line.form.add_error(None, refusal.reason)
        return False
    return True
