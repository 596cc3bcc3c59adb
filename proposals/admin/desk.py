"""The desk of one call: proposals × reviewers, and what is done to many of them with one press."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import path
from django.views.decorators.http import require_http_methods

from groups.rules.people import may_coordinate
from kyodo_portal.life.flows import MoveRefused
from kyodo_portal.life.moves import refused
from kyodo_portal.staff.base import NOTHING_BESIDE, PortalAdmin
from proposals.desk.acts import ACTS
from proposals.desk.board import Board
from proposals.desk.form import DeskForm
from proposals.desk.plans import MOST, carry_out, read_steps
from proposals.models import Call
from proposals.rules.calls import may_see_desk

ROWS = 50
"""Proposals on one page of the table; what is done to all is done to those of every page."""


class DeskAdmin(PortalAdmin):
    """The part of a call's pages on which its review is run."""

    def get_urls(self) -> list[Any]:
        page = require_http_methods(["GET", "HEAD", "POST"])(self.desk_view)
        own = path(
            "<path:object_id>/desk/", self.admin_site.admin_view(page), name="proposals_call_desk"
        )
        return [own, *super().get_urls()]

    def desk_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """The table. A POST shows first what an act would do, and with the mark of that page does it."""
        call = self.found(request, object_id)
        may_see_desk(request.user, call).enforce()
        board = Board(call, request.user)
        if request.method != "POST":
            return self._desk_page(request, board, DeskForm(board=board))
        back = self.change_url(call).removesuffix("change/") + "desk/"
        try:
            may_coordinate(request.user, call).enforce()
            act = ACTS.get(request.POST.get("act", ""))
            if act is None:
                raise MoveRefused("この操作は、このページにはありません。", status_code=400)
            if "steps" in request.POST:
                steps = read_steps(request.POST["steps"])
                outcome = carry_out(act, board, steps, by=request.user)
                board = Board(call, request.user)
                return self._desk_page(
                    request, board, DeskForm(board=board), act=act, outcome=outcome
                )
        except MoveRefused as refusal:
            return refused(request, refusal, back=back)
        form = DeskForm(request.POST, board=board, act=act.key)
        if not form.is_valid():
            return self._desk_page(request, board, form, status=422)
        plan = act.plan(board, form.chosen, form.cleaned_data).cut()
        context = {
            **self._desk_context(request, call, f"{act.label}：{call}"),
            "act": act,
            "plan": plan,
            "most": MOST,
            "back": back,
        }
        return TemplateResponse(request, "admin/proposals/call/desk_preview.html", context)

    def _desk_context(self, request: HttpRequest, call: Call, title: str) -> dict[str, Any]:
        return {
            **self.admin_site.each_context(request),
            **NOTHING_BESIDE,
            "refused_forms": [],
            "title": title,
            "opts": self.opts,
            "original": call,
        }

    def _desk_page(
        self, request: HttpRequest, board: Board, form: DeskForm, *, status: int = 200, **more: Any
    ) -> HttpResponse:
        page = Paginator(board.proposals, ROWS).get_page(request.GET.get("page"))
        ticked = set(request.POST.getlist("proposals")) if form.is_bound else set()
        context = {
            **self._desk_context(request, board.call, f"審査の机：{board.call}"),
            "refused_forms": [form] if form.errors else [],
            "form": form,
            "board": board,
            "may_act": bool(may_coordinate(request.user, board.call)),
            "acts": ACTS,
            "progress": board.progress(),
            "rows": [
                (proposal, board.cells(proposal), str(proposal.pk) in ticked) for proposal in page
            ],
            "page_obj": page,
            "act": None,
            "outcome": None,
            **more,
        }
        return TemplateResponse(request, "admin/proposals/call/desk.html", context, status=status)
