"""The ground holds: form, types, migrations, production checks, locks and one-line refusals."""

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from kyodo_portal.environment import VARIABLES
from kyodo_portal.files import pdf
from tests.conftest import REQUIRED

pytestmark = pytest.mark.once

ROOT = Path(__file__).resolve().parent.parent
APPS = ["kyodo_portal", "groups", "projects", "proposals", "evaluations"]
BIN = Path(sys.executable).parent
SECRET_KEY = "made-up-key-" + "0123456789abcdef" * 4
PRODUCTION = {
    "SECRET_KEY": SECRET_KEY,
    "ALLOWED_HOSTS": "kyodo.example.jp",
    "KYODO_CITY": "yoshikawa",
    "DATABASE_URL": "postgres://kyodo:made-up@db.example.jp:5432/kyodo",
    "EMAIL_URL": "smtp+tls://kyodo:made-up@mail.example.jp:587",
    "TRUSTED_PROXIES": "1",
}


def run(*command: str | Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a program in the project's folder, with nothing in its environment but what is given."""
    basic = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    return subprocess.run(
        command,
        cwd=ROOT,
        env={**basic, **environment},
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )


def complaints(*command: str | Path) -> str:
    """What a judging program says; nothing when it is content."""
    done = run(*command)
    return "" if done.returncode == 0 else done.stdout + done.stderr


def test_python_keeps_the_rules() -> None:
    assert complaints(BIN / "ruff", "check", "--output-format=concise", ".") == ""


def test_python_has_the_agreed_form() -> None:
    assert complaints(BIN / "ruff", "format", "--check", ".") == ""


def test_templates_have_the_agreed_form() -> None:
    templates = sorted(ROOT.glob("templates/**/*.html"))

    assert complaints(BIN / "djade", "--check", "--target-version", "5.2", *templates) == ""


def test_templates_have_no_known_mistakes() -> None:
    assert complaints(BIN / "djlint", "--lint", "--quiet", "templates") == ""


def test_python_is_well_typed() -> None:
    """Every file of the five packages but the migrations, as pyproject.toml names them."""
    assert complaints(BIN / "mypy", "--no-error-summary") == ""


def test_types_are_ignored_seldom_and_for_a_reason() -> None:
    mark = "# type: " + "ignore"
    told = re.compile(mark + r"\[[a-z, -]+\] # \S")
    lines = [
        f"{path.relative_to(ROOT)}: {line.strip()}"
        for top in (*APPS, "tests")
        for path in sorted((ROOT / top).rglob("*.py"))
        for line in path.read_text().splitlines()
        if mark in line
    ]

    assert [line for line in lines if not told.search(line)] == []
    assert len(lines) <= 20


@pytest.mark.django_db
def test_migrations_say_what_the_models_say() -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


@pytest.mark.skipif(
    bool(pdf.missing().what) and "pdf" not in REQUIRED, reason=f"missing: {pdf.missing().what}"
)
def test_production_check_finds_nothing() -> None:
    done = run(
        sys.executable, "manage.py", "check", "--deploy", "--fail-level=WARNING", **PRODUCTION
    )

    assert (done.returncode, done.stdout + done.stderr) == (
        0,
        "System check identified no issues (0 silenced).\n",
    )


def test_static_files_named_by_pages_and_style_sheets_exist(settings: Any, tmp_path: Path) -> None:
    """In production a name without its file is a server error, so every one is looked up here."""
    manifest = "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = {**settings.STORAGES, "staticfiles": {"BACKEND": manifest}}

    call_command("collectstatic", interactive=False, verbosity=0)
    pages = "".join(page.read_text() for page in ROOT.glob("templates/**/*.html"))
    named = set(re.findall(r"""{% static ["']([^"']+)["'] %}""", pages))

    assert len(named) > 1
    assert {name for name in named if not (tmp_path / name).exists()} == set()


@pytest.mark.parametrize("name", ["run", "test"])
def test_lock_pins_by_hash_and_names_no_place(name: str) -> None:
    lock = (ROOT / "requirements" / f"{name}.txt").read_text()
    entries = re.sub(r"(?m)^#.*\n", "", lock).replace("\\\n", " ").splitlines()

    assert [
        word for word in ("http", "file:/", "--index", "--find", "--trusted") if word in lock
    ] == []
    entry = re.compile(r"[a-z0-9._-]+==[^ ;]+( ; [^-]+)?(\s+--hash=sha256:[0-9a-f]{64})+\s*")
    assert [line for line in entries if line and not entry.fullmatch(line)] == []


def test_tests_run_on_what_is_served() -> None:
    def pins(name: str) -> set[str]:
        return set(re.findall(r"^\S+==\S+", (ROOT / f"requirements/{name}.txt").read_text(), re.M))

    assert pins("run") - pins("test") == set()


def test_every_dependency_carries_its_reason() -> None:
    project = (ROOT / "pyproject.toml").read_text()
    dependencies = re.findall(r'^    "[A-Za-z].*>=.*$', project, re.M)

    assert len(dependencies) > 10
    assert [line for line in dependencies if not re.search(r",\s+# \S", line)] == []


@pytest.mark.parametrize("name", VARIABLES)
def test_readme_lists_every_variable(name: str) -> None:
    assert f"| `{name}` |" in (ROOT / "README.md").read_text()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SECRET_KEY", ""),
        ("SECRET_KEY", "short"),
        ("SECRET_KEY", "a" * 60),
        ("DEBUG", "maybe"),
        ("ALLOWED_HOSTS", ""),
        ("ALLOWED_HOSTS", "*"),
        ("ALLOWED_HOSTS", "kyodo.example.jp,*"),
        ("ALLOWED_HOSTS", "https://kyodo.example.jp"),
        ("ALLOWED_HOSTS", "kyodo.example.jp:443"),
        ("DATABASE_URL", ""),
        ("DATABASE_URL", "mysql://localhost/kyodo"),
        ("DATABASE_URL", "postgres://localhost"),
        ("DATABASE_URL", "postgres://localhost:port/kyodo"),
        ("DATABASE_URL", "sqlite:////no/such/folder/kyodo.sqlite3"),
        ("DATABASE_URL", "kyodo.sqlite3"),
        ("CACHE_URL", "memcached"),
        ("CACHE_URL", "redis"),
        ("SHARED_ANSWER_SECONDS", "a minute"),
        ("EMAIL_URL", ""),
        ("EMAIL_URL", "mail.example.jp"),
        ("EMAIL_URL", "smtp://"),
        ("EMAIL_URL", "smtp://mail.example.jp:port"),
        ("EMAIL_URL", "filemail://"),
        ("ERRORS_TO", "システム担当"),
        ("MEDIA_ROOT", __file__),
        ("KYODO_CITY", ""),
        ("KYODO_CITY", "atlantis"),
        ("KYODO_CITY", "common"),
        ("KYODO_CITY", "/no/such/city.toml"),
        ("BASE_URL", "kyodo.example.jp"),
        ("BASE_URL", "https://elsewhere.example.jp"),
        ("BASE_URL", "https://kyodo.example.jp/portal"),
        ("BASE_URL", "https://kyodo.example.jp:port"),
        ("DEFAULT_FROM_EMAIL", "協働担当"),
        ("DEFAULT_FROM_EMAIL", "a@example.jp\nBcc: b@example.jp"),
        ("PORT", "eighty"),
        ("PORT", "65536"),
        ("TRUSTED_PROXIES", "-1"),
    ],
)
def test_wrong_setting_stops_the_start_with_one_line(name: str, value: str) -> None:
    done = run(sys.executable, "-m", "kyodo_portal.settings", **PRODUCTION | {name: value})

    assert done.returncode == 1
    assert re.fullmatch(rf"{name}: .+。\n", done.stderr), done.stderr
    assert done.stdout == ""


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SECRET_KEY", "canary" * 5),
        ("DATABASE_URL", "mysql://kyodo:canary@db.example.jp/kyodo"),
        ("DATABASE_URL", "postgres://kyodo:canary@db.example.jp:port/kyodo"),
        ("EMAIL_URL", "imap://kyodo:canary@mail.example.jp"),
        ("CACHE_URL", "http://kyodo:canary@cache.example.jp"),
    ],
)
def test_wrong_setting_is_not_repeated_to_the_screen(name: str, value: str) -> None:
    done = run(sys.executable, "-m", "kyodo_portal.settings", **PRODUCTION | {name: value})

    assert done.returncode == 1
    assert "canary" not in done.stdout + done.stderr


