"""What stands at the address of something that the city hides."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from kyodo_portal.life.hiding import Hideable
from kyodo_portal.web.crumbs import Crumbs


def shown_hidden(request: HttpRequest, thing: Hideable, crumbs: Crumbs) -> HttpResponse:
    """Since when and why it is not shown, and no word of it."""
    context = {"thing": thing, "kind": thing.hideable, "crumbs": crumbs}
    return render(request, "reports/hidden.html", context, status=410)
