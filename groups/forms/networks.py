"""Bringing a group into a network, and writing to all that are in it."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from groups.alike import alike_groups
from groups.forms.counter import not_to_come
from groups.models import Group
from groups.rules.networks import can_ask_member, can_bring_in, can_stop_being_a_network
from kyodo_portal.life.counter import Source
from kyodo_portal.words.languages import listed
from kyodo_portal.writing.fields import JapaneseDateField, PlainTextField
from kyodo_portal.writing.once import OnceForm

MOST = 5
"""Groups named to somebody who wrote a name that several are read like, or none."""


def found_by_name(typed: str) -> Group:
    """The registered group that this name means, however it is written. Raises `ValidationError` where it is
    none, or one of several."""
    alike = [group for group in alike_groups(typed) if group.is_public]
    exact = [group for group in alike if group.name == typed]
    if len(exact or alike) == 1:
        return (exact or alike)[0]
    if alike:
        names = listed([f"{group.name}（{group.area}）" for group in alike[:MOST]])
        raise ValidationError(
            gettext(
                "同じように読める団体がいくつかあります：{names}。"
                "団体のページの番号（アドレスの /groups/ のあとの数字）を書いてください。"
            ).format(names=names)
        )
    near = Group.objects.public().filter(name__icontains=typed)[:MOST] if typed else ()
    names = listed([group.name for group in near])
    raise ValidationError(
        gettext("「{typed}」という団体は見つかりません。もしかして：{names}").format(
            typed=typed, names=names
        )
        if names
        else gettext(
            "「{typed}」という団体は見つかりません。団体の一覧で、登録されている名前を確かめてください。"
        ).format(typed=typed)
    )


class StaysNetwork(forms.Form):
    """Mixin for a form over a group, where it says whether it is one of groups."""

    instance: Group

    def clean_is_network(self) -> bool:
        """A group with groups in it stays a network."""
        is_network: bool = self.cleaned_data["is_network"]
        if self.instance.pk and not is_network:
            verdict = can_stop_being_a_network(self.instance)
            if not verdict:
                raise ValidationError(verdict.reason)
        return is_network


class MemberForm(OnceForm):
    """Which group is asked to come in, and a word to it."""

    name = PlainTextField(
        label=_("団体の名前"),
        max_length=150,
        help_text=_("登録されている名前を書いてください。カナや全角・半角のちがいはかまいません。"),
    )
    words = PlainTextField(
        label=_("団体へのひとこと"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_(
            "どんなネットワークで、何を一緒にしたいか。誘われた団体の代表と管理者が読みます。"
        ),
    )

    def __init__(self, *args: Any, network: Group, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.network = network

    def clean_name(self) -> Group:
        """The group that is meant, by its name or its number."""
        typed = self.cleaned_data["name"]
        number = int(typed) if typed.isdecimal() and len(typed) < 10 else 0
        group = Group.objects.public().filter(pk=number).first() or found_by_name(typed)
        if not (verdict := self.verdict(group)):
            raise ValidationError(verdict.reason)
        return group

    def verdict(self, group: Group) -> Any:
        """Whether this group can be asked."""
        return can_ask_member(self.network, group)


class CounterMemberForm(MemberForm):
    """What a network and a group told the city on paper or by voice. Staff read it alone."""

    came_by = forms.ChoiceField(label="受け付けた方法", choices=Source, widget=forms.RadioSelect)
    came_on = JapaneseDateField(label="受け付けた日", validators=[not_to_come])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["words"]

    def verdict(self, group: Group) -> Any:
        """Nobody is asked: both have agreed. An invitation that still waits stands in nobody's way."""
        return can_bring_in(self.network, group, is_entered=True)

    @property
    def received(self) -> dict[str, Any]:
        """How and when it came."""
        return {name: self.cleaned_data[name] for name in ("came_by", "came_on")}


class TellMembersForm(OnceForm):
    """What a network writes to all its members."""

    subject = PlainTextField(label=_("件名"), max_length=100)
    body = PlainTextField(
        label=_("本文"),
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_(
            "参加団体の代表と管理者に、1団体に1通ずつ届きます。返事は、あなたの「メッセージ」に届きます。"
        ),
    )
