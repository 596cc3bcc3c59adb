"""The page on which the decisions of a call are read once more and released together."""

import datetime as dt
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from kyodo_portal.life.flows import MoveRefused
from kyodo_portal.life.moves import refused
from kyodo_portal.staff.base import NOTHING_BESIDE, PortalAdmin
from kyodo_portal.words.text import japanese_datetime
from kyodo_portal.writing.fields import JapaneseDateField
from kyodo_portal.writing.time_fields import PlainTimeField
from kyodo_portal.writing.typed import words_typed
from proposals.actions.release import release_call, set_release, unset_release
from proposals.judging.preview import preview_of
from proposals.judging.release import outlook_of
from proposals.models import CallStatus
from proposals.rules.calls import can_be_released, may_release


class ReleaseTimeForm(forms.Form):
    """When the decisions come out (JST)."""

    day = JapaneseDateField(label="公表する日")
    time = PlainTimeField(label="公表する時刻", help_text="例：10:00、午後1時半")

    def moment(self) -> dt.datetime:
        """The moment that was typed."""
        day, time = self.cleaned_data["day"], self.cleaned_data["time"]
        return timezone.make_aware(dt.datetime.combine(day, time))


class ReleasingAdmin(PortalAdmin):
    """The part of a call's page that releases it. Whoever may not release it does not read what is
    meant: the page exists for the coordinators without an interest alone."""

    def get_urls(self) -> list[Any]:
        page = require_http_methods(["GET", "HEAD", "POST"])(self.release_view)
        own = path(
            "<path:object_id>/release/",
            self.admin_site.admin_view(page),
            name="proposals_call_release",
        )
        return [own, *super().get_urls()]

    def release_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """What a release would do, its button, and the time at which it comes about by itself."""
        call = self.found(request, object_id)
        may_release(request.user, call).enforce()
        time_form = ReleaseTimeForm(request.POST if request.POST.get("act") == "set" else None)
        if request.method == "POST":
            back = self.change_url(call).removesuffix("change/") + "release/"
            try:
                answer = self._act(request, call, time_form, back)
            except MoveRefused as refusal:
                return refused(request, refusal, back=back, typed=words_typed(request))
            if answer is not None:
                return answer
        outlook = outlook_of(call)
        context = {
            **self.admin_site.each_context(request),
            **NOTHING_BESIDE,
            "refused_forms": [time_form] if time_form.is_bound else [],
            "time_form": time_form,
            "title": f"決定を公表する：{call}",
            "opts": self.opts,
            "original": call,
            "outlook": outlook,
            "read": outlook.digest,
            "preview": preview_of(call, outlook),
            "can": can_be_released(call),
            "is_first": call.status == CallStatus.REVIEWING,
        }
        status = 422 if time_form.is_bound else 200
        return TemplateResponse(
            request, "admin/proposals/call/release.html", context, status=status
        )

    def _act(
        self, request: HttpRequest, call: Any, time_form: "ReleaseTimeForm", back: str
    ) -> HttpResponse | None:
        """Do what was asked for; None where the time cannot be read."""
        if request.POST.get("act") == "unset":
            unset_release(call=call, by=request.user)
            messages.success(
                request, "公表の日時を取り消しました。ひとりでに公表されることはありません。"
            )
            return redirect(back)
        if not time_form.is_bound:
            return self._release(request, call)
        if not time_form.is_valid():
            return None
        at = time_form.moment()
        set_release(call=call, at=at, by=request.user, read=request.POST.get("read", ""))
        messages.success(
            request,
            f"{japanese_datetime(at)}に公表します。それまでは日時を変えられます。案を書き直すと、日時は取り消されます。",
        )
        return redirect(back)

    def _release(self, request: HttpRequest, call: Any) -> HttpResponse:
        left = release_call(call=call, by=request.user, read=request.POST.get("read", ""))
        messages.success(
            request,
            "決定を公表しました。提案した方々に知らせ、採択された事業のページを公開しました。",
        )
        for stopped in left.stopped:
            told = f"「{stopped.draft.proposal}」は公表できませんでした。{stopped.reason}"
            messages.warning(request, told)
        return redirect(self.change_url(call))
