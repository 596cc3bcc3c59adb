"""How staff sort opinions, sum them up and answer them."""

from collections.abc import Collection
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from kyodo_portal.cities.choices import opinion_answers_offered
from kyodo_portal.writing.before_public import AsksBeforePublic
from kyodo_portal.writing.columns import field_of
from kyodo_portal.writing.fields import PlainModelForm, PlainTextField
from proposals.models import Opinion, OpinionGroup, OpinionRound

SET_ASIDE, TAKE_OUT = "set_aside", "take_out"
"""What is done with the chosen opinions instead of putting them into a group."""


class ChosenForm(forms.Form):
    """Opinions of a round that staff have ticked, and what is done with them (`act`)."""

    opinions = forms.ModelMultipleChoiceField(
        label="意見",
        queryset=Opinion.objects.none(),
        error_messages={"required": "意見を一つ以上選んでください。"},
    )

    def __init__(self, *args: Any, round_: OpinionRound, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.round = round_
        chosen = field_of(self, "opinions", forms.ModelMultipleChoiceField)
        chosen.queryset = Opinion.objects.standing().filter(submission__round=round_)

    @property
    def act(self) -> str:
        """The button that was pressed."""
        return str(self.data.get("act", ""))

    @property
    def ticked(self) -> set[str]:
        """The numbers of the opinions that were ticked, so that the page shows them ticked again."""
        typed = self["opinions"].value() if self.is_bound else None
        return {str(each) for each in typed or ()}


class GroupField(forms.ModelChoiceField):
    """A group that is there, or else the heading of a new one."""

    is_one_of_two = True


class HeadingField(PlainTextField):
    """The heading of a new group, or else one that is there."""

    is_one_of_two = True


class SortForm(ChosenForm):
    """Which opinions go into which group, an old one or a new; or are set aside, and why."""

    group = GroupField(
        label="まとまり",
        queryset=OpinionGroup.objects.none(),
        required=False,
        empty_label="新しいまとまりをつくる",
    )
    heading = HeadingField(label="新しいまとまりの見出し", max_length=150, required=False)

    because = PlainTextField(
        label="対象外の理由（書いた方に見えます）", max_length=500, required=False
    )

    def __init__(self, *args: Any, round_: OpinionRound, **kwargs: Any) -> None:
        super().__init__(*args, round_=round_, **kwargs)
        field_of(self, "group", forms.ModelChoiceField).queryset = round_.groups.all()

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if self.act == SET_ASIDE:
            if not data.get("because") and "because" not in self.errors:
                self.add_error("because", "対象外の理由を書いてください。書いた方に見えます。")
            return data
        if not data.get("group") and not data.get("heading") and "group" not in self.errors:
            raise ValidationError(
                {"heading": "まとまりを選ぶか、新しいまとまりの見出しを書いてください。"}
            )
        return data

    @property
    def chosen_group(self) -> OpinionGroup:
        """The group, unsaved where it is new; only after `is_valid`."""
        group: OpinionGroup | None = self.cleaned_data["group"]
        if group is not None:
            return group
        opinions: Collection[Opinion] = self.cleaned_data["opinions"]
        sections = {opinion.section_id for opinion in opinions}
        return OpinionGroup(
            round=self.round,
            heading=self.cleaned_data["heading"],
            section_id=sections.pop() if len(sections) == 1 else None,
            order=self.round.groups.count() + 1,
        )


class MembersForm(ChosenForm):
    """Opinions of a group that are taken out of it, or stand in another one too."""

    also = forms.ModelChoiceField(
        label="ほかのまとまり", queryset=OpinionGroup.objects.none(), required=False
    )

    def __init__(self, *args: Any, group: OpinionGroup, **kwargs: Any) -> None:
        super().__init__(*args, round_=group.round, **kwargs)
        field_of(self, "opinions", forms.ModelMultipleChoiceField).queryset = group.opinions.all()
        others = group.round.groups.exclude(pk=group.pk)
        field_of(self, "also", forms.ModelChoiceField).queryset = others

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if self.act != TAKE_OUT and not data.get("also") and "also" not in self.errors:
            self.add_error("also", "ほかのまとまりを選んでください。")
        return data


class OpinionGroupForm(AsksBeforePublic, PlainModelForm):
    """What a group says, and what the city thinks of it. All of it becomes public."""

    becomes_public = ("heading", "summary", "answer", "changed")

    class Meta:
        model = OpinionGroup
        fields = ("order", "section", "heading", "summary", "answer", "kind", "changed")
        widgets = {
            "summary": forms.Textarea(attrs={"rows": 5}),
            "answer": forms.Textarea(attrs={"rows": 6}),
            "changed": forms.Textarea(attrs={"rows": 3}),
            "kind": forms.RadioSelect,
        }
        help_texts = {
            "summary": "書いた方の言葉の大切なところを残してください。公表の前に、書いた方が確かめます。",
            "changed": "案を直したときに、どこをどう直したかを書きます。直さないときは空けておきます。",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        group = self.instance
        field_of(self, "section", forms.ModelChoiceField).queryset = group.round.sections.all()
        field_of(self, "section", forms.ModelChoiceField).empty_label = "案の全体"
        offered = opinion_answers_offered(group.kind)
        field_of(self, "kind", forms.ChoiceField).choices = [("", "まだ決めていない"), *offered]


class CorrectionAnswerForm(forms.Form):
    """What was done about what a writer missed in the summary."""

    answer = PlainTextField(
        label="答え（書いた方に届きます）",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
