"""The city's list of groups: what it may say, and what taking it in does.

A group in the list is registered as it stands there; it has nobody yet who speaks for it. What a
group keeps itself no list changes.
"""

import datetime as dt
from collections.abc import Callable, Iterable
from typing import Any

from django.db.models import Exists, OuterRef
from django.utils import timezone

from groups.flows import GROUP_FLOW
from groups.imports.reading import Read, counted, reader, same_name
from groups.imports.values import activity_field, district, kind_of_group, typed
from groups.interest import concerns_of
from groups.models import (
    ContactDetails,
    Group,
    GroupField,
    GroupStatus,
    Membership,
    User,
)
from groups.recruiting import begin_looking
from groups.validity import end_as_listed
from kyodo_portal.files.tables.columns import Column, Record, Rules
from kyodo_portal.files.tables.headings import Headings
from kyodo_portal.files.tables.read import FileRow
from kyodo_portal.files.tables.values import flag, many, only_yes, text
from kyodo_portal.life.jobs.kinds import Section
from kyodo_portal.life.stand_ins import can_judge
from kyodo_portal.search import index, index_new
from kyodo_portal.words.alike import likeness
from kyodo_portal.writing.fields import (
    EmailField,
    JapaneseDateField,
    KanaField,
    PeopleField,
    PhoneField,
    WebAddressField,
)
from kyodo_portal.writing.locks import locked
from kyodo_portal.writing.postal import PostalCodeField

ABOUT = {
    "name": Column(text(150), required=True),
    "name_kana": Column(typed(KanaField(max_length=200))),
    "kind": Column(kind_of_group, required=True),
    "purpose": Column(text(1000)),
    "activities": Column(text(3000)),
    "area": Column(text(200)),
    "district": Column(district),
    "founded_on": Column(typed(JapaneseDateField())),
    "members_count": Column(typed(PeopleField(min_value=1, max_value=1_000_000)), required=True),
    "members_in_city_count": Column(typed(PeopleField(min_value=0, max_value=1_000_000))),
    "website": Column(typed(WebAddressField(max_length=200))),
    "message": Column(text(200)),
    "is_network": Column(only_yes),  # no list takes the members of a network from it
}
"""Columns of the group itself, by the names of its fields."""

CONTACT = {
    "representative": Column(text(100)),
    "representative_kana": Column(typed(KanaField(max_length=100))),
    "position": Column(text(50)),
    "postal_code": Column(typed(PostalCodeField(max_length=20))),
    "address": Column(text(200)),
    "phone": Column(typed(PhoneField(max_length=60))),
    "fax": Column(typed(PhoneField(max_length=60))),
    "email": Column(typed(EmailField(max_length=254))),
    "person_in_charge": Column(text(100)),
    "person_in_charge_phone": Column(typed(PhoneField(max_length=60))),
}
FIELD_OF = {"representative": "name", "representative_kana": "name_kana"}
"""What a column is called among the contact details, where it is called otherwise."""

COLUMNS = {
    **ABOUT,
    "is_recruiting": Column(flag),
    "fields": Column(many(activity_field)),
    "registered_on": Column(typed(JapaneseDateField())),
    **CONTACT,
}

NO_GROUP = (GroupStatus.DELETED, GroupStatus.NOT_ACCEPTED)

