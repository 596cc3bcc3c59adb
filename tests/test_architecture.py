"""The house keeps its plan: what lies at the top, how long files are, which way imports go."""

import ast
import subprocess
from collections.abc import Callable, Iterable
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.once

ROOT = Path(__file__).resolve().parent.parent

TOP_LEVEL = {
    *("manage.py", "kyodo_portal", "projects", "groups", "proposals", "evaluations"),
    *("templates", "static", "tests", "pyproject.toml", "README.md", "CHANGELOG.md"),
    *("Makefile", "requirements", "docs", "deploy", "LICENSE"),
}

# Whom each app may import. The ground of the portal stands under all of them.
MAY_IMPORT = {
    "groups": {"kyodo_portal", "groups"},
    "projects": {"kyodo_portal", "groups", "projects"},
    "proposals": {"kyodo_portal", "groups", "projects", "proposals"},
    "evaluations": {"kyodo_portal", "groups", "projects", "evaluations"},
}
APPS = set(MAY_IMPORT)

#: The rooms of the ground, each standing on those before it (docs/structure.md).
GROUND = (
    *("words", "cities", "files", "writing", "ui", "web", "templatetags", "post", "search"),
    *("lists", "life", "publishing", "staff"),
)
#: What shows all apps together, and therefore knows them.
ROOF = {"site", "made_up", "urls", "management"}

LONGEST = 400


