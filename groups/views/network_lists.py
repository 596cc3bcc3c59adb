"""The members of a network as a list to take along: as a spreadsheet, to print or to call through."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from groups.models import NetworkMember
from groups.views.networks import found_network
from kyodo_portal.files.spreadsheets import CONTENT_TYPE, Column, spreadsheet


def _since(row: NetworkMember) -> Any:
    """The day on which the group came in: as it was told at the counter, else as it answered."""
    answered = row.answered_at and timezone.localdate(row.answered_at)
    return row.came_on or answered or timezone.localdate(row.created_at)


COLUMNS = [
    Column(_("団体名"), lambda row: row.group.name),
    Column(_("団体名（フリガナ）"), lambda row: row.group.name_kana),
    Column(_("種別"), lambda row: row.group.get_kind_display()),
    Column(_("活動する地域"), lambda row: row.group.area),
    Column(_("構成員の数"), lambda row: row.group.members_count),
    Column(_("参加した日"), _since),
    Column(_("状態"), lambda row: row.group.standing_words or str(row.status_label)),
]


@require_safe
def network_members(request: HttpRequest, pk: int) -> HttpResponse:
    """The groups that are in it now; nothing of theirs that not everybody may know."""
    network = found_network(request.user, pk)
    rows = NetworkMember.objects.running().filter(network=network).select_related("group")
    ordered = rows.order_by("group__name_kana", "pk")
    answer = HttpResponse(spreadsheet(network.name, COLUMNS, ordered), content_type=CONTENT_TYPE)
    answer["Content-Disposition"] = f'attachment; filename="network-{network.pk}.xlsx"'
    return answer
