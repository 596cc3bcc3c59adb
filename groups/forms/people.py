"""The forms with which a group says who belongs to it."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from groups.models import Group, Invitation, Membership, MembershipRole, User
from groups.models.memberships import SPEAKING
from groups.models.people import account_of
from groups.rules.invitations import can_be_invited
from groups.rules.members import may_keep_managers
from kyodo_portal.life.people import Person
from kyodo_portal.words.alike import foreign_look_alikes, has_invisible
from kyodo_portal.words.languages import listed
from kyodo_portal.writing.columns import field_of
from kyodo_portal.writing.fields import EmailField, PlainModelForm, PlainTextField
from kyodo_portal.writing.once import OnceForm


def refuse_pretended(text: str) -> str:
    """The text, unless it is written with signs nobody sees or letters that only look like others, by
    which one person passes for another. Raises `ValidationError`."""
    if mixed := foreign_look_alikes(text):
        raise ValidationError(
            gettext(
                "見た目がよく似た別の文字（キリル文字やギリシャ文字）が混ざっています：{letters}。"
                "ふだんの文字で入力しなおしてください。"
            ).format(letters=listed(mixed))
        )
    return text


class PersonNameField(PlainTextField):
    """A person's name, as it will stand in letters and on pages."""

    def to_python(self, value: Any) -> Any:
        if isinstance(value, str) and has_invisible(value):
            raise ValidationError(
                gettext("目に見えない文字が混ざっています。名前を入力しなおしてください。")
            )
        return refuse_pretended(super().to_python(value))


class InviteForm(forms.Form):
    """Who, at which address, and as what."""

    name = PersonNameField(
        label=_("お名前"),
        max_length=50,
        help_text=_("アカウントがまだない方の、はじめの表示名になります。"),
    )
    email = EmailField(
        label=_("メールアドレス"),
        help_text=_("このアドレスに届いたメールからだけ、招待を引き受けられます。"),
    )
    role = forms.ChoiceField(label=_("団体での役割"), widget=forms.RadioSelect, initial="member")

    def __init__(self, *args: Any, group: Group, by: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.group, self.person = group, by
        field_of(self, "role", forms.ChoiceField).choices = roles_to_give(by, group)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not self.errors and not (verdict := can_be_invited(self.invitation)):
            raise ValidationError(verdict.reason)
        return cleaned

    @property
    def invitation(self) -> Invitation:
        """What is asked for, unsaved."""
        typed = self.cleaned_data
        return Invitation(
            name=typed["name"],
            email=typed["email"].lower(),
            group=self.group,
            group_role=typed["role"],
            invited_by=account_of(self.person),
        )


def roles_to_give(by: Person, group: Group) -> list[tuple[str, str]]:
    """The roles in which this person takes somebody into the group, the least first."""
    managers = bool(may_keep_managers(by, group))
    return [
        (role.value, str(role.label))
        for role in reversed(MembershipRole)
        if role != MembershipRole.REPRESENTATIVE and (managers or role not in SPEAKING)
    ]


class RoleForm(PlainModelForm):
    """Which role somebody of the group has."""

    class Meta:
        model = Membership
        fields = ["role"]
        widgets = {"role": forms.RadioSelect}

    def __init__(self, *args: Any, by: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = roles_to_give(by, self.instance.group)
        field_of(self, "role", forms.ChoiceField).choices = choices


class JoinForm(OnceForm):
    """A few words to the group one wants to join."""

    words = PlainTextField(
        label=_("自己紹介やひとこと"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_(
            "例：水やりを週末に手伝えます。"
            "住所や電話番号は書かないでください。返事は、このポータルから届きます。"
        ),
    )

    def clean_words(self) -> str:
        return refuse_pretended(self.cleaned_data["words"])


class RemovalForm(forms.Form):
    """Why somebody is removed from the group: they are told."""

    reason = PlainTextField(
        label=_("外す理由"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("ご本人に、この言葉のまま伝わります。"),
    )

    def clean_reason(self) -> str:
        return refuse_pretended(self.cleaned_data["reason"])


class HandOverForm(forms.Form):
    """Whom the representative asks to take over."""

    to = forms.ModelChoiceField(
        label=_("だれに引き継ぎますか"),
        queryset=Membership.objects.none(),
        widget=forms.RadioSelect,
        empty_label=None,
        error_messages={
            "required": _("引き継ぐ人を選んでください。"),
            "invalid_choice": _("その人は、いま団体に属していません。ほかの人を選んでください。"),
        },
    )

    def __init__(self, *args: Any, group: Group, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = group.memberships.running().exclude(user=by).filter(user__is_active=True)
        field = field_of(self, "to", forms.ModelChoiceField)
        field.queryset = others.select_related("user").in_order()
