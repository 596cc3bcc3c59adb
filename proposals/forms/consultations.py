"""The forms of a consultation: the question, the replies, and the way to a proposal."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from groups.models import Group, GroupStatus
from groups.rules.people import managed_groups
from kyodo_portal.life.people import Person
from kyodo_portal.writing.columns import field_of
from kyodo_portal.writing.fields import PlainModelForm, PlainTextField
from kyodo_portal.writing.once import OnceForm
from proposals.models import Call, Consultation


class ConsultationForm(OnceForm, PlainModelForm):
    """What somebody brings to the desk. Only the subject and the concern are needed."""

    class Meta:
        model = Consultation
        fields = ["subject", "concern", "idea", "hoped_help", "place", "group"]
        widgets = {
            "concern": forms.Textarea(attrs={"rows": 7}),
            "idea": forms.Textarea(attrs={"rows": 6}),
            "hoped_help": forms.Textarea(attrs={"rows": 4}),
        }
        help_texts = {
            "subject": _("例：駅前の花だんを、近所のみんなで世話したい"),
            "hoped_help": _("場所、広報、知識、仲間など。思いつくことだけで十分です。"),
            "place": _("例：駅前通り、第一公園のまわり"),
        }

    def __init__(self, *args: Any, by: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        groups = field_of(self, "group", forms.ModelChoiceField)
        managed = managed_groups(by)
        groups.queryset = Group.objects.filter(pk__in=managed).exclude(status=GroupStatus.DELETED)
        groups.empty_label = gettext("個人として相談する")
        if not managed:
            del self.fields["group"]


class ReplyForm(OnceForm):
    """The next message of the thread."""

    body = PlainTextField(
        label=_("本文"), max_length=5000, widget=forms.Textarea(attrs={"rows": 6})
    )


class ConvertForm(OnceForm):
    """Which call the consultation is to become a proposal for."""

    call = forms.ModelChoiceField(
        label=_("どの募集に提案しますか"),
        queryset=Call.objects.none(),
        widget=forms.RadioSelect,
        empty_label=None,
        error_messages={
            "required": _("提案する募集を選んでください。"),
            "invalid_choice": _("その募集は、いま提案を書けません。ほかの募集を選んでください。"),
        },
    )

    def __init__(self, *args: Any, calls: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field_of(self, "call", forms.ModelChoiceField).queryset = calls
