"""Supporters without an account, as the desk enters and keeps them."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from groups.actions import supporters as actions
from groups.forms.supporters import PaperSupporterForm
from groups.models import Supporter
from groups.rules.supporters import can_enter_supporter, may_keep_supporter

DONE = {
    "rest": (actions.rest, "休みにしました。一覧には出ません。"),
    "resume": (actions.resume, "今日から1年、続けることにしました。"),
    "end": (actions.end, "サポーターをやめました。書いた内容と連絡先は消しました。"),
}


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def supporter_enter(request: HttpRequest) -> HttpResponse:
    """Enter what somebody told at the counter, with the way and the day on which it came."""
    can_enter_supporter(request.user).enforce()
    form = PaperSupporterForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        made, is_new = actions.enter_supporter(
            supporter=form.save(commit=False),
            guest=form.guest,
            fields=form.cleaned_data["field_numbers"],
            by=request.user,
            key=form.cleaned_data["submission_key"],
        )
        told = (
            "サポーターの内容を入力しました。" if is_new else "この内容は、すでに入力されています。"
        )
        messages.success(request, told)
        return redirect("admin:groups_supporter_change", made.pk)
    context = {
        "form": form,
        "crumbs": [
            ("サポーター", reverse("supporters:list")),
            ("窓口で聞いたサポーターを入力する", None),
        ],
    }
    return render(request, "supporters/supporter_enter.html", context)


@require_POST
@login_required
def supporter_kept(request: HttpRequest, pk: int, act: str) -> HttpResponse:
    """Let somebody without an account rest, go on for a year, or end it, as they asked the desk."""
    can_enter_supporter(request.user).enforce()
    supporter = get_object_or_404(Supporter.objects.visible_to(request.user), pk=pk)
    if act not in DONE:
        raise Http404("この操作は、このページにはありません。")
    may_keep_supporter(request.user, supporter).enforce()
    make, told = DONE[act]
    make(supporter=supporter, by=request.user)
    messages.success(request, told)
    if act == "end":
        return redirect("admin:groups_supporter_changelist")
    return redirect("admin:groups_supporter_change", pk)
