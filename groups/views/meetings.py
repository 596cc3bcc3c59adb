"""The pages of meetings: the list, one of them with its agenda and minutes, its papers, a member's answer."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext, pgettext
from django.views.decorators.http import require_http_methods, require_safe

from groups.actions.meetings import remark_on_minutes
from groups.forms.meetings import RemarkForm
from groups.meeting_profile import facts_of, lines_of, page_of
from groups.meetings.results import with_results
from groups.models import Meeting, MeetingPaper
from groups.published.kinds import MEETINGS
from groups.published.meeting_filters import TALLIES
from groups.questions import PACKETS, WHOSE_AFFAIR
from groups.rules import meetings as rules
from groups.rules.groups import HIDDEN
from kyodo_portal.files.uploads import serve
from kyodo_portal.life.flows import MoveRefused
from kyodo_portal.life.history import story_of
from kyodo_portal.life.moves import refused
from kyodo_portal.life.people import Person
from kyodo_portal.life.recorded import Reader
from kyodo_portal.lists.listing import listing
from kyodo_portal.web.crumbs import Crumbs
from kyodo_portal.writing.typed import words_typed


def found_meeting(user: Person, pk: int) -> Meeting:
    """The meeting with its parts, if this person may see it; otherwise a 404."""
    whole = Meeting.objects.visible_to(user).select_related("committee", "minutes")
    found = whole.prefetch_related("items__absences__member", "papers")
    return get_object_or_404(found, pk=pk)


def crumbs_to(meeting: Meeting, page: str = "") -> Crumbs:
    way: Crumbs = [
        (pgettext("一覧", "委員会・会議"), reverse("committees:list")),
        (meeting.committee.name, meeting.committee.get_absolute_url()),
    ]
    if not page:
        return [*way, (meeting.title, None)]
    return [*way, (meeting.title, meeting.get_absolute_url()), (page, None)]


@login_not_required
@require_safe
def meeting_list(request: HttpRequest) -> HttpResponse:
    """All meetings, those to come first."""
    filterset = MEETINGS.narrowed(request.GET, MEETINGS.listed_for(request.user))
    shown = listing(request, filterset, TALLIES)
    context = {
        **shown,
        "lines": lines_of(shown["page_obj"]),
        "crumbs": [
            (pgettext("一覧", "委員会・会議"), reverse("committees:list")),
            (pgettext("一覧", "会議"), None),
        ],
    }
    return render(request, "meetings/meeting_list.html", context)


@login_not_required
@require_safe
def meeting_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One meeting: when and where, what it is about, whether one may listen, and what came of it."""
    meeting = found_meeting(request.user, pk)
    seat = rules.seat_of(request.user, meeting)
    can_remark = rules.can_remark(request.user, meeting)
    reader = Reader.PARTIES if seat is not None else Reader.PUBLIC
    context: dict[str, Any] = {
        "meeting": meeting,
        "crumbs": crumbs_to(meeting),
        "linked_data": MEETINGS.linked_data_of(meeting),
        "facts": facts_of(meeting),
        **page_of(meeting, request.user, seat),
        "seat": seat,
        "packets": PACKETS.of(meeting, by=request.user),
        "may_remark": seat is not None and bool(can_remark),
        "story": story_of(meeting, reader=reader),
    }
    return render(request, "meetings/meeting_detail.html", context)


@login_not_required
@require_safe
def meeting_paper(request: HttpRequest, pk: int, paper_pk: int) -> FileResponse:
    """One paper, for whoever may have it; for all others there is none."""
    meeting = found_meeting(request.user, pk)
    paper = next((each for each in meeting.papers.all() if each.pk == paper_pk), None)
    if paper is None or not _is_readable(request.user, paper, meeting):
        raise Http404(HIDDEN)
    return serve(paper)


def _is_readable(user: Person, paper: MeetingPaper, meeting: Meeting) -> bool:
    """Everybody what is public; the office and the members the others, but not of an item that is their own
    affair."""
    if paper.is_public and meeting.is_public:
        return True
    if not rules.is_reader_of_papers(user, meeting):
        return False
    items = list(meeting.items.all())
    return paper.item_id not in rules.closed_items(user, items, WHOSE_AFFAIR.of_each(items))


@require_http_methods(["GET", "HEAD", "POST"])
def meeting_remark(request: HttpRequest, pk: int) -> HttpResponse:
    """A member reads the draft of the minutes, and says what is to be put right."""
    meeting = found_meeting(request.user, pk)
    seat = rules.seat_of(request.user, meeting)
    if seat is None:
        raise Http404(HIDDEN)
    if request.method != "POST":
        rules.can_remark(request.user, meeting).enforce()
    minutes = meeting.minutes if hasattr(meeting, "minutes") else None
    mine = minutes.remarks.filter(member=seat).first() if minutes is not None else None
    form = RemarkForm(request.POST or None, initial={"words": mine.words if mine else ""})
    if request.method == "POST" and form.is_valid():
        try:
            words = form.cleaned_data["words"]
            remark_on_minutes(meeting=meeting, member=seat, words=words, by=request.user)
        except MoveRefused as refusal:
            back = meeting.get_absolute_url()
            return refused(request, refusal, back=back, typed=words_typed(request))
        messages.success(request, gettext("会議録の案への返事を送りました。"))
        return redirect(meeting)
    context = {
        "meeting": meeting,
        "minutes": minutes,
        "minutes_body": with_results(minutes.body, list(meeting.items.all())) if minutes else "",
        "answered": mine,
        "form": form,
        "crumbs": crumbs_to(meeting, gettext("会議録の案を確かめる")),
    }
    return render(request, "meetings/remark.html", context)
