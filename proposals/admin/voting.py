"""The page on which is written down what the council voted on the adoptions of a call."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from kyodo_portal.life.flows import MoveRefused
from kyodo_portal.life.moves import refused
from kyodo_portal.staff.base import NOTHING_BESIDE, PortalAdmin
from kyodo_portal.words.text import japanese_date
from kyodo_portal.writing.fields import JapaneseDateField, PlainTextField
from kyodo_portal.writing.typed import words_typed
from proposals.actions.voting import confirm_voted, reject_voted, set_vote_day
from proposals.models import Call, Proposal, ProposalStatus
from proposals.rules.calls import may_release
from proposals.rules.decisions import can_be_confirmed

PASSED, FAILED = "passed", "failed"


class VoteForm(forms.Form):
    """What was voted, on which of the proposals that wait for it."""

    proposals = forms.ModelMultipleChoiceField(
        label="議決のあった提案",
        queryset=Proposal.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "議決のあった提案を、一つ以上選んでください。"},
    )
    vote = forms.ChoiceField(
        label="議決の結果",
        choices=[(PASSED, "可決：採択を確定する"), (FAILED, "否決：採択しない")],
        widget=forms.RadioSelect,
        error_messages={"required": "「議決の結果」を選んでください。"},
    )
    voted_on = JapaneseDateField(label="議決の日")
    reason = PlainTextField(
        label="採択しない理由",
        max_length=5000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="否決のときに書きます。結果といっしょに公開され、提案した人への通知にも載ります。",
    )

    def __init__(self, data: Any = None, *, waiting: list[Proposal]) -> None:
        super().__init__(data, initial={"proposals": [each.pk for each in waiting]})
        field: Any = self.fields["proposals"]
        field.queryset = Proposal.objects.filter(pk__in=[each.pk for each in waiting])
        field.choices = [(each.pk, f"{each}（{each.proposer_label}）") for each in waiting]

    def clean(self) -> dict[str, Any]:
        """A no is told with its reason, and neither is told before its day."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("vote") == FAILED and not cleaned.get("reason"):
            self.add_error("reason", "否決のときは、「採択しない理由」を書いてください。")
        day = cleaned.get("voted_on")
        if day and day > timezone.localdate():
            self.add_error("voted_on", "議決の日は、今日かそれより前の日にしてください。")
        return cleaned


class VoteDayForm(forms.Form):
    """For when the vote is expected."""

    expected_on = JapaneseDateField(label="新しい議決の予定日")


class VotingAdmin(PortalAdmin):
    """The part of a call's page on which its adoptions become final. It is the desk's alone that may
    release the call."""

    def get_urls(self) -> list[Any]:
        page = require_http_methods(["GET", "HEAD", "POST"])(self.vote_view)
        own = path(
            "<path:object_id>/vote/",
            self.admin_site.admin_view(page),
            name="proposals_call_vote",
        )
        return [own, *super().get_urls()]

    def vote_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """What waits for the vote, what a yes would do to each, and the forms."""
        call = self.found(request, object_id)
        may_release(request.user, call).enforce()
        waiting = _waiting(call)
        act = request.POST.get("act")
        vote_form = VoteForm(request.POST if act == "vote" else None, waiting=waiting)
        day_form = VoteDayForm(request.POST if act == "day" else None)
        if request.method == "POST":
            back = self.change_url(call).removesuffix("change/") + "vote/"
            if day_form.is_bound and day_form.is_valid():
                return self._put_off(request, call, day_form, back)
            if act == "vote" and not waiting:
                nothing = MoveRefused(
                    "議決を待っている提案は、もうありません。ほかの人が先に書き込みました。"
                )
                return refused(request, nothing, back=back, typed=words_typed(request))
            if vote_form.is_bound and vote_form.is_valid():
                return self._settle(request, vote_form.cleaned_data, back)
        bound = [form for form in (vote_form, day_form) if form.is_bound]
        context = {
            **self.admin_site.each_context(request),
            **NOTHING_BESIDE,
            "refused_forms": bound,
            "title": f"議決の結果を書く：{call}",
            "opts": self.opts,
            "original": call,
            "waiting": [(each, can_be_confirmed(each)) for each in waiting],
            "vote_form": vote_form,
            "day_form": day_form,
        }
        return TemplateResponse(
            request, "admin/proposals/call/vote.html", context, status=422 if bound else 200
        )

    def _put_off(
        self, request: HttpRequest, call: Call, form: VoteDayForm, back: str
    ) -> HttpResponse:
        day = form.cleaned_data["expected_on"]
        try:
            set_vote_day(call=call, day=day, by=request.user)
        except MoveRefused as refusal:
            return refused(request, refusal, back=back, typed=words_typed(request))
        messages.success(request, f"議決の予定日を{japanese_date(day)}にしました。")
        return redirect(back)

    def _settle(self, request: HttpRequest, typed: dict[str, Any], back: str) -> HttpResponse:
        """Each of them for itself: what cannot be settled stops no other, and is told with its reason."""
        done = 0
        for proposal in typed["proposals"].order_by("number", "pk"):
            told = {"proposal": proposal, "voted_on": typed["voted_on"], "by": request.user}
            try:
                if typed["vote"] == PASSED:
                    confirm_voted(**told)
                else:
                    reject_voted(**told, reason=typed["reason"])
            except PermissionDenied as refusal:
                messages.warning(request, f"「{proposal}」は書き込めませんでした。{refusal}")
            else:
                done += 1
        if done and typed["vote"] == PASSED:
            messages.success(
                request,
                f"{done}件の採択が確定しました。事業のページを公開し、提案した方に知らせました。",
            )
        elif done:
            messages.success(
                request, f"{done}件を不採択としました。理由を公開し、提案した方に知らせました。"
            )
        return redirect(back)


def _waiting(call: Call) -> list[Proposal]:
    rows = call.proposals.filter(status=ProposalStatus.AWAITING_VOTE)
    rows = rows.select_related("group", "implementing_group", "decision", "call")
    return list(rows.prefetch_related("reviews").order_by("number", "pk"))
