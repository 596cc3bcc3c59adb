"""What the list and the page of a committee show of it, in the language of the page."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext

from groups.models import Committee, CommitteeMember, Office
from kyodo_portal.words.text import japanese_date

ORDER = (Office.CHAIR, Office.DEPUTY, Office.MEMBER)


@dataclass(frozen=True, slots=True)
class CommitteeLine:
    """One of them as the list shows it."""

    url: str
    name: str
    kind_label: str
    purpose: str
    has_ended: bool


@dataclass(frozen=True, slots=True)
class MemberLine:
    """Somebody on the list of members."""

    name: str
    office: str
    background: str
    term: str


def lines_of(committees: Iterable[Committee]) -> list[CommitteeLine]:
    """Those that meet, and after them those that have ended."""
    lines = [
        CommitteeLine(
            url=committee.get_absolute_url(),
            name=committee.name,
            kind_label=committee.get_kind_display(),
            purpose=committee.purpose,
            has_ended=committee.has_ended,
        )
        for committee in committees
    ]
    return sorted(lines, key=lambda line: line.has_ended)


def member_lines(members: Iterable[CommitteeMember]) -> list[MemberLine]:
    """Who presides first, then by their names as they are read."""
    ordered = sorted(
        members, key=lambda each: (ORDER.index(Office(each.office)), each.name_kana, each.pk)
    )
    return [
        MemberLine(
            name=member.name,
            office=member.get_office_display(),
            background=member.background,
            term=gettext("{first}から{last}まで").format(
                first=japanese_date(member.starts_on), last=japanese_date(member.ends_on)
            ),
        )
        for member in ordered
    ]


def facts_of(committee: Committee) -> list[tuple[str, Any]]:
    """By which rules it meets, as (label, value); nothing of what is not said."""
    office = committee.department
    if committee.counts_recused:
        leaving = gettext("議題に利害関係のある委員は、その間退席します。定足数には数えます。")
    else:
        leaving = gettext(
            "議題に利害関係のある委員は、その間退席します。定足数には数えず、残る委員が{least}人以上いるときだけ話し合います。"
        ).format(least=committee.least_present)
    rows = [
        (gettext("種類"), committee.get_kind_display()),
        (gettext("設置の根拠"), committee.basis),
        (
            gettext("定足数"),
            gettext("委員の{share}").format(share=committee.get_quorum_display()),
        ),
        (gettext("利害関係"), leaving),
        (gettext("事務局"), office.name_in_language if office is not None else ""),
        (gettext("終わった日"), japanese_date(committee.ended_on) if committee.ended_on else ""),
    ]
    return [(label, value) for label, value in rows if value]
