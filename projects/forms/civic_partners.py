"""What a department asks for, and for whom it may be a task of the city. Staff read it alone."""

from typing import Any

from django import forms

from groups.models import Department
from kyodo_portal.cities import city
from projects.forms.help_wanted import HelpWantedForm
from projects.models import HelpKind


class OfficeHelpForm(HelpWantedForm):
    """Where the city has civic partners, a department says whether it looks for one. Once somebody has
    offered, that stays as they read it."""

    is_understood = forms.BooleanField(label="上の5つを確かめました", required=False)

    class Meta(HelpWantedForm.Meta):
        fields = (*HelpWantedForm.Meta.fields, "is_civic_partner")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        is_answered = self.instance.pk is not None and self.instance.answers.exists()
        self.shows_guards = city().taking_part.civic_partners and not is_answered
        if not self.shows_guards:
            del self.fields["is_civic_partner"], self.fields["is_understood"]
            return
        called = city().taking_part.called
        self.fields["is_civic_partner"].label = f"{called}の募集にする"
        self.fields[
            "is_civic_partner"
        ].help_text = "市の仕事の一部を、続けて受け持つ人を募集するときに選びます。"
        self.order_fields(["kind", "is_civic_partner", "is_understood"])

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if not data.get("is_civic_partner", self.instance.is_civic_partner):
            return data
        called = city().taking_part.called
        if data.get("kind") in (HelpKind.THINGS, HelpKind.PLACE):
            self.add_error(
                "kind",
                f"{called}の募集では、人手か技能を選んでください。物や場所は、ふつうの募集で。",
            )
        if self.shows_guards and not data.get("is_understood"):
            self.add_error("is_understood", "確かめていただくことを読み、印を付けてください。")
        needed = {
            "reward": f"{called}の募集では、謝礼があるかないかを選んでください。",
            "safety": f"{called}の募集では、けがや事故への保険を書いてください。",
        }
        for name, told in needed.items():
            if name not in self.errors and not data.get(name):
                self.add_error(name, told)
        return data


def form_for(owner: Any) -> type[HelpWantedForm]:
    """The form for what is asked for, by who asks."""
    return OfficeHelpForm if isinstance(owner, Department) else HelpWantedForm
