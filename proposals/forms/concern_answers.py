"""The small forms with which staff handle what people see is needed. Staff read them alone."""

from typing import Any

from django import forms

from groups.models import Department
from kyodo_portal.files.uploads import PhotoField
from kyodo_portal.life.people import Person
from kyodo_portal.words.personal import looks_personal
from kyodo_portal.writing.columns import field_of
from kyodo_portal.writing.fields import PlainTextField
from projects.models import HelpWanted
from proposals.models import Call, Concern, Outcome

SHOWN = 200
"""How many of the newest a choice offers."""


class AnswerForm(forms.Form):
    """What becomes of it: one of four, in words that everybody reads."""

    outcome = forms.ChoiceField(
        label="どうするか",
        choices=Outcome.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "どうするかを選んでください。"},
    )
    answer_when = PlainTextField(
        label="時期",
        max_length=100,
        required=False,
        help_text="市がするときに書きます。例：12月中に修理します",
    )
    answer_where = PlainTextField(
        label="伝える機関",
        max_length=100,
        required=False,
        help_text="ほかの機関に伝えるときに書きます。例：県の土木事務所、電力会社",
    )
    answer = PlainTextField(
        label="回答",
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="できないときは、その理由と、代わりにできることを書いてください。だれでも読めます。",
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        needed = {Outcome.CITY: "answer_when", Outcome.ELSEWHERE: "answer_where"}
        for outcome, name in needed.items():
            if data.get("outcome") == outcome and not data.get(name) and name not in self.errors:
                label = self.fields[name].label
                self.add_error(name, f"「{outcome.label}」ときは、「{label}」も書いてください。")
        return data


class MergeForm(forms.Form):
    """Into which one of the list."""

    into = forms.ModelChoiceField(
        label="まとめる先",
        queryset=Concern.objects.none(),
        empty_label="選んでください",
        error_messages={"required": "「まとめる先」を選んでください。"},
    )

    def __init__(self, *args: Any, besides: int | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        newest = Concern.objects.public().exclude(status="done")
        if besides is not None:
            newest = newest.exclude(pk=besides)
        newest = newest.order_by("-published_at", "-pk")
        kept = list(newest.values_list("pk", flat=True)[:SHOWN])
        field_of(self, "into", forms.ModelChoiceField).queryset = newest.filter(pk__in=kept)


class PhotoRefusalForm(forms.Form):
    """Why the photo is not shown."""

    reason = PlainTextField(
        label="写真を公開しない理由",
        max_length=300,
        help_text="写真を送った方に伝わります。例：人の顔が写っているため",
    )


class PhotoReplacementForm(forms.Form):
    """Another photo in its place."""

    photo = PhotoField(label="差し替える写真", help_text="切り抜いた写真か、職員が撮った写真です。")
    caption = PlainTextField(label="写真の説明", max_length=200)


class LeadForm(forms.Form):
    """To which call, or which help that is asked for, it led."""

    call = forms.ModelChoiceField(
        label="募集（行政提案型のテーマなど）",
        queryset=Call.objects.none(),
        required=False,
        empty_label="選ばない",
    )
    help_wanted = forms.ModelChoiceField(
        label="手伝いの募集",
        queryset=HelpWanted.objects.none(),
        required=False,
        empty_label="選ばない",
    )

    def __init__(self, *args: Any, by: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        calls, helps = Call.objects.visible_to(by), HelpWanted.objects.public()
        newest = [
            list(each.order_by("-pk").values_list("pk", flat=True)[:SHOWN])
            for each in (calls, helps)
        ]
        field_of(self, "call", forms.ModelChoiceField).queryset = calls.filter(pk__in=newest[0])
        field_of(self, "help_wanted", forms.ModelChoiceField).queryset = helps.filter(
            pk__in=newest[1]
        )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if bool(data.get("call")) == bool(data.get("help_wanted")) and not self.errors:
            self.add_error("call", "募集か手伝いの募集の、どちらか1つを選んでください。")
        return data


class ConcernsField(forms.ModelMultipleChoiceField):
    """Several to tick, each with all its words: nothing is published unread."""

    def label_from_instance(self, obj: Any) -> str:
        said = f"{obj.title}（{obj.place}）{obj.text}"
        looks = "、".join(f"「{each.words}」" for each in looks_personal(obj.words_told))
        return f"{said} ◆個人のことに見える言葉：{looks}" if looks else said


class ManyForm(forms.Form):
    """What is done with several at once: publish them, give them to a department, put them under one."""

    PUBLISH, PASS_ON, MERGE = "publish", "pass_on", "merge"

    act = forms.ChoiceField(
        label="まとめてすること",
        choices=[(PUBLISH, "公開する"), (PASS_ON, "課に渡す"), (MERGE, "1つの困りごとにまとめる")],
        widget=forms.RadioSelect,
        error_messages={"required": "まとめてすることを選んでください。"},
    )
    department = forms.ModelChoiceField(
        label="渡す課",
        queryset=Department.objects.none(),
        required=False,
        empty_label="選んでください",
    )
    into = forms.ModelChoiceField(
        label="まとめる先",
        queryset=Concern.objects.none(),
        required=False,
        empty_label="選んでください",
    )
    names_nobody = forms.BooleanField(
        label="選んだ困りごとの文章をすべて読み、だれかの名前・電話番号・住所や、近所のだれかがわかる言葉がないことを確かめた（公開するとき）",
        required=False,
    )
    as_read = forms.CharField(label="読んだ内容", widget=forms.HiddenInput, required=False)
    """Each by its number, as it stands on the page (`Concern.as_read`)."""
    concerns = ConcernsField(
        label="困りごと",
        queryset=Concern.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "困りごとを、1つ以上選んでください。"},
    )

    def __init__(self, *args: Any, waiting: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field_of(self, "concerns", forms.ModelMultipleChoiceField).queryset = waiting
        self.initial["as_read"] = " ".join(f"{each.pk}:{each.as_read}" for each in waiting)
        departments = field_of(self, "department", forms.ModelChoiceField)
        departments.queryset = Department.objects.active()
        offered: Any = MergeForm().fields["into"]
        field_of(self, "into", forms.ModelChoiceField).queryset = offered.queryset

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        for act, name in ((self.PASS_ON, "department"), (self.MERGE, "into")):
            if data.get("act") == act and not data.get(name) and name not in self.errors:
                self.add_error(name, f"「{self.fields[name].label}」を選んでください。")
        pairs = (pair.partition(":") for pair in data.get("as_read", "").split())
        data["as_read"] = {int(pk): read for pk, _, read in pairs if pk.isdecimal()}
        if not data.pop("names_nobody", False) and data.get("act") == self.PUBLISH:
            self.add_error("names_nobody", "公開する前に、文章をすべて読み、印を付けてください。")
        return data