HEADINGS = Headings(
    labels={
        "name": "団体名",
        "name_kana": "団体名フリガナ",
        "kind": "団体の種別",
        "purpose": "設立の目的",
        "activities": "活動の内容",
        "area": "活動する地域",
        "district": "地区",
        "founded_on": "設立年月日",
        "members_count": "構成員の数",
        "members_in_city_count": "市内の構成員の数",
        "website": "ウェブサイト",
        "message": "ひとことPR",
        "is_network": "ネットワーク",
        "is_recruiting": "仲間の募集",
        "fields": "活動の分野",
        "registered_on": "登録日",
        "representative": "代表者名",
        "representative_kana": "代表者名フリガナ",
        "position": "役職",
        "postal_code": "郵便番号",
        "address": "所在地",
        "phone": "電話番号",
        "fax": "FAX番号",
        "email": "メールアドレス",
        "person_in_charge": "連絡責任者名",
        "person_in_charge_phone": "連絡責任者の電話番号",
    },
    aliases={
        **dict.fromkeys(("団体の名称", "団体名称", "名称", "名前"), "name"),
        **dict.fromkeys(
            ("フリガナ", "ふりがな", "団体名(フリガナ)", "団体名（ふりがな）", "名称_カナ"),
            "name_kana",
        ),
        **dict.fromkeys(("種別", "種類", "区分", "団体の種別の名称", "団体種別"), "kind"),
        **dict.fromkeys(("目的", "設立目的"), "purpose"),
        **dict.fromkeys(("活動内容", "主な活動の内容", "主な活動内容", "主な活動"), "activities"),
        **dict.fromkeys(("活動地域", "活動場所", "地域"), "area"),
        **dict.fromkeys(("設立日", "設立", "発足日", "結成年月日"), "founded_on"),
        **dict.fromkeys(("会員数", "構成員数", "人数", "会員の数"), "members_count"),
        **dict.fromkeys(("市内会員数", "うち市内", "市内人数"), "members_in_city_count"),
        **dict.fromkeys(("ホームページ", "HP", "URL", "団体のウェブサイト"), "website"),
        **dict.fromkeys(("分野", "活動分野", "分野の番号"), "fields"),
        **dict.fromkeys(("連合会", "連合体", "団体の集まり"), "is_network"),
        **dict.fromkeys(("登録年月日",), "registered_on"),
        **dict.fromkeys(("代表者", "代表", "代表者氏名", "会長名"), "representative"),
        **dict.fromkeys(("住所", "事務所の所在地", "事務所所在地"), "address"),
        **dict.fromkeys(("電話", "TEL", "連絡先電話番号"), "phone"),
        **dict.fromkeys(("FAX", "ファクス番号", "ファックス"), "fax"),
        **dict.fromkeys(("メール", "Eメール", "E-mail", "email"), "email"),
        **dict.fromkeys(("連絡責任者", "担当者", "連絡担当者"), "person_in_charge"),
    },
    needed=("name", "kind", "members_count"),
    named="name",
    usual="「団体名」「団体の種別」「構成員の数」などの見出しを書いてください。",
)


def _contradictions(record: Record, heading: Callable[[str], str]) -> list[tuple[str, str]]:
    found = []
    if not record.get("purpose") and not record.get("activities"):
        reason = f"{heading('purpose')} か {heading('activities')} のどちらかを書いてください。"
        found.append(("activities", reason))
    whole, within = record.get("members_count"), record.get("members_in_city_count")
    if whole is not None and within is not None and within > whole:
        reason = f"{heading('members_count')} より多くなっています。"
        found.append(("members_in_city_count", reason))
    return found


read = reader(
    HEADINGS,
    Rules(
        columns=COLUMNS,
        contradictions=_contradictions,
        identity="name",
        twice="同じ名前が{place}にもあります。",
        same=same_name,
    ),
)


def write(read: Read, *, by: User, update: bool, add_alike: bool) -> list[Section]:
    """Register the new groups, and with `update` write over those that nobody keeps. Call it in a
    transaction. What is like a group that is here is told and left out, unless `add_alike`."""
    groups = list(_here())
    here = {same_name(group.name): group for group in groups}
    like = {likeness(group.name): group.name for group in groups}
    new: list[Record] = []
    told: dict[str, list[str]] = {
        name: [] for name in ("new", "updated", "same", "kept", "alike", "no_kana")
    }
    differing: list[str] = []
    for row, record in read.records:
        name = record["name"]
        group = here.get(same_name(name))
        if group is not None:
            changed = _differing(group, record)
            line = f"{row.label}：{'、'.join(map(row.heading, changed))}"
            if not changed:
                told["same"].append(name)
            elif group.has_manager or not can_judge(by, group, *concerns_of(group)):
                told["kept"].append(line)
            elif update:
                _update(group, record, changed, by=by)
                told["updated"].append(line)
            else:
                differing.append(line)
        elif not add_alike and (other := like.get(likeness(name))) is not None:
            told["alike"].append(f"{row.label}：「{other}」に似ています")
        else:
            like.setdefault(likeness(name), name)
            new.append(record)
            told["new"].append(_line(row, record))
            if not record.get("name_kana"):
                told["no_kana"].append(row.label)
    _create(new, by=by)
    return [
        counted("新しく登録する団体", told["new"]),
        counted("書き換える団体", told["updated"]),
        counted("登録と違うところのある団体（書き換えません）", differing),
        counted("団体や担当が自分で直す団体（書き換えません）", told["kept"]),
        counted("名前が似た団体がすでにあるもの（登録しません）", told["alike"]),
        counted("フリガナのないもの（一覧の並びの、はじめに出ます）", told["no_kana"]),
        Section(
            f"すでに同じ内容で登録されているもの：{len(told['same'])}件" if told["same"] else ""
        ),
        *read.left,
    ]


