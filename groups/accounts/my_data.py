"""A person's own data, to be taken away: one archive with a page to read and a file for programs."""

import datetime as dt
import io
import json
import zipfile
from typing import Any

from django.db.models import Model
from django.template.loader import render_to_string
from django.utils import timezone

from groups.accounts.leaving import stored_of
from groups.models import User
from kyodo_portal.cities import city
from kyodo_portal.life.jobs.asking import ask_for
from kyodo_portal.life.jobs.kinds import Came, JobKind, JobRefused, Section
from kyodo_portal.life.jobs.models import Job
from kyodo_portal.life.jobs.task import Task
from kyodo_portal.life.people import Account
from kyodo_portal.words.calendar import japanese_datetime
from kyodo_portal.words.languages import in_japanese
from kyodo_portal.words.text import japanese_datetime as written_moment
from kyodo_portal.writing.columns import label_of

KEY = "my_data"
OF_THE_ACCOUNT = (
    *("email", "display_name", "language", "joined_at", "confirmed_at", "last_login"),
)

Row = list[tuple[str, str]]
Part = tuple[str, list[Row]]


def parts_of(user: User) -> list[Part]:
    """Everything that is stored of a person, in Japanese: what it is called, and its rows as pairs of label
    and value. What has no rows is left out."""
    with in_japanese():
        parts: list[Part] = [("アカウント", [_row(user, OF_THE_ACCOUNT)])]
        for label, rows, columns in stored_of(user):
            if found := [_row(record, columns) for record in rows]:
                parts.append((label, found))
    return parts


def _row(record: Model, columns: tuple[str, ...]) -> Row:
    reached = [_reached(record, column) for column in columns]
    return [(label_of(model, name), said) for model, name, said in reached]


def _reached(record: Model, column: str) -> tuple[Any, str, str]:
    """Whose column it is, its name, and what stands there. One of a row beside the record is named through
    it (`details__needs`); where there is no such row, nothing stands there."""
    beside, _, name = column.rpartition("__")
    if not beside:
        return record, column, _said(record, column)
    row = getattr(record, beside, None)
    if row is None:
        return record._meta.get_field(beside).related_model, name, ""
    return row, name, _said(row, name)


def _said(record: Model, column: str) -> str:
    display = getattr(record, f"get_{column}_display", None)
    value = display() if callable(display) else getattr(record, column)
    if isinstance(value, dt.datetime):
        return japanese_datetime(value)
    if isinstance(value, bool):
        return "はい" if value else "いいえ"
    if isinstance(value, dict | list):
        return json.dumps(value, ensure_ascii=False)
    return "" if value is None else str(value)


def archive(parts: list[Part], *, name: str, made_at: dt.datetime) -> bytes:
    """The archive: `data.json`, and `index.html`, which needs no network and no script."""
    with in_japanese():
        page = render_to_string(
            "my_account/data.html",
            {
                "parts": parts,
                "name": name,
                "made_at": written_moment(made_at),
                "city": city().name,
            },
        )
    data = [{"name": label, "rows": [dict(row) for row in rows]} for label, rows in parts]
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as whole:
        whole.writestr("index.html", page)
        whole.writestr("data.json", json.dumps(data, ensure_ascii=False, indent=1))
    return file.getvalue()


def ask_for_my_data(user: Account) -> Job:
    """Have the archive made; it is there for as long as a job is kept."""
    return ask_for(KEY, by=user, label="わたしのデータ", at_once=True)


def _gather(task: Task) -> tuple[list[Part], str]:
    user = User.objects.filter(pk=task.job.owner_id, is_active=True).first()
    if user is None:
        raise JobRefused("アカウントが閉じられたため、つくりませんでした。")
    return parts_of(user), user.display_name


def _pack(job: Job, gathered: tuple[list[Part], str]) -> Came:
    parts, name = gathered
    now = timezone.now()
    day = timezone.localdate(now)
    report = [Section(f"{label}：{len(rows)}件") for label, rows in parts]
    content = archive(parts, name=name, made_at=now)
    return Came(report=report, content=content, name=f"my-data-{day:%Y%m%d}.zip")


MY_DATA = JobKind(key=KEY, work=_gather, finish=_pack)
