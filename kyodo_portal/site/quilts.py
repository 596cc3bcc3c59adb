"""The drawn pictures of records that have no photo."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe

from kyodo_portal.site.city_styles import ONE_YEAR
from kyodo_portal.ui.quilts import is_quilt, quilt


@login_not_required
@require_safe
@gzip_page
def quilt_picture(request: HttpRequest, field: int, number: int) -> HttpResponse:
    """One quilt, in a fifth of its size: a list on a phone shows a dozen of them. Nothing in it is secret, so that its
    size tells nothing. Browsers keep it for good: it never changes."""
    if not is_quilt(field, number):
        raise Http404
    answer = HttpResponse(quilt(field, number), content_type="image/svg+xml")
    answer.headers["Cache-Control"] = f"public, max-age={ONE_YEAR}, immutable"
    return answer
