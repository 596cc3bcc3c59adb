"""The pages about committees: which there are, what they do, who sits on them and when they meet."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, pgettext
from django.views.decorators.http import require_safe

from groups.committees import facts_of, lines_of, member_lines
from groups.meeting_profile import lines_of as lines_of_meetings
from groups.models import Committee, Meeting
from groups.rules.meetings import BEFORE

SHOWN = 12
"""Meetings on the page of a committee; the rest is in their list."""


@login_not_required
@require_safe
def committee_list(request: HttpRequest) -> HttpResponse:
    """All of them, those that have ended last."""
    committees = Committee.objects.visible_to(request.user).select_related("department")
    context = {
        "lines": lines_of(committees),
        "crumbs": [(pgettext("一覧", "委員会・会議"), None)],
    }
    return render(request, "committees/committee_list.html", context)


@login_not_required
@require_safe
def committee_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One of them: its task, its members with their terms, its rules."""
    found = Committee.objects.visible_to(request.user).select_related("department")
    committee = get_object_or_404(found, pk=pk)
    today = timezone.localdate()
    members = list(committee.members.all())
    meetings = Meeting.objects.visible_to(request.user).filter(committee=committee)
    for meeting in (latest := list(meetings[:SHOWN])):
        meeting.committee = committee
    now = timezone.now()
    context = {
        "coming": lines_of_meetings(
            sorted(
                (each for each in latest if each.starts_at >= now and each.status in BEFORE),
                key=lambda each: each.starts_at,
            )
        ),
        "held": lines_of_meetings(
            each for each in latest if each.starts_at < now or each.status not in BEFORE
        ),
        "committee": committee,
        "crumbs": [
            (pgettext("一覧", "委員会・会議"), reverse("committees:list")),
            (committee.name, None),
        ],
        "facts": facts_of(committee),
        "members": member_lines(member for member in members if member.sits_on(today)),
        "coming_members": member_lines(member for member in members if member.starts_on > today),
        "past_members": member_lines(member for member in members if member.ends_on < today),
        "ended": gettext("この会議は終わりました。") if committee.has_ended else "",
    }
    return render(request, "committees/committee_detail.html", context)
