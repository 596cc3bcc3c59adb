"""What the city does with who asks for a lecture: the day, the department, and the report."""

import datetime as dt
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from groups.models import Department, Place
from kyodo_portal.writing.columns import field_of
from kyodo_portal.writing.day_fields import ComingDayField
from kyodo_portal.writing.fields import CountField, PeopleField, PlainModelForm, PlainTextField
from kyodo_portal.writing.time_fields import PlainTimeField
from projects.forms.events import moment_of
from projects.forms.lecture_requests import offer_places
from projects.models import Event, LectureReport, LectureRequest
from projects.models.lecture_requests import TITLE_MOST
from projects.rules.lecture_days import can_be_held_at


class SettleForm(forms.Form):
    """The day and the place on which both sides agreed."""

    day = ComingDayField(label="日にち")
    time = PlainTimeField(label="始まる時刻")
    minutes = CountField(label="時間（分）", min_value=10, max_value=480)
    place = forms.ModelChoiceField(label="場所", queryset=Place.objects.none(), required=False)
    place_text = PlainTextField(label="部屋・ほかの場所", max_length=200, required=False)
    words = PlainTextField(
        label="申し込んだ方に伝えること",
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="当日の持ち物、駐車場、連絡のしかたなど。",
    )

    title = PlainTextField(
        label="参加できる日に載せる題名",
        max_length=TITLE_MOST,
        help_text="だれでも読みます。希望のことばのままでよいか、確かめてください。",
    )

    def __init__(self, data: Any = None, *, request: LectureRequest) -> None:
        super().__init__(data, initial=self.starts_with(request))
        offer_places(self)
        if not (request.is_open and request.lecture_id is None):
            del self.fields["title"]

    def starts_with(self, request: LectureRequest) -> dict[str, Any]:
        """What whoever asks wants most."""
        return {
            **_moment(request.first_at),
            "minutes": request.minutes,
            "place": request.place_id,
            "place_text": request.place_text,
            "title": request.wish[:TITLE_MOST],
        }

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if not (data.get("place") or data.get("place_text")) and "place_text" not in self.errors:
            self.add_error("place_text", "場所を選ぶか、書いてください。")
        day, time, minutes = data.get("day"), data.get("time"), data.get("minutes")
        if day is not None and time is not None and minutes is not None:
            at = moment_of(day, time)
            verdict = can_be_held_at(at, data.get("place"), minutes=minutes)
            if not verdict:
                self.add_error("day", verdict.reason)
            data["starts_at"] = at
        return data


class MoveDayForm(SettleForm):
    """Another day, another place, for what was settled. `before` is what the officer had before them."""

    before = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, data: Any = None, *, request: LectureRequest) -> None:
        super().__init__(data, request=request)
        self.event = request.event
        self.fields.pop("title", None)
        self.fields["words"].label = "変えた理由（申し込んだ方に届きます）"
        self.fields["words"].help_text = ""
        self.fields["words"].required = True

    def starts_with(self, request: LectureRequest) -> dict[str, Any]:
        """What was settled."""
        event = request.event
        if event is None:
            return super().starts_with(request)
        length = event.ends_at - event.starts_at
        return {
            **_moment(event.starts_at),
            "minutes": length // dt.timedelta(minutes=1),
            "place": event.place_id,
            "place_text": event.place_text,
            "before": _as_it_is(event),
        }

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        event = self.event
        if event is None or self.errors:
            return data
        if data["before"] != _as_it_is(event):
            self.data = {**dict(self.data.items()), "before": _as_it_is(event)}
            self.add_error(
                "day",
                f"ほかの職員が、先に日時か場所を変えました。いまは{event.when_words}、{event.where}です。"
                "それでも変えるときは、もう一度押してください。",
            )
        elif not self._is_another(data):
            self.add_error("day", "いまの日時と場所と同じです。変えるところを書いてください。")
        return data

    def _is_another(self, data: dict[str, Any]) -> bool:
        event, place = self.event, data["place"]
        if event is None:
            return True
        ends_at = data["starts_at"] + dt.timedelta(minutes=data["minutes"])
        here = (event.starts_at, event.ends_at, event.place_id, event.place_text)
        return here != (data["starts_at"], ends_at, place and place.pk, data["place_text"])


def _as_it_is(event: Event) -> str:
    """Day and place as one text, to see whether they have changed."""
    when = f"{event.starts_at.isoformat()} {event.ends_at.isoformat()}"
    return f"{when} {event.place_id or ''} {event.place_text}"


def _moment(at: dt.datetime) -> dict[str, Any]:
    local = timezone.localtime(at)
    return {"day": local.date(), "time": local.time()}


class RouteForm(forms.Form):
    """Which department can speak about it."""

    department = forms.ModelChoiceField(
        label="担当課", queryset=Department.objects.active(), required=False
    )
    words = PlainTextField(
        label="次の担当に伝えること",
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        departments = field_of(self, "department", forms.ModelChoiceField)
        departments.empty_label = "（協働担当に戻す）"


class LectureReportForm(PlainModelForm):
    """What came of it, short."""

    people_count = PeopleField(label=_("参加した人の数"), min_value=0, max_value=10_000)

    class Meta:
        model = LectureReport
        fields = (
            *("held_on", "people_count", "audience", "speakers", "questions"),
            *("passed_to", "passed_words"),
        )
        widgets = {
            "questions": forms.Textarea(attrs={"rows": 5}),
            "passed_words": forms.Textarea(attrs={"rows": 3}),
        }
        help_texts = {
            "speakers": "市の記録です。ほかの人には見せません。",
            "questions": "申し込んだ方も読みます。だれが聞いたかは書かないでください。",
            "passed_to": "要望が出たときに、担当する課を選びます。選んだ課に、すぐ知らせます。",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field_of(self, "passed_to", forms.ModelChoiceField).queryset = Department.objects.active()

    def clean_held_on(self) -> dt.date:
        day: dt.date = self.cleaned_data["held_on"]
        if day > timezone.localdate():
            raise ValidationError("これから先の日付になっています。行った日を書いてください。")
        return day
