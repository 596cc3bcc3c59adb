"""Consultations of people without an account at the desk: how to reach them, and the letters that are posted."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import path
from django.views.decorators.http import require_safe

from kyodo_portal.cities import city
from kyodo_portal.life.counter import came_in_words
from kyodo_portal.life.flows import MoveRefused
from kyodo_portal.life.reading import ReadingKind
from kyodo_portal.staff.base import NOTHING_BESIDE
from kyodo_portal.staff.pages import PageAdmin
from kyodo_portal.templatetags.ui_contact import contact_links
from proposals.actions.counter_consultations import post_answers
from proposals.models import Consultation
from proposals.paper_letters import answers_to_post
from proposals.rules.consultations import can_post_letters, is_reading_for_city


class CounterConsultationAdmin(PageAdmin):
    """The part of a consultation's page that is about who has no account."""

    def get_urls(self) -> list[Any]:
        page = self.admin_site.admin_view(require_safe(self.letter_view))
        own = path("<path:object_id>/letter/", page, name="proposals_consultation_letter")
        return [own, *super().get_urls()]

    def counter_facts(self, request: HttpRequest, obj: Consultation) -> list[tuple[str, Any]]:
        """How it came and how to reach who asked, for those who answer; that it was read is written down."""
        facts: list[tuple[str, Any]] = []
        if obj.is_from_counter:
            facts.append(("受け付け", came_in_words(obj)))
        guest = obj.guest
        if guest is None or not is_reading_for_city(request.user, obj):
            return facts
        self.note_reading(request, ReadingKind.CONTACT, of=obj)
        reached = [
            ("お名前", guest.name),
            ("電話番号", contact_links(guest.phone) if guest.phone else ""),
            ("メールアドレス", contact_links(guest.email) if guest.email else ""),
            ("住所", guest.address),
        ]
        return [*facts, *((label, value) for label, value in reached if value)]

    def letter_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """The answers that wait to be posted, as one letter for the browser's printing."""
        consultation = self.found(request, object_id)
        can_post_letters(request.user, consultation).enforce()
        self.note_reading(request, ReadingKind.CONTACT, of=consultation)
        context = {
            **self.admin_site.each_context(request),
            **NOTHING_BESIDE,
            "refused_forms": [],
            "title": f"郵送する手紙：{consultation}",
            "opts": self.opts,
            "original": consultation,
            "guest": consultation.guest,
            "answers": answers_to_post(consultation),
            "desk": city().desk,
        }
        return TemplateResponse(request, "admin/proposals/consultation/letter.html", context)

    def posted(self, request: HttpRequest, obj: Consultation) -> str:
        """The letter that was on the page is in the post."""
        up_to = request.POST.get("up_to", "")
        if not (up_to.isascii() and up_to.isdecimal() and len(up_to) < 16):
            raise MoveRefused("郵送した手紙が読み取れませんでした。ページを開き直してください。")
        post_answers(consultation=obj, up_to=int(up_to), by=request.user)
        return "手紙を郵送したことを記録しました。"
