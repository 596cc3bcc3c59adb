"""What `deploy/` names is there: each path, variable, command, and number, line by line.

Whether nginx, PostgreSQL, Redis and the units' commands work together is tried for real by
`deploy/try.sh` (`make prove`). No image has been built of the Containerfile.
"""

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from django.core.management import get_commands

from kyodo_portal.environment import VARIABLES
from kyodo_portal.web.bodies import MEGABYTE, TEXTS_AND_FILES
from kyodo_portal.web.processes.child import GRACE

pytestmark = pytest.mark.once

ROOT = Path(__file__).resolve().parent.parent.parent
DEPLOY = ROOT / "deploy"
UNITS = sorted((DEPLOY / "systemd").iterdir())
NGINX = (DEPLOY / "nginx" / "kyodo.conf").read_text()
CONTAINER = (DEPLOY / "Containerfile").read_text()
COMPOSE = (DEPLOY / "compose.yaml").read_text()
PAGE = (ROOT / "docs" / "operating.md").read_text()
SETTINGS = dict(re.findall(r"^#?([A-Z_]+)=(.*)$", (DEPLOY / "kyodo.env").read_text(), re.M))


def commands_in(text: str, before: str) -> set[str]:
    return set(re.findall(rf"{before} ([a-z_]+)", text))


def is_there(path: str) -> bool:
    """Whether a place under /opt/kyodo comes with the release, or is made by the page."""
    name = path.removeprefix("/opt/kyodo").strip("/")
    made = ("", ".venv", "var")
    return name.partition("/")[0] in made or bool(list(ROOT.glob(name)))


@pytest.mark.parametrize("where", ["page", "units", "container", "compose"])
def test_commands_exist(where: str) -> None:
    named = {
        "page": commands_in(PAGE, "deploy/manage") | commands_in(PAGE, "run --rm serve"),
        "units": commands_in("\n".join(unit.read_text() for unit in UNITS), r"manage\.py"),
        "container": set(re.findall(r'^CMD \["([a-z_]+)"', CONTAINER, re.M)),
        "compose": set(re.findall(r'command: \["([a-z_]+)"', COMPOSE)) - {"redis-server"},
    }[where]

    assert named
    assert named - set(get_commands()) == set()


def test_places_named_anywhere_are_in_the_release() -> None:
    texts = [
        NGINX,
        CONTAINER,
        PAGE,
        (DEPLOY / "logrotate").read_text(),
        *(u.read_text() for u in UNITS),
    ]
    named = {
        path.rstrip(".") for text in texts for path in re.findall(r"/opt/kyodo[\w./*-]*", text)
    }
    copied = set(re.findall(r"^COPY (\S+) ", CONTAINER, re.M))

    assert len(named) > 8
    assert sorted(path for path in named if not is_there(path)) == []
    assert [path for path in copied if not (ROOT / path).exists()] == []
    assert all((ROOT / path).exists() for path in re.findall(r"`(deploy/[\w./-]+)`", PAGE))


def test_settings_are_the_portals_own() -> None:
    """Those of the file for systemd, and those that the containers are given."""
    own = {*VARIABLES, "SERVE_PROCESSES", "PYTHONPYCACHEPREFIX"}
    given = re.search(r"environment: &settings\n((?:    .+\n)+)", COMPOSE)
    assert given is not None
    in_compose = set(re.findall(r"^    ([A-Z_]+):", given[1], re.M))
    must = {
        "SECRET_KEY",
        "ALLOWED_HOSTS",
        "DATABASE_URL",
        "EMAIL_URL",
        "KYODO_CITY",
        "CACHE_URL",
        "TRUSTED_PROXIES",
    }

    assert set(SETTINGS) - own == set()
    assert in_compose - set(VARIABLES) == set()
    assert (must - set(SETTINGS), must - in_compose) == (set(), set())
    assert set(re.findall(r"\$\{(\w+)", "\n".join(u.read_text() for u in UNITS))) <= set(SETTINGS)


def test_options_of_serve_exist() -> None:
    said = set(
        re.findall(
            r"--(?!no-)[a-z-]+(?==|\b)", " ".join(re.findall(r"serve[^\n]*", COMPOSE + CONTAINER))
        )
    )
    options = (ROOT / "kyodo_portal/management/commands/serve.py").read_text()

    assert {"--host", "--processes", "--without-outbox"} <= said
    assert [
        each for each in ("--host", "--processes", "--without-outbox") if f'"{each}"' not in options
    ] == []


def test_container_starts_as_nobody_in_particular() -> None:
    """Every step is one that a builder knows, and what runs is not root."""
    steps = re.findall(r"^([A-Z]+) ", CONTAINER, re.M)
    known = {
        "FROM",
        "RUN",
        "WORKDIR",
        "COPY",
        "USER",
        "ENV",
        "EXPOSE",
        "HEALTHCHECK",
        "ENTRYPOINT",
        "CMD",
    }

    assert set(steps) - known == set()
    assert steps.index("USER") < steps.index("CMD")
    assert (steps[0], CONTAINER.count("\nUSER kyodo\n")) == ("FROM", 1)
    assert "python:3.11" in CONTAINER


