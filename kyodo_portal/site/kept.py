"""Where a form that is stored nowhere yet keeps what is being written, and where that is thrown away."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from kyodo_portal.web.keeping import keep_own
from kyodo_portal.writing.kept.shown import unnote
from kyodo_portal.writing.kept.texts import KeptText, named
from kyodo_portal.writing.typed import fields_of, has_answers


@require_POST
@login_required
def keep(request: HttpRequest) -> JsonResponse:
    """Keep what a page sends by itself while somebody writes; answers as every such address does
    (static/js/autosave.js). A form that has been emptied is kept no longer."""
    text = keep_own(request)
    if text is not None:
        return JsonResponse({"complete": True, "kept": text.pk})
    if not has_answers(fields_of(request)):
        KeptText.objects.visible_to(request.user).filter(pk=named(request)).delete()
        unnote(request, named(request))
        return JsonResponse({"complete": True})
    told = gettext(
        "書きかけを預かれませんでした。書いた内容を写してから、画面を開きなおしてください。"
    )
    return JsonResponse({"reason": told}, status=400)


@require_POST
@login_required
def discard(request: HttpRequest, pk: int) -> HttpResponse:
    """Throw away a kept text of one's own, and go on to the page it stood on, or to my page."""
    text = get_object_or_404(KeptText.objects.visible_to(request.user), pk=pk)
    text.delete()
    unnote(request, pk)
    messages.success(request, gettext("書きかけの内容を捨てました。"))
    return redirect("my" if "from_my_page" in request.POST else text.page)
