"""The portal as a program of its own, on a database of its own, that may be killed at any moment."""

import http.client
import os
import socket
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self
from urllib.parse import urlencode

from django.db import connection

from kyodo_portal.environment import VARIABLES

TOKEN = "a" * 32
"""The CSRF mark that cookie and header share."""

READY_WITHIN = 60.0


def free_port() -> int:
    with socket.socket() as tried:
        tried.bind(("127.0.0.1", 0))
        return int(tried.getsockname()[1])


def own_database() -> str:
    """The database of this test, as DATABASE_URL names it."""
    named = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{named['NAME']}"
    return f"postgres://postgres@/{named['HOST']}/{named['NAME']}"


def environment(database: str, media: Path, port: int) -> dict[str, str]:
    """What a portal on this database is started with, as a city runs it; nothing of the caller's shell."""
    kept = {name: value for name, value in os.environ.items() if name not in VARIABLES}
    kept.pop("DJANGO_SETTINGS_MODULE", None)
    return {
        **kept,
        "ALLOWED_HOSTS": "127.0.0.1",
        "DATABASE_URL": database,
        "EMAIL_URL": f"filemail://{media}-mail",
        "KYODO_CITY": "yoshikawa",
        "TRUSTED_PROXIES": "1",
        "MEDIA_ROOT": str(media),
        "PORT": str(port),
        "SECRET_KEY": "only-for-tests-" + "abcdefghij" * 5,
    }


@dataclass
class Portal:
    """One running portal. `kill` is what a power cut is to it; `start` begins it again."""

    database: str
    media: Path
    port: int = field(default_factory=free_port)
    process: subprocess.Popen[bytes] | None = None

    @property
    def env(self) -> dict[str, str]:
        return environment(self.database, self.media, self.port)

    def start(self) -> Self:
        self.process = subprocess.Popen(
            [sys.executable, "manage.py", "serve", "--without-outbox"],
            env=self.env,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        until = time.monotonic() + READY_WITHIN
        while not self.is_ready():
            if self.process.poll() is not None or time.monotonic() > until:
                raise RuntimeError("the portal did not start")
            time.sleep(0.05)
        return self

    def is_ready(self) -> bool:
        try:
            return Visitor(self.port, "").get("/healthz").status == 200
        except OSError:
            return False

    def kill(self) -> None:
        """At once, in the middle of whatever it is doing."""
        if self.process is not None:
            self.process.kill()
            self.process.wait()
            self.process = None

    def manage(self, *arguments: str) -> str:
        """What a command says that is run on the same database."""
        command = [sys.executable, *arguments]
        done = subprocess.run(command, env=self.env, capture_output=True, text=True, check=False)
        if done.returncode:
            raise RuntimeError(done.stderr[-2000:])
        return done.stdout


@dataclass
class Reply:
    status: int
    body: bytes
    location: str


@dataclass
class Visitor:
    """Somebody's browser, signed in by the key of a session. Raises OSError where nobody answers."""

    port: int
    session: str

    def get(self, path: str) -> Reply:
        return self._ask("GET", path)

    def post(self, path: str, fields: dict[str, str]) -> Reply:
        head = {"Content-Type": "application/x-www-form-urlencoded"}
        return self._ask("POST", path, urlencode(fields).encode(), head)

    def send_file(self, path: str, fields: dict[str, str], name: str, content: bytes) -> Reply:
        mark = "----------------------------kyodo"
        parts = [
            f'--{mark}\r\nContent-Disposition: form-data; name="{key}"\r\n\r\n{value}\r\n'.encode()
            for key, value in fields.items()
        ]
        parts.append(
            f'--{mark}\r\nContent-Disposition: form-data; name="{name}"; filename="a.pdf"\r\n'
            "Content-Type: application/pdf\r\n\r\n".encode()
        )
        body = b"".join([*parts, content, f"\r\n--{mark}--\r\n".encode()])
        return self._ask(
            "POST", path, body, {"Content-Type": f"multipart/form-data; boundary={mark}"}
        )

    def _ask(
        self, method: str, path: str, body: bytes | None = None, head: dict[str, str] | None = None
    ) -> Reply:
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        cookies = f"__Host-csrftoken={TOKEN}; __Host-sessionid={self.session}"
        proxy = {"X-Forwarded-Proto": "https", "X-Forwarded-For": "127.0.0.1"}
        try:
            line.request(
                method,
                path,
                body,
                {
                    "Cookie": cookies,
                    "X-CSRFToken": TOKEN,
                    "Referer": f"https://127.0.0.1:{self.port}/",
                    "Connection": "close",
                    **proxy,
                    **(head or {}),
                },
            )
            answer = line.getresponse()
            return Reply(answer.status, answer.read(), answer.headers.get("Location", ""))
        except http.client.HTTPException as broken:
            raise OSError(str(broken)) from broken
        finally:
            line.close()
