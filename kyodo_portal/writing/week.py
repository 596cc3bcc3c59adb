"""The field of a form that asks when in the week: a table of boxes, a day a line, a part of the day a
column (`kyodo_portal.words.week`)."""

from typing import Any

from django import forms

from kyodo_portal.words import week


class WeekWidget(forms.CheckboxSelectMultiple):
    """Reads and shows the number that a record keeps."""

    template_name = "django/forms/widgets/week.html"

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        chosen = week.slots_in(value) if isinstance(value, int) else value
        context = super().get_context(name, chosen, attrs)
        boxes = [option for _, options, _ in context["widget"]["optgroups"] for option in options]
        width = len(week.PARTS)
        context["parts"] = week.PARTS
        context["days"] = [
            (day, boxes[number * width : (number + 1) * width])
            for number, day in enumerate(week.DAYS)
        ]
        return context


class WeekField(forms.TypedMultipleChoiceField):
    """When in the week, as the number that a record keeps; 0 where nothing is chosen."""

    widget = WeekWidget

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("required", False)
        super().__init__(
            choices=lambda: [(slot, week.slot_name(slot)) for slot in range(week.SLOTS)],
            coerce=int,
            **kwargs,
        )

    def clean(self, value: Any) -> int:
        return week.times_of(super().clean(value))

    def has_changed(self, initial: Any, data: Any) -> bool:
        return super().has_changed(week.slots_in(initial or 0), data)
