"""The desk makes sure of the points of a call: on a proposal's page, and of several proposals at once."""

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path
from django.views.decorators.http import require_http_methods

from kyodo_portal.cities import city
from kyodo_portal.life.people import Person
from kyodo_portal.staff.base import NOTHING_BESIDE, PortalAdmin
from kyodo_portal.staff.inlines import PortalInline
from proposals.actions.screening import save_screening, tick_open_points
from proposals.forms.screening import ScreeningForm, TickForm
from proposals.models import Call, Proposal, ProposalStatus, ScreeningPoint
from proposals.models.screening import MOST_POINTS, Found
from proposals.rules.calls import may_release
from proposals.rules.screening import can_count_as_screened, can_screen


def usual_points(kind: str) -> list[dict[str, Any]]:
    """The points that the city makes sure of for this kind of call, as the rows of a form."""
    return [
        {"order": order, "text": row.label, "help_text": row.help, "is_required": row.required}
        for order, row in enumerate(city().screening, start=1)
        if not row.kinds or kind in row.kinds
    ]


class ScreeningPointInline(PortalInline):
    """What the desk makes sure of; to be changed until something was found on it."""

    model = ScreeningPoint
    fields = ["order", "text", "help_text", "is_required"]
    max_num = MOST_POINTS

    def is_writable(self, request: HttpRequest, obj: Any) -> bool:
        answered = obj is not None and obj.screening_points.filter(answers__isnull=False).exists()
        return super().is_writable(request, obj) and not answered

    def get_extra(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> int:
        return len(usual_points("")) if obj is None else 1


def screening_context(user: Person, proposal: Proposal) -> dict[str, Any]:
    """What the page of a proposal shows of it: the form, or what was found."""
    if not proposal.call.screening_points.all():
        return {"screening_form": None, "screening": [], "can_count_as_screened": None}
    can = can_screen(user, proposal)
    return {
        "screening_form": ScreeningForm(proposal=proposal) if can else None,
        "screening": list(proposal.screening.select_related("point", "answered_by")),
        "can_count_as_screened": can_count_as_screened(proposal) if can else None,
    }


def screening_part(request: HttpRequest, proposal: Proposal) -> str | BaseForm:
    """The part of a proposal's page that keeps what was found."""
    can_screen(request.user, proposal).enforce()
    form = ScreeningForm(request.POST, proposal=proposal)
    if not form.is_valid():
        return form
    save_screening(
        proposal=proposal,
        findings=form.findings(),
        waiver=form.cleaned_data["waiver"],
        by=request.user,
    )
    return "受付の確認を保存しました。"


class ScreeningCallAdmin(PortalAdmin):
    """The page of a call with what was found on each of its proposals."""

    def get_urls(self) -> list[Any]:
        page = require_http_methods(["GET", "HEAD", "POST"])(self.screening_view)
        own = path(
            "<path:object_id>/screening/",
            self.admin_site.admin_view(page),
            name="proposals_call_screening",
        )
        return [own, *super().get_urls()]

    def screening_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Proposals × points; the chosen ones are found to meet all that nobody has looked at yet."""
        call = self.found(request, object_id)
        may_release(request.user, call).enforce()
        waiting = _waiting(call)
        form = TickForm(request.POST if request.method == "POST" else None, waiting=waiting)
        if form.is_valid():
            chosen = form.cleaned_data["proposals"]
            done, refusals = tick_open_points(call=call, proposals=chosen, by=request.user)
            if done:
                messages.success(request, f"{len(done)}件の提案の、残りの項目をすべて○にしました。")
            for refusal in refusals:
                messages.error(request, refusal)
            return redirect(request.get_full_path())
        points = list(call.screening_points.all())
        context = {
            **self.admin_site.each_context(request),
            **NOTHING_BESIDE,
            "refused_forms": [form] if form.is_bound else [],
            "title": f"受付の確認：{call}",
            "opts": self.opts,
            "original": call,
            "points": points,
            "lines": [_line(proposal, points) for proposal in waiting],
        }
        status = 422 if form.is_bound else 200
        return TemplateResponse(
            request, "admin/proposals/call/screening.html", context, status=status
        )


def _waiting(call: Call) -> "QuerySet[Proposal]":
    waiting = call.proposals.filter(status__in=(ProposalStatus.SUBMITTED, ProposalStatus.RETURNED))
    return waiting.select_related("group").prefetch_related("screening").order_by("number", "pk")


def _line(proposal: Proposal, points: list[ScreeningPoint]) -> dict[str, Any]:
    found = {answer.point_id: answer.found for answer in proposal.screening.all()}
    by_found = [
        (label, [point for point in points if found.get(point.pk, "") == value])
        for value, label in (("", "まだ"), *Found.choices)
    ]
    return {
        "proposal": proposal,
        "found": [(label, these) for label, these in by_found if these],
        "has_open": any(point.pk not in found for point in points),
    }
