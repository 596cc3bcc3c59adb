"""Renewing the registration of a group: one page, and one press where nothing has changed."""

from operator import attrgetter
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from groups.actions.renewal import renew_group
from groups.checklist import checklist_of
from groups.forms.renewal import RenewalForms
from groups.models import ContactDetails, Group
from groups.rules.people import manages
from groups.rules.renewal import can_be_renewed, may_renew
from groups.validity import end_after_renewal
from groups.views.crumbs import crumbs_to
from groups.views.reading import note_reading_of
from kyodo_portal.life.acts import MoveRefused
from kyodo_portal.life.moves import refused
from kyodo_portal.life.reading import ReadingKind
from kyodo_portal.words.text import japanese_date
from kyodo_portal.writing.guarded import Guarded, one_at_a_time


@require_http_methods(["GET", "HEAD", "POST"])
@one_at_a_time(Group)
def group_renew(request: HttpRequest, pk: int) -> HttpResponse:
    """Confirm what is registered of a group, mend what has changed, and renew the registration."""
    group = get_object_or_404(Group.objects.visible_to(request.user), pk=pk)
    may_renew(request.user, group).enforce()
    if not (can := can_be_renewed(group)):
        return refused(request, MoveRefused(can.reason), back=group.get_absolute_url())
    on_paper = not manages(request.user, [group.pk])
    contact = ContactDetails.objects.filter(group=group).first()
    if contact is not None and request.method != "POST":
        note_reading_of(request, ReadingKind.CONTACT, group)

    def made(data: Any = None) -> RenewalForms:
        return RenewalForms(data, group=group, contact=contact, on_paper=on_paper)

    page = Guarded(request, made, parts=attrgetter("shown"))
    forms = page.form
    if page.is_clear and forms.is_valid():
        renewed = renew_group(
            by=request.user,
            group=group,
            contact=forms.contact.save(commit=False),
            changed=forms.confirm.cleaned_data["changed"],
            received=forms.counter.facts if forms.counter else None,
        )
        messages.success(request, _renewed(renewed))
        return page.saved(group)
    people = group.memberships.running().select_related("user").order_by("joined_at", "pk")
    context = {
        "forms": forms,
        "group": group,
        "memberships": list(people),
        "documents": list(group.documents.all()),
        "checklist": [str(line) for line in checklist_of(group)],
        "next_end": end_after_renewal(group.valid_until) if group.valid_until else None,
        "crumbs": crumbs_to(group, gettext("登録を更新する")),
    }
    return page.shown("groups/renew.html", context)


def _renewed(group: Group) -> str:
    if group.valid_until is None:
        return gettext("登録を更新しました。")
    return gettext("登録を更新しました。{until}まで有効です。").format(
        until=japanese_date(group.valid_until)
    )
