"""The form of the city's decision on one proposal, as long as it is a draft."""

from typing import Any

from django import forms

from kyodo_portal.life.people import Person
from kyodo_portal.writing.fields import CountField, PlainTextField, YenField
from proposals.actions.correcting import correct_decision
from proposals.actions.deciding import draft_decision
from proposals.models import Decision, DecisionOutcome, Proposal


class DecisionForm(forms.Form):
    """What the city means to decide, with its reason."""

    outcome = forms.ChoiceField(
        label="市の判断",
        choices=[("", "選んでください"), *DecisionOutcome.choices],
        error_messages={"required": "「市の判断」を選んでください。"},
    )
    reason = PlainTextField(
        label="市の判断の理由",
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="結果といっしょに公開され、提案した人への通知にも載ります。",
    )
    amount = YenField(
        label="決定額（円）",
        required=False,
        help_text="市が負担する額です。空のときは、希望額のとおりとします。",
    )
    city_conditions = PlainTextField(
        label="採択の条件",
        max_length=3000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="条件付き採択のときに、一行に一つずつ書きます。",
    )
    reserve_rank = CountField(
        label="次点の順位",
        required=False,
        min_value=1,
        max_value=99,
        help_text="次点のときに書きます。",
    )

    def clean(self) -> dict[str, Any]:
        """What this outcome needs besides stands beside its field."""
        cleaned = super().clean() or self.cleaned_data
        outcome = cleaned.get("outcome")
        if outcome == DecisionOutcome.CONDITIONAL and not cleaned.get("city_conditions"):
            self.add_error(
                "city_conditions", "条件付き採択のときは、「採択の条件」を書いてください。"
            )
        is_reserve = outcome == DecisionOutcome.RESERVE
        if is_reserve and not cleaned.get("reserve_rank") and "reserve_rank" not in self.errors:
            self.add_error(
                "reserve_rank", "次点のときは、「次点の順位」を1からの数で書いてください。"
            )
        return cleaned


class DecisionRow(DecisionForm):
    """The same as one row of many: emptied it takes the draft back."""

    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.required = False
        self.fields["reason"].widget.attrs["rows"] = 3
        self.fields["city_conditions"].widget.attrs["rows"] = 2

    @property
    def is_emptied(self) -> bool:
        """Neither an outcome is chosen nor a reason written."""
        return not (self.cleaned_data.get("outcome") or self.cleaned_data.get("reason"))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not self.is_emptied and self.has_changed():
            for name, asked in (("outcome", "選んで"), ("reason", "書いて")):
                if not cleaned.get(name) and name not in self.errors:
                    self.add_error(name, f"「{self.fields[name].label}」を{asked}ください。")
        return cleaned


def drafted(proposal: Proposal) -> dict[str, Any]:
    """What stands in the form: the draft, or the conditions that the committee wished for."""
    draft = getattr(proposal, "draft_decision", None)
    if draft is None:
        decision = getattr(proposal, "decision", None)
        return {"city_conditions": decision.conditions if decision else ""}
    own = {name: getattr(draft, name, None) for name in DecisionForm.base_fields}
    return {**own, "city_conditions": draft.conditions}


def draft_so(*, proposal: Proposal, city_conditions: str, by: Person, **given: Any) -> None:
    """Draft what the form holds."""
    draft_decision(proposal=proposal, conditions=city_conditions, by=by, **given)


class DecisionCorrectionForm(forms.Form):
    """What is to stand in a released decision, and why: everybody reads both. Each condition has a field of its
    own; one that is emptied falls away."""

    told_reason = PlainTextField(
        label="市の判断の理由（更正後）",
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    told_amount = YenField(label="決定額（円、更正後）", required=False)
    why = PlainTextField(
        label="更正の理由（公開されます）",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="提案した人への通知にも載ります。もとの内容は、ページに残ります。",
    )

    def __init__(self, *args: Any, decision: Decision, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.decision = decision
        self.initial = {
            "told_reason": decision.city_reason,
            "told_amount": decision.amount,
            **self.initial,
        }
        self.conditions: list[str] = []
        if decision.outcome != DecisionOutcome.CONDITIONAL:
            return
        lines = [line for line in decision.conditions.splitlines() if line.strip()]
        for number, line in enumerate([*lines, *[""] * BLANK_CONDITIONS], start=1):
            name = f"condition_{number}"
            self.fields[name] = PlainTextField(
                label=f"採択の条件（{number}、更正後）",
                max_length=3000,
                required=False,
                initial=line,
                widget=forms.Textarea(attrs={"rows": 2}),
                help_text="" if line else "条件を加えるときだけ書きます。",
            )
            self.conditions.append(name)
        self.order_fields(["told_reason", "told_amount", *self.conditions, "why"])

    def clean(self) -> dict[str, Any]:
        """The conditions as lines; an adoption on conditions keeps one."""
        cleaned = super().clean() or self.cleaned_data
        if not self.conditions:
            return {**cleaned, "told_conditions": self.decision.conditions}
        typed = [" ".join(str(cleaned.pop(name, "")).split("\n")) for name in self.conditions]
        cleaned["told_conditions"] = "\n".join(filter(None, (line.strip() for line in typed)))
        if not cleaned["told_conditions"] and not self.errors:
            self.add_error(self.conditions[0], "条件付きの採択には、条件を一つは残してください。")
        return cleaned


BLANK_CONDITIONS = 2
"""Conditions that one correction may add."""


def correction_of(proposal: Proposal) -> dict[str, Any]:
    """What the form of a correction is about."""
    return {"decision": Decision.objects.get(proposal=proposal)}


def correct_so(
    *,
    proposal: Proposal,
    told_reason: str,
    told_amount: int | None,
    told_conditions: str,
    why: str,
    by: Person,
) -> None:
    """Correct what the form holds."""
    correct_decision(
        proposal=proposal,
        reason=told_reason,
        amount=told_amount,
        conditions=told_conditions,
        why=why,
        by=by,
    )
