"""The page on which a group tells of what it does with others, where the city counts that as 協働."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from kyodo_portal.life.flows import MoveRefused
from kyodo_portal.life.moves import refused, words_typed
from projects.actions.together import tell_together
from projects.forms.together import TogetherForm
from projects.rules.between_citizens import can_tell_together


@require_http_methods(["GET", "HEAD", "POST"])
def together_create(request: HttpRequest) -> HttpResponse:
    """Tell of it. Pressed twice, it is told once."""
    can_tell_together(request.user).enforce()
    form = TogetherForm(request.POST if request.method == "POST" else None, by=request.user)
    if form.is_valid():
        given = form.cleaned_data
        try:
            project, is_new = tell_together(
                project=form.save(commit=False),
                group=given["group"],
                others=given["others"],
                numbers=given["activity_fields"],
                standing=given["standing"],
                by=request.user,
                key=given["submission_key"],
            )
        except MoveRefused as refusal:
            back = reverse("projects:together")
            return refused(request, refusal, back=back, typed=words_typed(form))
        if is_new:
            messages.success(
                request,
                gettext(
                    "届けました。協働の窓口が確かめてから公開します。それまで、団体と市だけが見られます。"
                ),
            )
        return redirect(project)
    context = {
        "form": form,
        "crumbs": [
            (gettext("協働事業"), reverse("projects:list")),
            (gettext("団体どうしの協働を届ける"), None),
        ],
    }
    return render(request, "projects/together.html", context)
