"""The letters of a call: their texts, and each as it will be read."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods, require_safe

from kyodo_portal.cities import city
from kyodo_portal.files.pdf import PdfRefused, make_pdf
from kyodo_portal.life.flows import MoveRefused
from kyodo_portal.life.moves import refused
from kyodo_portal.life.reading import ReadingKind
from kyodo_portal.staff.base import NOTHING_BESIDE, PortalAdmin
from kyodo_portal.words.languages import in_japanese
from kyodo_portal.writing.fields import PlainTextField
from kyodo_portal.writing.locks import hold
from kyodo_portal.writing.seen import CONFLICT, Seen
from proposals.actions.letters import write_letters
from proposals.content.letters import PLACEHOLDERS, bodies_of, can_be_letter, words_of
from proposals.judging.release import outlook_of
from proposals.models import Call, Decision, DecisionOutcome
from proposals.rules.calls import may_release

STYLE = "css/notices-pdf.css"


class LettersForm(forms.Form):
    """One text for each outcome."""

    def __init__(self, data: Any = None, *, call: Call) -> None:
        super().__init__(data, initial=bodies_of(call))
        for outcome in DecisionOutcome:
            self.fields[outcome.value] = PlainTextField(
                label=f"{outcome.label}の通知の文",
                max_length=3000,
                required=False,
                widget=forms.Textarea(attrs={"rows": 10}),
            )

    def clean(self) -> dict[str, Any]:
        """A name that nothing is known of is told beside its text."""
        cleaned = super().clean() or self.cleaned_data
        for name, body in list(cleaned.items()):
            can = can_be_letter(body)
            if not can:
                self.add_error(name, can.reason)
        return cleaned


class LettersAdmin(PortalAdmin):
    """The part of a call's page on which its letters are written and read before they leave."""

    def get_urls(self) -> list[Any]:
        page = require_http_methods(["GET", "HEAD", "POST"])(self.letters_view)
        own = path(
            "<path:object_id>/letters/",
            self.admin_site.admin_view(page),
            name="proposals_call_letters",
        )
        printed = path(
            "<path:object_id>/notices.pdf",
            self.admin_site.admin_view(require_safe(self.notices_view)),
            name="proposals_call_notices",
        )
        return [own, printed, *super().get_urls()]

    def notices_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """What was told, as a tagged PDF with one notice to a page: for those who are reached on paper.
        Taking it out is written down."""
        call = self.found(request, object_id)
        may_release(request.user, call).enforce()
        told = Decision.objects.filter(proposal__call=call, released_at__isnull=False)
        decisions = list(told.exclude(notice="").select_related("proposal").order_by("proposal"))
        back = self.change_url(call).removesuffix("change/") + "letters/"
        if not decisions:
            nothing = MoveRefused("通知書は、決定を公表したあとで印刷できます。")
            return refused(request, nothing, back=back)
        label = f"結果通知書：{call}"
        self.note_reading(request, ReadingKind.EXPORT, of=call, label=label, count=len(decisions))
        context = {"call": call, "city": city(), "decisions": decisions}
        try:
            with in_japanese():
                page = render_to_string("admin/proposals/call/notices.html", context)
            content = make_pdf(page, css=STYLE, base_url=settings.BASE_URL, is_kept=False)
        except PdfRefused as refusal:
            return refused(request, MoveRefused(refusal.reason, status_code=503), back=back)
        name = content_disposition_header(True, f"結果通知書 {call.title[:60]}.pdf")
        headers = {"Content-Disposition": name, "Cache-Control": "private, no-store"}
        return HttpResponse(content, content_type="application/pdf", headers=headers)

    def letters_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """The texts, and below them every letter that the release would send."""
        call = self.found(request, object_id)
        may_release(request.user, call).enforce()
        if request.method != "POST":
            form = LettersForm(call=call)
            return self._letters(request, call, form, Seen([form]))
        with transaction.atomic():
            hold(Call, call.pk)
            seen = Seen([LettersForm(call=call)], request.POST)
            form = LettersForm(seen.data, call=call)
            if seen.overtaken:
                return self._letters(request, call, form, seen, status=CONFLICT)
            if not form.is_valid():
                return self._letters(request, call, form, seen, status=422)
            write_letters(call=call, bodies=form.cleaned_data, by=request.user)
        seen.tell_kept(request)
        messages.success(request, "通知の文を保存しました。下に、送られるとおりの文が出ています。")
        return redirect(request.path)

    def _letters(
        self, request: HttpRequest, call: Call, form: LettersForm, seen: Seen, *, status: int = 200
    ) -> HttpResponse:
        bodies = bodies_of(call)
        context = {
            **self.admin_site.each_context(request),
            **NOTHING_BESIDE,
            "refused_forms": [form] if form.is_bound else [],
            "title": f"結果の通知：{call}",
            "opts": self.opts,
            "original": call,
            "form": form,
            "seen": seen,
            "names": [f"{{{name}}}" for name in PLACEHOLDERS],
            "letters": [
                (draft, _read(draft, bodies[draft.outcome])) for draft in outlook_of(call).ready
            ],
        }
        return TemplateResponse(
            request, "admin/proposals/call/letters.html", context, status=status
        )


def _read(draft: Any, body: str) -> str:
    """The letter as it will be read; nothing where its text cannot be filled in."""
    return words_of(draft, body) if can_be_letter(body) else ""
