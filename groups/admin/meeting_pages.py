"""The pages of one meeting at the desk: who was there, the papers, the minutes, letters for those on paper."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse

from groups.actions.meetings import (
    add_paper,
    record_attendance,
    remark_on_minutes,
    remove_paper,
    write_minutes,
)
from groups.forms.meetings import AttendanceForms, MinutesForm, PaperForm, RemarkForm
from groups.meetings.interests import suggested
from groups.meetings.quorum import Room
from groups.models import Meeting, Minutes, Present
from groups.questions import ABOUT_ITEM
from groups.rules import meetings as rules
from kyodo_portal.life.flows import MoveRefused
from kyodo_portal.life.moves import refused
from kyodo_portal.staff.base import NOTHING_BESIDE
from kyodo_portal.staff.nexts import NextAdmin
from kyodo_portal.writing.guarded import Guarded
from kyodo_portal.writing.locks import hold
from kyodo_portal.writing.typed import words_typed


def held(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """What is sent to the page is answered in one transaction, with the meeting locked; what may not be done
    is told, with the words that were typed."""

    def answer(self: Any, request: HttpRequest, pk: int, **kwargs: Any) -> HttpResponse:
        if request.method != "POST":
            return view(self, request, pk, **kwargs)
        try:
            with transaction.atomic():
                hold(Meeting, pk)
                return view(self, request, pk, **kwargs)
        except MoveRefused as refusal:
            back = reverse("admin:groups_meeting_change", args=[pk])
            return refused(request, refusal, back=back, typed=words_typed(request))

    return answer


class MeetingPages(NextAdmin):
    """Each page asks its rule before it shows anything."""

    def _meeting(self, request: HttpRequest, pk: int) -> Meeting:
        meeting: Meeting = self.found(request, str(pk))
        return meeting

    def _context(self, request: HttpRequest, meeting: Meeting, title: str) -> dict[str, Any]:
        return {
            **self.admin_site.each_context(request),
            **NOTHING_BESIDE,
            "refused_forms": [],
            "title": title,
            "opts": self.opts,
            "original": meeting,
        }

    @held
    def attendance_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Who was there, and who was out of the room for which item."""
        meeting = self._meeting(request, pk)
        rules.can_write_attendance(request.user, meeting).enforce()
        room = Room(meeting)
        affairs = suggested(room)

        def made(data: Any = None) -> AttendanceForms:
            return AttendanceForms(data, room=room, suggested=affairs)

        page = Guarded(request, made, parts=lambda forms: forms.shown)
        forms = page.form
        if page.is_clear and forms.is_valid():
            chosen = forms.about.cleaned_data["acting_chair"]
            record_attendance(
                meeting=meeting,
                were=[row.was for row in forms.rows],
                acting_chair=next((m for m in room.members if str(m.pk) == chosen), None),
                visitors=forms.about.cleaned_data["visitors"],
                by=request.user,
            )
            messages.success(
                request, "出欠と退席を記録しました。議題ごとの定足数も計算し直しました。"
            )
            return page.saved(self.change_url(meeting))
        context = {
            **self._context(request, meeting, f"出欠と退席：{meeting}"),
            "forms": forms,
            "agenda": room.items,
            "affairs": [
                (member, [item for item in room.items if item.pk in affairs[member.pk]])
                for member in room.members
                if affairs.get(member.pk)
            ],
        }
        return page.shown("admin/groups/meeting/attendance.html", context)

    @held
    def minutes_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Write the draft over; what the members answered stands beside it."""
        meeting = self._meeting(request, pk)
        rules.can_write_minutes(request.user, meeting).enforce()
        stored = Minutes.objects.filter(meeting=meeting).first() or Minutes(meeting=meeting)
        page = Guarded(request, lambda data=None: MinutesForm(data, instance=stored))
        form = page.form
        if page.is_clear and form.is_valid():
            write_minutes(
                meeting=meeting,
                body=form.cleaned_data["body"],
                city_staff=form.cleaned_data["city_staff"],
                by=request.user,
            )
            messages.success(request, "会議録の案を保存しました。")
            return page.saved(self.change_url(meeting))
        answers = {row.member_id: row for row in stored.remarks.all()} if stored.pk else {}
        members = Room(meeting).came(Present.PRESENT, Present.ONLINE)
        context = {
            **self._context(request, meeting, f"会議録：{meeting}"),
            "form": form,
            "minutes": stored,
            "answers": [
                (member, answers.get(member.pk), RemarkForm(auto_id=f"m{member.pk}-%s"))
                for member in members
            ],
        }
        return page.shown("admin/groups/meeting/minutes.html", context)

    @held
    def remark_view(self, request: HttpRequest, pk: int, member_pk: int) -> HttpResponse:
        """What a member answered on paper or by telephone, entered by the office."""
        meeting = self._meeting(request, pk)
        rules.can_write_minutes(request.user, meeting).enforce()
        member = next((m for m in Room(meeting).members if m.pk == member_pk), None)
        form = RemarkForm(request.POST)
        if member is None:
            raise Http404("この委員は、この会議の委員ではありません。")
        if not form.is_valid():
            reasons = " ".join(str(each) for errors in form.errors.values() for each in errors)
            raise MoveRefused(reasons, status_code=400)
        remark_on_minutes(
            meeting=meeting, member=member, words=form.cleaned_data["words"], by=request.user
        )
        messages.success(request, f"{member.name}さんの返事を記録しました。")
        return redirect("admin:groups_meeting_minutes", pk=meeting.pk)

    @held
    def papers_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The papers of the meeting, and a new one."""
        meeting = self._meeting(request, pk)
        rules.may_hold(request.user, meeting).enforce()
        sent = request.method == "POST"
        form = PaperForm(
            request.POST if sent else None, request.FILES if sent else None, meeting=meeting
        )
        if sent and form.is_valid():
            given = form.cleaned_data
            add_paper(
                meeting=meeting,
                item=given["item"],
                title=given["title"],
                is_public=given["is_public"],
                file=given["file"],
                by=request.user,
            )
            messages.success(request, f"資料「{given['title']}」を加えました。")
            return redirect("admin:groups_meeting_papers", pk=meeting.pk)
        context = {
            **self._context(request, meeting, f"資料：{meeting}"),
            "form": form,
            "papers": list(meeting.papers.select_related("item")),
            "may_remove": meeting.status in rules.BEFORE,
            "refused_forms": [form] if form.is_bound else [],
        }
        template, status = "admin/groups/meeting/papers.html", 422 if form.is_bound else 200
        return TemplateResponse(request, template, context, status=status)

    @held
    def paper_remove_view(self, request: HttpRequest, pk: int, paper_pk: int) -> HttpResponse:
        meeting = self._meeting(request, pk)
        paper = meeting.papers.filter(pk=paper_pk).first()
        if paper is None:
            raise Http404("この資料は、ここにはありません。")
        remove_paper(paper=paper, by=request.user)
        messages.success(request, f"資料「{paper.title}」を取り除きました。")
        return redirect("admin:groups_meeting_papers", pk=meeting.pk)

    def letters_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The notice to each member whom no mail reaches, one page each, to be printed."""
        meeting = self._meeting(request, pk)
        rules.may_hold(request.user, meeting).enforce()
        room = Room(meeting)
        about = ABOUT_ITEM.of_each(room.items, by=request.user)
        context = {
            **self._context(request, meeting, f"紙の通知：{meeting}"),
            "members": [member for member in room.members if member.user_id is None],
            "agenda": [(item, about[item.pk]) for item in room.items],
            "minutes": getattr(meeting, "minutes", None),
        }
        return TemplateResponse(request, "admin/groups/meeting/letters.html", context)
