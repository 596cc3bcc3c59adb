"""Entering an application that came on paper."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import pgettext
from django.views.decorators.http import require_http_methods

from groups.actions.groups import enter_group
from groups.forms.application import GroupForms
from groups.forms.counter import CounterForm
from groups.rules.groups import can_enter
from groups.views.groups import alike_in, files_lost
from kyodo_portal.web.bodies import takes_files


@takes_files
@require_http_methods(["GET", "HEAD", "POST"])
def group_enter(request: HttpRequest) -> HttpResponse:
    """The page of everybody's application, with the way and the day on which the paper came."""
    can_enter(request.user).enforce()
    data = request.POST if request.method == "POST" else None
    forms = GroupForms(data, request.FILES if data is not None else None)
    counter = CounterForm(data)
    is_right = data is not None and all([forms.is_valid(), counter.is_valid()])
    alike = alike_in(forms, request) if is_right else None
    if is_right and not alike:
        key = forms.about.cleaned_data["submission_key"]
        group, is_new = enter_group(
            by=request.user, key=key, received=counter.facts, **forms.record
        )
        told = "紙で届いた申請を登録しました。要件を確認し、登録してください。"
        messages.success(request, told if is_new else "この申請は、すでに入力されています。")
        return redirect("admin:groups_group_change", group.pk)
    context = {
        "forms": forms,
        "counter": counter,
        "alike": alike,
        "files_lost": files_lost(request),
        "heading": "紙で届いた団体登録の申請を入力する",
        "crumbs": [
            (pgettext("一覧", "団体"), reverse("groups:list")),
            ("紙の申請を入力する", None),
        ],
        "group": None,
        "seen": None,
        "back": reverse("admin:groups_group_changelist"),
        "submit_label": "この内容で受け付ける",
    }
    return render(request, "groups/group_form.html", context)
