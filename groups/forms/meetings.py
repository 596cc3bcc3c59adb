"""The forms with which the office writes down a meeting, and a member answers to the draft of its minutes."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from groups.actions.meetings import Was
from groups.meetings.quorum import Room
from groups.models import AgendaItem, Away, CommitteeMember, Meeting, MeetingPaper, Minutes, Present
from kyodo_portal.files.uploads import AttachmentField
from kyodo_portal.writing.columns import field_of
from kyodo_portal.writing.fields import PeopleField, PlainModelForm, PlainTextField


class MemberForm(forms.Form):
    """How one member was there."""

    how = forms.ChoiceField(label="出欠", choices=Present.choices)
    proxy_name = PlainTextField(label="代理の人", max_length=100, required=False)
    from_item = forms.ChoiceField(label="この議題から出席", required=False)
    until_item = forms.ChoiceField(label="この議題の前に退席", required=False)
    recused = forms.MultipleChoiceField(
        label="利害関係で席を外した議題", required=False, widget=forms.CheckboxSelectMultiple
    )
    away = forms.MultipleChoiceField(
        label="そのほかの理由で席を外した議題", required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(
        self,
        data: Any = None,
        *,
        member: CommitteeMember,
        items: list[AgendaItem],
        initial: dict[str, Any],
    ) -> None:
        super().__init__(data, prefix=f"m{member.pk}", initial=initial)
        self.member, self.items = member, {str(item.pk): item for item in items}
        named = [(str(item.pk), f"{n}　{item.title}") for n, item in enumerate(items, start=1)]
        field_of(self, "from_item", forms.ChoiceField).choices = [("", "はじめから"), *named]
        field_of(self, "until_item", forms.ChoiceField).choices = [("", "終わりまで"), *named]
        for name in ("recused", "away"):
            field_of(self, name, forms.MultipleChoiceField).choices = named

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("how") == Present.PROXY and not data.get("proxy_name"):
            self.add_error("proxy_name", "代理で出席した人の名前を書いてください。")
        order = list(self.items)
        since, until = data.get("from_item"), data.get("until_item")
        if since and until and order.index(since) >= order.index(until):
            self.add_error("until_item", "退席した議題は、出席した議題より後にしてください。")
        return data

    @property
    def was(self) -> Was:
        """What it says, once it is valid."""
        given = self.cleaned_data
        return Was(
            member=self.member,
            how=given["how"],
            proxy_name=given["proxy_name"],
            from_item=self.items.get(given["from_item"]),
            until_item=self.items.get(given["until_item"]),
            recused=frozenset(map(int, given["recused"])),
            away=frozenset(map(int, given["away"])),
        )


class RoomForm(forms.Form):
    """What is said of the meeting as a whole."""

    acting_chair = forms.ChoiceField(
        label="議長をつとめた委員",
        required=False,
        help_text="会長・委員長も職務代理もいないときに選びます。",
    )
    visitors = PeopleField(label="傍聴した人の数", required=False)

    def __init__(self, *args: Any, members: list[CommitteeMember], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = [(str(member.pk), member.name) for member in members]
        field_of(self, "acting_chair", forms.ChoiceField).choices = [("", "選ばない"), *named]


class AttendanceForms:
    """The whole page: each member's part, and the meeting's. `suggested` are the items that are a member's own
    affair, by the member's number: ticked as long as nothing is written."""

    def __init__(
        self, data: Any = None, *, room: Room, suggested: dict[int, set[int]] | None = None
    ) -> None:
        self.rows = []
        for member in room.members:
            row, out = room.attendances.get(member.pk), _out_of(room, member)
            first = {"recused": [str(pk) for pk in sorted((suggested or {}).get(member.pk, ()))]}
            stored = {
                "how": row.how,
                "proxy_name": row.proxy_name,
                "from_item": str(row.from_item_id or ""),
                "until_item": str(row.until_item_id or ""),
                "recused": out[Away.INTEREST],
                "away": out[Away.OTHER],
            } if row is not None else first  # fmt: skip
            self.rows.append(MemberForm(data, member=member, items=room.items, initial=stored))
        self.about = RoomForm(
            data,
            members=room.members,
            initial={
                "acting_chair": str(room.meeting.acting_chair_id or ""),
                "visitors": room.meeting.visitors,
            },
        )

    @property
    def shown(self) -> list[forms.BaseForm]:
        return [*self.rows, self.about]

    def is_valid(self) -> bool:
        """Every part is read before the answer, so that all errors are shown at once."""
        answers = [part.is_valid() for part in self.shown]
        return all(answers)


def _out_of(room: Room, member: CommitteeMember) -> dict[str, list[str]]:
    """The items for which a member was out of the room, by the reason."""
    out: dict[str, list[str]] = {Away.INTEREST: [], Away.OTHER: []}
    for item in room.items:
        for row in room.absences.get(item.pk, ()):
            if row.member_id == member.pk:
                out[row.why].append(str(item.pk))
    return out


class MinutesForm(PlainModelForm):
    """The minutes as staff write them over."""

    class Meta:
        model = Minutes
        fields = ["city_staff", "body"]
        widgets = {"body": forms.Textarea(attrs={"rows": 30})}


class PaperForm(PlainModelForm):
    """A paper to be added."""

    file = AttachmentField(label="ファイル")

    class Meta:
        model = MeetingPaper
        fields = ["item", "title", "is_public"]

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        item: Any = self.fields["item"]
        item.queryset, item.empty_label = meeting.items.all(), "会議全体の資料"

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        item = data.get("item")
        if data.get("is_public") and item is not None and item.is_closed:
            self.add_error("is_public", "非公開の議題の資料は、だれでも読めるようにはできません。")
        return data


class RemarkForm(forms.Form):
    """A member's answer to the draft."""

    words = PlainTextField(
        label=_("直してほしいところ"),
        max_length=3000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_(
            "ないときは、空のまま送ってください。「このとおりでよい」という返事になります。"
        ),
    )
