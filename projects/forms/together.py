"""What groups tell the city of what they do with each other, where the city counts that as 協働."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from groups.forms.networks import found_by_name
from groups.models import Group
from groups.models.people import account_of
from kyodo_portal.cities.choices import fields_offered, forms_offered
from kyodo_portal.life.people import Person
from kyodo_portal.words.calendar import fiscal_year
from kyodo_portal.writing.columns import field_of
from kyodo_portal.writing.fields import JapaneseDateField, PlainModelForm, PlainTextField
from kyodo_portal.writing.once import OnceForm
from projects.models import Project

MOST_OTHERS = 10


class TogetherForm(OnceForm, PlainModelForm):
    """Which groups, what they do, and whether it goes on or is over."""

    group = forms.ModelChoiceField(
        label=_("あなたの団体"),
        queryset=Group.objects.none(),
        empty_label=None,
        error_messages={"required": _("「あなたの団体」を選んでください。")},
    )
    others = PlainTextField(
        label=_("いっしょに取り組む団体"),
        max_length=1500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_(
            "登録されている団体の名前を、1行に1つ書いてください。その団体の代表と管理者にも知らせます。"
        ),
    )
    activity_fields = forms.TypedMultipleChoiceField(
        label=_("分野"), coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )
    standing = forms.ChoiceField(
        label=_("いまのようす"),
        choices=[("active", _("いま取り組んでいる")), ("completed", _("終わった"))],
        widget=forms.RadioSelect,
        initial="active",
    )

    class Meta:
        model = Project
        fields = ("title", "summary", "purpose", "place", "starts_on", "ends_on", "main_form")
        field_classes = {"starts_on": JapaneseDateField, "ends_on": JapaneseDateField}
        widgets = {
            "summary": forms.Textarea(attrs={"rows": 3}),
            "purpose": forms.Textarea(attrs={"rows": 4}),
        }
        labels = {"purpose": _("いっしょに目指すこと"), "main_form": _("協働の形")}
        help_texts = {
            "summary": _("一覧に出る、短い説明です。"),
            "ends_on": _("決まっていないときは、空のままでかまいません。"),
            "main_form": _("いちばん近いものを選んでください。"),
        }

    field_order = ("group", "others", "title", "summary", "purpose", "standing", "starts_on")

    def __init__(self, *args: Any, by: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        groups = field_of(self, "group", forms.ModelChoiceField)
        groups.queryset = Group.objects.holding().filter(pk__in=account_of(by).managed_group_ids)
        field_of(self, "main_form", forms.ChoiceField).choices = forms_offered()
        field_of(self, "activity_fields", forms.ChoiceField).choices = fields_offered()
        for name in ("summary", "purpose", "starts_on"):
            self.fields[name].required = True

    def clean_others(self) -> list[Group]:
        """The groups that are meant, each once. Names are read as people write them."""
        names = [line.strip() for line in self.cleaned_data["others"].splitlines() if line.strip()]
        if len(names) > MOST_OTHERS:
            raise ValidationError(
                gettext("団体は{most}つまで書けます。ほかの団体は、あとで窓口が加えます。").format(
                    most=MOST_OTHERS
                )
            )
        found = {group.pk: group for group in map(found_by_name, names)}
        own = self.cleaned_data.get("group")
        if own is not None and own.pk in found:
            raise ValidationError(
                gettext("「{name}」は、あなたの団体です。ほかの団体を書いてください。").format(
                    name=own.name
                )
            )
        return list(found.values())

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        starts_on, ends_on = cleaned.get("starts_on"), cleaned.get("ends_on")
        if cleaned.get("standing") == "completed" and ends_on is None and "ends_on" in cleaned:
            self.add_error("ends_on", gettext("終わった事業は、終わった日を書いてください。"))
        if starts_on is not None and ends_on is not None and ends_on < starts_on:
            self.add_error("ends_on", gettext("終わる日は、始まる日より後にしてください。"))
        if starts_on is not None:
            self.instance.fiscal_year = fiscal_year(starts_on)
            self.instance.fiscal_year_end = fiscal_year(max(starts_on, ends_on or starts_on))
        return cleaned