def test_packages_are_the_same_everywhere() -> None:
    """Those for PDF, which the container, the page and CI install."""
    pdf = set(re.findall(r"\b(?:libpango\S+|libharfbuzz\S+|fonts-noto-\S+)", CONTAINER))
    ci = (ROOT / ".ci" / "run").read_text()

    assert len(pdf) == 5
    assert [name for name in pdf if name not in PAGE or name not in ci] == []


def test_sizes_and_times_agree() -> None:
    assert f"client_max_body_size {TEXTS_AND_FILES // MEGABYTE}m;" in NGINX
    assert f"{TEXTS_AND_FILES // MEGABYTE}MB" in (DEPLOY / "nginx/pages/large.html").read_text()
    stop = re.search(r"TimeoutStopSec=(\d+)", (DEPLOY / "systemd/kyodo-serve.service").read_text())
    assert stop is not None
    assert int(stop[1]) > 2 * GRACE


def test_pages_of_nginx_are_named_and_say_what_to_do() -> None:
    pages = {path.name: path.read_text() for path in (DEPLOY / "nginx/pages").iterdir()}

    assert set(pages) == set(re.findall(r"location = /(\w+\.html)", NGINX))
    for page in pages.values():
        assert 'lang="ja"' in page
        assert "「戻る」" in page
        assert not re.search(r"<script|https?://|<link", page)


def test_only_this_machine_asks_after_the_portals_health() -> None:
    for path in ("healthz", "readyz"):
        block = NGINX.split(f"location = /{path} {{", 1)[1].split("}", 1)[0]
        assert re.findall(r"^\s+(allow|deny) (\S+);", block, re.M) == [
            ("allow", "127.0.0.1"),
            ("allow", "::1"),
            ("deny", "all"),
        ]


def test_page_says_that_no_image_was_built() -> None:
    assert "組み立てて動かしたことは、まだありません" in PAGE


def test_city_goes_live_in_twenty_commands() -> None:
    part = PAGE.split("\n## 入れる\n", 1)[1].split("\n## ", 1)[0]
    steps = [
        line
        for block in re.findall(r"^```sh\n(.*?)^```", part, re.M | re.S)
        for line in block.splitlines()
    ]

    assert 15 <= len(steps) <= 20


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="systemd is not installed")
def test_systemd_reads_the_units(tmp_path: Path) -> None:
    """With places that are here in place of those on the server; all other lines as they are."""
    program = tmp_path / "python"
    shutil.copy("/bin/true", program)
    for unit in UNITS:
        text = unit.read_text().replace("/opt/kyodo/.venv/bin/python", str(program))
        (tmp_path / unit.name).write_text(text.replace("/opt/kyodo/docs", str(ROOT / "docs")))
    files = [str(tmp_path / unit.name) for unit in UNITS]
    done = subprocess.run(
        ["/usr/bin/env", "systemd-analyze", "verify", *files],
        capture_output=True,
        text=True,
        check=False,
    )

    assert (done.returncode, [line for line in done.stderr.splitlines() if "kyodo" in line]) == (
        0,
        [],
    )


def test_timers_start_units_that_are_there() -> None:
    names = {unit.name for unit in UNITS}
    timers = {name for name in names if name.endswith(".timer")}
    enabled = set(
        re.findall(
            r"kyodo-[a-z]+\.timer", PAGE.split("systemctl enable --now", 1)[1].splitlines()[0]
        )
    )

    assert timers == enabled
    assert [timer for timer in timers if timer.replace(".timer", ".service") not in names] == []


def test_commands_read_the_settings_as_the_units_do(tmp_path: Path) -> None:
    """What the shell would take for a sign of its own stays as it is written."""
    written = {
        "SECRET_KEY": "a$HOME`date`;b \\ c",
        "ALLOWED_HOSTS": "kyodo.example.jp",
        "FROM": "見本市 協働担当",
    }
    settings = tmp_path / "kyodo.env"
    settings.write_text(
        "# 説明\n\n"
        f"SECRET_KEY={written['SECRET_KEY']}\n"
        f"ALLOWED_HOSTS='{written['ALLOWED_HOSTS']}'\n"
        f'FROM="{written["FROM"]}"',
        encoding="utf-8",
    )
    seen = tmp_path / "runuser"
    seen.write_text('#!/bin/sh\nprintf \'%s\\n\' "$SECRET_KEY" "$ALLOWED_HOSTS" "$FROM"\n')
    seen.chmod(0o755)
    run = subprocess.run(
        [DEPLOY / "manage", "doctor"],
        env={"PATH": f"{tmp_path}:{os.defpath}", "KYODO_ENV": str(settings)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert run.stdout.splitlines() == list(written.values())
