"""What people hand in to a round of opinions: an opinion on each section, and who they are."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from groups.forms.counter import not_to_come
from groups.forms.guests import GuestForm
from groups.forms.people import PersonNameField
from kyodo_portal.cities import city
from kyodo_portal.writing.columns import field_of
from kyodo_portal.writing.fields import JapaneseDateField, PlainTextField
from proposals.models import (
    OpinionRound,
    OpinionSection,
    OpinionSubmission,
    OpinionWriterDetails,
    ReceivedHow,
)
from proposals.models.opinions import Words

WHOLE, FEW = "whole", 2


@dataclass(frozen=True, slots=True)
class Part:
    """The two fields of one section, as the page shows them: open where something is written or is wrong, and
    where there are few."""

    section: OpinionSection | None
    text: forms.BoundField
    reason: forms.BoundField
    is_one_of_few: bool

    @property
    def is_written(self) -> bool:
        return bool(self.text.value() or self.reason.value())

    @property
    def is_open(self) -> bool:
        return bool(self.is_one_of_few or self.is_written or self.text.errors or self.reason.errors)


def _words(label: str, most: int, rows: int) -> PlainTextField:
    return PlainTextField(
        label=label, max_length=most, required=False, widget=forms.Textarea(attrs={"rows": rows})
    )


class DetailField(PlainTextField):
    """What some of those who may write have to add, such as the place where they work."""

    needed_when = _("※選んだものによっては必須")


class OpinionForm(GuestForm):
    """Opinions on the draft as a whole and on each of its sections, as many as one likes; then who writes,
    which is never public. Name and contact of somebody without an account are those of the guest."""

    writer_kind = forms.ChoiceField(
        label=_("どのような方として出しますか"),
        widget=forms.RadioSelect,
        error_messages={"required": _("どのような方として出すかを、一つ選んでください。")},
    )
    detail = DetailField(label=_("くわしく"), max_length=200, required=False)
    name = PersonNameField(label=_("お名前（団体のときは、団体名と代表者の名前）"), max_length=100)
    address = PlainTextField(label=_("住所（団体・事業所のときは所在地）"), max_length=200)

    def __init__(
        self,
        *args: Any,
        round_: OpinionRound,
        submission: OpinionSubmission | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.round = round_
        self.sections = list(round_.sections.all())
        for key, section in self._keys():
            where = str(section) if section else gettext("案の全体")
            text = gettext("意見：{section}").format(section=where)
            self.fields[f"text_{key}"] = _words(text, 5000, 5)
            reason = gettext("理由：{section}").format(section=where)
            self.fields[f"reason_{key}"] = _words(reason, 3000, 2)
        kinds = [
            kind
            for kind in city().opinion_writers
            if kind.code in round_.writers or (submission and submission.writer_kind == kind.code)
        ]
        field_of(self, "writer_kind", forms.ChoiceField).choices = [
            (kind.code, city().said(kind.name)) for kind in kinds
        ]
        asked = [
            gettext("「{kind}」のとき：{detail}").format(
                kind=city().said(kind.name), detail=city().said(kind.detail)
            )
            for kind in kinds
            if kind.detail
        ]
        self.fields["detail"].help_text = format_html(
            "<ul>{}</ul>", format_html_join("", "<li>{}</li>", ((words,) for words in asked))
        )
        if not asked:
            del self.fields["detail"]
        if self.is_for_guest:
            del self.fields["name"]
        if submission is not None:
            self._show(submission)

    def _keys(self) -> Iterator[tuple[str, OpinionSection | None]]:
        yield WHOLE, None
        for section in self.sections:
            yield str(section.pk), section

    def _show(self, submission: OpinionSubmission) -> None:
        """What was handed in, to be written anew."""
        writer = submission.writer
        self.initial.update(
            writer_kind=submission.writer_kind,
            detail=writer.detail,
            name=writer.name,
            address=writer.address,
            contact=writer.contact,
            **words_again(submission),
        )

    @property
    def parts(self) -> list[Part]:
        return [
            Part(section, self[f"text_{key}"], self[f"reason_{key}"], len(self.sections) <= FEW)
            for key, section in self._keys()
        ]

    @property
    def typed(self) -> str:
        """What was written, as it was sent, to be given back where it cannot be taken."""
        written = [each.value() for part in self.parts for each in (part.text, part.reason)]
        return "\n\n".join(words for words in written if words)

    @property
    def about_the_writer(self) -> list[forms.BoundField]:
        """The fields beside the opinions, in the order of the page."""
        beside = [name for name in self.fields if not name.startswith(("text_", "reason_"))]
        first = ("writer_kind", "detail", "name", "guest_name", "guest_name_kana", "address")
        ordered = sorted(beside, key=lambda name: first.index(name) if name in first else 99)
        return [self[name] for name in ordered if not self.fields[name].widget.is_hidden]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        keys = [key for key, _ in self._keys()]
        for key in keys:
            if data.get(f"reason_{key}") and not data.get(f"text_{key}"):
                self.add_error(
                    f"text_{key}", gettext("理由だけが書かれています。意見も書いてください。")
                )
        if not any(data.get(f"text_{key}") or f"text_{key}" in self.errors for key in keys):
            raise ValidationError(
                {
                    f"text_{WHOLE}": gettext(
                        "意見が書かれていません。全体か、どれか一つの章に書いてください。"
                    )
                }
            )
        kind = city().opinion_writer(data.get("writer_kind", ""))
        if kind.detail and not data.get("detail") and "detail" in self.fields:
            self.add_error(
                "detail",
                gettext("「{kind}」を選んだときは、{detail}を書いてください。").format(
                    kind=city().said(kind.name), detail=city().said(kind.detail)
                ),
            )
        return data

    @property
    def words(self) -> list[Words]:
        """What was written, section by section; only after `is_valid`."""
        typed = self.cleaned_data
        return [
            Words(section, typed[f"text_{key}"], typed[f"reason_{key}"])
            for key, section in self._keys()
            if typed[f"text_{key}"]
        ]

    @property
    def writer(self) -> OpinionWriterDetails:
        """Who wrote it, not kept yet; only after `is_valid`."""
        typed = self.cleaned_data
        return OpinionWriterDetails(
            name=typed.get("name") or typed.get("guest_name", ""),
            address=typed["address"],
            contact=typed.get("contact", ""),
            detail=typed.get("detail", ""),
        )

    @property
    def submission(self) -> OpinionSubmission:
        """What is handed in, not kept yet; only after `is_valid`."""
        return OpinionSubmission(
            round=self.round,
            writer_kind=self.cleaned_data["writer_kind"],
            received_on=timezone.localdate(),
        )


def words_again(submission: OpinionSubmission) -> dict[str, str]:
    """What was written in it, as the fields of the form have it."""
    written: dict[str, str] = {}
    for opinion in submission.opinions.all():
        key = str(opinion.section_id or WHOLE)
        written |= {f"text_{key}": opinion.text, f"reason_{key}": opinion.reason}
    return written


class PaperOpinionForm(OpinionForm):
    """What came on paper or by mail, as staff enter it."""

    received_how = forms.ChoiceField(
        label="届いた方法",
        choices=[each for each in ReceivedHow.choices if each[0] != ReceivedHow.FORM],
        widget=forms.RadioSelect,
        error_messages={"required": "届いた方法を選んでください。"},
    )
    received_on = JapaneseDateField(
        label="届いた日",
        help_text="募集の期間のうちに届いたものだけを受け付けます。郵送は、要項に消印の日とあればその日です。",
        validators=[not_to_come],
    )
    contact = PlainTextField(label="連絡先", max_length=200, required=False)

    def clean_received_on(self) -> dt.date:
        day: dt.date = self.cleaned_data["received_on"]
        first, last = (
            timezone.localdate(each) for each in (self.round.opens_at, self.round.closes_at)
        )
        if not first <= day <= last:
            raise ValidationError(
                "募集の期間の外の日です。期間のうちに届いていない意見は、受け付けられません。"
            )
        return day

    @property
    def submission(self) -> OpinionSubmission:
        submission = super().submission
        submission.received_how = self.cleaned_data["received_how"]
        submission.received_on = self.cleaned_data["received_on"]
        return submission


class CorrectionForm(forms.Form):
    """What the summary misses."""

    text = PlainTextField(
        label=_("概要で、落ちているところ・ちがうところ"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
