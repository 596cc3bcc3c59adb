"""What the page of a group shows: its facts."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext, pgettext
from django.utils.translation import gettext_lazy as _

from groups.checklist import checklist_of
from groups.models import Audience, ContactDetails, Group
from groups.questions import HAPPENED_SHOWN, GroupDay
from kyodo_portal.cities import said
from kyodo_portal.life.people import Person
from kyodo_portal.templatetags.ui_contact import contact_links
from kyodo_portal.templatetags.ui_text import jdate, paragraphs
from kyodo_portal.words.languages import listed
from kyodo_portal.writing.columns import label_of


def public_facts(group: Group, *, is_recruiting: bool) -> list[tuple[str, Any]]:
    """The lines that are the same for everybody (practice §6), as (label, value)."""
    website = group.shown("website")
    rows = [
        (gettext("団体名（フリガナ）"), group.name_kana),
        (gettext("種別"), group.get_kind_display()),
        *(
            [(gettext("団体の集まり"), gettext("団体が集まってできた団体です"))]
            if group.is_network
            else []
        ),
        *([(gettext("相談できること"), group.advises_on)] if group.advises_on else []),
        (gettext("活動の分野"), listed(group.field_labels)),
        (gettext("活動する地域"), group.area),
        *([(gettext("地区"), group.district_name)] if group.district else []),
        (gettext("設立"), jdate(group.founded_on) if group.founded_on else ""),
        (pgettext("人数", "構成員"), _members(group)),
        (
            gettext("仲間の募集"),
            gettext("募集しています") if is_recruiting else gettext("いまは募集していません"),
        ),
        (gettext("ウェブサイト"), paragraphs(website) if website else ""),
        (gettext("登録日"), jdate(group.registered_at) if group.registered_at else ""),
        (gettext("登録の有効期限"), jdate(group.valid_until) if group.valid_until else ""),
        (gettext("最終更新日"), jdate(group.updated_at)),
    ]
    left_out_if_empty = {
        *(gettext("設立"), gettext("ウェブサイト"), gettext("登録日"), gettext("登録の有効期限"))
    }
    return [(label, value) for label, value in rows if value or label not in left_out_if_empty]


def _members(group: Group) -> str:
    if group.members_in_city_count is None:
        return gettext("{members_count:,}人").format(members_count=group.members_count)
    return gettext("{members_count:,}人（うち市内{members_in_city_count:,}人）").format(
        members_count=group.members_count, members_in_city_count=group.members_in_city_count
    )


def open_contact(contact: ContactDetails, person: Person) -> list[tuple[str, str]]:
    """What the group opened to this person; its telephone calls and its mail writes when pressed."""
    pressed = {label_of(ContactDetails, name) for name in ("phone", "email")}
    return [
        (label, contact_links(value) if label in pressed else value)
        for label, value in contact.rows_for(person)
    ]


SHOWN_AS = {
    Audience.EVERYBODY: _("{value}（公開）"),
    Audience.ACCOUNTS: _("{value}（ログインした人に公開）"),
    Audience.CLOSED: _("{value}（非公開）"),
}


def contact_rows(contact: ContactDetails) -> list[tuple[str, str]]:
    """The whole record, each line with to whom it is open: for the managers and the coordinators."""
    code = contact.postal_code
    shown = {"postal_code": f"{code[:3]}-{code[3:]}" if len(code) == 7 and code.isdigit() else code}
    rows = []
    for name in (
        *("name", "name_kana", "position", "postal_code", "address", "phone", "fax", "email"),
        *("person_in_charge", "person_in_charge_phone"),
    ):
        value = shown.get(name, getattr(contact, name))
        audience = getattr(contact, f"{name}_shown_to", Audience.CLOSED)
        label = label_of(ContactDetails, name)
        rows.append((label, SHOWN_AS[audience].format(value=value) if value else ""))
    return rows


def checklist(group: Group) -> list[tuple[str, str]]:
    """What the group was asked, each line with what the group declared and what the coordinator has seen."""
    rows = []
    for answer in checklist_of(group):
        declared = gettext("当てはまる") if answer.declared else gettext("申告なし")
        confirmed = gettext("確認済み") if answer.confirmed else gettext("これから")
        remark = f"。{answer.remark}" if answer.remark else ""
        rows.append(
            (
                said(str(answer)),
                gettext("{declared}（担当の確認：{confirmed}{remark}）").format(
                    declared=declared, confirmed=confirmed, remark=remark
                ),
            )
        )
    return rows


def past_days(group: Group, told: Iterable[GroupDay]) -> list[GroupDay]:
    """The last days of a group, the latest first: its own entries, and what is told of it elsewhere."""
    own = [
        GroupDay(entry.happened_on, entry.text, url=entry.get_absolute_url())
        for entry in group.journal.shown()[:HAPPENED_SHOWN]
    ]
    days = sorted([*own, *told], key=lambda each: each.day, reverse=True)
    return days[:HAPPENED_SHOWN]
