"""The lists that the city's staff hand in: collaborations of the past, and the menu of lectures."""

from typing import Any

from groups.rules.people import is_coordinator
from kyodo_portal.files.tables.columns import explained
from kyodo_portal.life.flows import not_yours
from kyodo_portal.life.imports import ImportKind, register
from kyodo_portal.life.jobs.kinds import Section
from kyodo_portal.life.people import Person
from kyodo_portal.life.verdicts import ALLOWED, Verdict
from projects.imports import lectures
from projects.imports.labels import HEADINGS
from projects.imports.rows import COLUMNS
from projects.imports.writing import read, take_in
from projects.rules.lectures import may_keep_menu


def may_take_in_projects(person: Person) -> Verdict:
    """The coordinators, who keep the register of collaborations."""
    return ALLOWED if is_coordinator(person) else not_yours("協働担当の職員")


def _section(title: str, lines: list[str]) -> Section:
    return Section(f"{title}：{len(lines)}件" if lines else "", lines)


def write(read: Any, *, by: Person, update: bool, add_alike: bool) -> list[Section]:
    """Take in what was read, and tell what that came to."""
    came = take_in(read, by=by, update=update, add_alike=add_alike)
    already = came.unchanged + came.own
    return [
        _section("新しく登録する事業", came.new),
        _section("書き換える事業", came.rewritten),
        _section("登録と違うところのある事業（書き換えません）", came.different),
        _section("同じ名前・年度・担当課の事業がすでにあるもの（登録しません）", came.alike),
        _section("担当課の書かれていないもの", came.blank),
        Section(f"すでに登録されているもの：{already}件" if already else ""),
        _section("使わなかった行", came.notes),
        _section("使わなかった列", came.unknown),
    ]


PROJECTS = ImportKind(
    key="projects",
    label="過去の協働事業の一覧",
    may=may_take_in_projects,
    columns=explained(HEADINGS, COLUMNS),
    read=read,
    write=write,
)

LECTURES = ImportKind(
    key="lectures",
    label="出前講座のメニュー",
    may=may_keep_menu,
    columns=explained(lectures.HEADINGS, lectures.COLUMNS),
    update="番号が同じ講座を書き換える",
    read=lectures.read,
    write=lectures.write,
)

register(PROJECTS)
register(LECTURES)
