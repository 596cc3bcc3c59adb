"""The page on which a group asks the city for its name (後援)."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from groups.rules.people import managed_groups
from kyodo_portal.life.flows import MoveRefused
from kyodo_portal.life.moves import refused, words_typed
from kyodo_portal.life.people import Person
from projects.actions.sponsorship import apply_for_sponsorship
from projects.forms.sponsorship import SponsorshipForm
from projects.models import Project
from projects.rules.sponsorship import can_apply
from projects.types import CollaborationForm

EARLIER_SHOWN = 5


@require_http_methods(["GET", "HEAD", "POST"])
def sponsorship_apply(request: HttpRequest) -> HttpResponse:
    """Apply. Pressed twice, it is one application."""
    can_apply(request.user).enforce()
    earlier = _earlier_of(request.user)
    like = next((each for each in earlier if str(each.pk) == request.GET.get("like")), None)
    posted = request.POST if request.method == "POST" else None
    form = SponsorshipForm(posted, by=request.user, like=like)
    if form.is_valid():
        given = form.cleaned_data
        try:
            project, is_new = apply_for_sponsorship(
                project=form.save(commit=False),
                group=given["group"],
                department=given["department"],
                what=given["goal_what"],
                how_much=given["goal_how_much"],
                by=request.user,
                key=given["submission_key"],
            )
        except MoveRefused as refusal:
            back = reverse("projects:sponsorship")
            return refused(request, refusal, back=back, typed=words_typed(form))
        if is_new:
            messages.success(
                request, gettext("後援を申請しました。課が確かめて、承認するかどうかを決めます。")
            )
        return redirect(project)
    context = {
        "form": form,
        "earlier": earlier,
        "crumbs": [
            (gettext("協働事業"), reverse("projects:list")),
            (gettext("後援を申請する"), None),
        ],
    }
    return render(request, "projects/sponsorship.html", context)


def _earlier_of(person: Person) -> list[Project]:
    """The latest sponsored projects of the groups for which this person speaks."""
    own = Project.objects.of_groups(list(managed_groups(person)))
    return list(own.filter(main_form=CollaborationForm.SPONSORSHIP)[:EARLIER_SHOWN])
