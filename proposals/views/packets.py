"""The packet of a meeting handed to its readers: as a PDF, as a spreadsheet, and asked for."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from groups.rules.groups import HIDDEN
from kyodo_portal.life.flows import MoveRefused
from kyodo_portal.life.moves import refused
from kyodo_portal.life.people import is_signed_in
from kyodo_portal.life.reading import ReadingKind, note_reading
from proposals.actions.packets import ask_for_packet
from proposals.models import Packet, PacketVolume
from proposals.packets.shown import volume_for
from proposals.rules.packets import can_have_packet, may_have_packet


@require_safe
@login_required
def packet_pdf(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The packet without what is the reader's own affair."""
    return _answer(request, _found(request, pk), "pdf")


@require_safe
@login_required
def packet_sheet(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The same as a spreadsheet."""
    return _answer(request, _found(request, pk), "xlsx")


@require_POST
@login_required
def packet_make(request: HttpRequest, pk: int) -> HttpResponse:
    """A reader asks for what is not made for them yet."""
    packet = _found(request, pk)
    can_have_packet(request.user, packet).enforce()
    if is_signed_in(request.user):
        ask_for_packet(packet=packet, by=request.user)
    messages.success(
        request,
        gettext("審査資料をつくり始めました。できると、この会議のページから受け取れます。"),
    )
    return redirect(packet.meeting)


def _found(request: HttpRequest, pk: int) -> Packet:
    visible = Packet.objects.visible_to(request.user).select_related("meeting__committee")
    packet = get_object_or_404(visible, pk=pk)
    if not may_have_packet(request.user, packet):
        raise Http404(HIDDEN)
    return packet


def _answer(request: HttpRequest, packet: Packet, extension: str) -> HttpResponseBase:
    can_have_packet(request.user, packet).enforce()
    volume = volume_for(packet, request.user)
    if volume is None:
        unmade = gettext(
            "この資料は、まだつくっていません。会議のページで「冊子をつくる」を押してください。"
        )
        return refused(request, MoveRefused(unmade), back=packet.meeting.get_absolute_url())
    return hand_over(request, packet, volume, extension)


def hand_over(
    request: HttpRequest, packet: Packet, volume: PacketVolume, extension: str
) -> HttpResponseBase:
    """The kept file, piece by piece; that it was taken is written down first. What is gone from the disk is told."""
    stored = volume.file if extension == "pdf" else volume.sheet
    try:
        content = stored.open("rb")
    except OSError:
        gone = gettext("このファイルは、いま取り出せません。お手数ですが、窓口にお知らせください。")
        return refused(request, MoveRefused(gone), back=packet.meeting.get_absolute_url())
    if is_signed_in(request.user):
        note_reading(ReadingKind.DOCUMENT, by=request.user, of=packet)
    name = f"{packet.name} {packet.meeting.title}"[:90]
    answer = FileResponse(content, as_attachment=True, filename=f"{name}.{extension}")
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
    answer["Cache-Control"] = "private, no-store"
    return answer
