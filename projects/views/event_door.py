"""The list for the door as a file: to print, or to have on a tablet."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils import timezone
from django.views.decorators.http import require_safe

from groups.models.people import account_of
from kyodo_portal.cities import city
from kyodo_portal.files.pdf import PdfRefused, make_pdf
from kyodo_portal.life.reading import ReadingKind, note_reading
from kyodo_portal.web.linked_data import absolute
from kyodo_portal.words.languages import in_japanese
from projects.models import Event
from projects.models.participations import ParticipationQuerySet
from projects.views.event_people import held_event, people_of, shown_paper

STYLE = "css/report-pdf.css"


@require_safe
def people_as_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    """Who has a seat, as a tagged PDF without anybody's address or telephone number. Taking it out is
    written down. Where none can be made, the list to print says why (503)."""
    event = held_event(request, pk)
    people = people_of(event).with_seat()
    note_reading(ReadingKind.EXPORT, by=account_of(request.user), of=event, count=len(people))
    try:
        content = door_list(event, people)
    except PdfRefused as refusal:
        return shown_paper(request, event, refused=refusal.reason)
    answer = HttpResponse(content, content_type="application/pdf")
    answer["Content-Disposition"] = f'attachment; filename="event-{event.pk}.pdf"'
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


def door_list(event: Event, people: ParticipationQuerySet) -> bytes:
    """The list as a file. It is kept nowhere. Raises `PdfRefused`."""
    with in_japanese():
        page: str = render_to_string(
            "events/door.html",
            {
                "event": event,
                "people": people,
                "city": city(),
                "address": absolute(event.get_absolute_url()),
                "printed_at": timezone.now(),
            },
        )
    return make_pdf(page, css=STYLE, base_url=settings.BASE_URL, is_kept=False)
