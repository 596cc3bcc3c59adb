"""The form in which a proposal is written. Nothing is required until it is submitted."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from groups.models import Department, Group, GroupStatus
from groups.rules.people import managed_groups
from kyodo_portal.cities.choices import fields_offered, forms_offered
from kyodo_portal.life.people import Person
from kyodo_portal.words.text import to_katakana
from kyodo_portal.writing.columns import field_of
from kyodo_portal.writing.districts import offer_districts
from kyodo_portal.writing.fields import PlainModelForm, need_to_submit
from kyodo_portal.writing.once import OnceForm
from projects.types.asking import offer_patterns
from proposals.content.sections import SECTIONS, Section, sections_of
from proposals.kinds_of_call import kind_of
from proposals.models import Call, Proposal, ProposerKind

#: How many lines a free text shows at first; a longer answer gets a taller field.
LINES = {"summary": 4, "background": 8, "content": 12, "why_together": 6, "expected_effect": 6}

HELP = {
    "title_kana": _("ひらがなで書いても、カタカナになります。"),
    "summary": _("200字くらいまでで、要点を書いてください。"),
    "background": _("困っているのはだれか、いまどうしているか。数字や声があれば添えてください。"),
    "target_people": _("例：市内の小学生とその保護者"),
    "expected_count": _("例：延べ120人"),
    "starts_on": _("例：2027-05-01、令和9年5月1日"),
    "ends_on": _("例：2028-02-29、令和10年2月29日"),
    "start_pattern": _("どちらから始まった取り組みかで選んでください。迷うときは相談できます。"),
    "requested_amount": _("例：300,000、30万円"),
    "other_grants": _("ほかに受けている、または申し込んでいる助成があれば書いてください。"),
    "desired_department": _("わからないときは、選ばずに進んでください。協働担当が一緒に考えます。"),
}


class DepartmentChoice(forms.ModelChoiceField):
    """A department by its name in the language of the page."""

    def label_from_instance(self, department: Department) -> str:
        return department.name_in_language


class DraftForm(PlainModelForm):
    """The single fields of a proposal, or of `only` one section. What can be read is kept even when
    something else on the page cannot; see `keep`."""

    use_required_attribute = False

    class Meta:
        model = Proposal
        fields = [
            name
            for section in SECTIONS
            for name in section.fields
            if name not in ("forms", "fields")
        ]
        field_classes = {"desired_department": DepartmentChoice}
        widgets = {"start_pattern": forms.RadioSelect}

    def __init__(self, *args: Any, by: Person, only: Section | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.stored_days = (self.instance.starts_on, self.instance.ends_on)
        self._offer_groups(by)
        self._offer_departments()
        self._offer_kinds()
        self._offer_courses()
        offer_districts(self)
        self._leave_out_what_is_unasked([only] if only else sections_of(self.instance.call))
        kind = kind_of(self.instance.call)
        needed = {*kind.required, "agrees_to_publish"}
        if self.instance.call.proposers != ProposerKind.ANYONE:
            needed.add("group")
        for name, field in self.fields.items():
            field.required = False
            need_to_submit(field, name in needed)
            field.help_text = HELP.get(name, field.help_text)
            if name in kind.asked:
                field.label, field.help_text = kind.asked[name], ""
            if isinstance(field.widget, forms.Textarea):
                field.widget.attrs["rows"] = LINES.get(name, 4)

    def _offer_groups(self, by: Person) -> None:
        """The registered groups the writer speaks for, and the one that is chosen. Proposing alone
        is open to who began the draft, so that nobody locks themselves out of it."""
        groups = field_of(self, "group", forms.ModelChoiceField)
        groups.queryset = eligible_groups(by, self.instance.group_id)
        alone = self.instance.call.proposers == ProposerKind.ANYONE
        groups.empty_label = (
            gettext("個人として提案する") if alone else gettext("（まだ選んでいません）")
        )
        if by.pk != self.instance.created_by_id or self.instance.is_from_counter:
            groups.empty_label = None

    def _offer_departments(self) -> None:
        chosen = self.instance.desired_department_id
        offered = field_of(self, "desired_department", forms.ModelChoiceField)
        offered.queryset = Department.objects.filter(Q(is_active=True) | Q(pk=chosen))
        offered.empty_label = gettext("（わからない・おまかせします）")

    def _offer_courses(self) -> None:
        courses = field_of(self, "course", forms.ModelChoiceField)
        courses.queryset = self.instance.call.courses.all()
        courses.empty_label = gettext("（まだ選んでいません）")

    def _offer_kinds(self) -> None:
        """The forms of collaboration the city has switched on, with those already chosen."""
        further = [row.number for row in self.instance.forms.all()]
        numbers = [row.number for row in self.instance.fields.all()]
        kinds = forms_offered(*further, self.instance.main_form)
        main = field_of(self, "main_form", forms.ChoiceField)
        main.choices = [("", gettext("（まだ選んでいません）")), *kinds]
        offer_patterns(self, self.instance.start_pattern, required=False)
        self.fields["forms"] = forms.TypedMultipleChoiceField(
            label=gettext("ほかにあてはまる形態"),
            choices=kinds,
            coerce=int,
            required=False,
            widget=forms.CheckboxSelectMultiple,
            initial=further,
        )
        self.fields["fields"] = forms.TypedMultipleChoiceField(
            label=gettext("分野"),
            choices=fields_offered(*numbers),
            coerce=int,
            required=False,
            widget=forms.CheckboxSelectMultiple,
            initial=numbers,
        )

    def _leave_out_what_is_unasked(self, sections: Iterable[Section]) -> None:
        """What the kind of call does not ask, and what stands on other pages; what was written there
        before is kept."""
        asked = {name for section in sections for name in section.fields}
        for name in set(self.fields) - asked:
            del self.fields[name]

    def clean_title_kana(self) -> str:
        return to_katakana(self.cleaned_data["title_kana"])

    def clean_group(self) -> Group | None:
        chosen = self.cleaned_data["group"]
        offered = field_of(self, "group", forms.ModelChoiceField)
        if chosen is None and offered.empty_label is None:
            return self.instance.group
        return chosen

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        starts_on, ends_on = data.get("starts_on"), data.get("ends_on")
        if starts_on and ends_on and ends_on < starts_on:
            self.add_error("ends_on", gettext("終わる日は、始まる日より後にしてください。"))
        return data

    def keep(self) -> Proposal:
        """The proposal with everything that could be read, not yet saved. Days that would stand in
        the wrong order with each other stay as they were stored."""
        self.is_valid()
        proposal = self.instance
        if proposal.starts_on and proposal.ends_on and proposal.ends_on < proposal.starts_on:
            proposal.starts_on, proposal.ends_on = self.stored_days
        return proposal


def eligible_groups(by: Person, chosen: int | None = None) -> QuerySet[Group]:
    """The groups a person may write a proposal for: those they speak for, registered or waiting for it.
    `chosen` stays on offer."""
    writing = Group.objects.drafting().filter(pk__in=managed_groups(by)).values("pk")
    offered = Group.objects.filter(Q(pk__in=writing) | Q(pk=chosen))
    return offered.only("pk", "name", "status", "valid_until")


class ProposingGroupField(forms.ModelChoiceField):
    """A group to propose for; one that waits says that it may not submit yet."""

    def label_from_instance(self, obj: Group) -> str:
        if obj.live_status in (GroupStatus.APPLIED, GroupStatus.RETURNED):
            return gettext("{name}（登録の手続き中。提出は、登録されてからできます）").format(
                name=obj.name
            )
        return obj.name


class BeginForm(OnceForm):
    """The first question of a proposal: for whom."""

    group = ProposingGroupField(
        label=_("どの団体として提案しますか"), queryset=Group.objects.none()
    )

    def __init__(self, *args: Any, call: Call, by: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        groups = field_of(self, "group", forms.ModelChoiceField)
        groups.queryset = eligible_groups(by)
        groups.error_messages["required"] = gettext("提案する団体を選んでください。")
        groups.empty_label = None
        if call.proposers == ProposerKind.ANYONE:
            groups.required = False
            groups.empty_label = gettext("個人として提案する")
