"""What somebody agrees to pass on, and the page of the group that it was passed to."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from groups.rules.groups import HIDDEN
from groups.rules.people import manages
from kyodo_portal.life.flows import MoveRefused
from kyodo_portal.life.history import story_of
from kyodo_portal.life.moves import make_move, refused
from kyodo_portal.life.people import Person
from kyodo_portal.life.recorded import Reader
from proposals.actions.passings import answer_as_adviser
from proposals.flows.passings import PASSING_FLOW
from proposals.forms.consultations import ReplyForm
from proposals.models.passings import Passing
from proposals.rules import passings as rules


def _found(user: Person, pk: int) -> Passing:
    rows = Passing.objects.visible_to(user).select_related("consultation__created_by", "group")
    found = rows.filter(pk=pk).first()
    if found is None:
        raise Http404(HIDDEN)
    return found


@require_http_methods(["GET", "HEAD", "POST"])
def passing_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """For the group: what was asked, the thread, and its answer; for who asked, whether to pass it on."""
    passing = _found(request.user, pk)
    may_answer = rules.may_answer_as_adviser(request.user, passing)
    form = ReplyForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        may_answer.enforce()
    if form.is_valid():
        body = form.cleaned_data["body"]
        key = form.cleaned_data["submission_key"]
        try:
            answer_as_adviser(passing=passing, body=body, by=request.user, key=key)
        except MoveRefused as refusal:
            back = reverse("consultations:passing", args=[passing.pk])
            return refused(request, refusal, back=back, typed=body)
        messages.success(request, gettext("回答を送りました。相談した方に、メールで知らせます。"))
        return redirect("consultations:passing", pk=passing.pk)
    context = {
        "passing": passing,
        "consultation": passing.consultation,
        "thread": passing.consultation.messages.all(),
        "form": form if may_answer else None,
        "as_adviser": manages(request.user, [passing.group_id]),
        "offers": PASSING_FLOW.offers(request.user, passing),
        "story": story_of(passing, reader=Reader.PARTIES),
        "crumbs": [
            (gettext("相談する"), reverse("consultations:list")),
            (gettext("つながれた相談"), None),
        ],
    }
    return render(request, "consultations/passing.html", context)


@require_POST
def passing_move(request: HttpRequest, pk: int) -> HttpResponse:
    """Agree, refuse, or give back."""
    passing = _found(request.user, pk)
    back = reverse("consultations:passing", args=[passing.pk])
    if not manages(request.user, [passing.group_id]):
        back = passing.consultation.get_absolute_url()
    return make_move(request, PASSING_FLOW, passing, back_to=back)
