"""The list of members of the city's committees (委員名簿): a seat for every line."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from groups.imports.reading import Read, counted, reader, same_name
from groups.imports.values import typed
from groups.models import Committee, CommitteeMember, Office, User
from kyodo_portal.files.tables.columns import Column, Record, Rules
from kyodo_portal.files.tables.headings import Headings
from kyodo_portal.files.tables.refused import ImportRefused
from kyodo_portal.files.tables.values import Fault, text
from kyodo_portal.life import audit
from kyodo_portal.life.jobs.kinds import Section
from kyodo_portal.life.recorded import REWRITTEN
from kyodo_portal.words.text import normalise
from kyodo_portal.writing.fields import EmailField, JapaneseDateField, KanaField

HEADINGS = Headings(
    labels={
        "committee": "会議",
        "name": "氏名",
        "name_kana": "フリガナ",
        "office": "役",
        "background": "選出の区分",
        "starts_on": "任期の始まり",
        "ends_on": "任期の終わり",
        "email": "メールアドレス",
    },
    aliases={
        **dict.fromkeys(("委員会", "会議名", "委員会名", "会議の名称"), "committee"),
        **dict.fromkeys(("名前", "委員名", "委員氏名"), "name"),
        **dict.fromkeys(("ふりがな", "氏名フリガナ"), "name_kana"),
        **dict.fromkeys(("役職", "職"), "office"),
        **dict.fromkeys(("区分", "所属", "選出区分"), "background"),
        **dict.fromkeys(("任期開始", "就任日", "任期始"), "starts_on"),
        **dict.fromkeys(("任期終了", "任期満了日", "任期終"), "ends_on"),
        **dict.fromkeys(("メール", "email"), "email"),
    },
    needed=("committee", "name", "starts_on", "ends_on"),
    named="name",
    usual="「会議」「氏名」「任期の始まり」「任期の終わり」などの見出しを書いてください。",
)

OFFICES = {
    **dict.fromkeys(("会長", "委員長", "会長・委員長"), Office.CHAIR),
    **dict.fromkeys(("副会長", "副委員長", "職務代理", "職務代理者"), Office.DEPUTY),
    **dict.fromkeys(("委員", ""), Office.MEMBER),
}


def _office(value: Any) -> str:
    """What somebody is on the committee, by its usual names."""
    found = OFFICES.get(normalise(str(value), 50))
    if found is None:
        raise Fault("役は、会長・職務代理・委員のどれかです。")
    return str(found)


def _contradictions(record: Record, heading: Callable[[str], str]) -> list[tuple[str, str]]:
    first, last = record.get("starts_on"), record.get("ends_on")
    if first and last and last < first:
        return [("ends_on", f"{heading('starts_on')} より前になっています。")]
    return []


COLUMNS = {
    "committee": Column(text(100), required=True),
    "name": Column(text(100), required=True),
    "name_kana": Column(typed(KanaField(max_length=200))),
    "office": Column(_office),
    "background": Column(text(100)),
    "starts_on": Column(typed(JapaneseDateField()), required=True),
    "ends_on": Column(typed(JapaneseDateField()), required=True),
    "email": Column(typed(EmailField(max_length=254))),
}
WRITTEN = ("name_kana", "office", "background", "ends_on")
"""What a line says of a seat that is there: whose it is and when it began tell which seat it is."""

read = reader(HEADINGS, Rules(columns=COLUMNS, contradictions=_contradictions))

Key = tuple[int, str, dt.date]


def write(read: Read, *, by: User, update: bool, add_alike: bool) -> list[Section]:
    """Give the new members their seats, and with `update` write over those that are here. Call it in a
    transaction. A mail address leads to the account that has it; without one, or with none that is known, the
    member is told on paper. Raises `ImportRefused` for a committee that is not here."""
    committees = {same_name(each.name): each for each in Committee.objects.all()}
    unknown = [
        f"{row.label}：会議「{record['committee']}」は登録されていません。先に会議を登録してください。"
        for row, record in read.records
        if same_name(record["committee"]) not in committees
    ]
    if unknown:
        raise ImportRefused(*unknown)
    emails = [record["email"].lower() for _, record in read.records if record.get("email")]
    accounts = {user.email.lower(): user for user in User.objects.filter(email__in=emails)}
    here: dict[Key, CommitteeMember] = {
        (seat.committee_id, same_name(seat.name), seat.starts_on): seat
        for seat in CommitteeMember.objects.all()
    }
    told: dict[str, list[str]] = {name: [] for name in ("new", "updated", "same", "paper")}
    differing: list[str] = []
    for row, record in read.records:
        committee = committees[same_name(record["committee"])]
        key = (committee.pk, same_name(record["name"]), record["starts_on"])
        account = accounts.get((record.get("email") or "").lower())
        seat = here.get(key)
        if seat is None:
            here[key] = _seat(committee, record, account)
            told["new"].append(f"{record['name']}（{committee.name}）")
            if account is None:
                told["paper"].append(record["name"])
            audit.record(REWRITTEN, target=committee, by=by, data={"fields": [record["name"]]})
            continue
        changed = [n for n in WRITTEN if record.get(n) not in (None, "", getattr(seat, n))]
        line = f"{row.label}：{'、'.join(map(row.heading, changed))}"
        if not changed:
            told["same"].append(seat.name)
        elif update:
            for name in changed:
                setattr(seat, name, record[name])
            seat.save()
            audit.record(REWRITTEN, target=committee, by=by, data={"fields": changed})
            told["updated"].append(line)
        else:
            differing.append(line)
    return [
        counted("新しく名簿に載せる委員", told["new"]),
        counted("うち、アカウントがなく紙で知らせる委員", told["paper"]),
        counted("書き換える委員", told["updated"]),
        counted("いまの名簿と違うところのある委員（書き換えません）", differing),
        Section(f"すでに同じ内容のもの：{len(told['same'])}件" if told["same"] else ""),
        *read.left,
    ]


def _seat(committee: Committee, record: Record, account: User | None) -> CommitteeMember:
    return CommitteeMember.objects.create(
        committee=committee,
        user=account,
        name=record["name"],
        starts_on=record["starts_on"],
        **{name: record[name] for name in WRITTEN if record.get(name)},
    )
