"""Writing to a group or a department: always there, with an account or without, whatever the group
publishes of itself."""

from allauth.core.internal import ratelimit
from django.contrib import messages as told
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, pgettext
from django.views.decorators.http import require_http_methods

from groups.actions.guests import welcome
from groups.actions.messages import (
    CAME_FOR,
    GUEST_KEPT,
    begin_of_guest,
    open_thread,
    too_many,
    write_as_guest,
)
from groups.forms.messages import ContactForm, WordForm
from groups.models import Department, Group, Message, Side, Thread
from groups.models.messages import Office
from groups.rules.messages import can_contact, can_go_on, has_somebody_to_answer
from groups.rules.people import managed_groups
from groups.views.guests import found_guest, to_code
from kyodo_portal.life.flows import MoveRefused
from kyodo_portal.life.moves import refused
from kyodo_portal.life.people import is_signed_in
from kyodo_portal.web.crumbs import Crumbs
from kyodo_portal.writing.once import own_key

GUESTS = {"message": "20/d/ip,10/d/key"}
"""Threads that guests begin in a day: from one place, and of one mail address."""


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def contact_group(request: HttpRequest, pk: int) -> HttpResponse:
    """Write to a group."""
    group = get_object_or_404(Group.objects.public(), pk=pk)
    crumbs: Crumbs = [
        (pgettext("一覧", "団体"), reverse("groups:list")),
        (group.name, group.get_absolute_url()),
    ]
    return _contact(request, group, group.get_absolute_url(), crumbs)


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def contact_department(request: HttpRequest, pk: int) -> HttpResponse:
    """Write to a department."""
    return _contact(request, get_object_or_404(Department, pk=pk), reverse("home"), [])


def _contact(request: HttpRequest, office: Office, back: str, crumbs: Crumbs) -> HttpResponse:
    is_guest = not is_signed_in(request.user)
    may = can_contact(request.user, office)
    form = ContactForm(request.POST if request.method == "POST" else None, is_for_guest=is_guest)
    if not may:
        typed = request.POST.get("body", "")
        refusal = MoveRefused(may.reason, status_code=403)
        return refused(request, refusal, back=back, typed=typed)
    if form.is_valid():
        return _sent(request, office, form, back)
    context = {
        "form": form,
        "office": office,
        "office_name": office.name if isinstance(office, Group) else office.name_in_language,
        "is_group": isinstance(office, Group),
        "goes_to_desk": not has_somebody_to_answer(office),
        "is_guest": is_guest,
        "speaks_for_groups": bool(managed_groups(request.user)),
        "back": back,
        "crumbs": [*crumbs, (gettext("メッセージを送る"), None)],
    }
    return render(request, "messages/contact.html", context)


def _sent(request: HttpRequest, office: Office, form: ContactForm, back: str) -> HttpResponse:
    given = form.cleaned_data
    words = {"office": office, "subject": given["subject"], "body": given["body"]}
    if form.is_for_guest:
        return _sent_by_guest(request, office, form, back)
    try:
        thread, is_new = open_thread(**words, by=request.user, key=given["submission_key"])
    except MoveRefused as refusal:
        return refused(request, refusal, back=back, typed=given["body"])
    if is_new:
        told.success(
            request, gettext("メッセージを送りました。返事があると、メールでお知らせします。")
        )
    return redirect(thread)


def _sent_by_guest(
    request: HttpRequest, office: Office, form: ContactForm, back: str
) -> HttpResponse:
    given = form.cleaned_data
    key = own_key(given["submission_key"], request.user)
    earlier = Thread.objects.filter(submission_key=key, guest__isnull=False).first()
    if earlier is not None and earlier.guest is not None:
        return redirect(earlier.guest)
    guest = form.guest
    within = ratelimit.consume(
        request, app="groups", action="message", config=GUESTS, key=guest.email.lower()
    )
    if within is None:
        refusal = MoveRefused(too_many(), status_code=429)
        return refused(request, refusal, back=back, typed=given["body"])
    guest.submission_key = key
    kept = welcome(guest, came_for=CAME_FOR, forget_on=timezone.localdate() + GUEST_KEPT)
    begin_of_guest(office=office, subject=given["subject"], body=given["body"], guest=kept, key=key)
    return to_code(request, kept)


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def guest_thread(request: HttpRequest, pk: int, token: str) -> HttpResponse:
    """A guest reads the answer, and goes on: whoever has the latest letter opens it; only its button
    sends."""
    guest = found_guest(pk, token)
    if not guest.is_confirmed:
        return redirect(guest)
    thread = get_object_or_404(guest.threads.select_related("group", "department"))
    form = WordForm(request.POST if request.method == "POST" else None)
    may = can_go_on(thread)
    here = reverse("messages:guest", args=[guest.pk, guest.token])
    if form.is_valid():
        if not may:
            typed = form.cleaned_data["body"]
            return refused(request, MoveRefused(may.reason), back=here, typed=typed)
        write_as_guest(
            thread=thread,
            body=form.cleaned_data["body"],
            guest=guest,
            key=form.cleaned_data["submission_key"],
        )
        told.success(request, gettext("送りました。"))
        return redirect(here)
    said = Message.objects.filter(thread=thread).read_by(Side.CITIZEN).select_related("thread")
    context = {"thread": thread, "guest": guest, "said": said, "form": form, "may_write": may}
    answer = render(request, "messages/guest.html", context)
    answer["Cache-Control"] = "private, no-store"
    return answer
