"""The pages of calls: the list, one call with its results, and the beginning of a proposal."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from kyodo_portal.cities import city
from kyodo_portal.life.history import story_of
from kyodo_portal.life.recorded import STAND_INS
from kyodo_portal.lists.listing import listing
from projects.models import Event
from proposals.actions.drafts import begin_draft
from proposals.content.dates import AFTERWARDS, steps_of
from proposals.content.deadlines import ask_until
from proposals.flows import CALL_FLOW
from proposals.flows.changes import changes_in
from proposals.forms.drafts import BeginForm, eligible_groups
from proposals.judging.results import are_unequal, results_of
from proposals.kinds_of_call import kind_of, what_adoption_makes
from proposals.models import Call, CallInquiry, Concern, Proposal, ProposerKind
from proposals.published import kinds
from proposals.published.filters import ORDERS, TALLIES
from proposals.rules.calls import can_offer_idea, can_propose
from proposals.rules.inquiries import can_ask
from proposals.rules.papers import can_enter_proposals
from proposals.rules.proposals import WRITABLE_STATUSES

CALLS = _("募集")


@login_not_required
@require_safe
def call_list(request: HttpRequest) -> HttpResponse:
    """Every call, what is open first and of that what closes next."""
    calls = kinds.CALLS.listed_for(request.user).order_by(*ORDERS["now"][1])
    filterset = kinds.CALLS.narrowed(request.GET, calls)
    context = {"crumbs": [(CALLS, None)], **listing(request, filterset, TALLIES)}
    return render(request, "calls/list.html", context)


@login_not_required
@require_safe
def call_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One call: when, who, by what it is judged, how it goes on, and what came of it."""
    call = get_object_or_404(
        Call.objects.visible_to(request.user)
        .select_related("department")
        .prefetch_related("criteria")
        .with_not_accepted(),
        pk=pk,
    )
    told = list(CALL_FLOW.entries(call, "announce", *STAND_INS))
    announced = next((entry.at for entry in told if entry.name == "announce"), None)
    results = results_of(call)
    context = {
        "crumbs": [(CALLS, reverse("calls:list")), (call.title, None)],
        "call": call,
        "kind": kind_of(call),
        "afterwards": AFTERWARDS[what_adoption_makes(call)],
        "steps": steps_of(call, announced_at=announced, briefing=_briefing_of(request, call)),
        "criteria": call.criteria.all(),
        "courses": call.offered_courses,
        "questions": call.own_questions,
        "papers": call.wanted_papers,
        "may_propose": can_propose(request.user, call),
        "may_offer_idea": not request.user.is_authenticated and can_offer_idea(call),
        "may_enter": can_enter_proposals(request.user, call),
        "mine": _own_proposals(request, call),
        "results": results,
        "is_unequal": are_unequal(results),
        "ask_until": ask_until(timezone.localdate(call.decided_at)) if results else None,
        "reply_days": city().decisions.reply_days,
        "desk": city().desk,
        "changes": changes_in(call, [result.proposal for result in results]),
        "inquiries": CallInquiry.objects.public().filter(call=call).order_by("answered_at", "pk"),
        "can_ask": can_ask(call),
        "came_of": Concern.objects.led_to(request.user, call=call),
        "stand_ins": story_of(call, entries=[entry for entry in told if entry.name != "announce"]),
    }
    return render(request, "calls/detail.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def propose(request: HttpRequest, pk: int) -> HttpResponse:
    """Begin a proposal: for whom. The draft is made once, however often the button is pressed."""
    call = get_object_or_404(
        Call.objects.visible_to(request.user).select_related("department"), pk=pk
    )
    can_propose(request.user, call).enforce()
    form = BeginForm(request.POST or None, call=call, by=request.user)
    if request.method == "POST" and form.is_valid():
        proposal, is_new = begin_draft(
            call=call,
            group=form.cleaned_data["group"],
            by=request.user,
            key=form.cleaned_data["submission_key"],
        )
        if is_new:
            messages.success(
                request, gettext("下書きを用意しました。少しずつ書いて、何度でも保存できます。")
            )
        page = "proposals:whole" if kind_of(call).one_page else "proposals:detail"
        return redirect(page, pk=proposal.pk)
    context = {
        "crumbs": [
            (CALLS, reverse("calls:list")),
            (call.title, call.get_absolute_url()),
            (gettext("提案を書きはじめる"), None),
        ],
        "call": call,
        "form": form,
        "mine": _own_proposals(request, call),
        "alone": call.proposers == ProposerKind.ANYONE
        and not eligible_groups(request.user).exists(),
    }
    return render(request, "calls/propose.html", context)


def _briefing_of(request: HttpRequest, call: Call) -> Event | None:
    """The 説明会 of the call, where this person may see it: one query, and none without one."""
    if call.briefing_id is None:
        return None
    return Event.objects.visible_to(request.user).filter(pk=call.briefing_id).first()


def _own_proposals(request: HttpRequest, call: Call) -> list[Proposal]:
    """What this person or their groups are writing for the call."""
    if not request.user.is_authenticated:
        return []
    written = Proposal.objects.written_by(request.user).filter(call=call)
    return list(written.filter(status__in=WRITABLE_STATUSES).select_related("group", "call"))
