"""What the page of a group shows: its facts, and its story so far."""

from collections.abc import Iterable
from typing import Any

from groups.models import ContactDetails, EligibilityAnswer, Group
from kyodo_portal.cities import city
from kyodo_portal.models import AuditEntry
from kyodo_portal.templatetags.ui_text import jdate, paragraphs

#: What happened, as the story tells it, and on which side; an empty side depends on the person.
EVENTS = {
    "group.apply": ("登録を申請しました", "団体"),
    "group.return": ("手直しをお願いしました", "市"),
    "group.resubmit": ("手直しして、もう一度申請しました", "団体"),
    "group.register": ("登録されました", "市"),
    "group.edit": ("内容を直しました", ""),
    "group.rest": ("活動を休みました", ""),
    "group.resume": ("活動を再開しました", ""),
    "group.delete": ("登録が抹消されました", "市"),
}

#: What everybody may know of a group's life.
PUBLIC_EVENTS = ("group.register", "group.rest", "group.resume")


def public_facts(group: Group) -> list[tuple[str, Any]]:
    """The lines that are the same for everybody (practice §6), as (label, value)."""
    rows = [
        ("団体名（フリガナ）", group.name_kana),
        ("種別", group.get_kind_display()),
        ("活動の分野", "、".join(group.field_labels)),
        ("活動する地域", group.area),
        ("設立", jdate(group.founded_on) if group.founded_on else ""),
        ("構成員", _members(group)),
        ("仲間の募集", "募集しています" if group.is_recruiting else "いまは募集していません"),
        ("ウェブサイト", paragraphs(group.website) if group.website else ""),
        ("登録日", jdate(group.registered_at) if group.registered_at else ""),
        ("最終更新日", jdate(group.updated_at)),
    ]
    may_be_missing = {"設立", "ウェブサイト", "登録日"}
    return [(label, value) for label, value in rows if value or label not in may_be_missing]


def _members(group: Group) -> str:
    if group.members_in_city_count is None:
        return f"{group.members_count:,}人"
    return f"{group.members_count:,}人（うち市内{group.members_in_city_count:,}人）"


def contact_rows(contact: ContactDetails) -> list[tuple[str, str]]:
    """The whole record, each line with whether it is open: for the managers and the coordinators."""
    code = contact.postal_code
    shown = {"postal_code": f"{code[:3]}-{code[3:]}" if len(code) == 7 and code.isdigit() else code}
    rows = []
    for name in (
        *("name", "name_kana", "position", "postal_code", "address", "phone", "fax", "email"),
        *("person_in_charge", "person_in_charge_phone"),
    ):
        value = shown.get(name, getattr(contact, name))
        is_public = name in ContactDetails.CHOOSABLE and getattr(contact, f"{name}_is_public")
        label = str(ContactDetails._meta.get_field(name).verbose_name)
        rows.append((label, f"{value}（{'公開' if is_public else '非公開'}）" if value else ""))
    return rows


def checklist(group: Group) -> list[tuple[str, str]]:
    """The city's rules, each with what the group declared and what the coordinator has seen."""
    answers = {answer.key: answer for answer in group.eligibility.all()}
    rows = []
    for rule in city().enabled_eligibility:
        answer = answers.get(rule.key) or EligibilityAnswer(group=group, key=rule.key)
        declared = "当てはまる" if answer.declared else "申告なし"
        confirmed = "確認済み" if answer.confirmed else "これから"
        remark = f"。{answer.remark}" if answer.remark else ""
        rows.append((rule.label, f"{declared}（担当の確認：{confirmed}{remark}）"))
    return rows


def story(
    entries: Iterable[AuditEntry], *, member_ids: set[int], everything: bool
) -> list[dict[str, Any]]:
    """The life of a group for `{% timeline %}`: sides, never persons. Words that were written with
    a move are only for those who see everything."""
    return [
        {
            "at": entry.at,
            "title": EVENTS.get(entry.action, (entry.label, ""))[0],
            "who": _side(entry, member_ids),
            "body": entry.note if everything else "",
        }
        for entry in entries
        if everything or entry.action in PUBLIC_EVENTS
    ]


def _side(entry: AuditEntry, member_ids: set[int]) -> str:
    side = EVENTS.get(entry.action, ("", ""))[1]
    return side or ("団体" if entry.by_id in member_ids else "")


def correction(entries: Iterable[AuditEntry]) -> str:
    """What the coordinator asked to mend the last time the application was returned."""
    notes = [entry.note for entry in entries if entry.action == "group.return"]
    return notes[-1] if notes else ""
