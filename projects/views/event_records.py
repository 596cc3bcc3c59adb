"""Writing what came of an event."""

from typing import Any

from django.contrib import messages
from django.db.models import Sum
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from kyodo_portal.writing.guarded import Guarded, one_at_a_time
from kyodo_portal.writing.rows import StoredRows, with_more_rows, without_complaints
from projects.actions.events import write_record
from projects.forms.event_records import MOST_OPINIONS, EventRecordForm, OpinionRows
from projects.models import AttendsAs, Event, EventRecord, ParticipationStatus
from projects.rules.events import can_write_record
from projects.views.events import crumbs_to, found_event

Parts = tuple[EventRecordForm, StoredRows]


@require_http_methods(["GET", "HEAD", "POST"])
@one_at_a_time(Event)
def event_record(request: HttpRequest, pk: int) -> HttpResponse:
    """Write the record and the opinions, or mend them; how many came is filled in from the check-in."""
    event = found_event(request.user, pk)
    can_write_record(request.user, event).enforce()
    stored = EventRecord.objects.filter(event=event).first()
    more = request.POST.get("add_rows") == "opinions"

    def made(data: Any = None) -> Parts:
        if data is not None and more:
            data = with_more_rows(data, "opinions", most=MOST_OPINIONS)
        record = stored or EventRecord(event=event)
        initial = {} if stored else came_to(event)
        rows = OpinionRows(data, instance=record, prefix="opinions")
        return EventRecordForm(data, instance=record, initial=initial), rows

    page = Guarded(request, made, parts=list, settles=not more)
    form, opinions = page.form
    if more:
        without_complaints(form, opinions)
    elif page.is_clear and all([form.is_valid(), opinions.is_valid()]):
        write_record(event, form.instance, opinions, by=request.user)
        messages.success(
            request,
            gettext("記録を保存しました。")
            if event.status == "recorded"
            else gettext("記録を保存しました。「記録を公開する」を押すと、だれでも読めます。"),
        )
        return page.saved(event)
    context = {
        "event": event,
        "form": form,
        "opinions": opinions,
        "crumbs": crumbs_to(event, gettext("記録を書く")),
    }
    return page.shown("events/record_form.html", context)


def came_to(event: Event) -> dict[str, int]:
    """How many came, as far as somebody has noted it."""
    came = event.participations.filter(status=ParticipationStatus.ATTENDED).order_by()
    counted = dict(came.values_list("attends_as").annotate(people=Sum("came_count")))
    return {
        "visitors_count": counted.get(AttendsAs.VISITOR, 0),
        "helpers_count": counted.get(AttendsAs.HELPER, 0),
    }
