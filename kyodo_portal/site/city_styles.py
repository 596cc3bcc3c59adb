"""The city's own colours, as one style sheet whose name changes with them."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from kyodo_portal.cities import city

ONE_YEAR = 365 * 24 * 60 * 60


@login_not_required
@require_safe
def city_styles(request: HttpRequest, name: str) -> HttpResponse:
    """The style sheet. Browsers keep it for good: other colours have another name."""
    if not name or name != city().style_name:
        raise Http404
    answer = HttpResponse(city().style_sheet, content_type="text/css; charset=utf-8")
    answer.headers["Cache-Control"] = f"public, max-age={ONE_YEAR}, immutable"
    return answer
