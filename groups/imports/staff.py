"""The city's list of staff: the departments it names, and an invitation for everybody in it.

Nobody gets a password. Who has an account already, with an address that is proved to be theirs, gets
the place at once and is told; everybody else is invited.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from django.contrib.auth.models import Group as RoleGroup
from django.core.exceptions import PermissionDenied

from groups.accounts import granting
from groups.imports.reading import Read, counted, reader, same_name
from groups.imports.values import role, typed
from groups.invitations.flow import INVITATION_FLOW, invite
from groups.models import Department, Invitation, InvitationStatus, User
from kyodo_portal.files.tables.columns import Column, Record, Rules
from kyodo_portal.files.tables.headings import Headings
from kyodo_portal.files.tables.read import FileRow
from kyodo_portal.files.tables.refused import ImportRefused
from kyodo_portal.files.tables.values import text
from kyodo_portal.life import audit
from kyodo_portal.life.jobs.kinds import Section
from kyodo_portal.life.recorded import ENTERED, REWRITTEN
from kyodo_portal.words.alike import as_read, likeness
from kyodo_portal.writing.fields import EmailField, KanaField, PhoneField

OF_DEPARTMENT = {
    "department_kana": "name_kana",
    "department_phone": "phone",
    "department_email": "email",
}
"""Columns of the department, each with the name of its field."""

HEADINGS = Headings(
    labels={
        "name": "氏名",
        "email": "メールアドレス",
        "department": "課名",
        "role": "役割",
        "department_kana": "課名フリガナ",
        "department_phone": "課の電話番号",
        "department_email": "課のメールアドレス",
    },
    aliases={
        **dict.fromkeys(("名前", "職員名", "職員氏名", "担当者名"), "name"),
        **dict.fromkeys(("メール", "Eメール", "E-mail", "email", "職員メール"), "email"),
        **dict.fromkeys(("所属", "所属課", "所管課", "部署", "担当課", "課"), "department"),
        **dict.fromkeys(("役職・役割", "ポータルの役割"), "role"),
        **dict.fromkeys(("課名（フリガナ）", "所属フリガナ"), "department_kana"),
        **dict.fromkeys(("課の電話", "所属電話番号", "内線・電話"), "department_phone"),
        **dict.fromkeys(("課のメール", "所属メール"), "department_email"),
    },
    needed=("name", "email", "department"),
    named="name",
    usual="「氏名」「メールアドレス」「課名」などの見出しを書いてください。",
)


def _contradictions(record: Record, heading: Callable[[str], str]) -> list[tuple[str, str]]:
    if record.get("department") or record.get("role"):
        return []
    reason = f"{heading('department')} か {heading('role')} のどちらかを書いてください。"
    return [("department", reason)]


COLUMNS = {
    "name": Column(text(50), required=True),
    "email": Column(typed(EmailField(max_length=254)), required=True),
    "department": Column(text(100)),
    "role": Column(role),
    "department_kana": Column(typed(KanaField(max_length=100))),
    "department_phone": Column(typed(PhoneField(max_length=20))),
    "department_email": Column(typed(EmailField(max_length=254))),
}

read = reader(HEADINGS, Rules(columns=COLUMNS, contradictions=_contradictions))


@dataclass
class _Told:
    """What the list comes to, line by line."""

    departments: list[str] = field(default_factory=list)
    rewritten: list[str] = field(default_factory=list)
    differing: list[str] = field(default_factory=list)
    alike: list[str] = field(default_factory=list)
    invited: list[str] = field(default_factory=list)
    given: list[str] = field(default_factory=list)
    resent: list[str] = field(default_factory=list)
    waiting: list[str] = field(default_factory=list)
    namesakes: list[str] = field(default_factory=list)
    same: int = 0


def write(read: Read, *, by: User, update: bool, add_alike: bool) -> list[Section]:
    """Make the departments that are new, invite who is new, and give their place to those who have an
    account. Call it in a transaction. A department that is like one which is here is told, and its
    rows left out, unless `add_alike`. Raises `ImportRefused`."""
    told, problems = _Told(), _faults(read.records)
    if problems:
        raise ImportRefused(*problems)
    offices = _Offices(told, by=by, update=update, add_alike=add_alike)
    emails = {record["email"].lower() for _, record in read.records}
    accounts = {
        account.email.lower(): account
        for account in User.objects.with_places()
        if account.email.lower() in emails
    }
    for account in accounts.values():
        if not account.is_active:
            problems.append(
                f"{account.email}：このアカウントは閉じられています。もう一度使うときは、先に"
                "アカウントの「有効」に印を付けてください。"
            )
    if problems:
        raise ImportRefused(*problems)
    names = set(User.objects.exclude(email__in=emails).values_list("name_as_read", flat=True))
    waiting = _waiting()
    held = granting.before(accounts.values())
    for row, record in read.records:
        department = None
        if record.get("department") and (department := offices.of(row, record)) is None:
            continue
        place = (
            record["email"].lower(),
            department.pk if department else 0,
            record.get("role") or "",
        )
        account = accounts.get(place[0])
        line = f"{record['name']}（{_offer(department, record)}）"
        if account is not None and account.is_confirmed:
            _give(account, department, place[2], line, told)
        elif (sent := waiting.get(place)) is None:
            _invite(row, record, department, by=by)
            told.invited.append(line)
            if as_read(record["name"]) in names:
                told.namesakes.append(row.label)
        elif sent.live_status == InvitationStatus.EXPIRED:
            INVITATION_FLOW.make("resend", sent, by=by)
            told.resent.append(line)
        else:
            told.waiting.append(line)
    granting.tell_changes(held, by=by)
    return [
        counted("新しくつくる課", told.departments),
        counted("書き換える課", told.rewritten),
        counted("登録と違うところのある課（書き換えません）", told.differing),
        counted("名前が似た課がすでにあるもの（その行は取り込みません）", told.alike),
        counted("招待のメールを送る方", told.invited),
        counted("期限が切れていて、招待のメールを送り直す方", told.resent),
        counted("すでにアカウントがあり、役目を加える方", told.given),
        counted("招待ずみで、返事を待っている方（送り直しません）", told.waiting),
        counted("同じ名前の別のアカウントがある方（確かめてください）", told.namesakes),
        Section(f"すでに役目に就いている方：{told.same}件" if told.same else ""),
        *read.left,
    ]


def _faults(records: list[tuple[FileRow, Record]]) -> list[str]:
    """One address has one name; and one person comes once for one place."""
    names: dict[str, tuple[str, FileRow]] = {}
    places: dict[tuple[str, ...], FileRow] = {}
    problems = []
    for row, record in records:
        email = record["email"].lower()
        name, first = names.setdefault(email, (record["name"], row))
        if as_read(name) != as_read(record["name"]):
            problems.append(
                f"{row.label}の {row.heading('email')}：{first.place}では「{name}」さんのアドレスです。"
            )
        office = same_name(record.get("department") or "")
        place = (email, office, record.get("role") or "")
        if (before := places.setdefault(place, row)) is not row:
            problems.append(f"{row.label}：同じ行が{before.place}にもあります。")
    return problems


class _Offices:
    """The departments as the rows name them: found, made, or left out because they look like others."""

    def __init__(self, told: _Told, *, by: User, update: bool, add_alike: bool) -> None:
        self.told, self.by, self.update, self.add_alike = told, by, update, add_alike
        departments = list(Department.objects.all())
        self.here = {same_name(department.name): department for department in departments}
        self.like = {likeness(department.name): department.name for department in departments}
        self.seen: set[int] = set()

    def of(self, row: FileRow, record: Record) -> Department | None:
        """The department of a row; None where the row is left out. Raises `ImportRefused`."""
        name = record["department"]
        department = self.here.get(same_name(name))
        if department is None:
            return self._made(row, name, record)
        if not department.is_active:
            raise ImportRefused(
                f"{row.label}の {row.heading('department')}：「{name}」は、いまはない課です。"
                "使うときは、所管課の画面で「現在ある課」に印を付けてください。"
            )
        if department.pk not in self.seen:
            self.seen.add(department.pk)
            self._compared(row, department, record)
        return department

    def _made(self, row: FileRow, name: str, record: Record) -> Department | None:
        other = self.like.get(likeness(name))
        if other is not None and not self.add_alike:
            self.told.alike.append(f"{row.label}：「{name}」は「{other}」に似ています")
            return None
        department = Department.objects.create(name=name, **_said(record))
        audit.record(ENTERED, target=department, by=self.by)
        self.here[same_name(name)] = department
        self.like.setdefault(likeness(name), name)
        self.seen.add(department.pk)
        self.told.departments.append(name)
        return department

    def _compared(self, row: FileRow, department: Department, record: Record) -> None:
        said = _said(record)
        changed = [name for name, value in said.items() if getattr(department, name) != value]
        if not changed:
            return
        headings = [row.heading(name) for name, own in OF_DEPARTMENT.items() if own in changed]
        line = f"{department.name}：{'、'.join(headings)}"
        if not self.update:
            self.told.differing.append(line)
            return
        for name in changed:
            setattr(department, name, said[name])
        department.save(update_fields=changed)
        audit.record(REWRITTEN, target=department, by=self.by, data={"fields": changed})
        self.told.rewritten.append(line)


def _said(record: Record) -> dict[str, str]:
    """What the row says of its department."""
    return {own: record[name] for name, own in OF_DEPARTMENT.items() if record.get(name)}


def _waiting() -> dict[tuple[str, int, str], Invitation]:
    sent = Invitation.objects.waiting().filter(group=None)
    return {(each.email.lower(), each.department_id or 0, each.role): each for each in sent}


def _offer(department: Department | None, record: Record) -> str:
    return Invitation(department=department, role=record.get("role") or "").offer


def _give(
    account: User, department: Department | None, offered: str, line: str, told: _Told
) -> None:
    """The place, to somebody who has proved their address before."""
    lacks_department = department is not None and department.pk not in account.department_ids
    lacks_role = bool(offered) and offered not in account.role_names
    if not lacks_department and not lacks_role:
        told.same += 1
        return
    if lacks_department and department is not None:
        department.staff.add(account)
    if lacks_role:
        account.groups.add(RoleGroup.objects.get(name=offered))
    told.given.append(line)


def _invite(row: FileRow, record: Record, department: Department | None, *, by: User) -> None:
    invitation = Invitation(
        name=record["name"],
        email=record["email"],
        department=department,
        role=record.get("role") or "",
    )
    try:
        invite(invitation, by=by)
    except PermissionDenied as refusal:
        raise ImportRefused(f"{row.label}：{refusal}") from None
