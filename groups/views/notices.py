"""The pages of notices: what is new of what one follows, how one is told, and the way out."""

import datetime as dt

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required, login_required
from django.core.paginator import Paginator
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from groups.accounts.language import choose_language
from groups.actions import follows as actions
from groups.forms.follows import NoticeSettingsForm
from groups.models import Frequency, NoticeKind, User
from groups.models.people import account_of
from groups.notices.leaving import leaving_by
from groups.notices.shown import DAYS, notices_of
from groups.views.follows import crumbs_to
from kyodo_portal.web.page_numbers import page_asked

PER_PAGE = 30


@require_safe
@login_required
def notice_list(request: HttpRequest) -> HttpResponse:
    """What is new of what I follow, the newest first, and what of it I have not read."""
    now = timezone.now()
    notices = notices_of(account_of(request.user), now)
    context = {
        "crumbs": crumbs_to(gettext("お知らせ")),
        "page_obj": Paginator(notices, PER_PAGE).get_page(page_asked(request)),
        "until": now.isoformat(),
        "days": DAYS.days,
    }
    return render(request, "notices/notice_list.html", context)


@require_POST
@login_required
def notice_read(request: HttpRequest) -> HttpResponse:
    """Mark as read what the page showed."""
    try:
        until = parse_datetime(request.POST.get("until", "")) or timezone.now()
    except ValueError:
        until = timezone.now()
    if timezone.is_naive(until):
        until = until.replace(tzinfo=dt.UTC)
    actions.read_notices(by=request.user, until=max(until, timezone.now() - DAYS))
    return redirect("notices:list")


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def notice_settings(request: HttpRequest) -> HttpResponse:
    """How often I am told of each kind, and in which language."""
    account = account_of(request.user)
    form = NoticeSettingsForm(request.POST if request.method == "POST" else None, user=account)
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            actions.choose_frequencies(by=account, chosen=form.frequencies)
            choose_language(by=account, code=form.cleaned_data["language"])
        messages.success(request, gettext("お知らせの受け取りかたを変えました。"))
        return redirect("notices:settings")
    context = {"crumbs": crumbs_to(gettext("お知らせの受け取りかた")), "form": form}
    return render(request, "notices/settings.html", context)


@csrf_exempt  # a mail program sends it (RFC 8058): the signed address is what lets it act
@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    """End the notices that a letter brought. Looking changes nothing; the button does, and so does the
    button of a mail program. Done twice it is as done once."""
    leaving = leaving_by(token)
    if leaving is None:
        raise Http404(
            gettext(
                "このページは見つかりません。メールのアドレスが途中で切れているかもしれません。"
                "ログインして、マイページの「お知らせの受け取りかた」からも止められます。"
            )
        )
    is_done = request.method == "POST"
    if is_done and User.objects.filter(pk=leaving.user_id).exists():
        with transaction.atomic():
            for kind in leaving.kinds:
                actions.set_frequency(leaving.user_id, kind, Frequency.NEVER)
    context = {"kinds": [NoticeKind(kind).label for kind in leaving.kinds], "is_done": is_done}
    answer = render(request, "notices/unsubscribe.html", context)
    answer["Cache-Control"] = "private, no-store"
    return answer
