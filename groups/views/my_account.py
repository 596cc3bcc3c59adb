"""My account: the language of letters, my data, leaving."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from groups.accounts.language import LanguageForm, choose_language
from groups.accounts.my_data import KEY, ask_for_my_data
from groups.actions.leaving import ask_to_leave, undo_leaving
from groups.models import Leaving, User
from groups.models.leavings import UNDONE_WITHIN
from groups.models.people import account_of
from groups.rules.leaving import can_leave, hindrances
from kyodo_portal.life.jobs.asking import can_have_result
from kyodo_portal.life.jobs.models import Job
from kyodo_portal.web.crumbs import Crumbs
from kyodo_portal.words.languages import JAPANESE

HERE = "my_account:settings"
MADE_AT_ONCE = 3
"""Archives of one person that lie here at the same time; more are not made."""


class LeaveForm(forms.Form):
    """That somebody has read what goes and what stays."""

    understood = forms.BooleanField(
        label=_("消えるものと残るものを読みました。退会します。"),
        error_messages={"required": _("読んだら、印を付けてください。")},
    )


@never_cache
@require_safe
def settings(request: HttpRequest) -> HttpResponse:
    """Everything about the account in one place."""
    user = account_of(request.user)
    return _settings(request, LanguageForm(initial={"language": user.language or JAPANESE.code}))


@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Letters come in this language from now on."""
    form = LanguageForm(request.POST)
    if not form.is_valid():
        return _settings(request, form, status=422)
    account = User.objects.get(pk=request.user.pk)  # the one of the request is not loaded yet
    choose_language(by=account, code=form.cleaned_data["language"])
    messages.success(request, gettext("お知らせのメールの言語を変えました。"))
    return redirect(HERE)


def _settings(request: HttpRequest, form: LanguageForm, status: int = 200) -> HttpResponse:
    user = account_of(request.user)
    context = {
        "crumbs": _crumbs(),
        "language_form": form,
        "archives": _archives(request),
        "leaving": _running(user),
    }
    return render(request, "my_account/settings.html", context, status=status)


@require_POST
def data_create(request: HttpRequest) -> HttpResponse:
    """Have everything gathered that is stored of this person."""
    if len(_archives(request)) >= MADE_AT_ONCE:
        messages.warning(
            request, gettext("データは、いくつもつくってあります。下の一覧から受け取ってください。")
        )
        return redirect(f"{reverse(HERE)}#data")
    ask_for_my_data(account_of(request.user))
    messages.success(request, gettext("データをつくりました。下の一覧から受け取れます。"))
    return redirect(f"{reverse(HERE)}#data")


@never_cache
@require_safe
def data_file(request: HttpRequest, pk: int) -> FileResponse:
    """The archive, for whoever it is about."""
    job = get_object_or_404(Job, pk=pk, kind=KEY, owner=request.user.pk)
    can_have_result(request.user, job).enforce()
    if not job.result:
        raise Http404(gettext("このデータは、まだできていないか、期限が過ぎて消えました。"))
    try:
        content = job.result.open("rb")
    except OSError:
        raise Http404(
            gettext("このデータは、いま取り出せません。もう一度つくってください。")
        ) from None
    answer = FileResponse(content, as_attachment=True, filename=job.result_name)
    answer["Cache-Control"] = "private, no-store"
    return answer


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def leave(request: HttpRequest) -> HttpResponse:
    """What goes and what stays, and the one button; or what has to be handed over first."""
    user = account_of(request.user)
    if _running(user):
        return redirect(HERE)
    hindered = hindrances(user)
    form = LeaveForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        can_leave(user).enforce()
        if form.is_valid():
            ask_to_leave(user=user, by=user)
            messages.success(
                request,
                gettext(
                    "退会の手続きを受け付けました。{days}日の間は、この画面で取り消せます。"
                ).format(days=UNDONE_WITHIN.days),
            )
            return redirect(HERE)
    context = {
        "crumbs": [*_crumbs(linked=True), (gettext("退会する"), None)],
        "hindrances": hindered,
        "form": form,
        "days": UNDONE_WITHIN.days,
    }
    return render(request, "my_account/leave.html", context, status=422 if form.errors else 200)


@require_POST
def leave_undo(request: HttpRequest) -> HttpResponse:
    """Stay."""
    leaving = _running(account_of(request.user))
    if leaving is None:
        messages.warning(request, gettext("取り消す手続きはありません。"))
        return redirect(HERE)
    undo_leaving(leaving=leaving, by=request.user)
    messages.success(request, gettext("退会を取り消しました。これまでどおり使えます。"))
    return redirect(HERE)


def _running(user: Any) -> Leaving | None:
    return Leaving.objects.running().filter(user=user.pk).first()


def _archives(request: HttpRequest) -> list[Job]:
    return list(Job.objects.filter(owner=request.user.pk, kind=KEY).order_by("-pk"))


def _crumbs(*, linked: bool = False) -> Crumbs:
    return [
        (gettext("マイページ"), reverse("my")),
        (gettext("アカウントとデータ"), reverse(HERE) if linked else None),
    ]
