"""The house keeps its plan: what lies at the top, how long files are, which way imports go."""

import ast
import subprocess
from pathlib import Path

import pytest

pytestmark = pytest.mark.once

ROOT = Path(__file__).resolve().parent.parent

TOP_LEVEL = {
    *("manage.py", "kyodo_portal", "projects", "groups", "proposals", "evaluations"),
    *("templates", "static", "tests", "pyproject.toml", "README.md"),
    *("Makefile", "requirements", "docs", "LICENSE"),
}

# Whom each app may import. The portal's base modules stand under all of them.
MAY_IMPORT = {
    "groups": {"kyodo_portal", "groups"},
    "projects": {"kyodo_portal", "groups", "projects"},
    "proposals": {"kyodo_portal", "groups", "projects", "proposals"},
    "evaluations": {"kyodo_portal", "groups", "projects", "evaluations"},
}
APPS = set(MAY_IMPORT)

# The assembly: the portal's modules that know the apps, because they show them all together.
ASSEMBLY = {
    "urls.py",
    "views.py",
    "views",
    "context.py",
    "admin_site.py",
    "guide.py",  # the guide tells of the forms and patterns of projects
    "site_pages.py",  # the guide, the statistics and the open data, for the search
    "site_queries.py",  # what home and my page read of every app
    "opendata",  # the public records of every app as files
    "feeds.py",  # what is new in every app
    "calendars.py",  # days of calls and projects
    "sitemaps.py",  # the public pages of every app
    "statistics.py",
    "statistics_years.py",  # consultations, proposals and reports by year
    "management",
    "filling",  # a made-up city of any size belongs to every app
    "benching",  # it measures the pages of every app
    "demonstration",  # the made-up city lives through every app
}

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


def imported(path: Path) -> set[str]:
    """The modules a file imports, as dotted names; those for type checking alone count too."""
    names = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        if isinstance(node, ast.ImportFrom):
            names.add("." * node.level + (node.module or ""))
    return names


def test_top_level_is_exactly_the_agreed_list() -> None:
    names = {path.relative_to(ROOT).parts[0] for path in FILES}

    assert {name for name in names if not name.startswith(".")} == TOP_LEVEL


@pytest.mark.parametrize("app", sorted(MAY_IMPORT))
def test_app_imports_only_what_lies_under_it(app: str) -> None:
    wrong = [
        f"{path.relative_to(ROOT)} imports {name}"
        for path in PYTHON
        if path.relative_to(ROOT).parts[0] == app
        for name in imported(path)
        if name.split(".")[0] in APPS - MAY_IMPORT[app]
    ]

    assert wrong == []


def test_portal_base_modules_import_no_app() -> None:
    wrong = [
        f"{path.relative_to(ROOT)} imports {name}"
        for path in PYTHON
        if path.relative_to(ROOT).parts[0] == "kyodo_portal"
        and path.relative_to(ROOT).parts[1] not in ASSEMBLY
        for name in imported(path)
        if name.split(".")[0] in APPS
    ]

    assert wrong == []


def test_apps_do_not_import_the_assembly() -> None:
    assembly = {f"kyodo_portal.{name.removesuffix('.py')}" for name in ASSEMBLY}
    wrong = [
        f"{path.relative_to(ROOT)} imports {name}"
        for path in PYTHON
        if path.relative_to(ROOT).parts[0] in APPS
        for name in imported(path)
        if any(name == part or name.startswith(f"{part}.") for part in assembly)
    ]

    assert wrong == []


def test_no_import_is_relative() -> None:
    assert [path for path in PYTHON if any(name.startswith(".") for name in imported(path))] == []


def test_no_file_is_too_long() -> None:
    lengths = {str(path.relative_to(ROOT)): len(path.read_text().splitlines()) for path in WRITTEN}

    assert {name: lines for name, lines in lengths.items() if lines > LONGEST} == {}


def test_no_file_has_a_name_for_anything() -> None:
    vague = {"utils.py", "util.py", "helpers.py", "common.py", "misc.py", "services.py"}

    assert [path for path in PYTHON if path.name in vague] == []