def own_files() -> list[Path]:
    """Every file of the project: kept by git or about to be; all but dot folders without git."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],  # noqa: S607 - git
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if listed.returncode == 0:
        paths = [ROOT / name for name in listed.stdout.split("\0") if name]
    else:
        tops = [top for top in ROOT.iterdir() if top.name != "var" and not top.name.startswith(".")]
        paths = [path for top in tops for path in (top, *top.rglob("*"))]
        paths = [path for path in paths if "__pycache__" not in path.parts]
    return [path for path in paths if path.is_file()]


FILES = own_files()
PYTHON = [path for path in FILES if path.suffix == ".py"]
WRITTEN = [
    path
    for path in FILES
    if path.suffix in {".py", ".html", ".css", ".js"}
    and not {"vendor", "migrations"} & set(path.parts)  # written by others, or by makemigrations
]


def module_of(path: Path) -> str:
    """The dotted name under which a file is imported."""
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def app_of(module: str) -> str:
    return module.partition(".")[0]


MODULES = {module_of(path): path for path in PYTHON}
FOLDERS = sorted(
    module
    for module, path in MODULES.items()
    if path.name == "__init__.py" and app_of(module) in {*APPS, "kyodo_portal"}
)


@cache
def imported(path: Path) -> frozenset[str]:
    """The modules a file imports, as dotted names; those for type checking alone count too. Of a
    name taken from a package it is the module of that name where there is one."""
    names = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        if isinstance(node, ast.ImportFrom):
            module = "." * node.level + (node.module or "")
            taken = {f"{module}.{alias.name}" for alias in node.names}
            names |= {name if name in MODULES else module for name in taken}
    return frozenset(names)


def room_of(module: str) -> str:
    """Which room of `kyodo_portal` a module lies in; nothing for a module of another package."""
    top, _, rest = module.partition(".")
    return rest.partition(".")[0] if top == "kyodo_portal" else ""


def test_top_level_is_exactly_the_agreed_list() -> None:
    names = {path.relative_to(ROOT).parts[0] for path in FILES}

    assert {name for name in names if not name.startswith(".")} == TOP_LEVEL


def wrong_imports(importers: Iterable[str], is_wrong: Callable[[str, str], bool]) -> list[str]:
    """The imports of these modules that are wrong, each as a line to read."""
    return [
        f"{importer} imports {name}"
        for importer in sorted(importers)
        for name in sorted(imported(MODULES[importer]))
        if is_wrong(importer, name)
    ]


@pytest.mark.parametrize("app", sorted(MAY_IMPORT))
def test_app_imports_only_what_lies_under_it(app: str) -> None:
    own = [module for module in MODULES if app_of(module) == app]

    assert wrong_imports(own, lambda _, name: app_of(name) in APPS - MAY_IMPORT[app]) == []


def test_only_the_roof_knows_the_apps() -> None:
    below = [
        module
        for module in MODULES
        if app_of(module) == "kyodo_portal" and room_of(module) not in ROOF
    ]

    assert wrong_imports(below, lambda _, name: app_of(name) in APPS) == []


def test_nothing_below_the_roof_imports_it() -> None:
    below = [
        module
        for module in MODULES
        if app_of(module) in APPS
        or app_of(module) == "kyodo_portal"
        and room_of(module) not in ROOF
    ]

    assert wrong_imports(below, lambda _, name: room_of(name) in ROOF) == []


def test_rooms_of_the_ground_stand_on_those_before_them() -> None:
    height = {room: number for number, room in enumerate(GROUND)}
    inside = [module for module in MODULES if room_of(module) in height]

    def climbs(importer: str, name: str) -> bool:
        room = room_of(name)
        return bool(room) and height.get(room, len(height)) > height[room_of(importer)]

    assert wrong_imports(inside, climbs) == []


@pytest.mark.parametrize("folder", FOLDERS)
def test_inside_a_folder_imports_never_come_back(folder: str) -> None:
    """Between the files and folders that lie in one folder there is an order: no circle."""
    arrows: dict[str, set[str]] = {}
    for module, path in MODULES.items():
        for name in imported(path) if module.startswith(f"{folder}.") else ():
            if name.startswith(f"{folder}."):
                here, there = (full[len(folder) + 1 :].partition(".")[0] for full in (module, name))
                arrows.setdefault(here, set()).update({there} - {here})
    circle: Any = ()
    try:
        TopologicalSorter(arrows).prepare()
    except CycleError as found:
        circle = found.args[1]

    assert circle == ()


def test_the_portal_has_few_rooms() -> None:
    rooms = {room_of(module) for module in MODULES} - {"", "migrations"}

    assert len(rooms) <= 25, sorted(rooms)


def test_no_import_is_relative() -> None:
    assert [path for path in PYTHON if any(name.startswith(".") for name in imported(path))] == []


def test_no_file_is_too_long() -> None:
    lengths = {str(path.relative_to(ROOT)): len(path.read_text().splitlines()) for path in WRITTEN}

    assert {name: lines for name, lines in lengths.items() if lines > LONGEST} == {}


def functions() -> Iterable[tuple[str, str, str]]:
    """Every function of the portal: its module, its name without an underscore, what it returns."""
    for module, path in MODULES.items():
        if app_of(module) in {*APPS, "kyodo_portal"} and "migrations" not in path.parts:
            for node in ast.walk(ast.parse(path.read_text())):
                if isinstance(node, ast.FunctionDef):
                    answer = ast.unparse(node.returns) if node.returns else ""
                    yield module, node.name.lstrip("_"), answer


def is_guard(answer: str) -> bool:
    """A bool that tells the types as well what was found out."""
    return answer.startswith("TypeGuard[")


def test_predicates_answer_yes_or_no_and_verdicts_say_why() -> None:
    """`is_…` and `has_…` return a bool, `can_…` and `may_…` a Verdict; and a rule that returns a
    Verdict is called so."""
    said = {"is": "bool", "has": "bool", "can": "Verdict", "may": "Verdict"}
    wrong = [
        f"{module}.{name} returns {answer}"
        for module, name, answer in functions()
        for promised in [said.get(name.partition("_")[0], "")]
        if (promised and answer != promised and not (promised == "bool" and is_guard(answer)))
        or (answer == "Verdict" and not promised and app_of(module) in APPS)
    ]

    assert wrong == []


def test_records_are_locked_in_one_way() -> None:
    said = [path for path in PYTHON if "select_for_update(" in path.read_text()]

    assert [module_of(path) for path in said if app_of(module_of(path)) != "tests"] == [
        "kyodo_portal.writing.locks"
    ]


def test_no_file_has_a_name_for_anything() -> None:
    vague = {"utils.py", "util.py", "helpers.py", "common.py", "misc.py", "services.py"}

    assert [path for path in PYTHON if path.name in vague] == []