@pytest.mark.parametrize("start", [["manage.py", "check"], ["-c", "import kyodo_portal.wsgi"]])
def test_wrong_setting_stops_every_way_of_starting(start: list[str]) -> None:
    done = run(sys.executable, *start, **PRODUCTION, DEBUG="maybe")

    assert done.returncode == 1
    assert re.fullmatch(r"DEBUG: .+。\n", done.stderr), done.stderr


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DATABASE_URL", "postgres://kyodo:secret@db.example.jp:5432/kyodo"),
        ("CACHE_URL", "redis://cache.example.jp:6379/0"),
        ("EMAIL_URL", "smtp+tls://kyodo:secret@mail.example.jp:587"),
        ("ALLOWED_HOSTS", ".example.jp, [::1]"),
        ("BASE_URL", "https://kyodo.example.jp:8443"),
        ("DEFAULT_FROM_EMAIL", "見本市 協働担当 <kyodo@example.jp>"),
        ("TRUSTED_PROXIES", "1"),
        ("SHARED_ANSWER_SECONDS", "0"),
        ("DATABASE_URL", "postgres:///kyodo"),
        ("ERRORS_TO", "it@city.example.jp, maker@example.com"),
        ("KYODO_CITY", "kyodo_portal/cities/yoshikawa.toml"),
    ],
)
def test_right_setting_starts(name: str, value: str) -> None:
    done = run(sys.executable, "-m", "kyodo_portal.settings", **PRODUCTION | {name: value})

    assert (done.returncode, done.stderr) == (0, "")


def test_suite_also_runs_on_postgresql() -> None:
    """The other half of `make test` is there, or the reason why it is not."""
    reason = os.environ.get("KYODO_POSTGRES_MISSING", "pytest was started without `make test`")

    if not os.environ.get("TEST_DATABASE_URL"):
        if "postgres" in os.environ.get("KYODO_REQUIRE", ""):
            pytest.fail(reason)
        pytest.skip(f"not run on PostgreSQL: {reason}")
