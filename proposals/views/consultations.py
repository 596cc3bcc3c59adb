"""The coordination desk: asking, answering, and from a question to a proposal."""

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required, login_required
from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from groups.models import Adviser
from groups.rules.people import coordinates, is_coordinator
from kyodo_portal.cities import city
from kyodo_portal.life.flows import MoveRefused
from kyodo_portal.life.moves import make_move, refused
from kyodo_portal.lists.listing import PER_PAGE
from kyodo_portal.web.page_numbers import page_asked, page_missed
from kyodo_portal.writing.locks import all_locked
from kyodo_portal.writing.once import own_key
from projects.models import Project
from proposals.actions.concern_answers import link
from proposals.actions.consultations import convert_consultation, open_consultation, reply_to
from proposals.flows import CONSULTATION_FLOW, PASSING_FLOW
from proposals.forms.consultations import ConsultationForm, ConvertForm, ReplyForm
from proposals.models import Call, Concern, Consultation, Passing, Proposal
from proposals.models.call_periods import NEXT_TO_CLOSE
from proposals.rules import consultations
from proposals.rules.asking import can_ask_about_decision
from proposals.rules.calls import can_propose
from proposals.threads import thread_of
from proposals.views.lookup import number_in

A_DAY = timedelta(days=1)


@login_not_required
@require_safe
def consultation_list(request: HttpRequest) -> HttpResponse:
    """What the desk does and how to reach it; for who is signed in, their consultations."""
    mine = Consultation.objects.visible_to(request.user).select_related("group")
    page = Paginator(mine, PER_PAGE).get_page(page_asked(request))
    context = {
        "crumbs": [(gettext("相談する"), None)],
        "desk": city().desk,
        "advisers": Adviser.objects.at_work().with_group(),
        "passed": Passing.objects.read_by(request.user).select_related("consultation", "group"),
        "page_obj": page,
        "page_missed": page_missed(request, page),
        "is_coordinator": is_coordinator(request.user),
        "may_enter": consultations.may_enter(request.user),
    }
    return render(request, "consultations/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def consultation_create(request: HttpRequest) -> HttpResponse:
    """Ask the desk. Pressed twice, it is asked once."""
    consultations.can_consult(request.user).enforce()
    about, decided = _concern_asked_about(request), _decision_asked_about(request)
    project = _project_asked_about(request)
    first_words = _words_of(about) or _words_about(decided)
    form = ConsultationForm(request.POST or None, by=request.user, initial=first_words)
    same = _asked_before(form, request) if request.method == "POST" and form.is_valid() else None
    if request.method == "POST" and form.is_valid() and same is None:
        with transaction.atomic():
            asked = form.save(commit=False)
            asked.project = project
            consultation, is_new = open_consultation(
                consultation=asked,
                by=request.user,
                key=form.cleaned_data["submission_key"],
                about=decided,
            )
            if is_new and about is not None:
                link(about, consultation)
        if is_new:
            messages.success(
                request, gettext("相談を送りました。回答があると、メールでお知らせします。")
            )
        return redirect(consultation)
    context = {
        "crumbs": [
            (gettext("相談する"), reverse("consultations:list")),
            (gettext("相談を書く"), None),
        ],
        "same": same,
        "form": form,
        "desk": city().desk,
        "about": about,
        "decided": decided,
        "reply_days": city().decisions.reply_days,
        "project": project,
    }
    return render(request, "consultations/form.html", context)


def _decision_asked_about(request: HttpRequest) -> Proposal | None:
    """The proposal about whose decision somebody came to ask (`?decision=`), if they may."""
    asked = number_in(request, "decision")
    if asked is None:
        return None
    visible = Proposal.objects.visible_to(request.user).select_related("call", "group")
    proposal = get_object_or_404(visible, pk=asked)
    can_ask_about_decision(request.user, proposal).enforce()
    return proposal


def _words_about(proposal: Proposal | None) -> dict[str, Any]:
    """What the form begins with when it is about a decision."""
    if proposal is None:
        return {}
    subject = gettext("「{proposal}」への決定について").format(proposal=proposal)
    return {"subject": subject, "group": proposal.group_id}


def _concern_asked_about(request: HttpRequest) -> Concern | None:
    """The concern from whose page somebody came to ask (`?concern=`), if it is in the list."""
    asked = number_in(request, "concern")
    return Concern.objects.public().filter(pk=asked).first() if asked else None


def _project_asked_about(request: HttpRequest) -> Project | None:
    """The project from whose page somebody came to ask (`?project=`), if they may see it."""
    asked = number_in(request, "project")
    return Project.objects.visible_to(request.user).filter(pk=asked).first() if asked else None


def _words_of(concern: Concern | None) -> dict[str, str]:
    """What the form of a consultation begins with when it is about a concern."""
    if concern is None:
        return {}
    words = "\n\n".join(filter(None, (concern.title, concern.text)))
    return {"subject": concern.title, "concern": words, "place": concern.place}


def _asked_before(form: ConsultationForm, request: HttpRequest) -> Consultation | None:
    """The consultation of a day ago or less in which this person asked the very same, unless she says
    that this is another one. The same form arriving twice is no second one."""
    given = form.cleaned_data
    if "again" in request.POST:
        return None
    mine = Consultation.objects.filter(
        created_by=request.user.pk, created_at__gt=timezone.now() - A_DAY
    )
    same = mine.filter(subject=given["subject"], concern=given["concern"])
    return same.exclude(submission_key=own_key(given["submission_key"], request.user)).first()


@require_safe
@login_required
def consultation_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One consultation: the question, the thread, and what can be done next."""
    return _thread(request, _visible(request, pk), ReplyForm())


@require_POST
@login_required
def reply(request: HttpRequest, pk: int) -> HttpResponse:
    """The next message of the thread, from either side."""
    consultation = _visible(request, pk)
    form = ReplyForm(request.POST)
    if not form.is_valid():
        consultations.can_write(request.user, consultation).enforce()
        return _thread(request, consultation, form)
    if _said_before(form, request, consultation):
        return _thread(request, consultation, form, same=consultation)
    try:
        _, is_new = reply_to(
            consultation=consultation,
            body=form.cleaned_data["body"],
            by=request.user,
            key=form.cleaned_data["submission_key"],
        )
    except MoveRefused as refusal:
        back, typed = consultation.get_absolute_url(), form.cleaned_data["body"]
        return refused(request, refusal, back=back, typed=typed)
    if is_new:
        messages.success(request, gettext("送りました。"))
    return redirect(consultation)


@require_http_methods(["GET", "HEAD", "POST"])
def convert(request: HttpRequest, pk: int) -> HttpResponse:
    """Choose the call, and go on writing with every word of the consultation already there."""
    consultation = _visible(request, pk)
    consultations.can_convert(request.user, consultation).enforce()
    calls = Call.objects.visible_to(request.user).taking_drafts().order_by(NEXT_TO_CLOSE, "pk")
    offered = [(call, can_propose(request.user, call)) for call in calls]
    possible = [call.pk for call, may in offered if may]
    form = ConvertForm(request.POST or None, calls=calls.filter(pk__in=possible))
    if request.method == "POST" and form.is_valid():
        proposal, is_new = convert_consultation(
            consultation=consultation,
            call=form.cleaned_data["call"],
            by=request.user,
            key=form.cleaned_data["submission_key"],
        )
        if is_new:
            messages.success(
                request,
                gettext("相談の言葉を写して、提案の下書きを用意しました。続きを書いてください。"),
            )
        return redirect(proposal)
    context = {
        "crumbs": [
            (gettext("相談する"), reverse("consultations:list")),
            (consultation.subject, consultation.get_absolute_url()),
            (gettext("提案の下書きにする"), None),
        ],
        "consultation": consultation,
        "form": form,
        "open_to_me": [call for call, may in offered if may],
        "not_open": [(call, may.reason) for call, may in offered if not may],
        "proposals": consultation.proposals.visible_to(request.user).select_related("call"),
    }
    return render(request, "consultations/convert.html", context)


@require_POST
@login_required
def move(request: HttpRequest, pk: int) -> HttpResponse:
    """Make a move of the consultation."""
    consultation = _visible(request, pk)
    with transaction.atomic():
        all_locked(consultation.passings.running())
        return make_move(request, CONSULTATION_FLOW, consultation)


def _visible(request: HttpRequest, pk: int) -> Consultation:
    visible = Consultation.objects.visible_to(request.user)
    return get_object_or_404(
        visible.select_related(
            *("group", "department", "created_by", "guest", "about_decision", "project")
        ),
        pk=pk,
    )


def _said_before(form: ReplyForm, request: HttpRequest, consultation: Consultation) -> bool:
    """Whether the last word of the thread is this person's and says the very same, unless they say that
    they mean it. The same form arriving twice is no second one."""
    last = consultation.messages.last()
    if last is None or "again" in request.POST:
        return False
    given = form.cleaned_data
    is_same = last.author_id == request.user.pk and last.body == given["body"]
    return is_same and last.submission_key != own_key(given["submission_key"], request.user)


def _thread(
    request: HttpRequest,
    consultation: Consultation,
    form: ReplyForm,
    same: Consultation | None = None,
) -> HttpResponse:
    """The page of a consultation, with the reply as it stands."""
    user = request.user
    asks = consultations.is_asker(user, consultation)
    passings = list(consultation.passings.select_related("group", "consultation__created_by"))
    elsewhere = next((each for each in passings if each.is_waiting), None)
    context = {
        "crumbs": [
            (gettext("相談する"), reverse("consultations:list")),
            (consultation.subject, None),
        ],
        "consultation": consultation,
        "thread": thread_of(
            consultation, for_city=consultations.is_reading_for_city(user, consultation)
        ),
        "project": consultation.project,
        "same": same,
        "form": form,
        "asks": asks,
        "may_write": consultations.can_write(user, consultation),
        "offers": CONSULTATION_FLOW.offers(user, consultation),
        "proposals": consultation.proposals.visible_to(user).select_related("call", "group"),
        "passings": [
            (passing, PASSING_FLOW.offers(user, passing) if asks else ()) for passing in passings
        ],
        "turn": elsewhere.whose_turn if elsewhere else consultation.whose_turn,
        "is_elsewhere": elsewhere is not None,
        "came_of": Concern.objects.led_to(user, consultation=consultation),
        "is_coordinator": coordinates(user, consultation),
        "desk": city().desk,
    }
    return render(request, "consultations/detail.html", context)
