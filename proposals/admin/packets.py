"""The packet of a meeting at the desk: frozen by one button, made in the background, handed out and printed."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.views.decorators.http import require_POST, require_safe

from groups.models import Meeting
from groups.rules.meetings import may_hold
from groups.rules.people import is_coordinator
from kyodo_portal.life.flows import MoveRefused
from kyodo_portal.life.moves import refused
from kyodo_portal.life.people import Person, is_signed_in
from kyodo_portal.life.stand_ins import stands_in_for_any
from kyodo_portal.staff.base import NOTHING_BESIDE, PortalAdmin
from proposals.actions.packets import ask_for_packet, freeze_packet
from proposals.models import Packet
from proposals.packets.asked import job_of
from proposals.packets.readers import Readers
from proposals.rules.packets import can_freeze_packet
from proposals.views.packets import hand_over


@admin.register(Packet)
class PacketAdmin(PortalAdmin):
    """The coordinators; the administrator sees that there are some."""

    list_display = ["name", "meeting_shown", "frozen_at", "short_digest"]
    list_filter = ["frozen_at"]
    list_select_related = ["meeting__committee"]
    fields = ["number", "digest", "frozen_at", "frozen_by"]
    readonly_fields = ["number", "digest", "frozen_at", "frozen_by"]
    export_columns = (
        ("審査資料", lambda packet: packet.name),
        ("会議", lambda packet: packet.meeting.title),
        ("まとめた日時", lambda packet: packet.frozen_at),
        ("照合値", lambda packet: packet.digest),
    )

    @admin.display(description="会議", ordering="meeting__starts_at")
    def meeting_shown(self, packet: Packet) -> str:
        return packet.meeting.title

    def is_for(self, user: Person) -> bool:
        return user.is_superuser or is_coordinator(user) or stands_in_for_any(user, Meeting)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Packet]:
        return super().get_queryset(request).select_related("meeting__committee")

    def get_urls(self) -> list[Any]:
        view, name = self.admin_site.admin_view, "proposals_packet"
        return [
            path(
                "meeting/<int:pk>/", view(require_safe(self.meeting_view)), name=f"{name}_meeting"
            ),
            path(
                "meeting/<int:pk>/freeze/",
                view(require_POST(self.freeze_view)),
                name=f"{name}_freeze",
            ),
            path("<int:pk>/make/", view(require_POST(self.make_view)), name=f"{name}_make"),
            path(
                "<int:pk>/members/<int:member_pk>/",
                view(require_safe(self.member_view)),
                name=f"{name}_member",
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
        may_hold(request.user, found).enforce()
        return found

    def _packet(self, request: HttpRequest, pk: int) -> Packet:
        packet: Packet = self.found(request, str(pk))
        packet.meeting = self._meeting(request, packet.meeting_id)
        return packet

    def meeting_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The packets of a meeting, how far each is, and the button that freezes the next."""
        meeting = self._meeting(request, pk)
        packets = list(
            Packet.objects.filter(meeting=meeting).order_by("-number").prefetch_related("volumes")
        )
        latest = packets[0] if packets else None
        context = {
            **self.admin_site.each_context(request),
            **NOTHING_BESIDE,
            "title": f"審査資料：{meeting}",
            "opts": self.opts,
            "original": meeting,
            "refused_forms": [],
            "back": reverse("admin:groups_meeting_change", args=[meeting.pk]),
            "can_freeze": can_freeze_packet(request.user, meeting),
            "latest": latest,
            "job": job_of(latest) if latest else None,
            "standing": _standing_of(latest, meeting) if latest else None,
            "earlier": packets[1:],
        }
        return TemplateResponse(request, "admin/proposals/packet/meeting.html", context)

    def freeze_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Freeze the packet, and have it made."""
        meeting, back = self._meeting(request, pk), self._address(pk)
        try:
            packet, is_new = freeze_packet(meeting=meeting, by=request.user)
        except PermissionDenied as refusal:
            return refused(request, _as_refusal(refusal), back=back)
        self._ask(request, packet)
        if is_new:
            messages.success(
                request, f"{packet.name}をまとめました（照合値 {packet.short_digest}）。"
            )
        else:
            messages.info(
                request,
                f"{packet.name}のあと、変わったところはありません。新しい号はつくりませんでした。",
            )
        return redirect(back)

    def make_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Have made what is missing of a packet."""
        packet = self._packet(request, pk)
        self._ask(request, packet)
        messages.success(request, f"{packet.name}の、まだない冊子をつくります。")
        return redirect(self._address(packet.meeting_id))

    def member_view(self, request: HttpRequest, pk: int, member_pk: int) -> HttpResponseBase:
        """The volume of one member, to be printed for whoever reads on paper."""
        packet = self._packet(request, pk)
        without = Readers(packet).for_members().get(member_pk)
        volume = packet.volumes.filter(key=without.key).first() if without else None
        if volume is None:
            raise Http404("この委員の冊子は、まだありません。")
        return hand_over(request, packet, volume, "pdf")

    def _ask(self, request: HttpRequest, packet: Packet) -> None:
        if is_signed_in(request.user):
            ask_for_packet(packet=packet, by=request.user)

    def _address(self, pk: int) -> str:
        return reverse("admin:proposals_packet_meeting", args=[pk])


def _standing_of(packet: Packet, meeting: Meeting) -> dict[str, Any]:
    """How far a packet is: its whole volume, and each member's."""
    packet.meeting = meeting
    readers = Readers(packet)
    volumes = {volume.key: volume for volume in packet.volumes.all()}
    places = {part.order: part.title for part in readers.parts}
    theirs = readers.for_members()
    rows = [
        {
            "member": member,
            "volume": volumes.get(theirs[member.pk].key),
            "without": [places[order] for order in theirs[member.pk].parts if order in places],
        }
        for member in readers.members
    ]
    return {
        "whole": volumes.get("whole"),
        "members": rows,
        "is_missing": "whole" not in volumes or any(row["volume"] is None for row in rows),
    }


def _as_refusal(refusal: PermissionDenied) -> MoveRefused:
    if isinstance(refusal, MoveRefused):
        return refusal
    return MoveRefused(str(refusal), status_code=403)
