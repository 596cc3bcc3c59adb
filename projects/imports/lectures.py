"""The city's list of lectures: what it may say, and what taking it in does. A lecture is known by its 年度 and
number; a new one waits as a draft until the menu of its year is brought out."""

from typing import Any

from groups.imports.reading import Read, counted, reader, same_name
from groups.imports.values import activity_field, typed
from groups.models import Department, User
from kyodo_portal.files.tables.columns import Column, Record, Rules
from kyodo_portal.files.tables.headings import Headings
from kyodo_portal.files.tables.values import Fault, text
from kyodo_portal.life import audit
from kyodo_portal.life.jobs.kinds import Section
from kyodo_portal.life.recorded import ENTERED, REWRITTEN
from kyodo_portal.writing.fields import CountField, FiscalYearField
from kyodo_portal.writing.locks import locked
from projects.models import Lecture


def _department(value: Any) -> Department:
    """A department of the city, by its name."""
    said = same_name(str(value))
    for department in Department.objects.active():
        if same_name(department.name) == said:
            return department
    raise Fault("この名前の課はありません。所管課の一覧にある名前で書いてください。")


COLUMNS = {
    "fiscal_year": Column(typed(FiscalYearField(min_value=2000, max_value=2200)), required=True),
    "number": Column(typed(CountField(min_value=1, max_value=9999)), required=True),
    "field": Column(activity_field, required=True),
    "title": Column(text(100), required=True),
    "text": Column(text(1000), required=True),
    "minutes": Column(typed(CountField(min_value=10, max_value=480)), required=True),
    "target": Column(text(200)),
    "conditions": Column(text(300)),
    "needs": Column(text(300)),
    "department": Column(_department, required=True),
}

HEADINGS = Headings(
    labels={
        "fiscal_year": "年度",
        "number": "番号",
        "field": "分野",
        "title": "講座名",
        "text": "内容",
        "minutes": "時間（分）",
        "target": "対象",
        "conditions": "条件",
        "needs": "用意していただくもの",
        "department": "担当課",
    },
    aliases={
        **dict.fromkeys(("講座番号", "No.", "NO"), "number"),
        **dict.fromkeys(("講座", "テーマ", "講座の名前"), "title"),
        **dict.fromkeys(("講座内容", "概要"), "text"),
        **dict.fromkeys(("時間", "所要時間", "分"), "minutes"),
        **dict.fromkeys(("対象者",), "target"),
        **dict.fromkeys(("備考",), "conditions"),
        **dict.fromkeys(("準備するもの", "用意するもの"), "needs"),
        **dict.fromkeys(("課名", "所管課", "担当"), "department"),
    },
    needed=("number", "title", "department"),
    named="title",
    usual="「年度」「番号」「分野」「講座名」「内容」「時間（分）」「担当課」などの見出しを書いてください。",
)

read = reader(HEADINGS, Rules(columns=COLUMNS))


def write(read: Read, *, by: User, update: bool, add_alike: bool) -> list[Section]:
    """Draft the new lectures, and with `update` write over those that are here. Call it in a transaction."""
    here = {(row.fiscal_year, row.number): row for row in Lecture.objects.all()}
    told: dict[str, list[str]] = {name: [] for name in ("new", "updated", "twice")}
    differing: list[str] = []
    same = 0
    seen: set[tuple[int, int]] = set()
    for row, record in read.records:
        key = (record["fiscal_year"], record["number"])
        lecture = here.get(key)
        if key in seen:
            told["twice"].append(row.label)
            continue
        seen.add(key)
        if lecture is None:
            made = Lecture(**_said(record))
            made.save()
            audit.record(ENTERED, target=made, by=by)
            told["new"].append(record["title"])
            continue
        changed = [name for name, value in _said(record).items() if getattr(lecture, name) != value]
        line = f"{row.label}：{'、'.join(map(row.heading, changed))}"
        if not changed:
            same += 1
        elif update:
            current = locked(Lecture, pk=lecture.pk)
            for name, value in _said(record).items():
                setattr(current, name, value)
            current.save()
            audit.record(REWRITTEN, target=current, by=by, data={"fields": changed})
            told["updated"].append(line)
        else:
            differing.append(line)
    return [
        counted("新しく入れる講座（公開するまでは下書き）", told["new"]),
        counted("書き換える講座", told["updated"]),
        counted("いまのメニューと違うところのある講座（書き換えません）", differing),
        counted("同じ年度と番号が前の行にもあるもの（入れません）", told["twice"]),
        Section(f"すでに同じ内容のもの：{same}件" if same else ""),
        *read.left,
    ]


def _said(record: Record) -> dict[str, Any]:
    """What the list says; what it leaves empty says nothing."""
    return {name: value for name, value in record.items() if value not in (None, "")}