def _here() -> Iterable[Any]:
    """The groups that a list may name, with whether somebody speaks for each. Three queries. An
    application that was not accepted is no group yet: it keeps none from being registered."""
    managers = Membership.objects.running().speaking().filter(group=OuterRef("pk"))
    groups = Group.objects.exclude(status__in=NO_GROUP).order_by("-pk")
    return (
        groups.annotate(has_manager=Exists(managers))
        .select_related("contact")
        .prefetch_related("fields")
    )


def _line(row: FileRow, record: Record) -> str:
    kind = next(said for said in (row.values.get("kind"), record["kind"]) if said)
    return f"{record['name']}（{kind}）"


def _differing(group: Group, record: Record) -> list[str]:
    """The columns of which the list says something else than is kept; what it does not say, or leaves
    empty, is nothing."""
    contact = getattr(group, "contact", None)
    kept = {
        **{column: getattr(group, column) for column in ABOUT},
        **{column: getattr(contact, FIELD_OF.get(column, column), "") for column in CONTACT},
        "fields": sorted(row.number for row in group.fields.all()),
        "registered_on": group.registered_at and timezone.localdate(group.registered_at),
    }
    said = {**record, "fields": sorted(set(record.get("fields") or ()))}
    return [
        name for name in kept if said.get(name) not in (None, "", []) and said[name] != kept[name]
    ]


def _create(records: list[Record], *, by: User) -> None:
    now = timezone.now()
    groups = Group.objects.bulk_create(
        Group(
            **_columns(ABOUT, record),
            status=GroupStatus.REGISTERED,
            registered_at=_moment(record.get("registered_on")) or now,
            valid_until=end_as_listed(record.get("registered_on") or timezone.localdate(now)),
            created_by=by,
        )
        for record in records
    )
    made = list(zip(groups, records, strict=True))
    GroupField.objects.bulk_create(
        GroupField(group=group, number=number)
        for group, record in made
        for number in sorted(set(record.get("fields") or ()))
    )
    ContactDetails.objects.bulk_create(
        ContactDetails(group=group, **_contact(record)) for group, record in made
    )
    index_new(Group, [group.pk for group in groups])
    begin_looking([group for group, record in made if record.get("is_recruiting")])
    for group in groups:
        GROUP_FLOW.record("import", group, by=by, after=GroupStatus.REGISTERED)


def _update(group: Group, record: Record, changed: list[str], *, by: User) -> None:
    current = locked(Group, pk=group.pk)
    for column, value in _columns(ABOUT, record).items():
        setattr(current, column, value)
    if record.get("registered_on"):
        current.registered_at = _moment(record["registered_on"])
    current.save()
    ContactDetails.objects.update_or_create(group=current, defaults=_contact(record))
    if record.get("fields"):
        current.fields.all().delete()
        GroupField.objects.bulk_create(
            GroupField(group=current, number=number) for number in sorted(set(record["fields"]))
        )
    index(current)
    GROUP_FLOW.record("import_update", current, by=by, data={"changed": changed})


def _columns(names: Iterable[str], record: Record) -> dict[str, Any]:
    """What the list says; what it leaves out or empty stays as it is."""
    return {name: record[name] for name in names if record.get(name) not in (None, "")}


def _contact(record: Record) -> dict[str, Any]:
    said = _columns(CONTACT, record)
    return {FIELD_OF.get(name, name): value for name, value in said.items()}


def _moment(day: dt.date | None) -> dt.datetime | None:
    return timezone.make_aware(dt.datetime.combine(day, dt.time())) if day else None
