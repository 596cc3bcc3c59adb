"""The pages of rounds of opinions: the list, one round with its draft and its answer, its documents."""

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from groups.rules.groups import HIDDEN
from kyodo_portal.cities import city
from kyodo_portal.files.uploads import serve
from kyodo_portal.life.history import story_of
from kyodo_portal.life.moves import make_move
from kyodo_portal.life.people import Person
from kyodo_portal.lists.listing import listing
from kyodo_portal.web.crumbs import Crumbs
from proposals.flows import OPINION_ROUND_FLOW
from proposals.models import Opinion, OpinionRound, OpinionRoundStatus
from proposals.published.opinion_filters import ORDERS, TALLIES
from proposals.published.opinions import OPINIONS
from proposals.rules import opinion_rounds, opinions


def found_round(user: Person, pk: int) -> OpinionRound:
    """A round, if this person may see it; otherwise a 404."""
    visible = OpinionRound.objects.visible_to(user).select_related("department")
    round_ = visible.prefetch_related("sections").filter(pk=pk).first()
    if round_ is None:
        raise Http404(HIDDEN)
    return round_


def crumbs_to(round_: OpinionRound, *rest: str) -> Crumbs:
    """The list, the round, and what follows."""
    title = Truncator(round_.title).chars(30)
    way: Crumbs = [(gettext("意見募集"), reverse("opinions:list"))]
    if not rest:
        return [*way, (title, None)]
    return [*way, (title, round_.get_absolute_url()), *((words, None) for words in rest)]


@login_not_required
@require_safe
def opinion_list(request: HttpRequest) -> HttpResponse:
    """Every round: what takes opinions first, then what is announced, then what came of the others."""
    rounds = OPINIONS.listed_for(request.user).order_by(*ORDERS["now"][1])
    filterset = OPINIONS.narrowed(request.GET, rounds)
    context = {
        "crumbs": [(gettext("意見募集"), None)],
        **listing(request, filterset, TALLIES),
    }
    return render(request, "opinions/list.html", context)


@login_not_required
@require_safe
def opinion_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One round: what is asked and why, the draft, how to write; and what came of it."""
    user, round_ = request.user, found_round(request.user, pk)
    context = {
        "round": round_,
        "sections": round_.sections.all(),
        "documents": round_.documents.all(),
        "can_hand_in": opinions.can_hand_in(user, round_),
        "mine": opinions.submission_of(user, round_),
        "has_paper": opinions.can_hand_in_on_paper(round_),
        "may_keep": opinion_rounds.may_keep_round(user, round_),
        "can_enter": opinions.can_enter_opinion(user, round_),
        "result": result_of(round_),
        "desk": city().desk,
        "story": story_of(round_),
        "crumbs": crumbs_to(round_),
    }
    return render(request, "opinions/detail.html", context)


def result_of(round_: OpinionRound) -> dict[str, Any] | None:
    """意見の概要と市の考え方, with how many wrote; None until the answer is public."""
    if round_.status != OpinionRoundStatus.ANSWERED:
        return None
    standing = Opinion.objects.standing().filter(submission__round=round_)
    return {
        "groups": list(round_.groups.counted().select_related("section")),
        "people": round_.submissions.standing().count(),
        "opinions": standing.count(),
        "set_aside": standing.filter(status="out_of_scope").count(),
    }


@login_not_required
@require_safe
def opinion_document(request: HttpRequest, pk: int, document_pk: int) -> FileResponse:
    """A document of a round, for whoever sees the round."""
    document = found_round(request.user, pk).documents.filter(pk=document_pk).first()
    if document is None:
        raise Http404(HIDDEN)
    return serve(document)


@require_POST
def opinion_move(request: HttpRequest, pk: int) -> HttpResponse:
    """Announce, answer, call off."""
    round_ = found_round(request.user, pk)
    return make_move(
        request, OPINION_ROUND_FLOW, round_, back_to=f"{round_.get_absolute_url()}desk/"
    )
