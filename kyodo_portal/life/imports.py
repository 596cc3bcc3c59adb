"""Lists of the city read in from files: looked at first, taken in afterwards, all of a list or nothing.

Each app registers the lists it takes. The terminal (`manage.py import_…`) and the page of the admin use
the same two steps. Looking is taking in and then taking back, in one transaction: what is told before
is what will be done.
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.contrib.auth import get_user_model
from django.core.exceptions import ImproperlyConfigured, PermissionDenied
from django.db import IntegrityError, transaction

from kyodo_portal.files.tables.refused import ImportRefused
from kyodo_portal.life import audit
from kyodo_portal.life.jobs import kinds
from kyodo_portal.life.jobs.kinds import Came, JobKind, JobRefused, Section
from kyodo_portal.life.jobs.models import Job
from kyodo_portal.life.jobs.task import Task
from kyodo_portal.life.people import Account, Person
from kyodo_portal.life.recorded import Recorded
from kyodo_portal.life.verdicts import Verdict

TAKEN_IN = Recorded(name="take_in", label="表から取り込んだ")

MOST_LINES = 500
"""Lines of one section that a report keeps. Of the rest it says how many there are, and a number made of
their words, so that a change in them is seen between looking and taking in."""

CHANGED_MEANWHILE = (
    "内容を確かめたあとで、ポータルの登録が変わりました。何も取り込んでいません。"
    "もう一度ファイルを選んで、内容を確かめてください。"
)
AT_ONCE = (
    "取り込んでいる間に、同じものがほかから登録されました。何も取り込んでいません。"
    "もう一度、内容を確かめてください。"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportKind:
    """One kind of list that the portal takes.

    key      its name, for ever.
    label    what the list is called.
    may      who takes it in, on the page; in the terminal whoever keeps the server does.
    columns  each heading with what it holds; those that every record needs are marked by ＊.
    update   what the choice to write over what is here is called; empty where there is none.
    read     reads and judges the file: what `write` is given. Raises `ImportRefused`.
    write    takes all of it in, in one transaction, and tells what that came to: `by`, `update` and
             `add_alike` are given by name. Raises `ImportRefused`.
    """

    key: str
    label: str
    may: Callable[[Person], Verdict]
    columns: tuple[tuple[str, str], ...]
    update: str = ""
    read: Callable[[bytes, str], Any]
    write: Callable[..., list[Section]]


IMPORTS: dict[str, ImportKind] = {}


def register(kind: ImportKind) -> None:
    """Add a kind of list, with its two jobs. Raises ImproperlyConfigured for a key that is taken."""
    if kind.key in IMPORTS:
        raise ImproperlyConfigured(f"{kind.key}: two kinds of list share this key")
    IMPORTS[kind.key] = kind
    kinds.register(
        JobKind(
            key=f"import.{kind.key}.look",
            work=partial(_look, kind),
            finish=lambda _, report: Came(report=report),
        )
    )
    kinds.register(
        JobKind(key=f"import.{kind.key}", work=partial(_read, kind), finish=partial(_take_in, kind))
    )


def looked_at(kind: ImportKind, read: Any, *, by: Account, **options: bool) -> list[Section]:
    """What taking in what was read would come to; nothing has changed afterwards. Raises
    `ImportRefused`."""
    with transaction.atomic():
        report = taken_in(kind, read, by=by, **options)
        transaction.set_rollback(True)
    return report


def taken_in(kind: ImportKind, read: Any, *, by: Account, **options: bool) -> list[Section]:
    """Take in what was read, all of it or nothing. Raises `ImportRefused`."""
    try:
        with transaction.atomic():
            report = kind.write(read, by=by, **options)
    except IntegrityError:
        raise ImportRefused(AT_ONCE) from None
    except PermissionDenied as refusal:
        raise ImportRefused(str(refusal)) from None
    return [_shortened(section) for section in report if section.title]


def _shortened(section: Section) -> Section:
    rest = section.lines[MOST_LINES:]
    if not rest:
        return section
    sign = hashlib.sha256("\n".join(rest).encode()).hexdigest()[:12]
    more = f"ほか{len(rest)}件（内容の照合番号 {sign}）"
    return Section(section.title, [*section.lines[:MOST_LINES], more])


def _read(kind: ImportKind, task: Task) -> Any:
    job = task.job
    task.tell(0, 2)
    with job.source.open("rb") as file:
        data = file.read()
    try:
        read = kind.read(data, job.source_name)
    except ImportRefused as refusal:
        raise JobRefused(*refusal.reasons) from None
    task.tell(1, 2)
    return read


def _look(kind: ImportKind, task: Task) -> list[Section]:
    read = _read(kind, task)
    try:
        return looked_at(kind, read, by=_owner(task.job), **task.job.given)
    except ImportRefused as refusal:
        raise JobRefused(*refusal.reasons) from None


def _take_in(kind: ImportKind, job: Job, read: Any) -> Came:
    """What was looked at before must still be what would be done."""
    owner = _owner(job)
    if not (verdict := kind.may(owner)):
        raise JobRefused(verdict.reason)
    try:
        report = taken_in(kind, read, by=owner, **job.given)
    except ImportRefused as refusal:
        raise JobRefused(*refusal.reasons) from None
    seen = job.follows
    if seen is not None and seen.report != [
        {"title": section.title, "lines": section.lines} for section in report
    ]:
        raise JobRefused(CHANGED_MEANWHILE)
    audit.record(
        TAKEN_IN,
        target=job,
        by=owner,
        note="。".join(section.title for section in report),
        data={"file": digest_of(job)},
    )
    return Came(report=report)


def digest_of(job: Job) -> str:
    """The digest of the file that was handed in, by which it can be told later which one it was."""
    with job.source.open("rb") as file:
        return hashlib.sha256(file.read()).hexdigest()


def _owner(job: Job) -> Any:
    """Whoever asked for the job, as they are now: what they may have been then does not count.
    Raises `JobRefused` where the account was closed meanwhile."""
    owner = get_user_model()._default_manager.filter(pk=job.owner_id, is_active=True).first()
    if owner is None:
        raise JobRefused("頼んだ人のアカウントが閉じられたため、取り込みませんでした。")
    return owner
