"""A reviewer's own sheets side by side: proposals × criteria, and what each comes to."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path
from django.views.decorators.http import require_safe

from groups.models.people import account_of
from kyodo_portal.staff.base import NOTHING_BESIDE
from kyodo_portal.staff.pages import PageAdmin
from proposals.judging.own import own_sheets
from proposals.judging.sheets import sheet_standing
from proposals.models import Call, Criterion, Review


class OwnSheetsAdmin(PageAdmin):
    """The page beside the sheets, for whoever writes some."""

    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view(require_safe(self.own_sheets_view))
        mine = path("mine/<int:call_id>/", view, name="proposals_review_mine")
        return [mine, *super().get_urls()]

    def own_sheets_view(self, request: HttpRequest, call_id: int) -> HttpResponse:
        """For whoever has a sheet of the call."""
        user = account_of(request.user)
        call = get_object_or_404(Call.objects.visible_to(user), pk=call_id)
        if not Review.objects.filter(reviewer=user.pk, proposal__call=call).exists():
            raise PermissionDenied("この募集に、あなたの採点はありません。")
        own, criteria = own_sheets(user, call), list(call.criteria.all())
        context = {
            **self.admin_site.each_context(request),
            **NOTHING_BESIDE,
            "refused_forms": [],
            "title": f"自分の採点を並べて見る：{call}",
            "opts": self.opts,
            "original": call,
            "own": own,
            "criteria": criteria,
            "rows": [_row(sheet, criteria) for sheet in own.sheets],
        }
        return TemplateResponse(request, "admin/proposals/review/mine.html", context)


def _row(sheet: Review, criteria: list[Criterion]) -> dict[str, Any]:
    scores = {score.criterion_id: score for score in sheet.scores.all()}
    return {
        "sheet": sheet,
        "scores": [scores.get(criterion.pk) for criterion in criteria],
        "standing": sheet_standing(sheet, criteria),
    }
